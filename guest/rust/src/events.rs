//! What happens inside Orthanc besides requests. Each kind of event has one handler in a plugin.

use core::ffi::c_char;
use std::rc::Rc;

use crate::abi::{self, ChangeType, ErrorCode, OrthancPluginDicomInstance, ResourceType};
use crate::context::context;
use crate::handler::{code_of, Handler};
use crate::host::Host;
use crate::instance::DicomInstance;
use crate::text::text_at;
use crate::Result;

type OnChange = dyn Fn(ChangeType, ResourceType, &str) -> Result;
type OnStored = dyn Fn(&DicomInstance<'_>, &str) -> Result;

thread_local! {
    static CHANGE: Handler<OnChange> = const { Handler::new() };
    static STORED: Handler<OnStored> = const { Handler::new() };
    static METRICS: Handler<dyn Fn()> = const { Handler::new() };
}

impl Host {
    /// Calls a handler for each change of Orthanc, also when it starts and stops; the text is the resource's identifier. Inside
    /// Orthanc only, as the other functions for events.
    pub fn on_change<F>(&self, handler: F)
    where
        F: Fn(ChangeType, ResourceType, &str) -> Result + 'static,
    {
        CHANGE.with(|one| one.set(Rc::new(handler)));
        unsafe { abi::OrthancPluginRegisterOnChangeCallback(context(), Some(change)) };
    }

    /// Calls a handler for each instance that Orthanc has stored; the text is its identifier.
    pub fn on_stored_instance<F>(&self, handler: F)
    where
        F: Fn(&DicomInstance<'_>, &str) -> Result + 'static,
    {
        STORED.with(|one| one.set(Rc::new(handler)));
        unsafe { abi::OrthancPluginRegisterOnStoredInstanceCallback(context(), Some(stored)) };
    }

    /// Calls a function before Orthanc shows its metrics, for those that are expensive to know.
    pub fn on_refresh_metrics<F: Fn() + 'static>(&self, refresh: F) {
        METRICS.with(|one| one.set(Rc::new(refresh)));
        unsafe { abi::OrthancPluginRegisterRefreshMetricsCallback(context(), Some(metrics)) };
    }
}

unsafe extern "C" fn change(
    kind: ChangeType,
    level: ResourceType,
    resource: *const c_char,
) -> ErrorCode {
    let Some(handler) = CHANGE.with(Handler::get) else {
        return ErrorCode::Success;
    };
    code_of(handler(kind, level, &unsafe { text_at(resource) }))
}

unsafe extern "C" fn stored(
    instance: *const OrthancPluginDicomInstance,
    id: *const c_char,
) -> ErrorCode {
    let Some(handler) = STORED.with(Handler::get) else {
        return ErrorCode::Success;
    };
    code_of(handler(&DicomInstance::new(instance), &unsafe { text_at(id) }))
}

unsafe extern "C" fn metrics() {
    if let Some(refresh) = METRICS.with(Handler::get) {
        refresh();
    }
}
