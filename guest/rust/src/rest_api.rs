use crate::abi;
use crate::buffers::bytes_of;
use crate::context::context;
use crate::output::parts;
use crate::text::c_text;
use crate::Result;

/// Sends a GET to Orthanc's REST API and returns the body. The configuration must allow each call: `Allow.RestApi`.
pub fn rest_api_get(uri: &str) -> Result<Vec<u8>> {
    let uri = c_text(uri);
    bytes_of(|target| unsafe { abi::OrthancPluginRestApiGet(context(), target, uri.as_ptr()) })
}

/// Sends a GET to the routes of the other plugins, then to those of Orthanc.
pub fn rest_api_get_after_plugins(uri: &str) -> Result<Vec<u8>> {
    let uri = c_text(uri);
    bytes_of(|target| unsafe {
        abi::OrthancPluginRestApiGetAfterPlugins(context(), target, uri.as_ptr())
    })
}

/// Sends a POST to Orthanc's REST API and returns the body of the answer.
pub fn rest_api_post(uri: &str, content: impl AsRef<[u8]>) -> Result<Vec<u8>> {
    let uri = c_text(uri);
    let (data, size) = parts(content.as_ref());
    bytes_of(|target| unsafe {
        abi::OrthancPluginRestApiPost(context(), target, uri.as_ptr(), data, size)
    })
}

/// Sends a PUT to Orthanc's REST API and returns the body of the answer.
pub fn rest_api_put(uri: &str, content: impl AsRef<[u8]>) -> Result<Vec<u8>> {
    let uri = c_text(uri);
    let (data, size) = parts(content.as_ref());
    bytes_of(|target| unsafe {
        abi::OrthancPluginRestApiPut(context(), target, uri.as_ptr(), data, size)
    })
}

/// Sends a DELETE to Orthanc's REST API.
pub fn rest_api_delete(uri: &str) -> Result {
    let uri = c_text(uri);
    unsafe { abi::OrthancPluginRestApiDelete(context(), uri.as_ptr()) }.into_result()
}
