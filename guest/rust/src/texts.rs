use core::ffi::c_char;

use crate::abi::{self, ErrorCode, MetricsType};
use crate::context::context;
use crate::output::parts;
use crate::text::{bytes_at, c_text, readable};
use crate::Result;

/// The path of the server as the sandbox shows it.
pub fn orthanc_path() -> String {
    taken(unsafe { abi::OrthancPluginGetOrthancPath(context()) })
}

/// The folder of the server as the sandbox shows it.
pub fn orthanc_directory() -> String {
    taken(unsafe { abi::OrthancPluginGetOrthancDirectory(context()) })
}

/// The path of the configuration file as the sandbox shows it.
pub fn configuration_path() -> String {
    taken(unsafe { abi::OrthancPluginGetConfigurationPath(context()) })
}

/// The configuration, as JSON.
pub fn configuration() -> String {
    taken(unsafe { abi::OrthancPluginGetConfiguration(context()) })
}

/// What a code means, in words.
pub fn error_description(code: ErrorCode) -> String {
    let text = unsafe { abi::OrthancPluginGetErrorDescription(context(), code) };
    readable(unsafe { bytes_at(text) }).into_owned()
}

/// The MD5 of some bytes, in hexadecimal.
pub fn compute_md5(bytes: &[u8]) -> String {
    let (data, size) = parts(bytes);
    taken(unsafe { abi::OrthancPluginComputeMd5(context(), data, size) })
}

/// The SHA-1 of some bytes, in hexadecimal.
pub fn compute_sha1(bytes: &[u8]) -> String {
    let (data, size) = parts(bytes);
    taken(unsafe { abi::OrthancPluginComputeSha1(context(), data, size) })
}

/// A fresh UUID.
pub fn generate_uuid() -> String {
    taken(unsafe { abi::OrthancPluginGenerateUuid(context()) })
}

/// A text that Orthanc keeps in its database under a number from 1024 on; empty if it has none. Not while the plugin starts.
/// Allowed by `Allow.Services`.
pub fn global_property(property: i32) -> String {
    let otherwise = c_text("");
    taken(unsafe {
        abi::OrthancPluginGetGlobalProperty(context(), property, otherwise.as_ptr())
    })
}

/// Makes Orthanc keep a text under a number from 1024 on. Not while the plugin starts. Allowed by `Allow.Services`.
pub fn set_global_property(property: i32, value: &str) -> Result {
    let value = c_text(value);
    unsafe { abi::OrthancPluginSetGlobalProperty(context(), property, value.as_ptr()) }
        .into_result()
}

/// Sets a metric that Prometheus reads.
pub fn set_metric(name: &str, value: f32) {
    let name = c_text(name);
    unsafe {
        abi::OrthancPluginSetMetricsValue(context(), name.as_ptr(), value, MetricsType::Default);
    }
}

/// A text that the host made for the plugin, which frees it here.
pub(crate) fn taken(text: *mut c_char) -> String {
    let copy = readable(unsafe { bytes_at(text) }).into_owned();
    unsafe { abi::OrthancPluginFreeString(context(), text) };
    copy
}
