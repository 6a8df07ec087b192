//! DICOM files, inside Orthanc.

use core::ptr::null;

use crate::abi::{self, CreateDicomFlags, DicomToJsonFlags, DicomToJsonFormat};
use crate::buffers::bytes_of;
use crate::context::context;
use crate::decoded_image::DecodedImage;
use crate::output::parts;
use crate::text::c_text;
use crate::texts::taken;
use crate::Result;

/// Creates a DICOM file, with identifiers of its own, from a JSON object of tags by their names.
pub fn create_dicom(json: &str) -> Result<Vec<u8>> {
    let json = c_text(json);
    let flags = CreateDicomFlags::GenerateIdentifiers;
    bytes_of(|target| unsafe {
        abi::OrthancPluginCreateDicom(context(), target, json.as_ptr(), null(), flags)
    })
}

/// The tags of a DICOM file as JSON, by their names; empty for bytes that are not DICOM.
pub fn dicom_to_json(dicom: &[u8]) -> String {
    let (data, size) = parts(dicom);
    taken(unsafe {
        abi::OrthancPluginDicomBufferToJson(
            context(), data, size, DicomToJsonFormat::Human, DicomToJsonFlags::None, 0,
        )
    })
}

/// Decodes a frame of a DICOM file; `None` if Orthanc cannot.
pub fn decode_dicom_image(dicom: &[u8], frame: u32) -> Option<DecodedImage> {
    let (data, size) = parts(dicom);
    DecodedImage::from_handle(unsafe {
        abi::OrthancPluginDecodeDicomImage(context(), data, size, frame)
    })
}

/// A DICOM file in another transfer syntax; `None` if Orthanc cannot convert it.
pub fn transcode_dicom(dicom: &[u8], transfer_syntax: &str) -> Option<Vec<u8>> {
    let (data, size) = parts(dicom);
    let syntax = c_text(transfer_syntax);
    let instance = unsafe {
        abi::OrthancPluginTranscodeDicomInstance(context(), data, size, syntax.as_ptr())
    };
    if instance.is_null() {
        return None;
    }
    let file = bytes_of(|target| unsafe {
        abi::OrthancPluginSerializeDicomInstance(context(), target, instance)
    });
    unsafe { abi::OrthancPluginFreeDicomInstance(context(), instance) };
    file.ok()
}
