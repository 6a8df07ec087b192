/**
 * The SDK for plugins in AssemblyScript: `import { plugin, route, … } from "orthanc-wasm/assembly"`.
 *
 * It has the nouns of Orthanc's C header, and does everything of the header that the host supports. None of these
 * takes an address, a length in bytes or a terminating NUL, and none returns memory that must be freed.
 */

// The plugin and its routes
export { plugin, onInitialize, onFinalize } from './plugin'
export { route, routeNoLock, RestHandler } from './routes'
export { setDescription, setRootUri, extendOrthancExplorer } from './properties'

// Changes and instances, inside Orthanc
export { onChange, ChangeHandler, onStoredInstance, StoredInstanceHandler } from './events'
export { DicomInstance } from './dicom-instance'
export {
  filterInstance,
  InstanceFilter,
  filterCStore,
  StoreFilter,
  filterHttp,
  HttpFilter,
  onReceived,
  ReceivedHandler,
  ReceivedInstance,
} from './filters'

// Queries of modalities, inside Orthanc
export { onWorklist, WorklistHandler, Worklist, onFind, FindHandler, Find } from './queries'
export { onMove, MoveHandler, MoveRequest, Move } from './moves'
export {
  onStorageCommitment,
  StorageCommitmentHandler,
  StorageCommitmentRequest,
} from './storage-commitment'

// DICOM files, inside Orthanc
export { createDicom, dicomToJson } from './dicom-instance'
export {
  decodeDicomImage,
  transcodeDicom,
  onDecodeImage,
  ImageDecoder,
  onTranscode,
  Transcoder,
} from './decoders'

// Jobs, inside Orthanc
export { Job, submitJob, restoreJobs, JobRestorer } from './jobs'

// The request
export { Request } from './request'
export { Groups, Arguments, Headers } from './request-fields'
export { CString } from './c-string'
export { Bytes } from './bytes'

// The answer
export { Output } from './output'

// Images
export { Image, GrayImage, RgbImage, RgbaImage } from './images'

// Orthanc's REST API
export { orthanc, orthancAfterPlugins, RestApi } from './rest-api'

// Other servers
export { http, HttpClient } from './http-client'
export { Reply, HttpReply } from './reply'

// The log
export { logError, logWarning, logInfo } from './log'

// Numbers for monitoring
export { setMetric, setIntegerMetric, onRefreshMetrics } from './metrics'

// The server, identifiers and hashes
export {
  getConfiguration,
  getConfigurationPath,
  getOrthancDirectory,
  getOrthancPath,
  getGlobalProperty,
  setGlobalProperty,
  generateUuid,
  computeMd5,
  computeSha1,
  getErrorDescription,
} from './texts'

// Memory of the host
export { MemoryBuffer } from './buffers'

// Enumerations
export {
  HttpMethod,
  PixelFormat,
  ImageFormat,
  MetricsType,
  ChangeType,
  ResourceType,
  InstanceOrigin,
  CreateDicomFlags,
  ReceivedInstanceAction,
  JobStepStatus,
  JobStopReason,
  StorageCommitmentFailureReason,
  ErrorCode,
} from './enums'
