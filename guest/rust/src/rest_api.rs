use core::slice::from_raw_parts;

use crate::abi::{self, ErrorCode, OrthancPluginMemoryBuffer};
use crate::host::context;
use crate::output::parts;
use crate::text::c_text;
use crate::Result;

/// Sends a GET to Orthanc's REST API and returns the body. The configuration must allow each call: `Allow.RestApi`.
pub fn rest_api_get(uri: &str) -> Result<Vec<u8>> {
    let uri = c_text(uri);
    body(|target| unsafe { abi::OrthancPluginRestApiGet(context(), target, uri.as_ptr()) })
}

/// Sends a POST to Orthanc's REST API and returns the body of the answer.
pub fn rest_api_post(uri: &str, content: impl AsRef<[u8]>) -> Result<Vec<u8>> {
    let uri = c_text(uri);
    let (data, size) = parts(content.as_ref());
    body(|target| unsafe {
        abi::OrthancPluginRestApiPost(context(), target, uri.as_ptr(), data, size)
    })
}

/// Sends a PUT to Orthanc's REST API and returns the body of the answer.
pub fn rest_api_put(uri: &str, content: impl AsRef<[u8]>) -> Result<Vec<u8>> {
    let uri = c_text(uri);
    let (data, size) = parts(content.as_ref());
    body(|target| unsafe {
        abi::OrthancPluginRestApiPut(context(), target, uri.as_ptr(), data, size)
    })
}

/// Sends a DELETE to Orthanc's REST API.
pub fn rest_api_delete(uri: &str) -> Result {
    let uri = c_text(uri);
    unsafe { abi::OrthancPluginRestApiDelete(context(), uri.as_ptr()) }.into_result()
}

/// A copy of the buffer that a call fills, which is freed.
fn body(call: impl FnOnce(*mut OrthancPluginMemoryBuffer) -> ErrorCode) -> Result<Vec<u8>> {
    let mut target = OrthancPluginMemoryBuffer { data: core::ptr::null_mut(), size: 0 };
    call(&mut target).into_result()?;
    if target.data.is_null() {
        return Ok(Vec::new());
    }
    let copy = unsafe { from_raw_parts(target.data.cast::<u8>(), target.size as usize) }.to_vec();
    unsafe { abi::OrthancPluginFreeMemoryBuffer(context(), &mut target) };
    Ok(copy)
}
