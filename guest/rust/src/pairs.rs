use core::ffi::c_char;
use core::slice::from_raw_parts;
use std::borrow::Cow;

use crate::text::{bytes_at, readable};

/// Texts of a request, in order.
#[derive(Clone, Copy)]
pub struct Texts<'a> {
    addresses: &'a [*const c_char],
}

impl<'a> Texts<'a> {
    /// # Safety
    /// There are `count` texts, and they stay as they are during `'a`.
    pub(crate) unsafe fn new(addresses: *const *const c_char, count: u32) -> Self {
        let addresses = if addresses.is_null() {
            &[]
        } else {
            unsafe { from_raw_parts(addresses, count as usize) }
        };
        Texts { addresses }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.addresses.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.addresses.is_empty()
    }

    /// The bytes of one; `None` if there is none of that index.
    pub fn get(&self, index: usize) -> Option<&'a [u8]> {
        self.addresses.get(index).map(|address| unsafe { bytes_at(*address) })
    }

    /// One as a text, with invalid UTF-8 replaced; empty if there is none of that index.
    pub fn text(&self, index: usize) -> Cow<'a, str> {
        readable(self.get(index).unwrap_or_default())
    }

    /// The bytes of all.
    pub fn iter(&self) -> impl Iterator<Item = &'a [u8]> + 'a {
        self.addresses.iter().map(|address| unsafe { bytes_at(*address) })
    }
}

/// Names and values of a request, in order: its headers, or the arguments after the `?`.
#[derive(Clone, Copy)]
pub struct Pairs<'a> {
    names: Texts<'a>,
    values: Texts<'a>,
    is_same_name: fn(&[u8], &[u8]) -> bool,
}

impl<'a> Pairs<'a> {
    pub(crate) fn arguments(names: Texts<'a>, values: Texts<'a>) -> Self {
        Pairs { names, values, is_same_name: |own, asked| own == asked }
    }

    pub(crate) fn headers(names: Texts<'a>, values: Texts<'a>) -> Self {
        Pairs { names, values, is_same_name: <[u8]>::eq_ignore_ascii_case }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The first value of a name, with invalid UTF-8 replaced. The letters of a header's name may be of any case.
    pub fn get(&self, name: &str) -> Option<Cow<'a, str>> {
        let found = self.iter().find(|(own, _)| (self.is_same_name)(own, name.as_bytes()));
        found.map(|(_, value)| readable(value))
    }

    /// Names and values as bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + 'a {
        self.names.iter().zip(self.values.iter())
    }
}
