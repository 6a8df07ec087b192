/// Says what a plugin is: its name, its version, and what to do when it is loaded. `finalize`, what to do before it goes, may
/// be left out. Once in a plugin.
///
/// ```ignore
/// plugin! { name: "hello", version: "1.0", initialize: initialize, finalize: finalize }
///
/// fn initialize(host: &Host) -> Result { … }
/// fn finalize() { … }
/// ```
#[macro_export]
macro_rules! plugin {
    (
        name: $name:expr,
        version: $version:expr,
        initialize: $initialize:expr
        $(, finalize: $finalize:expr)? $(,)?
    ) => {
        const _: () = {
            #[unsafe(no_mangle)]
            extern "C" fn OrthancPluginInitialize(
                context: *mut $crate::abi::OrthancPluginContext,
            ) -> i32 {
                $crate::exports::initialize(context, $initialize)
            }

            #[unsafe(no_mangle)]
            extern "C" fn OrthancPluginFinalize() {
                $(($finalize)();)?
            }

            #[unsafe(no_mangle)]
            extern "C" fn OrthancPluginGetName() -> *const core::ffi::c_char {
                concat!($name, "\0").as_ptr().cast()
            }

            #[unsafe(no_mangle)]
            extern "C" fn OrthancPluginGetVersion() -> *const core::ffi::c_char {
                concat!($version, "\0").as_ptr().cast()
            }

            // The host says the query before each callback: the struct of the SDK has it for GET alone.
            #[unsafe(no_mangle)]
            extern "C" fn orthanc_wasm_query(text: *const core::ffi::c_char) {
                $crate::exports::query(text)
            }

            // The host of a component cannot reach into the plugin's table.
            #[unsafe(no_mangle)]
            unsafe extern "C" fn orthanc_wasm_call(
                callback: $crate::abi::OrthancPluginRestCallback,
                output: *mut $crate::abi::OrthancPluginRestOutput,
                url: *const core::ffi::c_char,
                request: *const $crate::abi::OrthancPluginHttpRequest,
            ) -> $crate::ErrorCode {
                match callback {
                    Some(callback) => unsafe { callback(output, url, request) },
                    None => $crate::ErrorCode::NullPointer,
                }
            }
        };
    };
}

/// What the macro's functions do.
pub mod exports {
    use core::ffi::c_char;

    use crate::abi::OrthancPluginContext;
    use crate::{log_error, request, ErrorCode, Host, Result};

    #[cfg(target_family = "wasm")]
    extern "C" {
        fn __wasm_call_ctors();
    }

    /// Runs what libraries do before all else. Unless somebody calls it, the linker has each call of the host begin and end with
    /// it, as if the plugin were a program.
    #[cfg(target_family = "wasm")]
    fn construct() {
        unsafe { __wasm_call_ctors() }
    }

    #[cfg(not(target_family = "wasm"))]
    fn construct() {}

    /// `OrthancPluginInitialize`. Another code than `Success` keeps the plugin from being served.
    pub fn initialize(
        context: *mut OrthancPluginContext,
        start: impl FnOnce(&Host) -> Result,
    ) -> i32 {
        construct();
        let host = Host::new(context);
        // Without it the message goes to standard error, which not every target has.
        std::panic::set_hook(Box::new(|panic| log_error(panic.to_string())));
        match start(&host) {
            Ok(()) => ErrorCode::Success.0,
            Err(code) => code.0,
        }
    }

    /// `orthanc_wasm_query`.
    pub fn query(text: *const c_char) {
        request::set_query(text);
    }
}

/// The target without a C library: the host's `malloc` and `free`, with the size of a block before it.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod heap {
    use core::ptr::null_mut;
    use std::alloc::{alloc, dealloc, Layout};

    const HEAD: usize = 16;

    fn layout(size: usize) -> Option<Layout> {
        Layout::from_size_align(size.checked_add(HEAD)?, HEAD).ok()
    }

    #[unsafe(no_mangle)]
    extern "C" fn malloc(size: usize) -> *mut u8 {
        let Some(layout) = layout(size) else {
            return null_mut();
        };
        unsafe {
            let block = alloc(layout);
            if block.is_null() {
                return block;
            }
            block.cast::<usize>().write(size);
            block.add(HEAD)
        }
    }

    #[unsafe(no_mangle)]
    unsafe extern "C" fn free(address: *mut u8) {
        if address.is_null() {
            return;
        }
        unsafe {
            let block = address.sub(HEAD);
            if let Some(layout) = layout(block.cast::<usize>().read()) {
                dealloc(block, layout);
            }
        }
    }
}
