use core::ptr::null_mut;
use core::sync::atomic::{AtomicPtr, Ordering};

use crate::abi::OrthancPluginContext;

/// What the host gave to `OrthancPluginInitialize`, the first argument of every call; NULL until then.
static CONTEXT: AtomicPtr<OrthancPluginContext> = AtomicPtr::new(null_mut());

/// The context, for calls of [`crate::abi`].
pub(crate) fn context() -> *mut OrthancPluginContext {
    CONTEXT.load(Ordering::Relaxed)
}

pub(crate) fn keep_context(context: *mut OrthancPluginContext) {
    CONTEXT.store(context, Ordering::Relaxed);
}
