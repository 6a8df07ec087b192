/**
 * Notes for each series who sent it and when it was complete, in metadata of Orthanc that its REST API and Explorer show. Runs inside
 * Orthanc, which has to allow the two requests:
 *
 *   { "WebAssembly": { "Modules": ["auto-tag.wasm"], "Plugins": { "auto-tag": { "Allow": {
 *     "RestApi": ["GET /series/*", "PUT /series/*"] } } } } }
 *
 * Under `serve` it does the same with "Orthanc" and "Changes": { "State": FILE } in the section.
 */
import {
  ChangeType,
  CString,
  ErrorCode,
  logWarning,
  onChange,
  orthanc,
  plugin,
  ResourceType,
} from 'orthanc-wasm/assembly'

plugin('auto-tag', '1.0')

/** Numbers from 1024 on belong to users. */
const completeMetadata = 4800

onChange((change: ChangeType, level: ResourceType, id: CString) => {
  // No instance has arrived for `StableAge` seconds.
  if (change == ChangeType.StableSeries) noteComplete(id.toString())
  return ErrorCode.Success
})

function noteComplete(series: string): void {
  const sender = orthanc.get(`/series/${series}/metadata/RemoteAET`)
  const from = sender.isSuccess && sender.body.length > 0 ? sender.toString() : 'the REST API'
  const note = `from ${from}, complete at ${new Date(Date.now()).toISOString()}`
  const stored = orthanc.put(`/series/${series}/metadata/${completeMetadata}`, note)
  if (!stored.isSuccess) logWarning(`series ${series}: cannot store its note, error ${stored.code}`)
}
