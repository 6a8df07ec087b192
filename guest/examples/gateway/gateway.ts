/**
 * Answers with the results of its own requests: to the upstream Orthanc, to routes of other plugins, to another server. Each of them is
 * forbidden until the configuration allows it:
 *
 *   { "WebAssembly": { "Orthanc": "http://127.0.0.1:8042", "Plugins": { "gateway": { "Allow": {
 *     "RestApi": ["GET /system", "GET /instances/*", "GET /patients/*", "POST /tools/lookup", "GET /hello/*"],
 *     "Http": ["https://example.org/*"] } } } } }
 */
import {
  ErrorCode,
  http,
  HttpMethod,
  orthanc,
  orthancAfterPlugins,
  Output,
  plugin,
  Reply,
  route,
} from 'orthanc-wasm/assembly'

plugin('gateway', '1.0')

// GET /gateway/system: the system information of Orthanc
route('/gateway/system', (output, url, request) =>
  pass(output, orthanc.get('/system'), 'application/json'),
)

// GET /gateway/patients/P1: Orthanc's record of the patient with that Patient ID
route('/gateway/patients/(.+)', (output, url, request) => {
  const id = orthanc.lookupPatient(request.groups[0].toString())
  if (id === null) return ErrorCode.UnknownResource
  return pass(output, orthanc.get(`/patients/${id}`), 'application/json')
})

// GET /gateway/instances/ID: the DICOM file of an instance
route('/gateway/instances/([0-9a-f-]+)', (output, url, request) =>
  pass(output, orthanc.getDicom(request.groups[0].toString()), 'application/dicom'),
)

// GET /gateway/hello/world: the answer of the plugin "hello"
route('/gateway/hello/([^/]+)', (output, url, request) =>
  pass(output, orthancAfterPlugins.get(`/hello/${request.groups[0]}`), 'text/plain'),
)

// POST /gateway/fetch with a URL: status and body of another server's answer
route('/gateway/fetch', (output, url, request) => {
  if (request.method != HttpMethod.Post) {
    output.sendMethodNotAllowed('POST')
    return ErrorCode.Success
  }
  const headers = new Map<string, string>()
  headers.set('Accept', 'text/plain')
  const reply = http.call(HttpMethod.Get, request.body.toString(), '', headers, 5)
  if (reply.isSuccess) output.answer(`${reply.status}\n${reply}`, 'text/plain')
  return reply.code
})

/** Answers with the error of the call: 404 for an unknown resource, 403 for a path that is not allowed. */
function pass(output: Output, reply: Reply, mimeType: string): ErrorCode {
  if (reply.isSuccess) output.answer(reply.body, mimeType)
  return reply.code
}
