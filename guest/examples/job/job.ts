/**
 * Checks in the background whether the files of all instances are as Orthanc has stored them, by their MD5. Orthanc Explorer shows
 * the progress of the job, and what it found; the job continues after a restart of Orthanc.
 *
 *   curl -X POST http://localhost:8042/check          # → {"ID":"…"}
 *   curl http://localhost:8042/jobs/ID                # "Content" : { "Checked" : 12, "Damaged" : 0, "LastDamaged" : "" }, "Progress" : 40
 *
 * Runs inside Orthanc:
 *
 *   { "WebAssembly": { "Modules": ["job.wasm"], "Plugins": { "job": { "Allow": {
 *       "RestApi": ["GET /instances", "GET /statistics", "POST /instances/*"],
 *       "Services": ["OrthancPluginCreateJob2", "OrthancPluginSubmitJob", "OrthancPluginRegisterJobsUnserializer"] } } } } }
 */
import {
  ErrorCode,
  Job,
  JobStepStatus,
  orthanc,
  Output,
  plugin,
  restoreJobs,
  route,
  submitJob,
} from 'orthanc-wasm/assembly'

plugin('job', '1.0')

class CheckJob extends Job {
  constructor(
    private checked: i32,
    private damaged: i32,
    private last: string,
  ) {
    super('CheckInstances')
  }

  /** Checks the next instance. */
  step(): JobStepStatus {
    const ids = orthanc.get(`/instances?since=${this.checked}&limit=1`)
    if (!ids.isSuccess) return JobStepStatus.Failure
    const quoted = ids.toString().split('"')
    if (quoted.length < 2) return JobStepStatus.Success
    const check = orthanc.post(`/instances/${quoted[1]}/attachments/dicom/verify-md5`, '')
    this.checked++
    if (!check.isSuccess) {
      this.damaged++
      this.last = quoted[1]
    }
    return JobStepStatus.Continue
  }

  progress(): f32 {
    const total = numberIn(orthanc.get('/statistics').toString(), 'CountInstances')
    return total > this.checked ? <f32>this.checked / <f32>total : 1
  }

  content(): string {
    return `{"Checked":${this.checked},"Damaged":${this.damaged},"LastDamaged":"${this.last}"}`
  }

  serialize(): string {
    return this.content()
  }

  /** Begins again. */
  reset(): void {
    this.checked = 0
    this.damaged = 0
    this.last = ''
  }
}

restoreJobs('CheckInstances', (json: string) => {
  const last = json.split('"LastDamaged"')[1].split('"')[1]
  return new CheckJob(numberIn(json, 'Checked'), numberIn(json, 'Damaged'), last)
})

route('/check', (output: Output) => {
  const id = submitJob(new CheckJob(0, 0, ''))
  if (id === null) return ErrorCode.Plugin
  output.answer(`{"ID":"${id}"}`, 'application/json')
  return ErrorCode.Success
})

/** The number after a key of a JSON object, which may have spaces; 0 if it is absent. */
function numberIn(json: string, key: string): i32 {
  const pieces = json.split(`"${key}"`)
  if (pieces.length < 2) return 0
  return <i32>parseInt(pieces[1].substring(pieces[1].indexOf(':') + 1))
}
