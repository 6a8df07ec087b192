//! Registers every callback of Orthanc that the SDK has, and shows at GET /notes what the callbacks saw.
//! test/conformance/assembly/inside.ts does the same.

use std::cell::Cell;
use std::cell::RefCell;
use std::rc::Rc;

use orthanc_wasm::{
    create_dicom, decode_dicom_image, dicom_to_json, global_property, plugin, rest_api_get_after_plugins,
    set_global_property, set_metric, submit_job, transcode_dicom, ChangeType, DecodedImage, ErrorCode, Host,
    Image, Job, JobStepStatus, JobStopReason, Move, PixelFormat, Received, Result,
    StorageCommitmentFailureReason,
};

plugin! { name: "inside", version: "1", initialize: initialize }

thread_local! {
    static NOTES: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    static STORED: Cell<u32> = const { Cell::new(0) };
    static IS_RELEASED: Cell<bool> = const { Cell::new(false) };
    static IS_TRANSCODING: Cell<bool> = const { Cell::new(false) };
}

fn note(line: String) {
    NOTES.with_borrow_mut(|notes| notes.push(line));
}

fn initialize(host: &Host) -> Result {
    host.on_change(|change, level, id| {
        if change == ChangeType::NewPatient {
            note(format!("change: new patient, level {}, {} letters", level.0, id.len()));
        }
        Ok(())
    });
    host.on_stored_instance(|instance, id| {
        STORED.set(STORED.get() + 1);
        let width = instance.decode_frame(0).map_or(0, |image| image.width());
        let raw = instance.raw_frame(0)?.len();
        let patient = patient_of(&instance.json());
        note(format!("stored: {patient}, {} letters, {width} wide, {raw} raw", id.len()));
        note(format!(
            "stored: origin {}, aet '{}', {}, {} frame, pixels {}, received {}, same {}",
            instance.origin().0, instance.remote_aet(), instance.transfer_syntax(), instance.frames_count(),
            instance.has_pixel_data(), instance.metadata("ReceptionDate").is_some(),
            instance.bytes().len() == instance.size(),
        ));
        Ok(())
    });
    host.filter_instance(|instance| patient_of(&instance.json()) != "REFUSED")?;
    host.filter_c_store(|instance| match patient_of(&instance.json()).as_str() {
        "NOSTORE" => Err(0xa700),
        _ => Ok(()),
    })?;
    host.filter_http(|request, ip| {
        request.uri() != "/forbidden" || ip != "127.0.0.1" || request.headers().get("host").is_none()
    })?;
    host.on_received(|file, _| match patient_of(&dicom_to_json(file)).as_str() {
        "DISCARDED" => Received::Discard,
        "REPLACED" => create_dicom(r#"{"PatientID":"REPLACEMENT"}"#).map_or(Received::Keep, Received::Replace),
        _ => Received::Keep,
    })?;
    host.on_worklist(|worklist| {
        for i in 0..3 {
            let dicom = create_dicom(&format!(r#"{{"PatientID":"W{i}","PatientName":"Work^{i}"}}"#))?;
            if worklist.matches(&dicom) {
                worklist.add(&dicom)?;
            }
        }
        let has_name = worklist.json()?.contains("Work^1");
        note(format!("worklist: {} asks {}, {has_name}", worklist.issuer_aet, worklist.called_aet));
        worklist.mark_incomplete()
    })?;
    host.on_find(|find| {
        for (name, value) in find.tags() {
            note(format!("find: {name} = '{value}'"));
        }
        find.add(&create_dicom(r#"{"PatientID":"FOUND"}"#)?)
    })?;
    host.on_move(|request| {
        let (level, patient, study) = (request.level.0, &request.patient_id, &request.study_instance_uid);
        note(format!("move: level {level}, patient '{patient}', study '{study}'"));
        let (from, to, target) = (&request.originator_aet, &request.source_aet, &request.target_aet);
        note(format!("move: {from} asks {to} to send to {target}"));
        (patient == "MOVED").then(|| Box::new(TwoInstances { moved: 0 }) as Box<dyn Move>)
    })?;
    host.on_storage_commitment(|request, class, instance| {
        let uids = request.sop_instance_uids.join(",");
        note(format!("commitment: {uids} by {}, class {class}", request.remote_aet));
        match instance {
            "1.2.3" => StorageCommitmentFailureReason::Success,
            _ => StorageCommitmentFailureReason::NoSuchObjectInstance,
        }
    })?;
    host.on_decode_image(|dicom, frame| {
        if patient_of(&dicom_to_json(dicom)) != "DECODED" {
            return None;
        }
        let pixels = [0, 0, 0, 0, 0, 7 + frame as u8];
        DecodedImage::copy_of(&Image::new(PixelFormat::Grayscale8, 3, 2, &pixels).ok()?).ok()
    })?;
    host.on_transcode(|dicom, syntaxes, allows_new_uid| {
        // Orthanc asks this function again.
        if IS_TRANSCODING.replace(true) {
            return None;
        }
        let file = transcode_dicom(dicom, &syntaxes.text(0));
        IS_TRANSCODING.set(false);
        let is_done = file.is_some();
        note(format!("transcode: to {}, new {allows_new_uid}, done {is_done}", syntaxes.text(0)));
        file
    })?;
    host.restore_jobs("Waiting", |text| {
        note(format!("job: restored, {}", text.contains("\"Starts\"")));
        Some(Rc::new(Waiting { starts: 2 }))
    });
    host.on_refresh_metrics(|| set_metric("inside_stored", STORED.get() as f32));
    add_routes(host);
    Ok(())
}

fn add_routes(host: &Host) {
    host.route("/notes", |output, _| {
        output.answer(NOTES.with_borrow(|notes| notes.join("\n")), "text/plain");
        Ok(())
    });
    host.route("/wait", |output, _| {
        output.answer(submit_job(Rc::new(Waiting { starts: 1 }), 5)?, "text/plain");
        Ok(())
    });
    host.route("/release", |output, _| {
        IS_RELEASED.set(true);
        output.answer("", "text/plain");
        Ok(())
    });
    host.route("/query", |output, request| {
        // The second request runs on top of the first one.
        if request.arguments().get("outer").is_some() {
            rest_api_get_after_plugins("/query?inner=2")?;
        }
        note(format!("query: {}", request.query()));
        output.answer("", "text/plain");
        Ok(())
    });
    host.route("/decode", |output, request| {
        let image = decode_dicom_image(request.body(), 0).ok_or(ErrorCode::BadFileFormat)?;
        output.answer(format!("{} × {}", image.width(), image.height()), "text/plain");
        Ok(())
    });
    host.route("/property", |output, request| {
        if !request.body().is_empty() {
            set_global_property(4900, &String::from_utf8_lossy(request.body()))?;
        }
        output.answer(global_property(4900), "text/plain");
        Ok(())
    });
}

struct TwoInstances {
    moved: u32,
}

impl Move for TwoInstances {
    fn count(&self) -> u32 {
        2
    }

    fn next(&mut self) -> Result {
        note(format!("move: instance {}", self.moved));
        self.moved += 1;
        Ok(())
    }
}

/// Waits for POST /release.
struct Waiting {
    starts: u32,
}

impl Job for Waiting {
    fn job_type(&self) -> &str {
        "Waiting"
    }

    fn step(&self) -> JobStepStatus {
        match IS_RELEASED.get() {
            true => JobStepStatus::Success,
            false => JobStepStatus::Continue,
        }
    }

    fn progress(&self) -> f32 {
        0.25
    }

    fn content(&self) -> String {
        format!(r#"{{"Starts":{}}}"#, self.starts)
    }

    fn serialize(&self) -> Option<String> {
        Some(self.content())
    }

    fn stop(&self, reason: JobStopReason) {
        note(format!("job: stop {}", reason.0));
    }
}

fn patient_of(json: &str) -> String {
    let value = json.split("\"PatientID\"").nth(1).and_then(|rest| rest.split('"').nth(1));
    value.unwrap_or_default().to_string()
}
