use core::ffi::c_char;
use std::ffi::CString;

use crate::abi::{self, OrthancPluginRestOutput};
use crate::context::context;
use crate::image::Image;
use crate::text::c_text;
use crate::Result;

/// The answer of one request. The first answer counts; headers and cookies come before it. *Content* is a text or bytes; the
/// host copies it before a method returns.
pub struct Output {
    handle: *mut OrthancPluginRestOutput,
}

impl Output {
    pub(crate) fn new(handle: *mut OrthancPluginRestOutput) -> Self {
        Output { handle }
    }

    /// Answers with status 200: a content and its type, such as `text/plain`.
    pub fn answer(&mut self, content: impl AsRef<[u8]>, mime_type: &str) {
        let (data, size) = parts(content.as_ref());
        let mime_type = c_text(mime_type);
        unsafe {
            abi::OrthancPluginAnswerBuffer(context(), self.handle, data, size, mime_type.as_ptr());
        }
    }

    /// Answers with an image as PNG: gray of 8 or 16 bits, RGB or RGBA. The host compresses it.
    pub fn compress_and_answer_png(&mut self, image: &Image<'_>) {
        let Image { format, width, height, pitch, data } = *image;
        let (data, _) = parts(data);
        unsafe {
            abi::OrthancPluginCompressAndAnswerPngImage(
                context(), self.handle, format, width, height, pitch, data,
            );
        }
    }

    /// Answers with an image as JPEG: gray of 8 bits or RGB; quality from 1 to 100. The host compresses it.
    pub fn compress_and_answer_jpeg(&mut self, image: &Image<'_>, quality: u8) {
        let Image { format, width, height, pitch, data } = *image;
        let (data, _) = parts(data);
        unsafe {
            abi::OrthancPluginCompressAndAnswerJpegImage(
                context(), self.handle, format, width, height, pitch, data, quality,
            );
        }
    }

    /// Sends the client to another path; headers and cookies set before are dropped.
    pub fn redirect(&mut self, path: impl AsRef<[u8]>) {
        let path = c_text(path);
        unsafe { abi::OrthancPluginRedirect(context(), self.handle, path.as_ptr()) }
    }

    /// Answers with a status and an empty body.
    pub fn send_http_status_code(&mut self, status: u16) {
        unsafe { abi::OrthancPluginSendHttpStatusCode(context(), self.handle, status) }
    }

    /// Answers with a status and a content, as `text/plain`.
    pub fn send_http_status(&mut self, status: u16, content: impl AsRef<[u8]>) {
        let (data, size) = parts(content.as_ref());
        unsafe {
            abi::OrthancPluginSendHttpStatus(context(), self.handle, status, data, size);
        }
    }

    /// Answers 401 and asks for Basic authentication in a realm; headers and cookies set before are dropped.
    pub fn send_unauthorized(&mut self, realm: impl AsRef<[u8]>) {
        let realm = c_text(realm);
        unsafe { abi::OrthancPluginSendUnauthorized(context(), self.handle, realm.as_ptr()) }
    }

    /// Answers 405 with the methods that are allowed, `GET,POST`; headers and cookies set before are dropped.
    pub fn send_method_not_allowed(&mut self, allowed_methods: &str) {
        let allowed = c_text(allowed_methods);
        unsafe { abi::OrthancPluginSendMethodNotAllowed(context(), self.handle, allowed.as_ptr()) }
    }

    /// Adds a cookie to the answer to come.
    pub fn set_cookie(&mut self, name: impl AsRef<[u8]>, value: impl AsRef<[u8]>) {
        let (name, value) = (c_text(name), c_text(value));
        unsafe {
            abi::OrthancPluginSetCookie(context(), self.handle, name.as_ptr(), value.as_ptr());
        }
    }

    /// Adds a header to the answer to come.
    pub fn set_http_header(&mut self, name: impl AsRef<[u8]>, value: impl AsRef<[u8]>) {
        let (name, value) = (c_text(name), c_text(value));
        unsafe {
            abi::OrthancPluginSetHttpHeader(context(), self.handle, name.as_ptr(), value.as_ptr());
        }
    }

    /// Says why the handler is about to return an error; shown in the JSON of the answer.
    pub fn set_http_error_details(&mut self, details: impl AsRef<[u8]>) {
        self.set_details(details.as_ref(), 0);
    }

    /// As [`Output::set_http_error_details`], and writes it to the log, too.
    pub fn set_and_log_http_error_details(&mut self, details: impl AsRef<[u8]>) {
        self.set_details(details.as_ref(), 1);
    }

    fn set_details(&mut self, details: &[u8], log: u8) {
        let details = c_text(details);
        unsafe {
            abi::OrthancPluginSetHttpErrorDetails(context(), self.handle, details.as_ptr(), log);
        }
    }

    /// Begins an answer of several parts: `mixed` or `related`, and the type of a part that says none.
    pub fn start_multipart(&mut self, sub_type: &str, content_type: &str) -> Result {
        let (sub_type, content_type) = (c_text(sub_type), c_text(content_type));
        let code = unsafe {
            abi::OrthancPluginStartMultipartAnswer(
                context(), self.handle, sub_type.as_ptr(), content_type.as_ptr(),
            )
        };
        code.into_result()
    }

    /// Adds one part to a multipart answer.
    pub fn send_multipart_item(&mut self, content: impl AsRef<[u8]>) -> Result {
        let (data, size) = parts(content.as_ref());
        let code = unsafe {
            abi::OrthancPluginSendMultipartItem(context(), self.handle, data, size)
        };
        code.into_result()
    }

    /// Adds one part with headers of its own, names and values, to a multipart answer.
    pub fn send_multipart_item2(
        &mut self,
        content: impl AsRef<[u8]>,
        headers: &[(&str, &str)],
    ) -> Result {
        let (data, size) = parts(content.as_ref());
        let names: Vec<CString> = headers.iter().map(|(name, _)| c_text(name)).collect();
        let values: Vec<CString> = headers.iter().map(|(_, value)| c_text(value)).collect();
        let (names, values) = (addresses(&names), addresses(&values));
        let code = unsafe {
            abi::OrthancPluginSendMultipartItem2(
                context(), self.handle, data, size, length_of(headers), names.as_ptr(), values.as_ptr(),
            )
        };
        code.into_result()
    }

    /// Begins an answer whose body is sent in chunks, and whose end is that of the connection.
    pub fn start_stream(&mut self, content_type: &str) -> Result {
        let content_type = c_text(content_type);
        let code = unsafe {
            abi::OrthancPluginStartStreamAnswer(context(), self.handle, content_type.as_ptr())
        };
        code.into_result()
    }

    /// Sends the next bytes of a stream.
    pub fn send_stream_chunk(&mut self, content: impl AsRef<[u8]>) -> Result {
        let (data, size) = parts(content.as_ref());
        let code = unsafe {
            abi::OrthancPluginSendStreamChunk(context(), self.handle, data, size)
        };
        code.into_result()
    }

    /// The handle that the functions of [`crate::abi`] want.
    pub fn as_ptr(&self) -> *mut OrthancPluginRestOutput {
        self.handle
    }
}

/// Address and length, as C passes bytes.
pub(crate) fn parts<T>(bytes: &[u8]) -> (*const T, u32) {
    (bytes.as_ptr().cast(), length_of(bytes))
}

/// On wasm32 each length fits.
pub(crate) fn length_of<T>(slice: &[T]) -> u32 {
    slice.len() as u32
}

fn addresses(texts: &[CString]) -> Vec<*const c_char> {
    texts.iter().map(|text| text.as_ptr()).collect()
}
