// Delays a stop of Orthanc: POST /stop/job/loop and /stop/job/endless submit jobs that never end, GET /stop/wait/(study) waits for a job
// that cannot begin, and the callback for changes does not return.
import {
  CString,
  ErrorCode,
  Job,
  JobStepStatus,
  onChange,
  orthanc,
  Output,
  plugin,
  Request,
  route,
  submitJob,
} from 'orthanc-wasm/assembly'
import { ChangeType } from 'orthanc-wasm/assembly/abi'

plugin('stop', '1')

class HangingJob extends Job {
  constructor(private loops: bool) {
    super('Hanging')
  }

  step(): JobStepStatus {
    while (this.loops) {}
    return JobStepStatus.Continue
  }
}

route('/stop/job/(.*)', (output: Output, _: CString, request: Request) => {
  const id = submitJob(new HangingJob(request.groups[0] == 'loop'))
  output.answer(id === null ? '' : id!, 'text/plain')
  return ErrorCode.Success
})

route('/stop/wait/(.*)', (output: Output, _: CString, request: Request) => {
  const done = orthanc.post(`/studies/${request.groups[0]}/anonymize`, '{"Synchronous":true}')
  output.answer(done.body, 'text/plain')
  return done.code
})

onChange((change, _level, _id) => {
  while (change == ChangeType.OrthancStopped) {}
  return ErrorCode.Success
})
