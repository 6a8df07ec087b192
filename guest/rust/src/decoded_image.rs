use core::mem::forget;
use core::ptr::copy_nonoverlapping;
use core::slice::from_raw_parts;

use crate::abi::{self, OrthancPluginImage};
use crate::context::context;
use crate::image::{row_length, Image};
use crate::{ErrorCode, PixelFormat, Result};

/// An image that the host has decoded, and frees when this is dropped.
pub struct DecodedImage {
    handle: *mut OrthancPluginImage,
}

impl DecodedImage {
    /// `None` for NULL.
    pub(crate) fn from_handle(handle: *mut OrthancPluginImage) -> Option<Self> {
        (!handle.is_null()).then_some(DecodedImage { handle })
    }

    /// A copy of an image, which a decoder returns.
    pub fn copy_of(image: &Image<'_>) -> Result<Self> {
        let handle = unsafe {
            abi::OrthancPluginCreateImage(context(), image.format, image.width, image.height)
        };
        let copy = Self::from_handle(handle).ok_or(ErrorCode::NotEnoughMemory)?;
        let target: *mut u8 =
            unsafe { abi::OrthancPluginGetImageBuffer(context(), copy.handle) }.cast();
        let (length, pitch) = (row_length(image.format, image.width), copy.pitch() as usize);
        for y in 0..image.height as usize {
            let row = &image.data[y * image.pitch as usize..][..length as usize];
            unsafe { copy_nonoverlapping(row.as_ptr(), target.add(y * pitch), row.len()) };
        }
        Ok(copy)
    }

    pub fn format(&self) -> PixelFormat {
        unsafe { abi::OrthancPluginGetImagePixelFormat(context(), self.handle) }
    }

    pub fn width(&self) -> u32 {
        unsafe { abi::OrthancPluginGetImageWidth(context(), self.handle) }
    }

    pub fn height(&self) -> u32 {
        unsafe { abi::OrthancPluginGetImageHeight(context(), self.handle) }
    }

    /// Bytes from one row to the next.
    pub fn pitch(&self) -> u32 {
        unsafe { abi::OrthancPluginGetImagePitch(context(), self.handle) }
    }

    /// The rows, top down.
    pub fn bytes(&self) -> &[u8] {
        let data = unsafe { abi::OrthancPluginGetImageBuffer(context(), self.handle) };
        if data.is_null() {
            return &[];
        }
        let length = self.pitch() as usize * self.height() as usize;
        unsafe { from_raw_parts(data.cast(), length) }
    }

    /// The image, to be compressed or answered.
    pub fn as_image(&self) -> Image<'_> {
        Image {
            format: self.format(),
            width: self.width(),
            height: self.height(),
            pitch: self.pitch(),
            data: self.bytes(),
        }
    }

    /// Returns the handle, which the host then frees.
    pub(crate) fn into_handle(self) -> *mut OrthancPluginImage {
        let handle = self.handle;
        forget(self);
        handle
    }
}

impl Drop for DecodedImage {
    fn drop(&mut self) {
        unsafe { abi::OrthancPluginFreeImage(context(), self.handle) };
    }
}
