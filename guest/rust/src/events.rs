//! What happens inside Orthanc besides requests. Each kind of event has one handler in a plugin.

use core::ffi::c_char;
use std::cell::RefCell;
use std::rc::Rc;

use crate::abi::{
    self, ChangeType, ErrorCode, HttpMethod, OrthancPluginDicomInstance, OrthancPluginHttpRequest,
    ResourceType,
};
use crate::host::{context, Host};
use crate::instance::DicomInstance;
use crate::request::Request;
use crate::text::{bytes_at, readable};
use crate::Result;

type OnChange = dyn Fn(ChangeType, ResourceType, &str) -> Result;
type OnStored = dyn Fn(&DicomInstance<'_>, &str) -> Result;
type InstanceFilter = dyn Fn(&DicomInstance<'_>) -> bool;
type HttpFilter = dyn Fn(&Request<'_>, &str) -> bool;

#[derive(Default)]
struct Handlers {
    change: Option<Rc<OnChange>>,
    stored: Option<Rc<OnStored>>,
    instance: Option<Rc<InstanceFilter>>,
    http: Option<Rc<HttpFilter>>,
}

thread_local! {
    static HANDLERS: RefCell<Handlers> = RefCell::default();
}

/// A handler, which may run while another one waits for Orthanc.
fn handler<T>(choose: impl Fn(&Handlers) -> T) -> T {
    HANDLERS.with_borrow(choose)
}

impl Host {
    /// Calls a handler for each change of Orthanc, also when it starts and stops; the text is the resource's identifier. Inside
    /// Orthanc only, as the other functions for events.
    pub fn on_change<F>(&self, handler: F)
    where
        F: Fn(ChangeType, ResourceType, &str) -> Result + 'static,
    {
        HANDLERS.with_borrow_mut(|handlers| handlers.change = Some(Rc::new(handler)));
        unsafe { abi::OrthancPluginRegisterOnChangeCallback(context(), Some(change)) };
    }

    /// Calls a handler for each instance that Orthanc has stored; the text is its identifier.
    pub fn on_stored_instance<F>(&self, handler: F)
    where
        F: Fn(&DicomInstance<'_>, &str) -> Result + 'static,
    {
        HANDLERS.with_borrow_mut(|handlers| handlers.stored = Some(Rc::new(handler)));
        unsafe { abi::OrthancPluginRegisterOnStoredInstanceCallback(context(), Some(stored)) };
    }

    /// Asks a filter about each instance before Orthanc stores it: `true` stores it. Allowed by `Allow.Services`.
    pub fn filter_instance<F>(&self, filter: F) -> Result
    where
        F: Fn(&DicomInstance<'_>) -> bool + 'static,
    {
        HANDLERS.with_borrow_mut(|handlers| handlers.instance = Some(Rc::new(filter)));
        let callback = Some(filter_instance as unsafe extern "C" fn(_) -> _);
        unsafe { abi::OrthancPluginRegisterIncomingDicomInstanceFilter(context(), callback) }
            .into_result()
    }

    /// Asks a filter about each HTTP request before any plugin and Orthanc: `false` answers 403. The text is the client's
    /// address; the request has no body and no groups. Allowed by `Allow.Services`.
    pub fn filter_http<F>(&self, filter: F) -> Result
    where
        F: Fn(&Request<'_>, &str) -> bool + 'static,
    {
        HANDLERS.with_borrow_mut(|handlers| handlers.http = Some(Rc::new(filter)));
        unsafe { abi::OrthancPluginRegisterIncomingHttpRequestFilter2(context(), Some(filter_http)) }
            .into_result()
    }
}

fn code_of(result: Result) -> ErrorCode {
    match result {
        Ok(()) => ErrorCode::Success,
        Err(code) => code,
    }
}

unsafe extern "C" fn change(
    kind: ChangeType,
    level: ResourceType,
    resource: *const c_char,
) -> ErrorCode {
    let Some(handler) = handler(|handlers| handlers.change.clone()) else {
        return ErrorCode::Success;
    };
    code_of(handler(kind, level, &readable(unsafe { bytes_at(resource) })))
}

unsafe extern "C" fn stored(
    instance: *const OrthancPluginDicomInstance,
    id: *const c_char,
) -> ErrorCode {
    let Some(handler) = handler(|handlers| handlers.stored.clone()) else {
        return ErrorCode::Success;
    };
    code_of(handler(&DicomInstance::new(instance), &readable(unsafe { bytes_at(id) })))
}

unsafe extern "C" fn filter_instance(instance: *const OrthancPluginDicomInstance) -> i32 {
    let filter = handler(|handlers| handlers.instance.clone());
    filter.map_or(1, |filter| i32::from(filter(&DicomInstance::new(instance))))
}

#[allow(clippy::too_many_arguments)]
unsafe extern "C" fn filter_http(
    method: HttpMethod,
    uri: *const c_char,
    ip: *const c_char,
    headers_count: u32,
    headers_keys: *const *const c_char,
    headers_values: *const *const c_char,
    arguments_count: u32,
    arguments_keys: *const *const c_char,
    arguments_values: *const *const c_char,
) -> i32 {
    let Some(filter) = handler(|handlers| handlers.http.clone()) else {
        return 1;
    };
    let fields = OrthancPluginHttpRequest {
        method,
        groupsCount: 0,
        groups: core::ptr::null(),
        getCount: arguments_count,
        getKeys: arguments_keys,
        getValues: arguments_values,
        body: core::ptr::null(),
        bodySize: 0,
        headersCount: headers_count,
        headersKeys: headers_keys,
        headersValues: headers_values,
    };
    let request = unsafe { Request::new(uri, &fields) };
    i32::from(filter(&request, &readable(unsafe { bytes_at(ip) })))
}
