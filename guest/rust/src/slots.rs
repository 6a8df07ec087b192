//! Callbacks for handlers that capture something: functions that are there before anybody knows what for.

use core::cell::RefCell;
use core::ffi::c_char;
use std::rc::Rc;

use crate::abi::{ErrorCode, OrthancPluginHttpRequest, OrthancPluginRestOutput};
use crate::output::Output;
use crate::request::Request;
use crate::route::{run, Callback};
use crate::Result;

type Handler = dyn Fn(&mut Output, &Request<'_>) -> Result;

thread_local! {
    static HANDLERS: RefCell<Vec<Rc<Handler>>> = const { RefCell::new(Vec::new()) };
}

macro_rules! callbacks {
    ($($number:literal)*) => { [$(run_number::<$number>),*] };
}

static CALLBACKS: [Callback; 64] = callbacks!(
    0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
    32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63
);

/// Keeps a handler for ever and returns the callback that runs it. Panics when all are taken.
pub(crate) fn take(handler: Box<Handler>) -> Callback {
    HANDLERS.with_borrow_mut(|handlers| {
        let Some(callback) = CALLBACKS.get(handlers.len()) else {
            panic!("{} routes have closures that capture something, no more can", CALLBACKS.len());
        };
        handlers.push(Rc::from(handler));
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
