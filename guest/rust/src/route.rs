use core::cell::RefCell;
use core::ffi::c_char;
use core::mem::{forget, size_of};
use core::ptr::NonNull;
use std::rc::Rc;

use crate::abi::{ErrorCode, OrthancPluginHttpRequest, OrthancPluginRestOutput};
use crate::handler::code_of;
use crate::output::Output;
use crate::request::Request;
use crate::Result;

/// A REST callback of the SDK, which is not NULL.
pub(crate) type Callback = unsafe extern "C" fn(
    *mut OrthancPluginRestOutput,
    *const c_char,
    *const OrthancPluginHttpRequest,
) -> ErrorCode;

type Handler = dyn Fn(&mut Output, &Request<'_>) -> Result;

/// The callback that runs a handler. The SDK's callbacks are functions without data: a handler that captures nothing gets one
/// of its own, made by the compiler; others take one of those that are kept ready.
pub(crate) fn callback_of<F>(handler: F) -> Callback
where
    F: Fn(&mut Output, &Request<'_>) -> Result + 'static,
{
    if size_of::<F>() != 0 {
        return take_callback(Rc::new(handler));
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

thread_local! {
    static HANDLERS: RefCell<Vec<Rc<Handler>>> = const { RefCell::new(Vec::new()) };
}

macro_rules! callbacks {
    ($($number:literal)*) => { [$(run_number::<$number>),*] };
}

/// Callbacks for handlers that capture something: functions that are there before anybody knows what for.
static CALLBACKS: [Callback; 64] = callbacks!(
    0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
    32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63
);

/// Keeps a handler for ever and returns the callback that runs it. Panics when all are taken.
fn take_callback(handler: Rc<Handler>) -> Callback {
    HANDLERS.with_borrow_mut(|handlers| {
        let Some(callback) = CALLBACKS.get(handlers.len()) else {
            panic!("{} routes have closures that capture something, no more can", CALLBACKS.len());
        };
        handlers.push(handler);
        *callback
    })
}

unsafe extern "C" fn run_number<const NUMBER: usize>(
    output: *mut OrthancPluginRestOutput,
    url: *const c_char,
    request: *const OrthancPluginHttpRequest,
) -> ErrorCode {
    let Some(handler) = HANDLERS.with_borrow(|handlers| handlers.get(NUMBER).cloned()) else {
        return ErrorCode::InternalError;
    };
    unsafe { run(&*handler, output, url, request) }
}

/// Hands a request to a handler.
///
/// # Safety
/// The addresses are those that the host gave to a callback which has not returned.
unsafe fn run(
    handler: &Handler,
    output: *mut OrthancPluginRestOutput,
    url: *const c_char,
    request: *const OrthancPluginHttpRequest,
) -> ErrorCode {
    let mut output = Output::new(output);
    let request = unsafe { Request::new(url, &*request) };
    code_of(handler(&mut output, &request))
}
