//! Plugins of the Orthanc DICOM server in Rust, as WebAssembly.
//!
//! ```ignore
//! use orthanc_wasm::{plugin, Host, Result};
//!
//! plugin! { name: "hello", version: "1.0", initialize: initialize }
//!
//! fn initialize(host: &Host) -> Result {
//!     host.route("/hello/(.*)", |output, request| {
//!         output.answer(format!("Hello {}!\n", request.groups().text(0)), "text/plain");
//!         Ok(())
//!     });
//!     Ok(())
//! }
//! ```
//!
//! The names are those of Orthanc's C header, as Rust writes names. Nothing here asks for an address, a length or a NUL; what
//! is missing stands in [`abi`], to be called as C would.

pub mod abi;
mod buffers;
mod context;
mod decoded_image;
mod decoders;
mod dicom;
mod events;
mod filters;
mod handler;
mod host;
mod image;
mod instance;
mod jobs;
mod log;
mod moves;
mod output;
mod pairs;
mod plugin;
mod queries;
mod request;
mod rest_api;
mod route;
mod text;
mod texts;

pub use abi::{
    ChangeType, ErrorCode, HttpMethod, ImageFormat, InstanceOrigin, JobStepStatus, JobStopReason,
    PixelFormat, ResourceType, StorageCommitmentFailureReason,
};
pub use decoded_image::DecodedImage;
pub use dicom::{create_dicom, decode_dicom_image, dicom_to_json, transcode_dicom};
pub use filters::Received;
pub use host::Host;
pub use image::{Image, Sample};
pub use instance::DicomInstance;
pub use jobs::{submit_job, Job};
pub use log::{log_error, log_info, log_warning};
pub use moves::{Move, MoveRequest, StorageCommitmentRequest};
pub use output::Output;
pub use pairs::{Pairs, Texts};
#[doc(hidden)]
pub use plugin::exports;
pub use queries::{Find, Worklist};
pub use request::Request;
pub use rest_api::{
    rest_api_delete, rest_api_get, rest_api_get_after_plugins, rest_api_post, rest_api_put,
};
pub use texts::{
    compute_md5, compute_sha1, configuration, configuration_path, error_description, generate_uuid,
    global_property, orthanc_directory, orthanc_path, set_global_property, set_metric,
};

/// What a handler returns: nothing, or an error code, which becomes the answer.
pub type Result<T = ()> = core::result::Result<T, ErrorCode>;

impl ErrorCode {
    /// `Ok` for `Success`, else the code as an error.
    pub fn into_result(self) -> Result {
        match self {
            ErrorCode::Success => Ok(()),
            code => Err(code),
        }
    }
}

impl core::fmt::Display for ErrorCode {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str(&error_description(*self))
    }
}

impl std::error::Error for ErrorCode {}
