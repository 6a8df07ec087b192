use core::ffi::c_char;
use core::mem::{forget, size_of};
use core::ptr::NonNull;

use crate::abi::{ErrorCode, OrthancPluginHttpRequest, OrthancPluginRestOutput};
use crate::output::Output;
use crate::request::Request;
use crate::{slots, Result};

/// A REST callback of the SDK, which is not NULL.
pub(crate) type Callback = unsafe extern "C" fn(
    *mut OrthancPluginRestOutput,
    *const c_char,
    *const OrthancPluginHttpRequest,
) -> ErrorCode;

/// The callback that runs a handler. The SDK's callbacks are functions without data: a handler that captures nothing gets one
/// of its own, made by the compiler; others take one of those that are kept ready.
pub(crate) fn callback_of<F>(handler: F) -> Callback
where
    F: Fn(&mut Output, &Request<'_>) -> Result + 'static,
{
    if size_of::<F>() != 0 {
        return slots::take(Box::new(handler));
    }
    // It lives on in its type.
    forget(handler);
    run_without_data::<F>
}

unsafe extern "C" fn run_without_data<F>(
    output: *mut OrthancPluginRestOutput,
    url: *const c_char,
    request: *const OrthancPluginHttpRequest,
) -> ErrorCode
where
    F: Fn(&mut Output, &Request<'_>) -> Result + 'static,
{
    // A value of no bytes lies at any address, and there is one: `callback_of` was given it and never dropped it.
    let handler: &F = unsafe { NonNull::<F>::dangling().as_ref() };
    unsafe { run(handler, output, url, request) }
}

/// Hands a request to a handler.
///
/// # Safety
/// The addresses are those that the host gave to a callback which has not returned.
pub(crate) unsafe fn run(
    handler: &dyn Fn(&mut Output, &Request<'_>) -> Result,
    output: *mut OrthancPluginRestOutput,
    url: *const c_char,
    request: *const OrthancPluginHttpRequest,
) -> ErrorCode {
    let mut output = Output::new(output);
    let request = unsafe { Request::new(url, &*request) };
    match handler(&mut output, &request) {
        Ok(()) => ErrorCode::Success,
        Err(code) => code,
    }
}
