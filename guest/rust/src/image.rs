use core::mem::size_of_val;
use core::slice::from_raw_parts;

use crate::{ErrorCode, PixelFormat, Result};

/// A type of numbers that pixels consist of.
///
/// # Safety
/// Only for types whose bytes are all initialized.
pub unsafe trait Sample: Copy {}
unsafe impl Sample for u8 {}
unsafe impl Sample for u16 {}
unsafe impl Sample for i16 {}
unsafe impl Sample for u32 {}
unsafe impl Sample for f32 {}
unsafe impl Sample for u64 {}

/// Pixels with their shape: rows top down, samples little-endian, `pitch` bytes from one row to the next.
#[derive(Clone, Copy, Debug)]
pub struct Image<'a> {
    pub(crate) format: PixelFormat,
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) pitch: u32,
    pub(crate) data: &'a [u8],
}

impl<'a> Image<'a> {
    /// The image in a slice whose rows follow each other without a gap. `IncompatibleImageSize` if the slice is too short.
    pub fn new<T: Sample>(
        format: PixelFormat,
        width: u32,
        height: u32,
        data: &'a [T],
    ) -> Result<Self> {
        let pitch = u32::try_from(row_length(format, width)).map_err(|_| ErrorCode::IncompatibleImageSize)?;
        Self::with_pitch(format, (width, height), pitch, data)
    }

    /// As [`Image::new`], with `pitch` bytes from one row to the next. Whether a row fits into them is for the host to say.
    pub fn with_pitch<T: Sample>(
        format: PixelFormat,
        (width, height): (u32, u32),
        pitch: u32,
        data: &'a [T],
    ) -> Result<Self> {
        let data = bytes_of(data);
        let row = row_length(format, width);
        let needed = match height {
            0 => 0,
            rows => u64::from(pitch) * u64::from(rows - 1) + row,
        };
        if needed > data.len() as u64 {
            return Err(ErrorCode::IncompatibleImageSize);
        }
        Ok(Image { format, width, height, pitch, data })
    }
}

fn bytes_of<T: Sample>(samples: &[T]) -> &[u8] {
    unsafe { from_raw_parts(samples.as_ptr().cast(), size_of_val(samples)) }
}

/// The bytes of one row.
pub(crate) fn row_length(format: PixelFormat, width: u32) -> u64 {
    u64::from(width) * bytes_per_pixel(format)
}

/// 0 for a value that is not a pixel format: the host refuses it.
fn bytes_per_pixel(format: PixelFormat) -> u64 {
    match format {
        PixelFormat::Grayscale8 => 1,
        PixelFormat::Grayscale16 | PixelFormat::SignedGrayscale16 => 2,
        PixelFormat::RGB24 => 3,
        PixelFormat::RGBA32
        | PixelFormat::BGRA32
        | PixelFormat::Grayscale32
        | PixelFormat::Float32 => 4,
        PixelFormat::RGB48 => 6,
        PixelFormat::Grayscale64 => 8,
        _ => 0,
    }
}
