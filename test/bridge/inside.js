// Registers every callback of Orthanc that the SDK has, and shows at GET /notes what the callbacks saw.
// test/conformance/assembly/inside.ts does the same.
import {
  ChangeType,
  createDicom,
  decodeDicomImage,
  dicomToJson,
  filterCStore,
  filterHttp,
  filterInstance,
  globalProperty,
  JobStepStatus,
  onChange,
  onDecodeImage,
  onFind,
  onMove,
  onReceived,
  onRefreshMetrics,
  onStorageCommitment,
  onStoredInstance,
  onTranscode,
  onWorklist,
  orthancAfterPlugins,
  PixelFormat,
  plugin,
  restoreJobs,
  route,
  setGlobalProperty,
  setMetric,
  StorageCommitmentFailureReason,
  submitJob,
  transcodeDicom,
} from 'orthanc-wasm/javascript'

plugin('inside', '1')

const notes = []
let stored = 0
let isReleased = false

onChange(({ type, level, id }) => {
  if (type === ChangeType.NewPatient)
    notes.push(`change: new patient, level ${level}, ${id.length} letters`)
})

onStoredInstance((instance, id) => {
  stored++
  const patient = String(instance.tags().PatientID)
  const { width } = instance.decodeFrame()
  notes.push(
    `stored: ${patient}, ${id.length} letters, ${width} wide, ${instance.rawFrame().length} raw`,
  )
  const received = instance.metadata('ReceptionDate') !== undefined
  const same = dicomToJson(instance.bytes()).PatientID === patient
  notes.push(
    `stored: origin ${instance.origin}, aet '${instance.remoteAet}', ${instance.transferSyntax}, ` +
      `${instance.framesCount} frame, pixels ${instance.hasPixelData}, received ${received}, same ${same}`,
  )
})

filterInstance((instance) => instance.tags().PatientID !== 'REFUSED')

filterCStore((instance) => (instance.tags().PatientID === 'NOSTORE' ? 0xa700 : 0))

filterHttp(
  ({ url, ip, headers }) => url !== '/forbidden' || ip !== '127.0.0.1' || !headers.has('host'),
)

onReceived((dicom) => {
  const { PatientID: patient } = dicomToJson(dicom)
  if (patient === 'REPLACED') return createDicom({ PatientID: 'REPLACEMENT' })
  return patient !== 'DISCARDED'
})

onWorklist((worklist) => {
  for (const i of [0, 1, 2]) {
    const dicom = createDicom({ PatientID: `W${i}`, PatientName: `Work^${i}` })
    if (worklist.matches(dicom)) worklist.add(dicom)
  }
  const hasName = worklist.tags().PatientName === 'Work^1'
  notes.push(`worklist: ${worklist.issuerAet} asks ${worklist.calledAet}, ${hasName}`)
  worklist.markIncomplete()
})

onFind((find) => {
  for (const [name, value] of find.tags) notes.push(`find: ${name} = '${value}'`)
  find.add(createDicom({ PatientID: 'FOUND' }))
})

onMove((request) => {
  const { level, patientId, studyInstanceUid, originatorAet, sourceAet, targetAet } = request
  notes.push(`move: level ${level}, patient '${patientId}', study '${studyInstanceUid}'`)
  notes.push(`move: ${originatorAet} asks ${sourceAet} to send to ${targetAet}`)
  let moved = 0
  const move = { count: 2, next: () => notes.push(`move: instance ${moved++}`) }
  return patientId === 'MOVED' ? move : undefined
})

onStorageCommitment(({ sopInstanceUids, remoteAet }, sopClassUid, sopInstanceUid) => {
  notes.push(`commitment: ${sopInstanceUids.join(',')} by ${remoteAet}, class ${sopClassUid}`)
  return sopInstanceUid === '1.2.3'
    ? StorageCommitmentFailureReason.Success
    : StorageCommitmentFailureReason.NoSuchObjectInstance
})

onDecodeImage((dicom, frame) => {
  if (dicomToJson(dicom).PatientID !== 'DECODED') return undefined
  const pixels = new Uint8Array([0, 0, 0, 0, 0, 7 + frame])
  return { format: PixelFormat.Grayscale8, width: 3, height: 2, pitch: 3, pixels }
})

onTranscode((dicom, [syntax], allowsNewUid) => {
  const file = transcodeDicom(dicom, syntax)
  notes.push(`transcode: to ${syntax}, new ${allowsNewUid}, done ${file.length > 0}`)
  return file
})

onRefreshMetrics(() => setMetric('inside_stored', stored))

const waiting = (starts) => ({
  type: 'Waiting',
  step: () => (isReleased ? JobStepStatus.Success : JobStepStatus.Continue),
  progress: () => 0.25,
  content: () => ({ Starts: starts }),
  serialize: () => ({ Starts: starts }),
  stop: (reason) => notes.push(`job: stop ${reason}`),
})

restoreJobs('Waiting', (saved) => {
  notes.push(`job: restored, ${'Starts' in saved}`)
  return waiting(2)
})

route('/notes', (output) => output.answer(notes.join('\n'), 'text/plain'))

route('/wait', (output) => output.answer(submitJob(waiting(1), 5), 'text/plain'))

route('/release', (output) => {
  isReleased = true
  output.answer('', 'text/plain')
})

route('/query', (output, { query }) => {
  // Another instance has to answer the second request.
  if (query.has('outer')) orthancAfterPlugins.get('/query?inner=2')
  output.answer('', 'text/plain')
})

route('/decode', (output, { body }) => {
  const { width, height } = decodeDicomImage(body)
  output.answer(`${width} × ${height}`, 'text/plain')
})

route('/property', (output, { body }) => {
  if (body.length > 0) setGlobalProperty(4900, new TextDecoder().decode(body))
  output.answer(globalProperty(4900), 'text/plain')
})
