use std::cell::RefCell;
use std::rc::Rc;

use crate::{ErrorCode, Result};

/// The handler of one kind of event. Its clone runs, so that it may run again while it waits for Orthanc.
pub(crate) struct Handler<F: ?Sized>(RefCell<Option<Rc<F>>>);

impl<F: ?Sized> Handler<F> {
    pub(crate) const fn new() -> Self {
        Handler(RefCell::new(None))
    }

    pub(crate) fn set(&self, handler: Rc<F>) {
        *self.0.borrow_mut() = Some(handler);
    }

    pub(crate) fn get(&self) -> Option<Rc<F>> {
        self.0.borrow().clone()
    }
}

pub(crate) fn code_of(result: Result) -> ErrorCode {
    match result {
        Ok(()) => ErrorCode::Success,
        Err(code) => code,
    }
}
