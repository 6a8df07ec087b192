use core::marker::PhantomData;
use core::slice::from_raw_parts;

use crate::abi::{self, InstanceOrigin, OrthancPluginDicomInstance};
use crate::host::context;
use crate::text::{bytes_at, c_text, readable};
use crate::texts::taken;

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

    /// The object of the SDK, for calls of [`crate::abi`].
    pub fn as_ptr(&self) -> *const OrthancPluginDicomInstance {
        self.instance
    }
}
