//! Decoders and transcoders, which Orthanc calls for DICOM files. `Allow.Services` has to list their functions.

use core::ffi::{c_char, c_void};
use std::rc::Rc;

use crate::abi::{self, ErrorCode, OrthancPluginImage, OrthancPluginMemoryBuffer};
use crate::buffers::{bytes_in, fill};
use crate::context::context;
use crate::decoded_image::DecodedImage;
use crate::handler::{code_of, Handler};
use crate::host::Host;
use crate::pairs::Texts;
use crate::Result;

type Decoder = dyn Fn(&[u8], u32) -> Option<DecodedImage>;
type Transcoder = dyn Fn(&[u8], &Texts<'_>, bool) -> Option<Vec<u8>>;

thread_local! {
    static DECODER: Handler<Decoder> = const { Handler::new() };
    static TRANSCODER: Handler<Transcoder> = const { Handler::new() };
}

impl Host {
    /// Decodes a frame of a DICOM file for Orthanc; `None` leaves it to the next decoder.
    pub fn on_decode_image<F>(&self, decoder: F) -> Result
    where
        F: Fn(&[u8], u32) -> Option<DecodedImage> + 'static,
    {
        DECODER.with(|one| one.set(Rc::new(decoder)));
        unsafe { abi::OrthancPluginRegisterDecodeImageCallback(context(), Some(decode)) }
            .into_result()
    }

    /// Converts a DICOM file to one of the transfer syntaxes for Orthanc; `None` leaves it to Orthanc. If the last argument is `true`, the
    /// pixels may lose quality, and the file gets another SOP Instance UID.
    pub fn on_transcode<F>(&self, transcoder: F) -> Result
    where
        F: Fn(&[u8], &Texts<'_>, bool) -> Option<Vec<u8>> + 'static,
    {
        TRANSCODER.with(|one| one.set(Rc::new(transcoder)));
        unsafe { abi::OrthancPluginRegisterTranscoderCallback(context(), Some(transcode)) }
            .into_result()
    }
}

unsafe extern "C" fn decode(
    target: *mut *mut OrthancPluginImage,
    data: *const c_void,
    size: u32,
    frame: u32,
) -> ErrorCode {
    let dicom = unsafe { bytes_in(data, size as usize) };
    let Some(image) = DECODER.with(Handler::get).and_then(|decoder| decoder(dicom, frame)) else {
        return ErrorCode::NotImplemented;
    };
    unsafe { *target = image.into_handle() };
    ErrorCode::Success
}

unsafe extern "C" fn transcode(
    target: *mut OrthancPluginMemoryBuffer,
    data: *const c_void,
    size: u64,
    syntaxes: *const *const c_char,
    count: u32,
    allow_new_sop_instance_uid: u8,
) -> ErrorCode {
    let dicom = unsafe { bytes_in(data, size as usize) };
    let allowed = unsafe { Texts::new(syntaxes, count) };
    let file = TRANSCODER
        .with(Handler::get)
        .and_then(|transcoder| transcoder(dicom, &allowed, allow_new_sop_instance_uid != 0));
    match file {
        Some(file) => code_of(unsafe { fill(target, &file) }),
        None => ErrorCode::NotImplemented,
    }
}
