//! Work in steps that Orthanc does in the background. `Allow.Services` has to list the functions.

use core::ffi::{c_char, c_void};
use core::ptr::null_mut;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::abi::{
    self, ErrorCode, JobStepStatus, JobStopReason, OrthancPluginJob, OrthancPluginMemoryBuffer,
};
use crate::buffers::fill;
use crate::context::context;
use crate::handler::code_of;
use crate::host::Host;
use crate::text::{c_text, text_at};
use crate::texts::taken;
use crate::Result;

/// Work in steps. Orthanc asks for progress and content also while a step waits for Orthanc, so what changes lies in a `Cell` or
/// `RefCell`.
pub trait Job {
    /// The type that Orthanc shows, and by which [`Host::restore_jobs`] finds it.
    fn job_type(&self) -> &str;

    /// Does one step: `Continue` if there are more. Each has its own deadline.
    fn step(&self) -> JobStepStatus;

    /// The part of the work that is done, from 0 to 1.
    fn progress(&self) -> f32 {
        0.0
    }

    /// What Orthanc shows of the job: a JSON object.
    fn content(&self) -> String {
        String::from("{}")
    }

    /// A JSON object from which [`Host::restore_jobs`] creates the job again; `None`: Orthanc forgets the job when it stops.
    fn serialize(&self) -> Option<String> {
        None
    }

    /// Called when the job has ended, or pauses.
    fn stop(&self, _reason: JobStopReason) {}

    /// Prepares a job that failed or was canceled for a second start.
    fn reset(&self) -> Result {
        Ok(())
    }
}

/// Hands a job over to Orthanc, and returns its identifier. Jobs of a higher priority run first.
pub fn submit_job(job: Rc<dyn Job>, priority: i32) -> Result<String> {
    let handle = create(job);
    if handle.is_null() {
        return Err(ErrorCode::Plugin);
    }
    let id = unsafe { abi::OrthancPluginSubmitJob(context(), handle, priority) };
    if id.is_null() {
        unsafe { abi::OrthancPluginFreeJob(context(), handle) };
        return Err(ErrorCode::Plugin);
    }
    Ok(taken(id))
}

type Restorer = dyn Fn(&str) -> Option<Rc<dyn Job>>;

thread_local! {
    static RESTORERS: RefCell<BTreeMap<String, Rc<Restorer>>> = const { RefCell::new(BTreeMap::new()) };
}

impl Host {
    /// Restores the jobs of a type after a restart of Orthanc, from what their `serialize` returned.
    pub fn restore_jobs<F>(&self, job_type: &str, restorer: F)
    where
        F: Fn(&str) -> Option<Rc<dyn Job>> + 'static,
    {
        let is_first = RESTORERS.with_borrow_mut(|all| {
            all.insert(job_type.to_string(), Rc::new(restorer));
            all.len() == 1
        });
        if is_first {
            unsafe { abi::OrthancPluginRegisterJobsUnserializer(context(), Some(restore)) };
        }
    }
}

unsafe extern "C" fn restore(
    job_type: *const c_char,
    serialized: *const c_char,
) -> *mut OrthancPluginJob {
    let (job_type, text) = unsafe { (text_at(job_type), text_at(serialized)) };
    let restorer = RESTORERS.with_borrow(|all| all.get(&*job_type).cloned());
    restorer.and_then(|restorer| restorer(&text)).map_or(null_mut(), create)
}

/// Orthanc's object of a job, which owns it until Orthanc has finalized it.
fn create(job: Rc<dyn Job>) -> *mut OrthancPluginJob {
    let job_type = c_text(job.job_type());
    let payload = Box::into_raw(Box::new(job)).cast();
    let handle = unsafe {
        abi::OrthancPluginCreateJob2(
            context(), payload, Some(finalize), job_type.as_ptr(), Some(progress), Some(content),
            Some(serialize), Some(step), Some(stop), Some(reset),
        )
    };
    if handle.is_null() {
        unsafe { finalize(payload) };
    }
    handle
}

/// A job stays alive while one of its functions runs.
unsafe fn job_at(payload: *mut c_void) -> Rc<dyn Job> {
    unsafe { &*payload.cast::<Rc<dyn Job>>() }.clone()
}

unsafe extern "C" fn finalize(payload: *mut c_void) {
    drop(unsafe { Box::from_raw(payload.cast::<Rc<dyn Job>>()) });
}

unsafe extern "C" fn progress(payload: *mut c_void) -> f32 {
    unsafe { job_at(payload) }.progress()
}

unsafe extern "C" fn content(
    target: *mut OrthancPluginMemoryBuffer,
    payload: *mut c_void,
) -> ErrorCode {
    let text = unsafe { job_at(payload) }.content();
    code_of(unsafe { fill(target, text.as_bytes()) })
}

unsafe extern "C" fn serialize(
    target: *mut OrthancPluginMemoryBuffer,
    payload: *mut c_void,
) -> i32 {
    let Some(text) = unsafe { job_at(payload) }.serialize() else {
        return 0;
    };
    unsafe { fill(target, text.as_bytes()) }.map_or(-1, |()| 1)
}

unsafe extern "C" fn step(payload: *mut c_void) -> JobStepStatus {
    unsafe { job_at(payload) }.step()
}

unsafe extern "C" fn stop(payload: *mut c_void, reason: JobStopReason) -> ErrorCode {
    unsafe { job_at(payload) }.stop(reason);
    ErrorCode::Success
}

unsafe extern "C" fn reset(payload: *mut c_void) -> ErrorCode {
    code_of(unsafe { job_at(payload) }.reset())
}
