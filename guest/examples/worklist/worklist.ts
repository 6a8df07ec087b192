/**
 * Answers worklist queries of modalities (findscu -W) from entries that any system posts as JSON:
 *
 *   curl http://localhost:8042/worklist -d '{"PatientID":"1","PatientName":"Doe^Jane","AccessionNumber":"A1",
 *     "ScheduledProcedureStepSequence":[{"Modality":"CT","ScheduledProcedureStepStartDate":"20260105"}]}'
 *   findscu -W localhost 4242 -k PatientName= -k "ScheduledProcedureStepSequence[0].Modality=CT"
 *
 * GET shows all entries, DELETE removes them. Orthanc keeps them in its database, so that they outlive a restart. Runs inside Orthanc:
 *
 *   { "WebAssembly": { "Modules": ["worklist.wasm"], "Plugins": { "worklist": { "Allow": { "Services": [
 *       "OrthancPluginRegisterWorklistCallback", "OrthancPluginGetGlobalProperty", "OrthancPluginSetGlobalProperty"] } } } } }
 */
import {
  createDicom,
  CString,
  ErrorCode,
  getGlobalProperty,
  HttpMethod,
  onWorklist,
  Output,
  plugin,
  Request,
  route,
  setGlobalProperty,
  Worklist,
} from 'orthanc-wasm/assembly'

plugin('worklist', '1.0')

/** The property with the entries, one a line. Those below 1024 are Orthanc's own. */
const entriesProperty = 4802

onWorklist((worklist: Worklist) => {
  const entries = readEntries()
  for (let i = 0; i < entries.length; i++) {
    const dicom = createDicom(entries[i]).body
    if (worklist.matches(dicom)) worklist.add(dicom)
  }
  return ErrorCode.Success
})

route('/worklist', (output: Output, _: CString, request: Request) => {
  switch (request.method) {
    case HttpMethod.Post:
      return addEntry(output, request.body.toString())
    case HttpMethod.Delete:
      setGlobalProperty(entriesProperty, '')
      break
  }
  output.answer(`[${readEntries().join(',')}]`, 'application/json')
  return ErrorCode.Success
})

function addEntry(output: Output, json: string): ErrorCode {
  if (!createDicom(json).isSuccess) {
    output.setErrorDetails('expected a JSON object of DICOM tags')
    return ErrorCode.BadRequest
  }
  // In JSON a line break can only stand between tokens.
  const entry = json.replaceAll('\n', ' ').replaceAll('\r', ' ')
  const entries = readEntries()
  entries.push(entry)
  const code = setGlobalProperty(entriesProperty, entries.join('\n'))
  if (code == ErrorCode.Success) output.answer(entry, 'application/json')
  return code
}

function readEntries(): string[] {
  const lines = getGlobalProperty(entriesProperty)
  return lines == '' ? [] : lines.split('\n')
}
