use crate::abi;
use crate::context::context;
use crate::text::c_text;

/// Writes an error to the host's log, under the plugin's name.
pub fn log_error(message: impl AsRef<[u8]>) {
    let text = c_text(message);
    unsafe { abi::OrthancPluginLogError(context(), text.as_ptr()) }
}

/// Writes a warning to the host's log, under the plugin's name.
pub fn log_warning(message: impl AsRef<[u8]>) {
    let text = c_text(message);
    unsafe { abi::OrthancPluginLogWarning(context(), text.as_ptr()) }
}

/// Writes an information to the host's log, under the plugin's name; shown with `--verbose`.
pub fn log_info(message: impl AsRef<[u8]>) {
    let text = c_text(message);
    unsafe { abi::OrthancPluginLogInfo(context(), text.as_ptr()) }
}
