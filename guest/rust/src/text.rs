//! Texts as the SDK has them: bytes that end at a NUL.

use std::borrow::Cow;
use std::ffi::{c_char, CStr, CString};

/// A text with its NUL, for the time of a call. One that has a NUL inside ends there, as it would in C.
pub(crate) fn c_text(text: impl AsRef<[u8]>) -> CString {
    let bytes = text.as_ref();
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    CString::new(&bytes[..end]).unwrap_or_default()
}

/// The bytes of a text of the host, without its NUL; none for NULL.
///
/// # Safety
/// The address is NULL, or that of a text which stays as it is during `'a`.
pub(crate) unsafe fn bytes_at<'a>(text: *const c_char) -> &'a [u8] {
    if text.is_null() {
        return &[];
    }
    unsafe { CStr::from_ptr(text) }.to_bytes()
}

/// A text of the host, with invalid UTF-8 replaced.
///
/// # Safety
/// As of [`bytes_at`].
pub(crate) unsafe fn text_at<'a>(text: *const c_char) -> Cow<'a, str> {
    readable(unsafe { bytes_at(text) })
}

/// Bytes as a text, with invalid UTF-8 replaced.
pub(crate) fn readable(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
