//! C-MOVE and storage commitment. `Allow.Services` has to list their functions.

use core::ffi::{c_char, c_void};
use core::ptr::null_mut;
use std::borrow::Cow;
use std::rc::Rc;

use crate::abi::{self, ErrorCode, ResourceType, StorageCommitmentFailureReason};
use crate::context::context;
use crate::handler::{code_of, Handler};
use crate::host::Host;
use crate::pairs::Texts;
use crate::text::text_at;
use crate::Result;

/// A C-MOVE request. An identifier that the request does not have is empty.
pub struct MoveRequest<'a> {
    /// What is asked for.
    pub level: ResourceType,
    pub patient_id: Cow<'a, str>,
    pub accession_number: Cow<'a, str>,
    pub study_instance_uid: Cow<'a, str>,
    pub series_instance_uid: Cow<'a, str>,
    pub sop_instance_uid: Cow<'a, str>,
    /// The application entity that asks.
    pub originator_aet: Cow<'a, str>,
    /// The application entity that is asked.
    pub source_aet: Cow<'a, str>,
    /// The application entity that receives the instances.
    pub target_aet: Cow<'a, str>,
    /// The identifier of the request.
    pub originator_id: u16,
}

/// What a C-MOVE request moves, instance by instance.
pub trait Move {
    /// The number of instances.
    fn count(&self) -> u32;

    /// Sends the next instance.
    fn next(&mut self) -> Result;
}

/// A request for storage commitment: a modality asks whether it may delete instances.
pub struct StorageCommitmentRequest {
    pub transaction_uid: String,
    /// The SOP Instance UIDs of all instances in the request.
    pub sop_instance_uids: Vec<String>,
    /// The application entity that asks.
    pub remote_aet: String,
    /// The application entity that is asked.
    pub called_aet: String,
}

type OnMove = dyn Fn(&MoveRequest<'_>) -> Option<Box<dyn Move>>;
type OnCommitment =
    dyn Fn(&StorageCommitmentRequest, &str, &str) -> StorageCommitmentFailureReason;

thread_local! {
    static MOVE: Handler<OnMove> = const { Handler::new() };
    static COMMITMENT: Handler<OnCommitment> = const { Handler::new() };
}

impl Host {
    /// Answers C-MOVE requests with a handler, in place of Orthanc; `None` refuses one. One plugin of an Orthanc may have one.
    pub fn on_move<F>(&self, handler: F) -> Result
    where
        F: Fn(&MoveRequest<'_>) -> Option<Box<dyn Move>> + 'static,
    {
        MOVE.with(|one| one.set(Rc::new(handler)));
        unsafe {
            abi::OrthancPluginRegisterMoveCallback(
                context(), Some(begin_move), Some(count), Some(next), Some(free_move),
            )
        }
        .into_result()
    }

    /// Answers requests for storage commitment with a handler, in place of Orthanc: it says of one instance, by its SOP class and
    /// UID, whether it is kept safely (`Success`), or why not. One plugin of an Orthanc may have one.
    pub fn on_storage_commitment<F>(&self, handler: F) -> Result
    where
        F: Fn(&StorageCommitmentRequest, &str, &str) -> StorageCommitmentFailureReason + 'static,
    {
        COMMITMENT.with(|one| one.set(Rc::new(handler)));
        unsafe {
            abi::OrthancPluginRegisterStorageCommitmentScpCallback(
                context(), Some(begin_commitment), Some(free_commitment), Some(look_up),
            )
        }
        .into_result()
    }
}

#[allow(clippy::too_many_arguments)]
unsafe extern "C" fn begin_move(
    level: ResourceType,
    patient_id: *const c_char,
    accession_number: *const c_char,
    study_instance_uid: *const c_char,
    series_instance_uid: *const c_char,
    sop_instance_uid: *const c_char,
    originator_aet: *const c_char,
    source_aet: *const c_char,
    target_aet: *const c_char,
    originator_id: u16,
) -> *mut c_void {
    let request = unsafe {
        MoveRequest {
            level,
            patient_id: text_at(patient_id),
            accession_number: text_at(accession_number),
            study_instance_uid: text_at(study_instance_uid),
            series_instance_uid: text_at(series_instance_uid),
            sop_instance_uid: text_at(sop_instance_uid),
            originator_aet: text_at(originator_aet),
            source_aet: text_at(source_aet),
            target_aet: text_at(target_aet),
            originator_id,
        }
    };
    let begun = MOVE.with(Handler::get).and_then(|handler| handler(&request));
    begun.map_or(null_mut(), |one| Box::into_raw(Box::new(one)).cast())
}

unsafe extern "C" fn count(driver: *mut c_void) -> u32 {
    unsafe { &*driver.cast::<Box<dyn Move>>() }.count()
}

unsafe extern "C" fn next(driver: *mut c_void) -> ErrorCode {
    code_of(unsafe { &mut *driver.cast::<Box<dyn Move>>() }.next())
}

unsafe extern "C" fn free_move(driver: *mut c_void) {
    drop(unsafe { Box::from_raw(driver.cast::<Box<dyn Move>>()) });
}

#[allow(clippy::too_many_arguments)]
unsafe extern "C" fn begin_commitment(
    target: *mut *mut c_void,
    _job_id: *const c_char,
    transaction_uid: *const c_char,
    _sop_class_uids: *const *const c_char,
    sop_instance_uids: *const *const c_char,
    count: u32,
    remote_aet: *const c_char,
    called_aet: *const c_char,
) -> ErrorCode {
    let uids = unsafe { Texts::new(sop_instance_uids, count) };
    let request = unsafe {
        StorageCommitmentRequest {
            transaction_uid: text_at(transaction_uid).into_owned(),
            sop_instance_uids: (0..uids.len()).map(|i| uids.text(i).into_owned()).collect(),
            remote_aet: text_at(remote_aet).into_owned(),
            called_aet: text_at(called_aet).into_owned(),
        }
    };
    unsafe { *target = Box::into_raw(Box::new(request)).cast() };
    ErrorCode::Success
}

unsafe extern "C" fn look_up(
    target: *mut StorageCommitmentFailureReason,
    request: *mut c_void,
    sop_class_uid: *const c_char,
    sop_instance_uid: *const c_char,
) -> ErrorCode {
    let Some(handler) = COMMITMENT.with(Handler::get) else {
        return ErrorCode::InternalError;
    };
    let request = unsafe { &*request.cast::<StorageCommitmentRequest>() };
    let (class, instance) = unsafe { (text_at(sop_class_uid), text_at(sop_instance_uid)) };
    unsafe { *target = handler(request, &class, &instance) };
    ErrorCode::Success
}

unsafe extern "C" fn free_commitment(request: *mut c_void) {
    drop(unsafe { Box::from_raw(request.cast::<StorageCommitmentRequest>()) });
}
