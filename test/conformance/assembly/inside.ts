// Registers every callback of Orthanc that the SDK has, and shows at GET /notes what the callbacks saw. test/bridge/inside.rs does the same.
import {
  Bytes,
  ChangeType,
  createDicom,
  CString,
  decodeDicomImage,
  DicomInstance,
  dicomToJson,
  ErrorCode,
  filterCStore,
  filterHttp,
  filterInstance,
  Find,
  getGlobalProperty,
  GrayImage,
  Image,
  Job,
  JobStepStatus,
  JobStopReason,
  Move,
  MoveRequest,
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
  Output,
  plugin,
  ReceivedInstance,
  Request,
  ResourceType,
  restoreJobs,
  route,
  setGlobalProperty,
  setMetric,
  StorageCommitmentFailureReason,
  StorageCommitmentRequest,
  submitJob,
  transcodeDicom,
  Worklist,
} from 'orthanc-wasm/assembly'

plugin('inside', '1')

const notes = new Array<string>()
let stored = 0
let isReleased = false
let isTranscoding = false

onChange((change: ChangeType, level: ResourceType, id: CString) => {
  if (change == ChangeType.NewPatient)
    notes.push(`change: new patient, level ${level}, ${id.byteLength} letters`)
  return ErrorCode.Success
})

onStoredInstance((instance: DicomInstance, id: CString) => {
  stored++
  const image = instance.decodeFrame()
  const width = image === null ? 0 : image.width
  const raw = instance.rawFrame().body.length
  const received = instance.metadata('ReceptionDate') !== null
  notes.push(
    `stored: ${patientOf(instance.json())}, ${id.byteLength} letters, ${width} wide, ${raw} raw`,
  )
  notes.push(
    `stored: origin ${instance.origin}, aet '${instance.remoteAet}', ${instance.transferSyntax}, ` +
      `${instance.framesCount} frame, pixels ${instance.hasPixelData}, received ${received}, ` +
      `same ${instance.bytes().length == instance.size}`,
  )
  return ErrorCode.Success
})

filterInstance((instance: DicomInstance) => patientOf(instance.json()) != 'REFUSED')

filterCStore((instance: DicomInstance) => (patientOf(instance.json()) == 'NOSTORE' ? 0xa700 : 0))

filterHttp((request: Request, uri: CString, ip: CString) => {
  return (
    !uri.equals('/forbidden') || ip.toString() != '127.0.0.1' || request.headers.get('host') == ''
  )
})

onReceived((received: ReceivedInstance) => {
  const patient = patientOf(dicomToJson(received.bytes))
  if (patient == 'DISCARDED') received.discard()
  if (patient == 'REPLACED') received.replaceWith(createDicom('{"PatientID":"REPLACEMENT"}').body)
})

onWorklist((worklist: Worklist) => {
  for (let i = 0; i < 3; i++) {
    const dicom = createDicom(`{"PatientID":"W${i}","PatientName":"Work^${i}"}`).body
    if (worklist.matches(dicom)) worklist.add(dicom)
  }
  notes.push(
    `worklist: ${worklist.issuerAet} asks ${worklist.calledAet}, ${worklist.json().includes('Work^1')}`,
  )
  return worklist.markIncomplete()
})

onFind((find: Find) => {
  for (let i = 0; i < find.length; i++) notes.push(`find: ${find.name(i)} = '${find.value(i)}'`)
  return find.add(createDicom('{"PatientID":"FOUND"}').body)
})

class TwoInstances extends Move {
  private moved: u32 = 0

  count(): u32 {
    return 2
  }

  next(): ErrorCode {
    notes.push(`move: instance ${this.moved++}`)
    return ErrorCode.Success
  }
}

onMove((request: MoveRequest) => {
  notes.push(
    `move: level ${request.level}, patient '${request.patientId}', study '${request.studyInstanceUid}'`,
  )
  notes.push(
    `move: ${request.originatorAet} asks ${request.sourceAet} to send to ${request.targetAet}`,
  )
  return request.patientId.equals('MOVED') ? new TwoInstances() : null
})

onStorageCommitment(
  (request: StorageCommitmentRequest, sopClassUid: CString, sopInstanceUid: CString) => {
    notes.push(
      `commitment: ${request.sopInstanceUids.join(',')} by ${request.remoteAet}, class ${sopClassUid}`,
    )
    return sopInstanceUid.equals('1.2.3')
      ? StorageCommitmentFailureReason.Success
      : StorageCommitmentFailureReason.NoSuchObjectInstance
  },
)

onDecodeImage((dicom: Bytes, frame: u32) => {
  if (patientOf(dicomToJson(dicom)) != 'DECODED') return null
  const image = new GrayImage<u8>(3, 2)
  image.set(2, 1, 7 + <u8>frame)
  return image
})

onTranscode((dicom: Bytes, transferSyntaxes: string[], allowNewSopInstanceUid: bool) => {
  // Orthanc asks this function again.
  if (isTranscoding) return null
  isTranscoding = true
  const file = transcodeDicom(dicom, transferSyntaxes[0])
  isTranscoding = false
  const length = file === null ? 0 : file.length
  notes.push(
    `transcode: to ${transferSyntaxes[0]}, new ${allowNewSopInstanceUid}, done ${length > 0}`,
  )
  return file
})

/** Waits for POST /release. */
class Waiting extends Job {
  constructor(private starts: i32) {
    super('Waiting')
  }

  step(): JobStepStatus {
    return isReleased ? JobStepStatus.Success : JobStepStatus.Continue
  }

  progress(): f32 {
    return 0.25
  }

  content(): string {
    return `{"Starts":${this.starts}}`
  }

  serialize(): string {
    return this.content()
  }

  stop(reason: JobStopReason): void {
    notes.push(`job: stop ${reason}`)
  }
}

restoreJobs('Waiting', (serialized: string) => {
  notes.push(`job: restored, ${serialized.includes('"Starts"')}`)
  return new Waiting(2)
})

onRefreshMetrics(() => setMetric('inside_stored', <f32>stored))

route('/notes', (output: Output) => {
  output.answer(notes.join('\n'), 'text/plain')
  return ErrorCode.Success
})

route('/wait', (output: Output) => {
  const id = submitJob(new Waiting(1), 5)
  if (id === null) return ErrorCode.Plugin
  output.answer(id, 'text/plain')
  return ErrorCode.Success
})

route('/release', (output: Output) => {
  isReleased = true
  output.answer('', 'text/plain')
  return ErrorCode.Success
})

route('/query', (output: Output, _url: CString, request: Request) => {
  // The second request runs on top of the first one.
  if (request.arguments.get('outer') != '') orthancAfterPlugins.get('/query?inner=2')
  notes.push(`query: ${request.query}`)
  output.answer('', 'text/plain')
  return ErrorCode.Success
})

route('/decode', (output: Output, _url: CString, request: Request) => {
  const image = decodeDicomImage(request.body)
  output.answer(image === null ? 'no image' : `${image.width} × ${image.height}`, 'text/plain')
  return ErrorCode.Success
})

route('/property', (output: Output, _url: CString, request: Request) => {
  if (request.body.length > 0) setGlobalProperty(4900, request.body.toString())
  output.answer(getGlobalProperty(4900), 'text/plain')
  return ErrorCode.Success
})

function patientOf(json: string): string {
  const pieces = json.split('"PatientID"')
  return pieces.length < 2 ? '' : pieces[1].split('"')[1]
}
