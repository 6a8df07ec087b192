use crate::abi::{self, OrthancPluginContext};
use crate::context::{context, keep_context};
use crate::output::Output;
use crate::request::Request;
use crate::route::callback_of;
use crate::text::c_text;
use crate::Result;

/// The server, while the plugin starts: what can be registered with it.
pub struct Host {
    _private: (),
}

impl Host {
    pub(crate) fn new(context: *mut OrthancPluginContext) -> Self {
        keep_context(context);
        Host { _private: () }
    }

    /// Sends the requests whose whole path matches a regular expression to a handler, a function or a closure. The first
    /// route that matches wins. Handlers of this kind never run concurrently.
    ///
    /// Closures that capture something may be registered 64 times; there is no limit for others.
    pub fn route<F>(&self, pattern: &str, handler: F)
    where
        F: Fn(&mut Output, &Request<'_>) -> Result + 'static,
    {
        let text = c_text(pattern);
        let callback = callback_of(handler);
        unsafe {
            abi::OrthancPluginRegisterRestCallback(context(), text.as_ptr(), Some(callback));
        }
    }

    /// As [`Host::route`], for a handler that may run concurrently with others.
    pub fn route_no_lock<F>(&self, pattern: &str, handler: F)
    where
        F: Fn(&mut Output, &Request<'_>) -> Result + 'static,
    {
        let text = c_text(pattern);
        let callback = callback_of(handler);
        unsafe {
            abi::OrthancPluginRegisterRestCallbackNoLock(context(), text.as_ptr(), Some(callback));
        }
    }

    /// Describes the plugin in a sentence.
    pub fn set_description(&self, description: &str) {
        let text = c_text(description);
        unsafe { abi::OrthancPluginSetDescription(context(), text.as_ptr()) }
    }

    /// Says where the plugin's own pages begin.
    pub fn set_root_uri(&self, uri: &str) {
        let text = c_text(uri);
        unsafe { abi::OrthancPluginSetRootUri(context(), text.as_ptr()) }
    }

    /// Adds JavaScript to the pages of Orthanc Explorer.
    pub fn extend_orthanc_explorer(&self, javascript: &str) {
        let text = c_text(javascript);
        unsafe { abi::OrthancPluginExtendOrthancExplorer(context(), text.as_ptr()) }
    }

    /// The context that the functions of [`crate::abi`] want.
    pub fn as_ptr(&self) -> *mut OrthancPluginContext {
        context()
    }
}
