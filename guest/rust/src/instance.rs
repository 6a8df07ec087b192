use core::marker::PhantomData;
use core::slice::from_raw_parts;

use crate::abi::{self, InstanceOrigin, OrthancPluginDicomInstance};
use crate::buffers::bytes_of;
use crate::context::context;
use crate::decoded_image::DecodedImage;
use crate::text::{bytes_at, c_text, readable};
use crate::texts::taken;
use crate::Result;

/// A DICOM instance in the memory of Orthanc, until the handler returns.
pub struct DicomInstance<'a> {
    instance: *const OrthancPluginDicomInstance,
    lifetime: PhantomData<&'a ()>,
}

impl<'a> DicomInstance<'a> {
    pub(crate) fn new(instance: *const OrthancPluginDicomInstance) -> Self {
        DicomInstance { instance, lifetime: PhantomData }
    }

    /// The size of its DICOM file in bytes.
    pub fn size(&self) -> usize {
        let size = unsafe { abi::OrthancPluginGetInstanceSize(context(), self.instance) };
        usize::try_from(size).unwrap_or(0)
    }

    /// Its DICOM file.
    pub fn bytes(&self) -> &'a [u8] {
        let data = unsafe { abi::OrthancPluginGetInstanceData(context(), self.instance) };
        if data.is_null() {
            return &[];
        }
        unsafe { from_raw_parts(data.cast(), self.size()) }
    }

    /// Its tags as JSON, by their names.
    pub fn json(&self) -> String {
        taken(unsafe { abi::OrthancPluginGetInstanceSimplifiedJson(context(), self.instance) })
    }

    /// A metadata, such as `ReceptionDate`.
    pub fn metadata(&self, name: &str) -> Option<String> {
        let name = c_text(name);
        let text = unsafe {
            abi::OrthancPluginGetInstanceMetadata(context(), self.instance, name.as_ptr())
        };
        (!text.is_null()).then(|| readable(unsafe { bytes_at(text) }).into_owned())
    }

    /// The way by which it arrived.
    pub fn origin(&self) -> InstanceOrigin {
        unsafe { abi::OrthancPluginGetInstanceOrigin(context(), self.instance) }
    }

    /// The application entity that sent it; empty if it did not arrive by DICOM.
    pub fn remote_aet(&self) -> String {
        let text = unsafe { abi::OrthancPluginGetInstanceRemoteAet(context(), self.instance) };
        readable(unsafe { bytes_at(text) }).into_owned()
    }

    /// Its transfer syntax.
    pub fn transfer_syntax(&self) -> String {
        taken(unsafe { abi::OrthancPluginGetInstanceTransferSyntaxUid(context(), self.instance) })
    }

    /// True if it has pixel data.
    pub fn has_pixel_data(&self) -> bool {
        unsafe { abi::OrthancPluginHasInstancePixelData(context(), self.instance) == 1 }
    }

    /// The number of its frames.
    pub fn frames_count(&self) -> u32 {
        unsafe { abi::OrthancPluginGetInstanceFramesCount(context(), self.instance) }
    }

    /// The stored values of a frame; `None` if Orthanc cannot decode it.
    pub fn decode_frame(&self, index: u32) -> Option<DecodedImage> {
        DecodedImage::from_handle(unsafe {
            abi::OrthancPluginGetInstanceDecodedFrame(context(), self.instance, index)
        })
    }

    /// The bytes of a frame as its file has them.
    pub fn raw_frame(&self, index: u32) -> Result<Vec<u8>> {
        bytes_of(|target| unsafe {
            abi::OrthancPluginGetInstanceRawFrame(context(), target, self.instance, index)
        })
    }

    /// The object of the SDK, for calls of [`crate::abi`].
    pub fn as_ptr(&self) -> *const OrthancPluginDicomInstance {
        self.instance
    }
}
