//! Decisions about what enters Orthanc. `Allow.Services` has to list their functions.

use core::ffi::{c_char, c_void};
use core::ptr::{copy_nonoverlapping, null};
use std::rc::Rc;

use crate::abi::{
    self, HttpMethod, InstanceOrigin, OrthancPluginDicomInstance, OrthancPluginHttpRequest,
    OrthancPluginMemoryBuffer64, ReceivedInstanceAction,
};
use crate::buffers::bytes_in;
use crate::context::context;
use crate::handler::Handler;
use crate::host::Host;
use crate::instance::DicomInstance;
use crate::request::Request;
use crate::text::text_at;
use crate::Result;

/// What becomes of an instance that has arrived.
pub enum Received {
    /// It is stored as it is.
    Keep,
    /// This DICOM file is stored in its place.
    Replace(Vec<u8>),
    /// It is not stored; its sender receives success.
    Discard,
}

type InstanceFilter = dyn Fn(&DicomInstance<'_>) -> bool;
type StoreFilter = dyn Fn(&DicomInstance<'_>) -> core::result::Result<(), u16>;
type HttpFilter = dyn Fn(&Request<'_>, &str) -> bool;
type OnReceived = dyn Fn(&[u8], InstanceOrigin) -> Received;

thread_local! {
    static INSTANCE: Handler<InstanceFilter> = const { Handler::new() };
    static STORE: Handler<StoreFilter> = const { Handler::new() };
    static HTTP: Handler<HttpFilter> = const { Handler::new() };
    static RECEIVED: Handler<OnReceived> = const { Handler::new() };
}

impl Host {
    /// Asks a filter about each instance before Orthanc stores it: `true` stores it.
    pub fn filter_instance<F>(&self, filter: F) -> Result
    where
        F: Fn(&DicomInstance<'_>) -> bool + 'static,
    {
        INSTANCE.with(|one| one.set(Rc::new(filter)));
        let callback = Some(filter_instance as unsafe extern "C" fn(_) -> _);
        unsafe { abi::OrthancPluginRegisterIncomingDicomInstanceFilter(context(), callback) }
            .into_result()
    }

    /// Asks a filter about each instance that arrives by C-STORE; an error is the status of DIMSE that refuses it, such as `0xa700`.
    pub fn filter_c_store<F>(&self, filter: F) -> Result
    where
        F: Fn(&DicomInstance<'_>) -> core::result::Result<(), u16> + 'static,
    {
        STORE.with(|one| one.set(Rc::new(filter)));
        let callback = Some(filter_store as unsafe extern "C" fn(_, _) -> _);
        unsafe { abi::OrthancPluginRegisterIncomingCStoreInstanceFilter(context(), callback) }
            .into_result()
    }

    /// Asks a filter about each HTTP request before any plugin and Orthanc: `false` answers 403. The text is the client's
    /// address; the request has no body and no groups.
    pub fn filter_http<F>(&self, filter: F) -> Result
    where
        F: Fn(&Request<'_>, &str) -> bool + 'static,
    {
        HTTP.with(|one| one.set(Rc::new(filter)));
        unsafe { abi::OrthancPluginRegisterIncomingHttpRequestFilter2(context(), Some(filter_http)) }
            .into_result()
    }

    /// Calls a handler with the DICOM file of each instance that arrives. One plugin of an Orthanc may have one.
    pub fn on_received<F>(&self, handler: F) -> Result
    where
        F: Fn(&[u8], InstanceOrigin) -> Received + 'static,
    {
        RECEIVED.with(|one| one.set(Rc::new(handler)));
        unsafe { abi::OrthancPluginRegisterReceivedInstanceCallback(context(), Some(receive)) }
            .into_result()
    }
}

unsafe extern "C" fn filter_instance(instance: *const OrthancPluginDicomInstance) -> i32 {
    let filter = INSTANCE.with(Handler::get);
    filter.map_or(1, |filter| i32::from(filter(&DicomInstance::new(instance))))
}

unsafe extern "C" fn filter_store(
    status: *mut u16,
    instance: *const OrthancPluginDicomInstance,
) -> i32 {
    let answer = STORE.with(Handler::get).map(|filter| filter(&DicomInstance::new(instance)));
    let Some(Err(refusal)) = answer else {
        return 1;
    };
    unsafe { *status = refusal };
    0
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
    let Some(filter) = HTTP.with(Handler::get) else {
        return 1;
    };
    let fields = OrthancPluginHttpRequest {
        method,
        groupsCount: 0,
        groups: null(),
        getCount: arguments_count,
        getKeys: arguments_keys,
        getValues: arguments_values,
        body: null(),
        bodySize: 0,
        headersCount: headers_count,
        headersKeys: headers_keys,
        headersValues: headers_values,
    };
    let request = unsafe { Request::new(uri, &fields) };
    i32::from(filter(&request, &unsafe { text_at(ip) }))
}

unsafe extern "C" fn receive(
    target: *mut OrthancPluginMemoryBuffer64,
    data: *const c_void,
    size: u64,
    origin: InstanceOrigin,
) -> ReceivedInstanceAction {
    let file = unsafe { bytes_in(data, size as usize) };
    match RECEIVED.with(Handler::get).map(|handler| handler(file, origin)) {
        Some(Received::Replace(dicom)) => unsafe { replace(target, &dicom) },
        Some(Received::Discard) => ReceivedInstanceAction::Discard,
        _ => ReceivedInstanceAction::KeepAsIs,
    }
}

unsafe fn replace(target: *mut OrthancPluginMemoryBuffer64, dicom: &[u8]) -> ReceivedInstanceAction {
    let length = dicom.len() as u64;
    let made = unsafe { abi::OrthancPluginCreateMemoryBuffer64(context(), target, length) };
    if made.into_result().is_err() {
        return ReceivedInstanceAction::Discard;
    }
    unsafe { copy_nonoverlapping(dicom.as_ptr(), (*target).data.cast(), dicom.len()) };
    ReceivedInstanceAction::Modify
}
