use core::ffi::c_char;
use core::ptr::null;
use core::slice::from_raw_parts;
use core::sync::atomic::{AtomicPtr, Ordering};
use std::borrow::Cow;

use crate::abi::{HttpMethod, OrthancPluginHttpRequest};
use crate::pairs::{Pairs, Texts};
use crate::text::{bytes_at, readable};

/// What the host said of the query before the callback.
static QUERY: AtomicPtr<c_char> = AtomicPtr::new(null::<c_char>() as *mut c_char);

pub(crate) fn set_query(text: *const c_char) {
    QUERY.store(text.cast_mut(), Ordering::Relaxed);
}

/// One HTTP request, read in place: its values are valid until the handler returns.
pub struct Request<'a> {
    url: *const c_char,
    fields: &'a OrthancPluginHttpRequest,
}

impl<'a> Request<'a> {
    /// # Safety
    /// Both are what the host gave to a callback, and `'a` ends before that returns.
    pub(crate) unsafe fn new(url: *const c_char, fields: &'a OrthancPluginHttpRequest) -> Self {
        Request { url, fields }
    }

    /// The method, after `X-HTTP-Method-Override`.
    pub fn method(&self) -> HttpMethod {
        self.fields.method
    }

    /// The path, decoded, with invalid UTF-8 replaced.
    pub fn uri(&self) -> Cow<'a, str> {
        readable(unsafe { bytes_at(self.url) })
    }

    /// The part after the `?`, not decoded, for every method. Orthanc itself passes the query of a GET only.
    pub fn query(&self) -> Cow<'a, str> {
        readable(unsafe { bytes_at(QUERY.load(Ordering::Relaxed)) })
    }

    /// What the groups of the route's pattern matched, in order; empty for a group that took no part.
    pub fn groups(&self) -> Texts<'a> {
        unsafe { Texts::new(self.fields.groups, self.fields.groupsCount) }
    }

    /// The arguments of a GET request, in order and with duplicates. They are not decoded.
    pub fn arguments(&self) -> Pairs<'a> {
        let OrthancPluginHttpRequest { getCount, getKeys, getValues, .. } = *self.fields;
        unsafe {
            let names = Texts::new(getKeys, getCount);
            Pairs::arguments(names, Texts::new(getValues, getCount))
        }
    }

    /// The headers: one value a name, the names in lower case and sorted.
    pub fn headers(&self) -> Pairs<'a> {
        let OrthancPluginHttpRequest { headersCount, headersKeys, headersValues, .. } = *self.fields;
        unsafe {
            let names = Texts::new(headersKeys, headersCount);
            Pairs::headers(names, Texts::new(headersValues, headersCount))
        }
    }

    /// The body of a POST or PUT request, else no bytes; not copied.
    pub fn body(&self) -> &'a [u8] {
        if self.fields.body.is_null() {
            return &[];
        }
        unsafe { from_raw_parts(self.fields.body.cast(), self.fields.bodySize as usize) }
    }

    /// The struct of the SDK.
    pub fn as_raw(&self) -> &'a OrthancPluginHttpRequest {
        self.fields
    }
}
