//! Memory buffers: bytes that one side allocates and the other one frees.

use core::ffi::c_void;
use core::ptr::{copy_nonoverlapping, null_mut};
use core::slice::from_raw_parts;

use crate::abi::{self, OrthancPluginMemoryBuffer};
use crate::context::context;
use crate::output::length_of;
use crate::{ErrorCode, Result};

/// A copy of the buffer that a call fills, which is freed.
pub(crate) fn bytes_of(
    call: impl FnOnce(*mut OrthancPluginMemoryBuffer) -> ErrorCode,
) -> Result<Vec<u8>> {
    let mut target = OrthancPluginMemoryBuffer { data: null_mut(), size: 0 };
    call(&mut target).into_result()?;
    if target.data.is_null() {
        return Ok(Vec::new());
    }
    let copy = unsafe { from_raw_parts(target.data.cast::<u8>(), target.size as usize) }.to_vec();
    unsafe { abi::OrthancPluginFreeMemoryBuffer(context(), &mut target) };
    Ok(copy)
}

/// Fills a buffer of the host, which frees it.
///
/// # Safety
/// The address is that of an out-parameter of a callback which has not returned.
pub(crate) unsafe fn fill(target: *mut OrthancPluginMemoryBuffer, bytes: &[u8]) -> Result {
    unsafe { abi::OrthancPluginCreateMemoryBuffer(context(), target, length_of(bytes)) }
        .into_result()?;
    unsafe { copy_nonoverlapping(bytes.as_ptr(), (*target).data.cast(), bytes.len()) };
    Ok(())
}

/// The bytes of an argument.
///
/// # Safety
/// There are `size` of them, and they stay as they are during `'a`.
pub(crate) unsafe fn bytes_in<'a>(data: *const c_void, size: usize) -> &'a [u8] {
    if data.is_null() {
        return &[];
    }
    unsafe { from_raw_parts(data.cast(), size) }
}
