import type {
  ChangeType,
  CreateDicomFlags,
  InstanceOrigin,
  JobStepStatus,
  JobStopReason,
  PixelFormat,
  ResourceType,
  StorageCommitmentFailureReason,
} from './enums.js'

export * from './enums.js'

/** Says what the plugin is. Every plugin calls it once, when it is loaded. */
export function plugin(name: string, version: string): void

/**
 * Registers a route: a regular expression of the whole path, and the handler that answers its requests. An error that it throws
 * becomes an answer with status 500, or with the status of the call that the host refused.
 */
export function route(pattern: string, handler: (output: Output, request: Request) => void): void

/** The request that a handler answers. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** The path, decoded, without a final slash. */
  readonly url: string
  /** What the groups of the route's expression matched. */
  readonly groups: readonly string[]
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly query: URLSearchParams
  readonly body: Uint8Array
  text(): string
  /** Throws a `SyntaxError` for a body that is not JSON. */
  json(): unknown
}

/** The answer to one request, valid until its handler returns. */
export interface Output {
  answer(body: string | Uint8Array, type: string): void
  answerJson(value: unknown): void
  /** Answers with an image that the host compresses. */
  answerImage(image: Image): void
  redirect(location: string): void
  sendStatus(status: number, body?: string | Uint8Array): void
  sendMethodNotAllowed(allowed: string): void
  sendUnauthorized(realm: string): void
  setHeader(name: string, value: string): void
  setCookie(name: string, value: string): void
  /** What the JSON of an error answer says. */
  setErrorDetails(text: string): void
}

export interface Image {
  /** `png` unless set. */
  readonly format?: 'png' | 'jpeg'
  /** `gray8` unless set. Samples are little-endian. */
  readonly pixelFormat?: 'gray8' | 'gray16' | 'rgb24' | 'rgba32'
  readonly width: number
  readonly height: number
  /** Rows from top to bottom, without gaps. */
  readonly pixels: Uint8Array
  /** Of a JPEG, from 1 to 100; 90 unless set. */
  readonly quality?: number
}

/** Orthanc's REST API. `Allow` in the configuration lists what the plugin may call. */
export const orthanc: {
  get(path: string): Uint8Array
  getJson(path: string): unknown
  post(path: string, body: string | Uint8Array): Uint8Array
  put(path: string, body: string | Uint8Array): Uint8Array
  delete(path: string): void
  /** Orthanc's configuration, as far as the plugin may see it. */
  configuration(): unknown
}

/** The same, with the routes of plugins. */
export const orthancAfterPlugins: Omit<typeof orthanc, 'configuration'>

/** Sets a number that Prometheus reads. */
export function setMetric(name: string, value: number): void

// What follows is there inside Orthanc only, and needs `Allow.Services` unless it says otherwise.

/** Reads a text that Orthanc keeps for plugins. */
export function globalProperty(property: number, otherwise?: string): string
export function setGlobalProperty(property: number, value: string): void

export interface Change {
  readonly type: ChangeType
  readonly level: ResourceType
  /** The identifier of the resource in Orthanc. */
  readonly id: string
}

/**
 * Calls the handler for each change of Orthanc, also when it starts and stops, some time after it happened. Needs no right; also under
 * `serve` with `Changes.State`.
 */
export function onChange(handler: (change: Change) => void): void

/** A DICOM instance in the memory of Orthanc, valid until the handler returns. */
export interface Instance {
  /** Its tags by their names: `instance.tags().PatientID`. */
  tags(): Readonly<Record<string, unknown>>
  /** Its DICOM file. */
  bytes(): Uint8Array
  /** A metadata, such as `ReceptionDate`. */
  metadata(name: string): string | undefined
  readonly origin: InstanceOrigin
  /** The application entity that sent it; empty if it did not arrive by DICOM. */
  readonly remoteAet: string
  readonly transferSyntax: string
  readonly framesCount: number
  readonly hasPixelData: boolean
  /** A frame as it stands in the file. */
  rawFrame(frame?: number): Uint8Array
  decodeFrame(frame?: number): DecodedImage
}

/** Calls the handler for each instance that Orthanc has stored. Needs no right. */
export function onStoredInstance(handler: (instance: Instance, id: string) => void): void

/** Decides about each file that arrives, before Orthanc reads it: `false` discards it, bytes replace it. One plugin of an Orthanc may have one. */
export function onReceived(
  handler: (dicom: Uint8Array, origin: InstanceOrigin) => Uint8Array | boolean | void,
): void

/** Stores only those instances for which the filter returns true. */
export function filterInstance(filter: (instance: Instance) => boolean): void

/** Decides about instances that arrive by C-STORE: 0 stores, another status of DIMSE refuses. */
export function filterCStore(filter: (instance: Instance) => number): void

/** A request, without its body. */
export interface FilteredRequest extends Pick<Request, 'method' | 'url' | 'headers' | 'query'> {
  /** The client's address. */
  readonly ip: string
}

/** Lets only those HTTP requests in for which the filter returns true; others are answered with 403. */
export function filterHttp(filter: (request: FilteredRequest) => boolean): void

/** A query of another application, with its answers; valid until the handler returns. */
interface Query {
  readonly issuerAet: string
  readonly calledAet: string
  /** Adds a DICOM file to the answers. */
  add(dicom: Uint8Array): void
  /** Says that there are more answers than these. */
  markIncomplete(): void
}

export interface Worklist extends Query {
  /** The tags of the query by their names. */
  tags(): Readonly<Record<string, unknown>>
  /** True if a DICOM file matches the query. */
  matches(dicom: Uint8Array): boolean
}

/** Answers worklist queries. One plugin of an Orthanc may have one. */
export function onWorklist(handler: (worklist: Worklist) => void): void

export interface Find extends Query {
  /** The values of the query by the names of the tags; empty for any value. */
  readonly tags: ReadonlyMap<string, string>
}

/** Answers C-FIND queries in place of Orthanc. One plugin of an Orthanc may have one. */
export function onFind(handler: (find: Find) => void): void

/** A C-MOVE request; a text is empty if the request does not have it. */
export interface MoveRequest {
  readonly level: ResourceType
  readonly patientId: string
  readonly accessionNumber: string
  readonly studyInstanceUid: string
  readonly seriesInstanceUid: string
  readonly sopInstanceUid: string
  readonly originatorAet: string
  readonly sourceAet: string
  readonly targetAet: string
  readonly originatorId: number
}

export interface Move {
  /** The number of instances. */
  readonly count: number
  /** Moves the next instance. */
  next(): void
}

/** Answers C-MOVE requests in place of Orthanc; `undefined` refuses one. One plugin of an Orthanc may have one. */
export function onMove(handler: (request: MoveRequest) => Move | undefined): void

export interface StorageCommitmentRequest {
  readonly jobId: string
  readonly transactionUid: string
  readonly sopClassUids: readonly string[]
  readonly sopInstanceUids: readonly string[]
  readonly remoteAet: string
  readonly calledAet: string
}

/** Says of each instance of a storage commitment request whether it is kept safely. */
export function onStorageCommitment(
  handler: (
    request: StorageCommitmentRequest,
    sopClassUid: string,
    sopInstanceUid: string,
  ) => StorageCommitmentFailureReason,
): void

export interface DecodedImage {
  readonly format: PixelFormat
  readonly width: number
  readonly height: number
  /** Bytes from row to row. */
  readonly pitch: number
  readonly pixels: Uint8Array
}

/** Decodes frames for Orthanc; `undefined` leaves one to the next decoder. */
export function onDecodeImage(
  decoder: (dicom: Uint8Array, frame: number) => DecodedImage | undefined,
): void

/** Brings files into one of the transfer syntaxes; `undefined` leaves one to Orthanc. With `allowsNewUid` the pixels may lose quality. */
export function onTranscode(
  transcoder: (
    dicom: Uint8Array,
    syntaxes: readonly string[],
    allowsNewUid: boolean,
  ) => Uint8Array | undefined,
): void

/** Calls the handler before Orthanc's metrics are read. Needs no right. */
export function onRefreshMetrics(handler: () => void): void

/** Work in steps that Orthanc does in the background and shows in `/jobs`. */
export interface Job {
  /** The type that Orthanc shows, and by which `restoreJobs` finds it. */
  readonly type: string
  /** Does one step. Each has its own deadline. */
  step(): JobStepStatus
  /** The part that is done, from 0 to 1. */
  progress?(): number
  /** What Orthanc shows of the job. */
  content?(): object
  /** From what `restoreJobs` creates the job again; without it Orthanc forgets the job when it stops. */
  serialize?(): object | undefined
  stop?(reason: JobStopReason): void
  /** Prepares a job that failed or was canceled for a second start. */
  reset?(): void
}

/** Hands a job over to Orthanc and returns its identifier. Jobs of a higher priority run first. */
export function submitJob(job: Job, priority?: number): string

/** Restores the jobs of a type after a restart of Orthanc. */
export function restoreJobs(type: string, restorer: (saved: object) => Job | undefined): void

/** Creates a DICOM file of tags by their names, and an image; with identifiers of its own unless `flags` say otherwise. Needs no right, as all that follows. */
export function createDicom(
  tags: object,
  options?: { readonly image?: DecodedImage; readonly flags?: CreateDicomFlags },
): Uint8Array

/** The tags of a DICOM file by their names. */
export function dicomToJson(dicom: Uint8Array): Readonly<Record<string, unknown>>
export function decodeDicomImage(dicom: Uint8Array, frame?: number): DecodedImage
export function transcodeDicom(dicom: Uint8Array, transferSyntax: string): Uint8Array
