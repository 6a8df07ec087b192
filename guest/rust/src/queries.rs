//! Queries of modalities: worklists and C-FIND. `Allow.Services` has to list their functions.

use core::ffi::c_char;
use std::rc::Rc;

use crate::abi::{
    self, ErrorCode, OrthancPluginFindAnswers, OrthancPluginFindQuery, OrthancPluginWorklistAnswers,
    OrthancPluginWorklistQuery,
};
use crate::buffers::bytes_of;
use crate::context::context;
use crate::dicom::dicom_to_json;
use crate::handler::{code_of, Handler};
use crate::host::Host;
use crate::output::parts;
use crate::text::text_at;
use crate::texts::taken;
use crate::Result;

/// A worklist query of a modality, with its answers, until the handler returns.
pub struct Worklist<'a> {
    answers: *mut OrthancPluginWorklistAnswers,
    query: *const OrthancPluginWorklistQuery,
    /// The application entity that asks.
    pub issuer_aet: &'a str,
    /// The application entity that is asked.
    pub called_aet: &'a str,
}

impl Worklist<'_> {
    /// The tags of the query as JSON, by their names.
    pub fn json(&self) -> Result<String> {
        let dicom = bytes_of(|target| unsafe {
            abi::OrthancPluginWorklistGetDicomQuery(context(), target, self.query)
        })?;
        Ok(dicom_to_json(&dicom))
    }

    /// True if a DICOM file matches the query.
    pub fn matches(&self, dicom: &[u8]) -> bool {
        let (data, size) = parts(dicom);
        unsafe { abi::OrthancPluginWorklistIsMatch(context(), self.query, data, size) == 1 }
    }

    /// Adds a DICOM file to the answers: of it those tags that the query asks for.
    pub fn add(&self, dicom: &[u8]) -> Result {
        let (data, size) = parts(dicom);
        unsafe {
            abi::OrthancPluginWorklistAddAnswer(context(), self.answers, self.query, data, size)
        }
        .into_result()
    }

    /// Says that there are more answers than these.
    pub fn mark_incomplete(&self) -> Result {
        unsafe { abi::OrthancPluginWorklistMarkIncomplete(context(), self.answers) }.into_result()
    }
}

/// A C-FIND query, with its answers, until the handler returns.
pub struct Find<'a> {
    answers: *mut OrthancPluginFindAnswers,
    query: *const OrthancPluginFindQuery,
    /// The application entity that asks.
    pub issuer_aet: &'a str,
    /// The application entity that is asked.
    pub called_aet: &'a str,
}

impl Find<'_> {
    /// The tags of the query: their names, and the values that they must have, empty if any.
    pub fn tags(&self) -> impl Iterator<Item = (String, String)> + '_ {
        let count = unsafe { abi::OrthancPluginGetFindQuerySize(context(), self.query) };
        (0..count).map(|index| unsafe {
            (
                taken(abi::OrthancPluginGetFindQueryTagName(context(), self.query, index)),
                taken(abi::OrthancPluginGetFindQueryValue(context(), self.query, index)),
            )
        })
    }

    /// Adds a DICOM file to the answers.
    pub fn add(&self, dicom: &[u8]) -> Result {
        let (data, size) = parts(dicom);
        unsafe { abi::OrthancPluginFindAddAnswer(context(), self.answers, data, size) }
            .into_result()
    }

    /// Says that there are more answers than these.
    pub fn mark_incomplete(&self) -> Result {
        unsafe { abi::OrthancPluginFindMarkIncomplete(context(), self.answers) }.into_result()
    }
}

thread_local! {
    static WORKLIST: Handler<dyn Fn(&Worklist<'_>) -> Result> = const { Handler::new() };
    static FIND: Handler<dyn Fn(&Find<'_>) -> Result> = const { Handler::new() };
}

impl Host {
    /// Answers worklist queries with a handler. One plugin of an Orthanc may have one.
    pub fn on_worklist<F: Fn(&Worklist<'_>) -> Result + 'static>(&self, handler: F) -> Result {
        WORKLIST.with(|one| one.set(Rc::new(handler)));
        unsafe { abi::OrthancPluginRegisterWorklistCallback(context(), Some(worklist)) }
            .into_result()
    }

    /// Answers C-FIND queries with a handler, in place of Orthanc. One plugin of an Orthanc may have one.
    pub fn on_find<F: Fn(&Find<'_>) -> Result + 'static>(&self, handler: F) -> Result {
        FIND.with(|one| one.set(Rc::new(handler)));
        unsafe { abi::OrthancPluginRegisterFindCallback(context(), Some(find)) }.into_result()
    }
}

unsafe extern "C" fn worklist(
    answers: *mut OrthancPluginWorklistAnswers,
    query: *const OrthancPluginWorklistQuery,
    issuer: *const c_char,
    called: *const c_char,
) -> ErrorCode {
    let Some(handler) = WORKLIST.with(Handler::get) else {
        return ErrorCode::Success;
    };
    let (issuer, called) = unsafe { (text_at(issuer), text_at(called)) };
    code_of(handler(&Worklist { answers, query, issuer_aet: &issuer, called_aet: &called }))
}

unsafe extern "C" fn find(
    answers: *mut OrthancPluginFindAnswers,
    query: *const OrthancPluginFindQuery,
    issuer: *const c_char,
    called: *const c_char,
) -> ErrorCode {
    let Some(handler) = FIND.with(Handler::get) else {
        return ErrorCode::Success;
    };
    let (issuer, called) = unsafe { (text_at(issuer), text_at(called)) };
    code_of(handler(&Find { answers, query, issuer_aet: &issuer, called_aet: &called }))
}
