// Generated from guest/assembly/ by abi/emit. Do not edit; run "npm run abi".

// The plugin and its routes

/**
 * Sets the plugin's name and version; a plugin without them is not built. The host reads them with
 * `OrthancPluginGetName` and `OrthancPluginGetVersion`.
 */
export declare function plugin(name: string, version: string): void

/**
 * Sets the function that runs when the host is ready, after the routes of the files are registered: it can read the
 * configuration and register more routes. If it returns another code than `Success`, the plugin is not served. A part of
 * `OrthancPluginInitialize`.
 */
export declare function onInitialize(action: () => ErrorCode): void

/** Sets the function that runs before the host unloads the plugin: `OrthancPluginFinalize`. */
export declare function onFinalize(action: () => void): void

/**
 * Sends the requests whose whole path matches a regular expression to a handler. The first route that matches wins.
 * Handlers of this kind never run concurrently. At the top of a file or in `onInitialize`.
 *
 * SDK: `OrthancPluginRegisterRestCallback`
 */
export declare function route(pattern: string, handler: RestHandler): void

/**
 * As `route`, for a handler that may run concurrently with others.
 *
 * SDK: `OrthancPluginRegisterRestCallbackNoLock`
 */
export declare function routeNoLock(pattern: string, handler: RestHandler): void

/**
 * A function that answers requests: it answers through `output` and returns `ErrorCode.Success`, or returns the code
 * of an error, which becomes the answer. `url` is the path, decoded. It has the signature of the SDK's REST callback,
 * so the host calls it directly. A function written in place may leave out the parameters
 * that it does not use, from the last: `route('/hello', (output) => …)`.
 */
export type RestHandler = (output: Output, url: CString, request: Request) => ErrorCode

/**
 * Describes the plugin in a sentence. At the top of a file or in `onInitialize`.
 *
 * SDK: `OrthancPluginSetDescription`
 */
export declare function setDescription(description: string): void

/**
 * Sets the URI of the plugin's own pages. At the top of a file or in `onInitialize`.
 *
 * SDK: `OrthancPluginSetRootUri`
 */
export declare function setRootUri(uri: string): void

/**
 * Adds JavaScript to the pages of Orthanc Explorer. At the top of a file or in `onInitialize`.
 *
 * SDK: `OrthancPluginExtendOrthancExplorer`
 */
export declare function extendOrthancExplorer(javascript: string): void

// Changes and instances, inside Orthanc

/**
 * Calls a handler for each change of Orthanc, also when it starts and stops. Changes arrive one after the other, some time after they
 * have happened. Inside Orthanc, and under `serve` with `Changes.State` in the configuration.
 *
 * SDK: `OrthancPluginRegisterOnChangeCallback`
 */
export declare function onChange(handler: ChangeHandler): void

/** A function that learns of a change: its kind, and the resource by level and identifier of Orthanc. */
export type ChangeHandler = (change: ChangeType, level: ResourceType, id: CString) => ErrorCode

/**
 * Calls a handler for each instance that Orthanc has stored, before the sender receives an answer. Inside Orthanc only.
 *
 * SDK: `OrthancPluginRegisterOnStoredInstanceCallback`
 */
export declare function onStoredInstance(handler: StoredInstanceHandler): void

/** A function that receives an instance, and its identifier of Orthanc. */
export type StoredInstanceHandler = (instance: DicomInstance, id: CString) => ErrorCode

/** A DICOM instance in the memory of Orthanc, valid until the callback returns. Texts and bytes that it returns are copies. */
export declare class DicomInstance {
  protected constructor()

  /**
   * The size of its DICOM file in bytes.
   *
   * SDK: `OrthancPluginGetInstanceSize`
   */
  readonly size: i64

  /**
   * Its DICOM file.
   *
   * SDK: `OrthancPluginGetInstanceData`
   */
  bytes(): Uint8Array

  /**
   * Its tags as JSON, by their names: `{"PatientID":"…"}`.
   *
   * SDK: `OrthancPluginGetInstanceSimplifiedJson`
   */
  json(): string

  /**
   * Its tags as JSON, in the form of `/instances/{id}/tags?short`.
   *
   * SDK: `OrthancPluginGetInstanceAdvancedJson`
   */
  shortJson(): string

  /**
   * A metadata, such as `ReceptionDate`; `null` if it is absent.
   *
   * SDK: `OrthancPluginGetInstanceMetadata`
   */
  metadata(name: string): string | null

  /**
   * The way by which it arrived.
   *
   * SDK: `OrthancPluginGetInstanceOrigin`
   */
  readonly origin: InstanceOrigin

  /**
   * The application entity that sent it; `""` if it did not arrive by DICOM.
   *
   * SDK: `OrthancPluginGetInstanceRemoteAet`
   */
  readonly remoteAet: string

  /**
   * Its transfer syntax.
   *
   * SDK: `OrthancPluginGetInstanceTransferSyntaxUid`
   */
  readonly transferSyntax: string

  /**
   * True if it has pixel data.
   *
   * SDK: `OrthancPluginHasInstancePixelData`
   */
  readonly hasPixelData: bool

  /**
   * The number of its frames.
   *
   * SDK: `OrthancPluginGetInstanceFramesCount`
   */
  readonly framesCount: i32

  /**
   * The stored values of a frame as an image; `null` if Orthanc cannot decode it.
   *
   * SDK: `OrthancPluginGetInstanceDecodedFrame`
   */
  decodeFrame(index?: u32): Image | null

  /**
   * The bytes of a frame as its file has them: `instance.rawFrame().body`.
   *
   * SDK: `OrthancPluginGetInstanceRawFrame`
   */
  rawFrame(index?: u32): Reply
}

/**
 * Asks a filter about each instance before Orthanc stores it, by whichever way it arrived. An instance that one filter refuses is not
 * stored. Inside Orthanc only; allowed by `Allow.Services`.
 *
 * SDK: `OrthancPluginRegisterIncomingDicomInstanceFilter`
 */
export declare function filterInstance(filter: InstanceFilter): void

/** A function that decides about an instance: true stores it. */
export type InstanceFilter = (instance: DicomInstance) => bool

/**
 * Asks the filter about each instance that arrives by C-STORE. One for each plugin. Inside Orthanc only; allowed by `Allow.Services`.
 *
 * SDK: `OrthancPluginRegisterIncomingCStoreInstanceFilter`
 */
export declare function filterCStore(filter: StoreFilter): void

/** A function that decides about an instance that arrives by C-STORE: 0 stores it, another status of DIMSE refuses it. */
export type StoreFilter = (instance: DicomInstance) => u16

/**
 * Asks the filter about each HTTP request, before any plugin and Orthanc. One for each plugin. Inside Orthanc only; allowed by `Allow.Services`.
 *
 * SDK: `OrthancPluginRegisterIncomingHttpRequestFilter2`
 */
export declare function filterHttp(filter: HttpFilter): void

/**
 * A function that decides about an HTTP request: true lets it in, false answers 403. The request has no body and no groups; `ip` is
 * the client's address.
 */
export type HttpFilter = (request: Request, uri: CString, ip: CString) => bool

/**
 * Calls the handler for each instance that arrives. One plugin of an Orthanc may have one. Inside Orthanc only; allowed by `Allow.Services`.
 *
 * SDK: `OrthancPluginRegisterReceivedInstanceCallback`
 */
export declare function onReceived(handler: ReceivedHandler): void

/** A function that may replace or discard a received instance. */
export type ReceivedHandler = (received: ReceivedInstance) => void

/** An instance that Orthanc has received and not parsed yet. It is stored as it is, unless a handler replaces or discards it. */
export declare class ReceivedInstance {
  /** Its DICOM file, valid until the callback returns. */
  readonly bytes: Bytes

  /** The way by which it arrived. */
  readonly origin: InstanceOrigin

  constructor(bytes: Bytes, origin: InstanceOrigin, target: usize)

  /**
   * Stores another DICOM file in its place.
   *
   * SDK: `OrthancPluginCreateMemoryBuffer64`
   */
  replaceWith<T>(dicom: T): void

  /** Does not store it; its sender receives success. */
  discard(): void

  /** What the handler decided. */
  readonly decision: ReceivedInstanceAction
}

// Queries of modalities, inside Orthanc

/**
 * Answers worklist queries with a handler. One plugin of an Orthanc may have one. Inside Orthanc only; allowed by `Allow.Services`.
 *
 * SDK: `OrthancPluginRegisterWorklistCallback`
 */
export declare function onWorklist(handler: WorklistHandler): void

/** A function that answers a worklist query. */
export type WorklistHandler = (worklist: Worklist) => ErrorCode

/** A worklist query of a modality, with its answers; valid until the callback returns. */
export declare class Worklist {
  /** The application entity that asks. */
  readonly issuerAet: CString

  /** The application entity that is asked. */
  readonly calledAet: CString

  constructor(answers: usize, query: usize, issuerAet: CString, calledAet: CString)

  /**
   * The tags of the query as JSON, by their names.
   *
   * SDK: `OrthancPluginWorklistGetDicomQuery`
   */
  json(): string

  /**
   * True if a DICOM file matches the query.
   *
   * SDK: `OrthancPluginWorklistIsMatch`
   */
  matches<T>(dicom: T): bool

  /**
   * Adds a DICOM file to the answers: of it those tags that the query asks for.
   *
   * SDK: `OrthancPluginWorklistAddAnswer`
   */
  add<T>(dicom: T): ErrorCode

  /**
   * Says that there are more answers than these.
   *
   * SDK: `OrthancPluginWorklistMarkIncomplete`
   */
  markIncomplete(): ErrorCode
}

/**
 * Answers C-FIND queries with a handler, in place of Orthanc. One plugin of an Orthanc may have one. Inside Orthanc only; allowed by `Allow.Services`.
 *
 * SDK: `OrthancPluginRegisterFindCallback`
 */
export declare function onFind(handler: FindHandler): void

/** A function that answers a C-FIND query. */
export type FindHandler = (find: Find) => ErrorCode

/** A C-FIND query, with its answers; valid until the callback returns. */
export declare class Find {
  /** The application entity that asks. */
  readonly issuerAet: CString

  /** The application entity that is asked. */
  readonly calledAet: CString

  constructor(answers: usize, query: usize, issuerAet: CString, calledAet: CString)

  /**
   * The number of tags in the query.
   *
   * SDK: `OrthancPluginGetFindQuerySize`
   */
  readonly length: i32

  /**
   * The name of a tag of the query: `PatientID`.
   *
   * SDK: `OrthancPluginGetFindQueryTagName`
   */
  name(index: i32): string

  /**
   * The value that a tag must have; `""` if any.
   *
   * SDK: `OrthancPluginGetFindQueryValue`
   */
  value(index: i32): string

  /**
   * Adds a DICOM file to the answers.
   *
   * SDK: `OrthancPluginFindAddAnswer`
   */
  add<T>(dicom: T): ErrorCode

  /**
   * Says that there are more answers than these.
   *
   * SDK: `OrthancPluginFindMarkIncomplete`
   */
  markIncomplete(): ErrorCode
}

/**
 * Answers C-MOVE requests with a handler, in place of Orthanc. One plugin of an Orthanc may have one. Inside Orthanc only; allowed by `Allow.Services`.
 *
 * SDK: `OrthancPluginRegisterMoveCallback`
 */
export declare function onMove(handler: MoveHandler): void

/** A function that answers a C-MOVE request; `null` refuses it. */
export type MoveHandler = (request: MoveRequest) => Move | null

/** A C-MOVE request; its texts are valid until the callback returns. An identifier that the request does not have is `""`. */
export declare class MoveRequest {
  /** What is asked for. */
  readonly level: ResourceType

  readonly patientId: CString

  readonly accessionNumber: CString

  readonly studyInstanceUid: CString

  readonly seriesInstanceUid: CString

  readonly sopInstanceUid: CString

  /** The application entity that asks. */
  readonly originatorAet: CString

  /** The application entity that is asked. */
  readonly sourceAet: CString

  /** The application entity that receives the instances. */
  readonly targetAet: CString

  /** The identifier of the request. */
  readonly originatorId: u16

  constructor(level: ResourceType, patientId: CString, accessionNumber: CString, studyInstanceUid: CString, seriesInstanceUid: CString, sopInstanceUid: CString, originatorAet: CString, sourceAet: CString, targetAet: CString, originatorId: u16)
}

/** What a C-MOVE request moves, instance by instance. */
export declare abstract class Move {
  /** The number of instances. */
  abstract count(): u32

  /** Sends the next instance. */
  abstract next(): ErrorCode
}

/**
 * Answers requests for storage commitment with a handler, in place of Orthanc. One plugin of an Orthanc may have one. Inside Orthanc only; allowed by `Allow.Services`.
 *
 * SDK: `OrthancPluginRegisterStorageCommitmentScpCallback`
 */
export declare function onStorageCommitment(handler: StorageCommitmentHandler): void

/** A function that says of one instance of a request whether it is kept safely (`Success`), or why not. */
export type StorageCommitmentHandler = (
  request: StorageCommitmentRequest,
  sopClassUid: CString,
  sopInstanceUid: CString,
) => StorageCommitmentFailureReason

/** A request for storage commitment: a modality asks whether it may delete instances. */
export declare class StorageCommitmentRequest {
  readonly transactionUid: string

  /** The SOP Instance UIDs of all instances in the request. */
  readonly sopInstanceUids: string[]

  /** The application entity that asks. */
  readonly remoteAet: string

  /** The application entity that is asked. */
  readonly calledAet: string

  constructor(transactionUid: string, sopInstanceUids: string[], remoteAet: string, calledAet: string)
}

// DICOM files, inside Orthanc

/**
 * Creates a DICOM file from a JSON object of tags by their names: `createDicom('{"PatientID":"1"}').body`. Inside Orthanc only.
 *
 * SDK: `OrthancPluginCreateDicom`
 */
export declare function createDicom(json: string, flags?: CreateDicomFlags): Reply

/**
 * The tags of a DICOM file as JSON, by their names; `""` for bytes that are not DICOM.
 *
 * SDK: `OrthancPluginDicomBufferToJson`
 */
export declare function dicomToJson<T>(dicom: T): string

/**
 * Decodes a frame of a DICOM file; `null` if Orthanc cannot. Inside Orthanc only.
 *
 * SDK: `OrthancPluginDecodeDicomImage`
 */
export declare function decodeDicomImage<T>(dicom: T, frame?: u32): Image | null

/**
 * A DICOM file in another transfer syntax; `null` if Orthanc cannot convert it. Inside Orthanc only.
 *
 * SDK: `OrthancPluginTranscodeDicomInstance`, `OrthancPluginSerializeDicomInstance`, `OrthancPluginFreeDicomInstance`
 */
export declare function transcodeDicom<T>(dicom: T, transferSyntax: string): Uint8Array | null

/**
 * Decodes frames for Orthanc. One for each plugin. Inside Orthanc only; allowed by `Allow.Services`.
 *
 * SDK: `OrthancPluginRegisterDecodeImageCallback`
 */
export declare function onDecodeImage(decoder: ImageDecoder): void

/** A function that decodes a frame of a DICOM file; `null` leaves it to the next decoder. The file is valid until it returns. */
export type ImageDecoder = (dicom: Bytes, frame: u32) => Image | null

/**
 * Converts DICOM files to other transfer syntaxes for Orthanc. One for each plugin. Inside Orthanc only; allowed by `Allow.Services`.
 *
 * SDK: `OrthancPluginRegisterTranscoderCallback`
 */
export declare function onTranscode(handler: Transcoder): void

/**
 * A function that converts a DICOM file to one of the transfer syntaxes; `null` leaves it to Orthanc. With
 * `allowNewSopInstanceUid` the pixels may lose quality, and the file gets another SOP Instance UID. The file is valid until it returns.
 */
export type Transcoder = (
  dicom: Bytes,
  transferSyntaxes: string[],
  allowNewSopInstanceUid: bool,
) => Uint8Array | null

// Jobs, inside Orthanc

/**
 * Work in steps that Orthanc does in the background, and shows in `/jobs` and in Orthanc Explorer. A plugin extends the class with its own
 * `step`, and hands an object to `submitJob`. Inside Orthanc only; allowed by `Allow.Services`.
 */
export declare abstract class Job {
  /** The type that Orthanc shows, and by which `restoreJobs` finds it. */
  readonly type: string

  constructor(type: string)

  /** Does one step: `Continue` if there are more. Each has its own deadline. */
  abstract step(): JobStepStatus

  /** The part of the work that is done, from 0 to 1. */
  progress(): f32

  /** What Orthanc shows of the job: a JSON object. */
  content(): string

  /** A JSON object from which `restoreJobs` creates the job again; `null`: Orthanc forgets the job when it stops. */
  serialize(): string | null

  /** Called when the job has ended, or pauses. */
  stop(_reason: JobStopReason): void

  /** Prepares a job that failed or was canceled for a second start. */
  reset(): void
}

/**
 * Hands a job over to Orthanc, and returns its identifier; `null` if Orthanc refuses it. Jobs of a higher priority run first.
 *
 * SDK: `OrthancPluginSubmitJob`, `OrthancPluginFreeJob`
 */
export declare function submitJob(job: Job, priority?: i32): string | null

/**
 * Restores the jobs of a type after a restart of Orthanc. At the top of a file or in `onInitialize`. Inside Orthanc only; allowed by `Allow.Services`.
 *
 * SDK: `OrthancPluginRegisterJobsUnserializer`
 */
export declare function restoreJobs(type: string, restorer: JobRestorer): void

/** A function that creates a job again from what its `serialize` returned; `null` if it cannot. */
export type JobRestorer = (serialized: string) => Job | null

// The request

/**
 * One HTTP request, read in place. The request and its members are valid until the callback returns; strings and copies
 * of `Bytes` stay valid.
 */
export declare class Request {
  protected constructor()

  /**
   * The method, after `X-HTTP-Method-Override`.
   *
   * SDK: `OrthancPluginHttpRequest.method`
   */
  readonly method: HttpMethod

  /** The texts that the groups of the route's pattern matched. */
  readonly groups: Groups

  /** The arguments after the `?` of a GET request. */
  readonly arguments: Arguments

  /** The part after the `?`, not decoded, for every method. Orthanc itself passes the query of a GET only. */
  readonly query: CString

  /** The headers. */
  readonly headers: Headers

  /**
   * The body of a POST or PUT request, else no bytes. `request.body.toString()` is its text.
   *
   * SDK: `OrthancPluginHttpRequest.bodySize`, `OrthancPluginHttpRequest.body`
   */
  readonly body: Bytes
}

/** The texts that the groups of a route's pattern matched, in order; `""` for a group that did not match. */
export declare class Groups {
  protected constructor()

  /**
   * The number of groups of the pattern.
   *
   * SDK: `OrthancPluginHttpRequest.groupsCount`
   */
  readonly length: i32

  /**
   * The text of one group. An invalid index throws a RangeError.
   *
   * SDK: `OrthancPluginHttpRequest.groups`
   */
  readonly [index: i32]: string
}

/**
 * The arguments of a GET request, `?name=value&…`, in order and with duplicates. They are not decoded: pass texts that
 * may contain `%20` to `decodeURIComponent()`.
 */
export declare class Arguments {
  protected constructor()

  /**
   * The number of arguments.
   *
   * SDK: `OrthancPluginHttpRequest.getCount`
   */
  readonly length: i32

  /**
   * The name at an index. An invalid index throws a RangeError.
   *
   * SDK: `OrthancPluginHttpRequest.getKeys`
   */
  name(index: i32): string

  /**
   * The value at an index. An invalid index throws a RangeError.
   *
   * SDK: `OrthancPluginHttpRequest.getValues`
   */
  value(index: i32): string

  /**
   * True if there is an argument of that name.
   *
   * SDK: `OrthancPluginHttpRequest.getKeys`
   */
  has(name: string): bool

  /**
   * The value of the first argument of that name, or the default.
   *
   * SDK: `OrthancPluginHttpRequest.getKeys`
   */
  get(name: string, otherwise?: string): string
}

/** The headers of a request: one value per name, the names in lower case and sorted. */
export declare class Headers {
  protected constructor()

  /**
   * The number of headers.
   *
   * SDK: `OrthancPluginHttpRequest.headersCount`
   */
  readonly length: i32

  /**
   * The name at an index, in lower case. An invalid index throws a RangeError.
   *
   * SDK: `OrthancPluginHttpRequest.headersKeys`
   */
  name(index: i32): string

  /**
   * The value at an index. An invalid index throws a RangeError.
   *
   * SDK: `OrthancPluginHttpRequest.headersValues`
   */
  value(index: i32): string

  /**
   * True if there is a header of that name, in any case of letters.
   *
   * SDK: `OrthancPluginHttpRequest.headersKeys`
   */
  has(name: string): bool

  /**
   * The value of the header of that name, or the default.
   *
   * SDK: `OrthancPluginHttpRequest.headersKeys`
   */
  get(name: string, otherwise?: string): string
}

/**
 * A C string of the host: UTF-8 bytes up to a NUL. A reference is its address, so passing it copies nothing. Valid
 * until the callback returns; `toString()` returns a copy that stays valid.
 */
export declare class CString {
  protected constructor()

  /** The length in bytes, without the NUL. */
  readonly byteLength: i32

  /** The text; `""` for NULL. A template literal calls it. */
  toString(): string

  /** True if the texts are equal; makes no copy. */
  equals(text: string): bool
}

/**
 * Bytes of the host, read in place: the body of a request, or a memory buffer. A reference is the address of a struct
 * with their address and length. `toUint8Array()` and `toString()` return copies that stay valid.
 */
export declare class Bytes {
  protected constructor()

  /** The address of the first byte, for `load<T>()` in a loop. */
  readonly dataStart: usize

  /** The number of bytes. */
  readonly length: i32

  /** One byte. An invalid index throws a RangeError. */
  readonly [index: i32]: u8

  /** The bytes as UTF-8 text. */
  toString(): string

  /** A copy of the bytes. */
  toUint8Array(): Uint8Array
}

// The answer

/**
 * The answer of one request. A reference is the host's handle of it, valid until the callback returns. The first
 * answer counts; headers and cookies come before it. *Content* is a text, a typed array, an `ArrayBuffer`, a
 * `StaticArray` or `Bytes`; the host copies it before a method returns.
 */
export declare class Output {
  protected constructor()

  /**
   * Answers with status 200: a content and its type, such as `text/plain`.
   *
   * SDK: `OrthancPluginAnswerBuffer`
   */
  answer<T>(content: T, mimeType: string): void

  /**
   * Answers with an image as PNG: gray of 8 or 16 bits, RGB or RGBA. The host compresses it.
   *
   * SDK: `OrthancPluginCompressAndAnswerPngImage`
   */
  answerPng(image: Image): void

  /**
   * Answers with an image as JPEG: gray of 8 bits or RGB; quality from 1 to 100. The host compresses it.
   *
   * SDK: `OrthancPluginCompressAndAnswerJpegImage`
   */
  answerJpeg(image: Image, quality?: i32): void

  /**
   * Sends the client to another path; headers and cookies set before are dropped.
   *
   * SDK: `OrthancPluginRedirect`
   */
  redirect(path: string): void

  /**
   * Answers with a status and an empty body.
   *
   * SDK: `OrthancPluginSendHttpStatusCode`
   */
  sendStatusCode(status: i32): void

  /**
   * Answers with a status and a content, as `text/plain`.
   *
   * SDK: `OrthancPluginSendHttpStatus`
   */
  sendStatus<T>(status: i32, content: T): void

  /**
   * Answers 401 and asks for Basic authentication in a realm; headers and cookies set before are dropped.
   *
   * SDK: `OrthancPluginSendUnauthorized`
   */
  sendUnauthorized(realm: string): void

  /**
   * Answers 405 with the methods that are allowed, `GET,POST`; headers and cookies set before are dropped.
   *
   * SDK: `OrthancPluginSendMethodNotAllowed`
   */
  sendMethodNotAllowed(allowedMethods: string): void

  /**
   * Adds a cookie. Call it before the answer.
   *
   * SDK: `OrthancPluginSetCookie`
   */
  setCookie(name: string, value: string): void

  /**
   * Adds a header. Call it before the answer.
   *
   * SDK: `OrthancPluginSetHttpHeader`
   */
  setHeader(name: string, value: string): void

  /**
   * Says why the handler is about to return an error; shown in the JSON of the answer, and logged if asked for.
   *
   * SDK: `OrthancPluginSetHttpErrorDetails`
   */
  setErrorDetails(details: string, log?: bool): void

  /**
   * Begins an answer of several parts: `mixed` or `related`, and the default type of a part.
   *
   * SDK: `OrthancPluginStartMultipartAnswer`
   */
  startMultipart(subType: string, contentType: string): ErrorCode

  /**
   * Adds one part to a multipart answer.
   *
   * SDK: `OrthancPluginSendMultipartItem`
   */
  sendMultipartItem<T>(content: T): ErrorCode

  /**
   * Adds one part with headers of its own to a multipart answer.
   *
   * SDK: `OrthancPluginSendMultipartItem2`
   */
  sendMultipartItemWithHeaders<T>(content: T, headers: Map<string, string>): ErrorCode

  /**
   * Begins an answer whose body is sent in chunks; it ends with the connection.
   *
   * SDK: `OrthancPluginStartStreamAnswer`
   */
  startStream(contentType: string): ErrorCode

  /**
   * Sends the next bytes of a stream; returns an error once the client has left.
   *
   * SDK: `OrthancPluginSendStreamChunk`
   */
  sendStreamChunk<T>(content: T): ErrorCode
}

// Images

/**
 * Pixels with their shape: rows top down, samples little-endian, `pitch` bytes from one row to the next.
 *
 * `Image.of` wraps existing pixels without a copy, `Image.decode` reads a PNG or JPEG file. To draw, create a
 * `GrayImage`, `RgbImage` or `RgbaImage` and `set` its pixels, which is faster than an assignment to an element of a
 * typed array. In a loop over millions of pixels `store<u8>(image.dataStart + offset, value)` is three times faster
 * than `set`, but checks nothing.
 */
export declare class Image {
  /** The address of the first row, for `store<T>()`; valid while a variable holds the image. */
  readonly dataStart: usize

  readonly format: PixelFormat

  readonly width: i32

  readonly height: i32

  /** Bytes from one row to the next. */
  readonly pitch: i32

  protected constructor()

  /**
   * The image in a typed array, an `ArrayBuffer`, a `StaticArray` or the body of a request. Without a pitch the rows
   * follow each other without a gap. Data that is too short for the shape throws a RangeError.
   */
  static of<T>(format: PixelFormat, width: i32, height: i32, data: T, pitch?: i32): Image

  /**
   * The image of a PNG or JPEG file: gray of 8 or 16 bits, RGB or RGBA. `null` for a file that is broken, too large, or of
   * another kind.
   *
   * SDK: `OrthancPluginUncompressImage`
   */
  static decode<T>(file: T): Image | null

  /**
   * A copy in another pixel format, its samples limited to the range of that; `null` if Orthanc cannot convert to it.
   *
   * SDK: `OrthancPluginConvertPixelFormat`, `OrthancPluginFreeImage`
   */
  convert(format: PixelFormat): Image | null

  /**
   * The image as a PNG file: gray of 8 or 16 bits, RGB or RGBA; another one throws an Error.
   *
   * SDK: `OrthancPluginCompressPngImage`
   */
  png(): Uint8Array

  /**
   * The image as a JPEG file: gray of 8 bits or RGB, quality from 1 to 100; another one throws an Error.
   *
   * SDK: `OrthancPluginCompressJpegImage`
   */
  jpeg(quality?: i32): Uint8Array

  /** A copy of the pixels, row after row without a gap. */
  readonly pixels: Uint8Array
}

/** One gray sample per pixel: `GrayImage<u8>`, `GrayImage<u16>` or `GrayImage<i16>`; initially black. */
export declare class GrayImage<T> extends Image {
  constructor(width: i32, height: i32)

  /** Sets a pixel; one outside the image throws a RangeError. */
  set(x: i32, y: i32, value: T): void

  /** Returns a pixel; throws a RangeError if it is outside the image. */
  get(x: i32, y: i32): T
}

/** Three bytes per pixel: red, green, blue; initially black. */
export declare class RgbImage extends Image {
  constructor(width: i32, height: i32)

  /** Sets a pixel; one outside the image throws a RangeError. */
  set(x: i32, y: i32, red: u8, green: u8, blue: u8): void
}

/** Four bytes per pixel: red, green, blue, opacity; initially transparent. */
export declare class RgbaImage extends Image {
  constructor(width: i32, height: i32)

  /** Sets a pixel; one outside the image throws a RangeError. */
  set(x: i32, y: i32, red: u8, green: u8, blue: u8, opacity?: u8): void
}

// Orthanc's REST API

/** Orthanc's own REST API. */
export declare const orthanc: RestApi

/** The routes of the other plugins of the host, then those of Orthanc. */
export declare const orthancAfterPlugins: RestApi

/**
 * The REST API of the upstream Orthanc. The configuration must allow each call:
 * `WebAssembly.Plugins.NAME.Allow.RestApi`. The time of a call counts towards the deadline of the callback.
 */
export declare class RestApi {
  constructor(afterPlugins?: bool)

  /**
   * Sends a GET: `orthanc.get('/system').toString()`.
   *
   * SDK: `OrthancPluginRestApiGetAfterPlugins`, `OrthancPluginRestApiGet`
   */
  get(uri: string): Reply

  /**
   * Sends a POST with a text or bytes.
   *
   * SDK: `OrthancPluginRestApiPostAfterPlugins`, `OrthancPluginRestApiPost`
   */
  post<T>(uri: string, content: T): Reply

  /**
   * Sends a PUT with a text or bytes.
   *
   * SDK: `OrthancPluginRestApiPutAfterPlugins`, `OrthancPluginRestApiPut`
   */
  put<T>(uri: string, content: T): Reply

  /**
   * Sends a DELETE.
   *
   * SDK: `OrthancPluginRestApiDeleteAfterPlugins`, `OrthancPluginRestApiDelete`
   */
  delete(uri: string): ErrorCode

  /**
   * Sends any request with headers, and returns status and headers of the answer as well.
   *
   * SDK: `OrthancPluginCallRestApi`
   */
  call<T>(method: HttpMethod, uri: string, content: T, headers?: Map<string, string>): HttpReply

  /**
   * The DICOM file of an instance, by Orthanc's identifier; allowed by `GET /instances/*`.
   *
   * SDK: `OrthancPluginGetDicomForInstance`
   */
  getDicom(instance: string): Reply

  /**
   * Orthanc's identifier of the patient with a Patient ID, or `null`; allowed by `POST /tools/lookup`, as the next ones.
   *
   * SDK: `OrthancPluginLookupPatient`
   */
  lookupPatient(patientId: string): string | null

  /**
   * Orthanc's identifier of the study with a Study Instance UID, or `null`.
   *
   * SDK: `OrthancPluginLookupStudy`
   */
  lookupStudy(studyInstanceUid: string): string | null

  /**
   * Orthanc's identifier of the series with a Series Instance UID, or `null`.
   *
   * SDK: `OrthancPluginLookupSeries`
   */
  lookupSeries(seriesInstanceUid: string): string | null

  /**
   * Orthanc's identifier of the instance with a SOP Instance UID, or `null`.
   *
   * SDK: `OrthancPluginLookupInstance`
   */
  lookupInstance(sopInstanceUid: string): string | null

  /**
   * Orthanc's identifier of the study with an Accession Number, or `null`; allowed by `POST /tools/find`.
   *
   * SDK: `OrthancPluginLookupStudyWithAccessionNumber`
   */
  lookupStudyWithAccessionNumber(accessionNumber: string): string | null
}

// Other servers

/** Requests without a name and a password. */
export declare const http: HttpClient

/**
 * Requests to other servers. The configuration must allow each URL: `WebAssembly.Plugins.NAME.Allow.Http`. The time
 * of a request counts towards the deadline of the callback.
 */
export declare class HttpClient {
  /** A user name and a password are sent with each request, as Basic authentication. */
  constructor(username?: string | null, password?: string | null)

  /**
   * Sends a GET: `http.get('https://example.org/').toString()`.
   *
   * SDK: `OrthancPluginHttpGet`
   */
  get(url: string): Reply

  /**
   * Sends a POST with a text or bytes.
   *
   * SDK: `OrthancPluginHttpPost`
   */
  post<T>(url: string, content: T): Reply

  /**
   * Sends a PUT with a text or bytes.
   *
   * SDK: `OrthancPluginHttpPut`
   */
  put<T>(url: string, content: T): Reply

  /**
   * Sends a DELETE.
   *
   * SDK: `OrthancPluginHttpDelete`
   */
  delete(url: string): ErrorCode

  /**
   * Sends any request with headers, and returns status and headers of the answer as well. `seconds` is the timeout; 0: that of Orthanc, 60.
   *
   * SDK: `OrthancPluginHttpClient`
   */
  call<T>(method: HttpMethod, url: string, content: T, headers?: Map<string, string>, seconds?: u32): HttpReply
}

/** The result of a request that the plugin sent. */
export declare class Reply {
  /** `Success`, or why the request failed. */
  readonly code: ErrorCode

  /** The body of the answer; empty if the request failed. */
  readonly body: Uint8Array

  constructor(code: ErrorCode, body: Uint8Array)

  /** True if the request succeeded. */
  readonly isSuccess: bool

  /** The body as UTF-8 text. */
  toString(): string
}

/** A reply with the status and the headers of the answer. */
export declare class HttpReply extends Reply {
  /** The status of the answer, also if that status made the code a failure; 0 without an answer. */
  readonly status: i32

  /** The headers of the answer as a JSON object. */
  readonly headers: string

  constructor(code: ErrorCode, body: Uint8Array, status: i32, headers: string)
}

// The log

/**
 * Writes an error to the host's log, under the plugin's name. `console.error` does the same.
 *
 * SDK: `OrthancPluginLogError`
 */
export declare function logError(message: string): void

/**
 * Writes a warning to the host's log, under the plugin's name. `console.warn` does the same.
 *
 * SDK: `OrthancPluginLogWarning`
 */
export declare function logWarning(message: string): void

/**
 * Writes a line to the host's log, under the plugin's name. `console.log`, `.info` and `.debug` do the same.
 *
 * SDK: `OrthancPluginLogInfo`
 */
export declare function logInfo(message: string): void

// Numbers for monitoring

/**
 * Sets a metric, a number with a fraction, which `/metrics` of the host shows for Prometheus. With `MetricsType.Timer` it shows the
 * largest value of the last 10 seconds. In a callback or in `onInitialize`.
 *
 * SDK: `OrthancPluginSetMetricsValue`
 */
export declare function setMetric(name: string, value: f32, type?: MetricsType): void

/**
 * Sets a metric that is a whole number, as `setMetric` does.
 *
 * SDK: `OrthancPluginSetMetricsIntegerValue`
 */
export declare function setIntegerMetric(name: string, value: i64, type?: MetricsType): void

/**
 * Calls a function before Orthanc shows its metrics, for those that are expensive to know. One for each plugin. Inside Orthanc only.
 *
 * SDK: `OrthancPluginRegisterRefreshMetricsCallback`
 */
export declare function onRefreshMetrics(refresh: () => void): void

// The server, identifiers and hashes

/**
 * The configuration as JSON, without the registered users and the host's own section.
 *
 * SDK: `OrthancPluginGetConfiguration`
 */
export declare function getConfiguration(): string

/**
 * The path of the configuration: always empty, the sandbox shows no file of the machine.
 *
 * SDK: `OrthancPluginGetConfigurationPath`
 */
export declare function getConfigurationPath(): string

/**
 * The folder of the server: always `.`, the sandbox shows no folder of the machine.
 *
 * SDK: `OrthancPluginGetOrthancDirectory`
 */
export declare function getOrthancDirectory(): string

/**
 * The path of the server: always `orthanc-wasm`, the sandbox shows no file of the machine.
 *
 * SDK: `OrthancPluginGetOrthancPath`
 */
export declare function getOrthancPath(): string

/**
 * A text that Orthanc keeps in its database under a number from 1024 on; `""` if it has none. Not in `onInitialize`. Inside Orthanc only;
 * allowed by `Allow.Services`.
 *
 * SDK: `OrthancPluginGetGlobalProperty`
 */
export declare function getGlobalProperty(property: i32): string

/**
 * Makes Orthanc keep a text under a number from 1024 on. Not in `onInitialize`. Inside Orthanc only; allowed by `Allow.Services`.
 *
 * SDK: `OrthancPluginSetGlobalProperty`
 */
export declare function setGlobalProperty(property: i32, value: string): ErrorCode

/**
 * A random UUID (version 4).
 *
 * SDK: `OrthancPluginGenerateUuid`
 */
export declare function generateUuid(): string

/**
 * The MD5 of a typed array, an `ArrayBuffer`, a `StaticArray` or `Bytes`, in hexadecimal.
 *
 * SDK: `OrthancPluginComputeMd5`
 */
export declare function computeMd5<T>(data: T): string

/**
 * The SHA-1 of such data in Orthanc's format: five groups of eight hexadecimal digits.
 *
 * SDK: `OrthancPluginComputeSha1`
 */
export declare function computeSha1<T>(data: T): string

/**
 * The text of an error code.
 *
 * SDK: `OrthancPluginGetErrorDescription`
 */
export declare function getErrorDescription(code: ErrorCode): string

// Memory of the host

/** A buffer that host and plugin can share. It lies outside the garbage collector: the side that created it frees it. */
export declare class MemoryBuffer extends Bytes {
  /**
   * A buffer of `size` bytes; its content is undefined. Throws if the host has no memory.
   *
   * SDK: `OrthancPluginCreateMemoryBuffer`
   */
  static create(size: u32): MemoryBuffer

  /**
   * Frees the buffer, which must not be used afterwards.
   *
   * SDK: `OrthancPluginFreeMemoryBuffer`
   */
  free(): void
}

// Enumerations

/** `OrthancPluginHttpMethod`. */
export declare enum HttpMethod {
  Get = 1,
  Post = 2,
  Put = 3,
  Delete = 4,
}

/** `OrthancPluginPixelFormat`. */
export declare enum PixelFormat {
  Grayscale8 = 1,
  Grayscale16 = 2,
  SignedGrayscale16 = 3,
  RGB24 = 4,
  RGBA32 = 5,
  Unknown = 6,
  RGB48 = 7,
  Grayscale32 = 8,
  Float32 = 9,
  BGRA32 = 10,
  Grayscale64 = 11,
}

/** `OrthancPluginImageFormat`. */
export declare enum ImageFormat {
  Png = 0,
  Jpeg = 1,
  Dicom = 2,
}

/** `OrthancPluginMetricsType`. */
export declare enum MetricsType {
  Default = 0,
  Timer = 1,
}

/** `OrthancPluginChangeType`. */
export declare enum ChangeType {
  CompletedSeries = 0,
  Deleted = 1,
  NewChildInstance = 2,
  NewInstance = 3,
  NewPatient = 4,
  NewSeries = 5,
  NewStudy = 6,
  StablePatient = 7,
  StableSeries = 8,
  StableStudy = 9,
  OrthancStarted = 10,
  OrthancStopped = 11,
  UpdatedAttachment = 12,
  UpdatedMetadata = 13,
  UpdatedPeers = 14,
  UpdatedModalities = 15,
  JobSubmitted = 16,
  JobSuccess = 17,
  JobFailure = 18,
}

/** `OrthancPluginResourceType`. */
export declare enum ResourceType {
  Patient = 0,
  Study = 1,
  Series = 2,
  Instance = 3,
  None = 4,
}

/** `OrthancPluginInstanceOrigin`. */
export declare enum InstanceOrigin {
  Unknown = 1,
  DicomProtocol = 2,
  RestApi = 3,
  Plugin = 4,
  Lua = 5,
  WebDav = 6,
}

/** `OrthancPluginCreateDicomFlags`. */
export declare enum CreateDicomFlags {
  None = 0,
  DecodeDataUriScheme = 1,
  GenerateIdentifiers = 2,
}

/** `OrthancPluginReceivedInstanceAction`. */
export declare enum ReceivedInstanceAction {
  KeepAsIs = 1,
  Modify = 2,
  Discard = 3,
}

/** `OrthancPluginJobStepStatus`. */
export declare enum JobStepStatus {
  Success = 1,
  Failure = 2,
  Continue = 3,
}

/** `OrthancPluginJobStopReason`. */
export declare enum JobStopReason {
  Success = 1,
  Paused = 2,
  Failure = 3,
  Canceled = 4,
}

/** `OrthancPluginStorageCommitmentFailureReason`. */
export declare enum StorageCommitmentFailureReason {
  Success = 0,
  ProcessingFailure = 1,
  NoSuchObjectInstance = 2,
  ResourceLimitation = 3,
  ReferencedSOPClassNotSupported = 4,
  ClassInstanceConflict = 5,
  DuplicateTransactionUID = 6,
}

/** `OrthancPluginErrorCode`. */
export declare enum ErrorCode {
  /** HTTP 500: Internal error. */
  InternalError = -1,
  Success = 0,
  /** HTTP 500: Error encountered within the plugin engine. */
  Plugin = 1,
  /** HTTP 500: Not implemented yet. */
  NotImplemented = 2,
  /** HTTP 400: Parameter out of range. */
  ParameterOutOfRange = 3,
  /** HTTP 500: The server hosting Orthanc is running out of memory. */
  NotEnoughMemory = 4,
  /** HTTP 400: Bad type for a parameter. */
  BadParameterType = 5,
  /** HTTP 500: Bad sequence of calls. */
  BadSequenceOfCalls = 6,
  /** HTTP 404: Accessing an inexistent item. */
  InexistentItem = 7,
  /** HTTP 400: Bad request. */
  BadRequest = 8,
  /** HTTP 500: Error in the network protocol. */
  NetworkProtocol = 9,
  /** HTTP 500: Error while calling a system command. */
  SystemCommand = 10,
  /** HTTP 500: Error with the database engine. */
  Database = 11,
  /** HTTP 400: Badly formatted URI. */
  UriSyntax = 12,
  /** HTTP 404: Inexistent file. */
  InexistentFile = 13,
  /** HTTP 500: Cannot write to file. */
  CannotWriteFile = 14,
  /** HTTP 400: Bad file format. */
  BadFileFormat = 15,
  /** HTTP 500: Timeout. */
  Timeout = 16,
  /** HTTP 404: Unknown resource. */
  UnknownResource = 17,
  /** HTTP 500: Incompatible version of the database. */
  IncompatibleDatabaseVersion = 18,
  /** HTTP 500: The file storage is full. */
  FullStorage = 19,
  /** HTTP 500: Corrupted file (e.g. inconsistent MD5 hash). */
  CorruptedFile = 20,
  /** HTTP 404: Inexistent tag. */
  InexistentTag = 21,
  /** HTTP 500: Cannot modify a read-only data structure. */
  ReadOnly = 22,
  /** HTTP 500: Incompatible format of the images. */
  IncompatibleImageFormat = 23,
  /** HTTP 500: Incompatible size of the images. */
  IncompatibleImageSize = 24,
  /** HTTP 500: Error while using a shared library (plugin). */
  SharedLibrary = 25,
  /** HTTP 500: Plugin invoking an unknown service. */
  UnknownPluginService = 26,
  /** HTTP 500: Unknown DICOM tag. */
  UnknownDicomTag = 27,
  /** HTTP 400: Cannot parse a JSON document. */
  BadJson = 28,
  /** HTTP 401: Bad credentials were provided to an HTTP request. */
  Unauthorized = 29,
  /** HTTP 500: Badly formatted font file. */
  BadFont = 30,
  /** HTTP 500: The plugin implementing a custom database back-end does not fulfill the proper interface. */
  DatabasePlugin = 31,
  /** HTTP 500: Error in the plugin implementing a custom storage area. */
  StorageAreaPlugin = 32,
  /** HTTP 500: The request is empty. */
  EmptyRequest = 33,
  /** HTTP 406: Cannot send a response which is acceptable according to the Accept HTTP header. */
  NotAcceptable = 34,
  /** HTTP 500: Cannot handle a NULL pointer. */
  NullPointer = 35,
  /** HTTP 503: The database is currently not available (probably a transient situation). */
  DatabaseUnavailable = 36,
  /** HTTP 500: This job was canceled. */
  CanceledJob = 37,
  /** HTTP 500: Geometry error encountered in Stone. */
  BadGeometry = 38,
  /** HTTP 500: Cannot initialize SSL encryption, check out your certificates. */
  SslInitialization = 39,
  /** HTTP 500: Calling a function that has been removed from the Orthanc Framework. */
  DiscontinuedAbi = 40,
  /** HTTP 416: Incorrect range request. */
  BadRange = 41,
  /** HTTP 503: Database could not serialize access due to concurrent update, the transaction should be retried. */
  DatabaseCannotSerialize = 42,
  /** HTTP 409: A bad revision number was provided, which might indicate conflict between multiple writers. */
  Revision = 43,
  /** HTTP 500: A main DICOM Tag has been defined multiple times for the same resource level. */
  MainDicomTagsMultiplyDefined = 44,
  /** HTTP 403: Access to a resource is forbidden. */
  ForbiddenAccess = 45,
  /** HTTP 409: Duplicate resource. */
  DuplicateResource = 46,
  /** HTTP 500: Your configuration file contains configuration that are mutually incompatible. */
  IncompatibleConfigurations = 47,
  /** HTTP 500: SQLite: The database is not opened. */
  SQLiteNotOpened = 1000,
  /** HTTP 500: SQLite: Connection is already open. */
  SQLiteAlreadyOpened = 1001,
  /** HTTP 500: SQLite: Unable to open the database. */
  SQLiteCannotOpen = 1002,
  /** HTTP 500: SQLite: This cached statement is already being referred to. */
  SQLiteStatementAlreadyUsed = 1003,
  /** HTTP 500: SQLite: Cannot execute a command. */
  SQLiteExecute = 1004,
  /** HTTP 500: SQLite: Rolling back a nonexistent transaction (have you called Begin()?). */
  SQLiteRollbackWithoutTransaction = 1005,
  /** HTTP 500: SQLite: Committing a nonexistent transaction. */
  SQLiteCommitWithoutTransaction = 1006,
  /** HTTP 500: SQLite: Unable to register a function. */
  SQLiteRegisterFunction = 1007,
  /** HTTP 500: SQLite: Unable to flush the database. */
  SQLiteFlush = 1008,
  /** HTTP 500: SQLite: Cannot run a cached statement. */
  SQLiteCannotRun = 1009,
  /** HTTP 500: SQLite: Cannot step over a cached statement. */
  SQLiteCannotStep = 1010,
  /** HTTP 500: SQLite: Bind a value while out of range (serious error). */
  SQLiteBindOutOfRange = 1011,
  /** HTTP 500: SQLite: Cannot prepare a cached statement. */
  SQLitePrepareStatement = 1012,
  /** HTTP 500: SQLite: Beginning the same transaction twice. */
  SQLiteTransactionAlreadyStarted = 1013,
  /** HTTP 500: SQLite: Failure when committing the transaction. */
  SQLiteTransactionCommit = 1014,
  /** HTTP 500: SQLite: Cannot start a transaction. */
  SQLiteTransactionBegin = 1015,
  /** HTTP 500: The directory to be created is already occupied by a regular file. */
  DirectoryOverFile = 2000,
  /** HTTP 500: Unable to create a subdirectory or a file in the file storage. */
  FileStorageCannotWrite = 2001,
  /** HTTP 500: The specified path does not point to a directory. */
  DirectoryExpected = 2002,
  /** HTTP 500: The TCP port of the HTTP server is privileged or already in use. */
  HttpPortInUse = 2003,
  /** HTTP 500: The TCP port of the DICOM server is privileged or already in use. */
  DicomPortInUse = 2004,
  /** HTTP 500: This HTTP status is not allowed in a REST API. */
  BadHttpStatusInRest = 2005,
  /** HTTP 500: The specified path does not point to a regular file. */
  RegularFileExpected = 2006,
  /** HTTP 500: Unable to get the path to the executable. */
  PathToExecutable = 2007,
  /** HTTP 500: Cannot create a directory. */
  MakeDirectory = 2008,
  /** HTTP 500: An application entity title (AET) cannot be empty or be longer than 16 characters. */
  BadApplicationEntityTitle = 2009,
  /** HTTP 500: No request handler factory for DICOM C-FIND SCP. */
  NoCFindHandler = 2010,
  /** HTTP 500: No request handler factory for DICOM C-MOVE SCP. */
  NoCMoveHandler = 2011,
  /** HTTP 500: No request handler factory for DICOM C-STORE SCP. */
  NoCStoreHandler = 2012,
  /** HTTP 500: No application entity filter. */
  NoApplicationEntityFilter = 2013,
  /** HTTP 500: DicomUserConnection: Unable to find the SOP class and instance. */
  NoSopClassOrInstance = 2014,
  /** HTTP 500: DicomUserConnection: No acceptable presentation context for modality. */
  NoPresentationContext = 2015,
  /** HTTP 500: DicomUserConnection: The C-FIND command is not supported by the remote SCP. */
  DicomFindUnavailable = 2016,
  /** HTTP 500: DicomUserConnection: The C-MOVE command is not supported by the remote SCP. */
  DicomMoveUnavailable = 2017,
  /** HTTP 500: Cannot store an instance. */
  CannotStoreInstance = 2018,
  /** HTTP 400: Only string values are supported when creating DICOM instances. */
  CreateDicomNotString = 2019,
  /** HTTP 400: Trying to override a value inherited from a parent module. */
  CreateDicomOverrideTag = 2020,
  /** HTTP 400: Use "Content" to inject an image into a new DICOM instance. */
  CreateDicomUseContent = 2021,
  /** HTTP 400: No payload is present for one instance in the series. */
  CreateDicomNoPayload = 2022,
  /** HTTP 400: The payload of the DICOM instance must be specified according to Data URI scheme. */
  CreateDicomUseDataUriScheme = 2023,
  /** HTTP 400: Trying to attach a new DICOM instance to an inexistent resource. */
  CreateDicomBadParent = 2024,
  /** HTTP 400: Trying to attach a new DICOM instance to an instance (must be a series, study or patient). */
  CreateDicomParentIsInstance = 2025,
  /** HTTP 500: Unable to get the encoding of the parent resource. */
  CreateDicomParentEncoding = 2026,
  /** HTTP 500: Unknown modality. */
  UnknownModality = 2027,
  /** HTTP 500: Bad ordering of filters in a job. */
  BadJobOrdering = 2028,
  /** HTTP 500: Cannot convert the given JSON object to a Lua table. */
  JsonToLuaTable = 2029,
  /** HTTP 500: Cannot create the Lua context. */
  CannotCreateLua = 2030,
  /** HTTP 500: Cannot execute a Lua command. */
  CannotExecuteLua = 2031,
  /** HTTP 500: Arguments cannot be pushed after the Lua function is executed. */
  LuaAlreadyExecuted = 2032,
  /** HTTP 500: The Lua function does not give the expected number of outputs. */
  LuaBadOutput = 2033,
  /** HTTP 500: The Lua function is not a predicate (only true/false outputs allowed). */
  NotLuaPredicate = 2034,
  /** HTTP 500: The Lua function does not return a string. */
  LuaReturnsNoString = 2035,
  /** HTTP 500: Another plugin has already registered a custom storage area. */
  StorageAreaAlreadyRegistered = 2036,
  /** HTTP 500: Another plugin has already registered a custom database back-end. */
  DatabaseBackendAlreadyRegistered = 2037,
  /** HTTP 500: Plugin trying to call the database during its initialization. */
  DatabaseNotInitialized = 2038,
  /** HTTP 500: Orthanc has been built without SSL support. */
  SslDisabled = 2039,
  /** HTTP 500: Unable to order the slices of the series. */
  CannotOrderSlices = 2040,
  /** HTTP 500: No request handler factory for DICOM C-Find Modality SCP. */
  NoWorklistHandler = 2041,
  /** HTTP 500: Cannot override the value of a tag that already exists. */
  AlreadyExistingTag = 2042,
  /** HTTP 500: No request handler factory for DICOM N-ACTION SCP (storage commitment). */
  NoStorageCommitmentHandler = 2043,
  /** HTTP 500: No request handler factory for DICOM C-GET SCP. */
  NoCGetHandler = 2044,
  /** HTTP 500: DicomUserConnection: The C-GET command is not supported by the remote SCP. */
  DicomGetUnavailable = 2045,
  /** HTTP 415: Unsupported media type. */
  UnsupportedMediaType = 3000,
}
