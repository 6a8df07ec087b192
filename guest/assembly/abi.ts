// Generated from abi/ by abi/emit. Do not edit; run "npm run abi".

/** `OrthancPluginErrorCode`. */
export const enum ErrorCode {
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

/** `OrthancPluginHttpMethod`. */
export const enum HttpMethod {
  Get = 1,
  Post = 2,
  Put = 3,
  Delete = 4,
}

/** `OrthancPluginPixelFormat`. */
export const enum PixelFormat {
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
export const enum ImageFormat {
  Png = 0,
  Jpeg = 1,
  Dicom = 2,
}

/** `_OrthancPluginProperty`. */
export const enum Property {
  Description = 1,
  RootUri = 2,
  OrthancExplorer = 3,
}

/** `OrthancPluginLogLevel`. */
export const enum LogLevel {
  Error = 0,
  Warning = 1,
  Info = 2,
  Trace = 3,
}

/** `OrthancPluginLogCategory`. */
export const enum LogCategory {
  Generic = 1,
  Plugins = 2,
  Http = 4,
  Sqlite = 8,
  Dicom = 16,
  Jobs = 32,
  Lua = 64,
}

/** `OrthancPluginContentType`. */
export const enum ContentType {
  Unknown = 0,
  Dicom = 1,
  DicomAsJson = 2,
  DicomUntilPixelData = 3,
}

/** `OrthancPluginResourceType`. */
export const enum ResourceType {
  Patient = 0,
  Study = 1,
  Series = 2,
  Instance = 3,
  None = 4,
}

/** `OrthancPluginChangeType`. */
export const enum ChangeType {
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

/** `OrthancPluginCompressionType`. */
export const enum CompressionType {
  Zlib = 0,
  ZlibWithSize = 1,
  Gzip = 2,
  GzipWithSize = 3,
}

/** `OrthancPluginValueRepresentation`. */
export const enum ValueRepresentation {
  AE = 1,
  AS = 2,
  AT = 3,
  CS = 4,
  DA = 5,
  DS = 6,
  DT = 7,
  FD = 8,
  FL = 9,
  IS = 10,
  LO = 11,
  LT = 12,
  OB = 13,
  OF = 14,
  OW = 15,
  PN = 16,
  SH = 17,
  SL = 18,
  SQ = 19,
  SS = 20,
  ST = 21,
  TM = 22,
  UI = 23,
  UL = 24,
  UN = 25,
  US = 26,
  UT = 27,
}

/** `OrthancPluginDicomToJsonFormat`. */
export const enum DicomToJsonFormat {
  Full = 1,
  Short = 2,
  Human = 3,
}

/** `OrthancPluginDicomToJsonFlags`. */
export const enum DicomToJsonFlags {
  None = 0,
  IncludeBinary = 1,
  IncludePrivateTags = 2,
  IncludeUnknownTags = 4,
  IncludePixelData = 8,
  ConvertBinaryToAscii = 16,
  ConvertBinaryToNull = 32,
  StopAfterPixelData = 64,
  SkipGroupLengths = 128,
}

/** `OrthancPluginCreateDicomFlags`. */
export const enum CreateDicomFlags {
  None = 0,
  DecodeDataUriScheme = 1,
  GenerateIdentifiers = 2,
}

/** `OrthancPluginIdentifierConstraint`. */
export const enum IdentifierConstraint {
  Equal = 1,
  SmallerOrEqual = 2,
  GreaterOrEqual = 3,
  Wildcard = 4,
}

/** `OrthancPluginConstraintType`. */
export const enum ConstraintType {
  Equal = 1,
  SmallerOrEqual = 2,
  GreaterOrEqual = 3,
  Wildcard = 4,
  List = 5,
}

/** `OrthancPluginInstanceOrigin`. */
export const enum InstanceOrigin {
  Unknown = 1,
  DicomProtocol = 2,
  RestApi = 3,
  Plugin = 4,
  Lua = 5,
  WebDav = 6,
}

/** `OrthancPluginJobStepStatus`. */
export const enum JobStepStatus {
  Success = 1,
  Failure = 2,
  Continue = 3,
}

/** `OrthancPluginJobStopReason`. */
export const enum JobStopReason {
  Success = 1,
  Paused = 2,
  Failure = 3,
  Canceled = 4,
}

/** `OrthancPluginMetricsType`. */
export const enum MetricsType {
  Default = 0,
  Timer = 1,
}

/** `OrthancPluginDicomWebBinaryMode`. */
export const enum DicomWebBinaryMode {
  Ignore = 0,
  InlineBinary = 1,
  BulkDataUri = 2,
}

/** `OrthancPluginStorageCommitmentFailureReason`. */
export const enum StorageCommitmentFailureReason {
  Success = 0,
  ProcessingFailure = 1,
  NoSuchObjectInstance = 2,
  ResourceLimitation = 3,
  ReferencedSOPClassNotSupported = 4,
  ClassInstanceConflict = 5,
  DuplicateTransactionUID = 6,
}

/** `OrthancPluginReceivedInstanceAction`. */
export const enum ReceivedInstanceAction {
  KeepAsIs = 1,
  Modify = 2,
  Discard = 3,
}

/** `OrthancPluginLoadDicomInstanceMode`. */
export const enum LoadDicomInstanceMode {
  WholeDicom = 1,
  UntilPixelData = 2,
  EmptyPixelData = 3,
}

/** `OrthancPluginHttpRequest`, read in place: `changetype<OrthancPluginHttpRequest>(address)`. */
@unmanaged
export class OrthancPluginHttpRequest {
  method: i32
  groupsCount: u32
  groups: usize
  getCount: u32
  getKeys: usize
  getValues: usize
  body: usize
  bodySize: u32
  headersCount: u32
  headersKeys: usize
  headersValues: usize
}

/** `OrthancPluginMemoryBuffer`, read in place: `changetype<OrthancPluginMemoryBuffer>(address)`. */
@unmanaged
export class OrthancPluginMemoryBuffer {
  data: usize
  size: u32
}

/** `OrthancPluginMemoryBuffer64`, read in place: `changetype<OrthancPluginMemoryBuffer64>(address)`. */
@unmanaged
export class OrthancPluginMemoryBuffer64 {
  data: usize
  size: u64
}

/** `OrthancPluginDictionaryEntry`, read in place: `changetype<OrthancPluginDictionaryEntry>(address)`. */
@unmanaged
export class OrthancPluginDictionaryEntry {
  group: u16
  element: u16
  vr: i32
  minMultiplicity: u32
  maxMultiplicity: u32
}

/** Registers a route; its callback never runs concurrently with another one of this kind. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterRestCallback")
export declare function OrthancPluginRegisterRestCallback(context: usize, pathRegularExpression: usize, callback: u32): void

/** Registers a route whose callback may run concurrently with others. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterRestCallbackNoLock")
export declare function OrthancPluginRegisterRestCallbackNoLock(context: usize, pathRegularExpression: usize, callback: u32): void

/** Registers a route whose request bodies arrive piece by piece. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterChunkedRestCallback")
export declare function OrthancPluginRegisterChunkedRestCallback(context: usize, pathRegularExpression: usize, getHandler: u32, postHandler: u32, deleteHandler: u32, putHandler: u32, addChunk: u32, execute: u32, finalize: u32): void

/** Registers a callback that runs after an instance is stored. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterOnStoredInstanceCallback")
export declare function OrthancPluginRegisterOnStoredInstanceCallback(context: usize, callback: u32): void

/** Registers a callback that runs when a resource changes, or the server starts or stops. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterOnChangeCallback")
export declare function OrthancPluginRegisterOnChangeCallback(context: usize, callback: u32): void

/** Registers a callback that accepts or refuses HTTP requests. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterIncomingHttpRequestFilter")
export declare function OrthancPluginRegisterIncomingHttpRequestFilter(context: usize, callback: u32): i32

/** Registers a callback that accepts or refuses HTTP requests, and also receives their query. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterIncomingHttpRequestFilter2")
export declare function OrthancPluginRegisterIncomingHttpRequestFilter2(context: usize, callback: u32): i32

/** Registers a callback that decides whether an incoming instance is stored. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterIncomingDicomInstanceFilter")
export declare function OrthancPluginRegisterIncomingDicomInstanceFilter(context: usize, callback: u32): i32

/** Registers a callback that decides whether an instance from C-STORE is stored, and with which DIMSE status it is refused. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterIncomingCStoreInstanceFilter")
export declare function OrthancPluginRegisterIncomingCStoreInstanceFilter(context: usize, callback: u32): i32

/** Registers a callback that keeps, changes or discards an instance before it is stored. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterReceivedInstanceCallback")
export declare function OrthancPluginRegisterReceivedInstanceCallback(context: usize, callback: u32): i32

/** Answers with status 200, the bytes given and their type. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginAnswerBuffer")
export declare function OrthancPluginAnswerBuffer(context: usize, output: usize, answer: usize, answerSize: u32, mimeType: usize): void

/** Answers with an image as PNG, compressed by the host. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCompressAndAnswerPngImage")
export declare function OrthancPluginCompressAndAnswerPngImage(context: usize, output: usize, format: i32, width: u32, height: u32, pitch: u32, buffer: usize): void

/** Sends the client to another path. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRedirect")
export declare function OrthancPluginRedirect(context: usize, output: usize, redirection: usize): void

/** Answers with a status and an empty body. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSendHttpStatusCode")
export declare function OrthancPluginSendHttpStatusCode(context: usize, output: usize, status: u32): void

/** Answers 401 and asks for Basic authentication in a realm. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSendUnauthorized")
export declare function OrthancPluginSendUnauthorized(context: usize, output: usize, realm: usize): void

/** Answers 405 with the list of methods that are allowed. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSendMethodNotAllowed")
export declare function OrthancPluginSendMethodNotAllowed(context: usize, output: usize, allowedMethods: usize): void

/** Adds a cookie to the answer to come. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSetCookie")
export declare function OrthancPluginSetCookie(context: usize, output: usize, cookie: usize, value: usize): void

/** Adds a header to the answer to come. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSetHttpHeader")
export declare function OrthancPluginSetHttpHeader(context: usize, output: usize, key: usize, value: usize): void

/** Begins an answer of several parts, `multipart/mixed` or `multipart/related`. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginStartMultipartAnswer")
export declare function OrthancPluginStartMultipartAnswer(context: usize, output: usize, subType: usize, contentType: usize): i32

/** Adds one part to a multipart answer. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSendMultipartItem")
export declare function OrthancPluginSendMultipartItem(context: usize, output: usize, answer: usize, answerSize: u32): i32

/** Answers with a status and a body. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSendHttpStatus")
export declare function OrthancPluginSendHttpStatus(context: usize, output: usize, status: u32, body: usize, bodySize: u32): void

/** Adds one part with headers of its own to a multipart answer. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSendMultipartItem2")
export declare function OrthancPluginSendMultipartItem2(context: usize, output: usize, answer: usize, answerSize: u32, headersCount: u32, headersKeys: usize, headersValues: usize): i32

/** Answers with an image as JPEG of a quality from 1 to 100, compressed by the host. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCompressAndAnswerJpegImage")
export declare function OrthancPluginCompressAndAnswerJpegImage(context: usize, output: usize, format: i32, width: u32, height: u32, pitch: u32, buffer: usize, quality: u32): void

/** Says why the callback is about to fail; shown in the JSON of the error answer. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSetHttpErrorDetails")
export declare function OrthancPluginSetHttpErrorDetails(context: usize, output: usize, details: usize, log: u32): void

/** Begins an answer whose body is sent in chunks of any size. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginStartStreamAnswer")
export declare function OrthancPluginStartStreamAnswer(context: usize, output: usize, contentType: usize): i32

/** Sends the next bytes of an answer that was begun with OrthancPluginStartStreamAnswer. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSendStreamChunk")
export declare function OrthancPluginSendStreamChunk(context: usize, output: usize, answer: usize, answerSize: u32): i32

/** Reads the DICOM file of an instance by its identifier. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetDicomForInstance")
export declare function OrthancPluginGetDicomForInstance(context: usize, target: usize, instanceId: usize): i32

/** Sends a GET to the built-in REST API. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRestApiGet")
export declare function OrthancPluginRestApiGet(context: usize, target: usize, uri: usize): i32

/** Sends a POST to the built-in REST API. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRestApiPost")
export declare function OrthancPluginRestApiPost(context: usize, target: usize, uri: usize, body: usize, bodySize: u32): i32

/** Sends a DELETE to the built-in REST API. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRestApiDelete")
export declare function OrthancPluginRestApiDelete(context: usize, uri: usize): i32

/** Sends a PUT to the built-in REST API. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRestApiPut")
export declare function OrthancPluginRestApiPut(context: usize, target: usize, uri: usize, body: usize, bodySize: u32): i32

/** The identifier of the patient with this Patient ID (0010,0020); NULL if it is unknown. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginLookupPatient")
export declare function OrthancPluginLookupPatient(context: usize, patientID: usize): usize

/** The identifier of the study with this Study Instance UID (0020,000d); NULL if it is unknown. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginLookupStudy")
export declare function OrthancPluginLookupStudy(context: usize, studyUID: usize): usize

/** The identifier of the study with this Accession Number (0008,0050); NULL if it is unknown. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginLookupStudyWithAccessionNumber")
export declare function OrthancPluginLookupStudyWithAccessionNumber(context: usize, accessionNumber: usize): usize

/** The identifier of the series with this Series Instance UID (0020,000e); NULL if it is unknown. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginLookupSeries")
export declare function OrthancPluginLookupSeries(context: usize, seriesUID: usize): usize

/** The identifier of the instance with this SOP Instance UID (0008,0018); NULL if it is unknown. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginLookupInstance")
export declare function OrthancPluginLookupInstance(context: usize, sopInstanceUID: usize): usize

/** Sends a GET to the REST API with the routes of the plugins. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRestApiGetAfterPlugins")
export declare function OrthancPluginRestApiGetAfterPlugins(context: usize, target: usize, uri: usize): i32

/** Sends a POST to the REST API with the routes of the plugins. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRestApiPostAfterPlugins")
export declare function OrthancPluginRestApiPostAfterPlugins(context: usize, target: usize, uri: usize, body: usize, bodySize: u32): i32

/** Sends a DELETE to the REST API with the routes of the plugins. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRestApiDeleteAfterPlugins")
export declare function OrthancPluginRestApiDeleteAfterPlugins(context: usize, uri: usize): i32

/** Sends a PUT to the REST API with the routes of the plugins. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRestApiPutAfterPlugins")
export declare function OrthancPluginRestApiPutAfterPlugins(context: usize, target: usize, uri: usize, body: usize, bodySize: u32): i32

/** Sends a GET with headers to the REST API, with or without the routes of the plugins. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRestApiGet2")
export declare function OrthancPluginRestApiGet2(context: usize, target: usize, uri: usize, headersCount: u32, headersKeys: usize, headersValues: usize, afterPlugins: i32): i32

/** Sends any request to the REST API; returns the body, the headers and the status of the answer. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCallRestApi")
export declare function OrthancPluginCallRestApi(context: usize, answerBody: usize, answerHeaders: usize, httpStatus: usize, method: i32, uri: usize, headersCount: u32, headersKeys: usize, headersValues: usize, body: usize, bodySize: u32, afterPlugins: u32): i32

/** A value for the header `Authorization` that opens the REST API to another program. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGenerateRestApiAuthorizationToken")
export declare function OrthancPluginGenerateRestApiAuthorizationToken(context: usize): usize

/** Sends a GET to a URL. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginHttpGet")
export declare function OrthancPluginHttpGet(context: usize, target: usize, url: usize, username: usize, password: usize): i32

/** Sends a POST to a URL. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginHttpPost")
export declare function OrthancPluginHttpPost(context: usize, target: usize, url: usize, body: usize, bodySize: u32, username: usize, password: usize): i32

/** Sends a PUT to a URL. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginHttpPut")
export declare function OrthancPluginHttpPut(context: usize, target: usize, url: usize, body: usize, bodySize: u32, username: usize, password: usize): i32

/** Sends a DELETE to a URL. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginHttpDelete")
export declare function OrthancPluginHttpDelete(context: usize, url: usize, username: usize, password: usize): i32

/** Sends any request to a URL; returns the body, the headers and the status of the answer. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginHttpClient")
export declare function OrthancPluginHttpClient(context: usize, answerBody: usize, answerHeaders: usize, httpStatus: usize, method: i32, url: usize, headersCount: u32, headersKeys: usize, headersValues: usize, body: usize, bodySize: u32, username: usize, password: usize, timeout: u32, certificateFile: usize, certificateKeyFile: usize, certificateKeyPassword: usize, pkcs11: u32): i32

/** Sends a request whose body is asked for, and whose answer is handed over, piece by piece. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginChunkedHttpClient")
export declare function OrthancPluginChunkedHttpClient(context: usize, answer: usize, answerAddChunk: u32, answerAddHeader: u32, httpStatus: usize, method: i32, url: usize, headersCount: u32, headersKeys: usize, headersValues: usize, request: usize, requestIsDone: u32, requestChunkData: u32, requestChunkSize: u32, requestNext: u32, username: usize, password: usize, timeout: u32, certificateFile: usize, certificateKeyFile: usize, certificateKeyPassword: usize, pkcs11: u32): i32

/** The list of peers; freed with `OrthancPluginFreePeers`. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetPeers")
export declare function OrthancPluginGetPeers(context: usize): usize

/** Frees a list of peers. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginFreePeers")
export declare function OrthancPluginFreePeers(context: usize, peers: usize): void

/** How many peers a list has. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetPeersCount")
export declare function OrthancPluginGetPeersCount(context: usize, peers: usize): u32

/** The name of a peer; it belongs to the list. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetPeerName")
export declare function OrthancPluginGetPeerName(context: usize, peers: usize, peerIndex: u32): usize

/** The URL of a peer; it belongs to the list. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetPeerUrl")
export declare function OrthancPluginGetPeerUrl(context: usize, peers: usize, peerIndex: u32): usize

/** An additional property of a peer; it belongs to the list, and is NULL if the peer does not have it. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetPeerUserProperty")
export declare function OrthancPluginGetPeerUserProperty(context: usize, peers: usize, peerIndex: u32, userProperty: usize): usize

/** Sends a request to the REST API of a peer; returns the body, the headers and the status of the answer. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCallPeerApi")
export declare function OrthancPluginCallPeerApi(context: usize, answerBody: usize, answerHeaders: usize, httpStatus: usize, peers: usize, peerIndex: u32, method: i32, uri: usize, additionalHeadersCount: u32, additionalHeadersKeys: usize, additionalHeadersValues: usize, body: usize, bodySize: u32, timeout: u32): i32

/** The pixel format of an image. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetImagePixelFormat")
export declare function OrthancPluginGetImagePixelFormat(context: usize, image: usize): i32

/** The width of an image in pixels. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetImageWidth")
export declare function OrthancPluginGetImageWidth(context: usize, image: usize): u32

/** The height of an image in pixels. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetImageHeight")
export declare function OrthancPluginGetImageHeight(context: usize, image: usize): u32

/** The distance of two rows of an image in bytes. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetImagePitch")
export declare function OrthancPluginGetImagePitch(context: usize, image: usize): u32

/** The address of the pixels of an image; they belong to it. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetImageBuffer")
export declare function OrthancPluginGetImageBuffer(context: usize, image: usize): usize

/** Decodes a PNG or a JPEG; freed with `OrthancPluginFreeImage`. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginUncompressImage")
export declare function OrthancPluginUncompressImage(context: usize, data: usize, size: u32, format: i32): usize

/** Frees an image. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginFreeImage")
export declare function OrthancPluginFreeImage(context: usize, image: usize): void

/** Encodes an image as PNG. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCompressPngImage")
export declare function OrthancPluginCompressPngImage(context: usize, target: usize, format: i32, width: u32, height: u32, pitch: u32, buffer: usize): i32

/** Encodes an image as JPEG of a quality from 1 to 100. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCompressJpegImage")
export declare function OrthancPluginCompressJpegImage(context: usize, target: usize, format: i32, width: u32, height: u32, pitch: u32, buffer: usize, quality: u32): i32

/** A copy of an image in another pixel format; freed with `OrthancPluginFreeImage`. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginConvertPixelFormat")
export declare function OrthancPluginConvertPixelFormat(context: usize, source: usize, targetFormat: i32): usize

/** An image with undefined pixels; freed with `OrthancPluginFreeImage`. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCreateImage")
export declare function OrthancPluginCreateImage(context: usize, format: i32, width: u32, height: u32): usize

/** An image over pixels that stay the plugin’s; freed with `OrthancPluginFreeImage`. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCreateImageAccessor")
export declare function OrthancPluginCreateImageAccessor(context: usize, format: i32, width: u32, height: u32, pitch: u32, buffer: usize): usize

/** Decodes one frame of a DICOM file; freed with `OrthancPluginFreeImage`. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginDecodeDicomImage")
export declare function OrthancPluginDecodeDicomImage(context: usize, buffer: usize, bufferSize: u32, frameIndex: u32): usize

/** Registers a callback that decodes the frames of DICOM files. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterDecodeImageCallback")
export declare function OrthancPluginRegisterDecodeImageCallback(context: usize, callback: u32): i32

/** How many fonts there are. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetFontsCount")
export declare function OrthancPluginGetFontsCount(context: usize): u32

/** The name of a font; it must not be freed. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetFontName")
export declare function OrthancPluginGetFontName(context: usize, fontIndex: u32): usize

/** The size of a font in pixels. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetFontSize")
export declare function OrthancPluginGetFontSize(context: usize, fontIndex: u32): u32

/** Draws a text on an image. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginDrawText")
export declare function OrthancPluginDrawText(context: usize, image: usize, fontIndex: u32, utf8Text: usize, x: i32, y: i32, r: u32, g: u32, b: u32): i32

/** The application entity that sent an instance; it belongs to the instance. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceRemoteAet")
export declare function OrthancPluginGetInstanceRemoteAet(context: usize, instance: usize): usize

/** The size of an instance in bytes. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceSize")
export declare function OrthancPluginGetInstanceSize(context: usize, instance: usize): i64

/** The address of the DICOM file of an instance; it belongs to the instance. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceData")
export declare function OrthancPluginGetInstanceData(context: usize, instance: usize): usize

/** The tags of an instance as JSON. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceJson")
export declare function OrthancPluginGetInstanceJson(context: usize, instance: usize): usize

/** The tags of an instance as JSON with names instead of numbers. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceSimplifiedJson")
export declare function OrthancPluginGetInstanceSimplifiedJson(context: usize, instance: usize): usize

/** Whether an instance has some metadata. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginHasInstanceMetadata")
export declare function OrthancPluginHasInstanceMetadata(context: usize, instance: usize, metadata: usize): i32

/** A metadata of an instance; it belongs to the instance. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceMetadata")
export declare function OrthancPluginGetInstanceMetadata(context: usize, instance: usize, metadata: usize): usize

/** The way by which an instance arrived. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceOrigin")
export declare function OrthancPluginGetInstanceOrigin(context: usize, instance: usize): i32

/** The transfer syntax of an instance; empty if it is not known. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceTransferSyntaxUid")
export declare function OrthancPluginGetInstanceTransferSyntaxUid(context: usize, instance: usize): usize

/** Whether an instance has pixel data. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginHasInstancePixelData")
export declare function OrthancPluginHasInstancePixelData(context: usize, instance: usize): i32

/** Parses a DICOM file; freed with `OrthancPluginFreeDicomInstance`. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCreateDicomInstance")
export declare function OrthancPluginCreateDicomInstance(context: usize, buffer: usize, size: u32): usize

/** Frees an instance that the plugin made or loaded. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginFreeDicomInstance")
export declare function OrthancPluginFreeDicomInstance(context: usize, dicom: usize): void

/** How many frames an instance has. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceFramesCount")
export declare function OrthancPluginGetInstanceFramesCount(context: usize, instance: usize): u32

/** The bytes of a frame as the file has them. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceRawFrame")
export declare function OrthancPluginGetInstanceRawFrame(context: usize, target: usize, instance: usize, frameIndex: u32): i32

/** A frame of an instance as an image; freed with `OrthancPluginFreeImage`. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceDecodedFrame")
export declare function OrthancPluginGetInstanceDecodedFrame(context: usize, instance: usize, frameIndex: u32): usize

/** Parses a DICOM file and brings it into another transfer syntax; freed with `OrthancPluginFreeDicomInstance`. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginTranscodeDicomInstance")
export declare function OrthancPluginTranscodeDicomInstance(context: usize, buffer: usize, size: u32, transferSyntax: usize): usize

/** An instance as a DICOM file. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSerializeDicomInstance")
export declare function OrthancPluginSerializeDicomInstance(context: usize, target: usize, instance: usize): i32

/** The tags of an instance as JSON, in a format of choice. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceAdvancedJson")
export declare function OrthancPluginGetInstanceAdvancedJson(context: usize, instance: usize, format: i32, flags: i32, maxStringLength: u32): usize

/** An instance as DICOMweb JSON. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceDicomWebJson")
export declare function OrthancPluginGetInstanceDicomWebJson(context: usize, instance: usize, callback: u32, payload: usize): usize

/** An instance as DICOMweb XML. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetInstanceDicomWebXml")
export declare function OrthancPluginGetInstanceDicomWebXml(context: usize, instance: usize, callback: u32, payload: usize): usize

/** Loads a stored instance; freed with `OrthancPluginFreeDicomInstance`. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginLoadDicomInstance")
export declare function OrthancPluginLoadDicomInstance(context: usize, instanceId: usize, mode: i32): usize

/** The tags of a DICOM file as JSON. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginDicomBufferToJson")
export declare function OrthancPluginDicomBufferToJson(context: usize, buffer: usize, size: u32, format: i32, flags: i32, maxStringLength: u32): usize

/** The tags of a stored instance as JSON. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginDicomInstanceToJson")
export declare function OrthancPluginDicomInstanceToJson(context: usize, instanceId: usize, format: i32, flags: i32, maxStringLength: u32): usize

/** Creates a DICOM file from tags in JSON and an optional image. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCreateDicom")
export declare function OrthancPluginCreateDicom(context: usize, target: usize, json: usize, pixelData: usize, flags: i32): i32

/** Creates a DICOM file from tags in JSON, with a private creator and an optional image. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCreateDicom2")
export declare function OrthancPluginCreateDicom2(context: usize, target: usize, json: usize, pixelData: usize, flags: i32, privateCreator: usize): i32

/** A DICOM file as DICOMweb JSON. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginEncodeDicomWebJson")
export declare function OrthancPluginEncodeDicomWebJson(context: usize, dicom: usize, dicomSize: u32, callback: u32): usize

/** A DICOM file as DICOMweb XML. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginEncodeDicomWebXml")
export declare function OrthancPluginEncodeDicomWebXml(context: usize, dicom: usize, dicomSize: u32, callback: u32): usize

/** A DICOM file as DICOMweb JSON, with a value that the callback is given. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginEncodeDicomWebJson2")
export declare function OrthancPluginEncodeDicomWebJson2(context: usize, dicom: usize, dicomSize: u32, callback: u32, payload: usize): usize

/** A DICOM file as DICOMweb XML, with a value that the callback is given. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginEncodeDicomWebXml2")
export declare function OrthancPluginEncodeDicomWebXml2(context: usize, dicom: usize, dicomSize: u32, callback: u32, payload: usize): usize

/** Registers a callback that converts DICOM files to other transfer syntaxes. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterTranscoderCallback")
export declare function OrthancPluginRegisterTranscoderCallback(context: usize, callback: u32): i32

/** Adds a tag to the dictionary. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterDictionaryTag")
export declare function OrthancPluginRegisterDictionaryTag(context: usize, group: u32, element: u32, vr: i32, name: usize, minMultiplicity: u32, maxMultiplicity: u32): i32

/** Adds a private tag to the dictionary. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterPrivateDictionaryTag")
export declare function OrthancPluginRegisterPrivateDictionaryTag(context: usize, group: u32, element: u32, vr: i32, name: usize, minMultiplicity: u32, maxMultiplicity: u32, privateCreator: usize): i32

/** Finds a tag by its name. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginLookupDictionary")
export declare function OrthancPluginLookupDictionary(context: usize, target: usize, name: usize): i32

/** The name of a tag. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetTagName")
export declare function OrthancPluginGetTagName(context: usize, group: u32, element: u32, privateCreator: usize): usize

/** Registers a callback that answers modality worklist queries. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterWorklistCallback")
export declare function OrthancPluginRegisterWorklistCallback(context: usize, callback: u32): i32

/** Adds a worklist to the answers. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginWorklistAddAnswer")
export declare function OrthancPluginWorklistAddAnswer(context: usize, answers: usize, query: usize, dicom: usize, size: u32): i32

/** Says that there are more answers than were given. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginWorklistMarkIncomplete")
export declare function OrthancPluginWorklistMarkIncomplete(context: usize, answers: usize): i32

/** Whether a worklist matches a query. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginWorklistIsMatch")
export declare function OrthancPluginWorklistIsMatch(context: usize, query: usize, dicom: usize, size: u32): i32

/** The query as a DICOM file. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginWorklistGetDicomQuery")
export declare function OrthancPluginWorklistGetDicomQuery(context: usize, target: usize, query: usize): i32

/** Registers a callback that answers C-FIND queries other than for worklists. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterFindCallback")
export declare function OrthancPluginRegisterFindCallback(context: usize, callback: u32): i32

/** Adds a DICOM file to the answers. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginFindAddAnswer")
export declare function OrthancPluginFindAddAnswer(context: usize, answers: usize, dicom: usize, size: u32): i32

/** Says that there are more answers than were given. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginFindMarkIncomplete")
export declare function OrthancPluginFindMarkIncomplete(context: usize, answers: usize): i32

/** How many tags a query has. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetFindQuerySize")
export declare function OrthancPluginGetFindQuerySize(context: usize, query: usize): u32

/** The number of a tag of a query. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetFindQueryTag")
export declare function OrthancPluginGetFindQueryTag(context: usize, group: usize, element: usize, query: usize, index: u32): i32

/** The name of a tag of a query. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetFindQueryTagName")
export declare function OrthancPluginGetFindQueryTagName(context: usize, query: usize, index: u32): usize

/** The value of a tag of a query. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetFindQueryValue")
export declare function OrthancPluginGetFindQueryValue(context: usize, query: usize, index: u32): usize

/** Prepares a query to be compared with DICOM files; freed with `OrthancPluginFreeFindMatcher`. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCreateFindMatcher")
export declare function OrthancPluginCreateFindMatcher(context: usize, query: usize, size: u32): usize

/** Frees a prepared query. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginFreeFindMatcher")
export declare function OrthancPluginFreeFindMatcher(context: usize, matcher: usize): void

/** Whether a DICOM file matches a prepared query. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginFindMatcherIsMatch")
export declare function OrthancPluginFindMatcherIsMatch(context: usize, matcher: usize, dicom: usize, size: u32): i32

/** Registers callbacks that carry out C-MOVE requests. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterMoveCallback")
export declare function OrthancPluginRegisterMoveCallback(context: usize, callback: u32, getMoveSize: u32, applyMove: u32, freeMove: u32): i32

/** Registers a callback that answers storage commitment requests. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterStorageCommitmentScpCallback")
export declare function OrthancPluginRegisterStorageCommitmentScpCallback(context: usize, factory: u32, destructor: u32, lookup: u32): i32

/** Makes a job whose texts belong to the plugin. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCreateJob")
export declare function OrthancPluginCreateJob(context: usize, job: usize, finalize: u32, type: usize, getProgress: u32, getContent: u32, getSerialized: u32, step: u32, stop: u32, reset: u32): usize

/** Makes a job that writes its texts into memory buffers. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCreateJob2")
export declare function OrthancPluginCreateJob2(context: usize, job: usize, finalize: u32, type: usize, getProgress: u32, getContent: u32, getSerialized: u32, step: u32, stop: u32, reset: u32): usize

/** Frees a job that was not submitted. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginFreeJob")
export declare function OrthancPluginFreeJob(context: usize, job: usize): void

/** Hands a job over to the server and returns its identifier. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSubmitJob")
export declare function OrthancPluginSubmitJob(context: usize, job: usize, priority: i32): usize

/** Registers a callback that restores a job from its text after a restart. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterJobsUnserializer")
export declare function OrthancPluginRegisterJobsUnserializer(context: usize, unserializer: u32): void

/** Registers where files are kept, read as a whole. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterStorageArea")
export declare function OrthancPluginRegisterStorageArea(context: usize, create: u32, read: u32, remove: u32): void

/** Registers where files are kept, read as a whole or in ranges. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterStorageArea2")
export declare function OrthancPluginRegisterStorageArea2(context: usize, create: u32, readWhole: u32, readRange: u32, remove: u32): void

/** Writes a file into a storage area. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginStorageAreaCreate")
export declare function OrthancPluginStorageAreaCreate(context: usize, storageArea: usize, uuid: usize, content: usize, size: u64, type: i32): i32

/** Reads a file of a storage area. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginStorageAreaRead")
export declare function OrthancPluginStorageAreaRead(context: usize, target: usize, storageArea: usize, uuid: usize, type: i32): i32

/** Removes a file from a storage area. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginStorageAreaRemove")
export declare function OrthancPluginStorageAreaRemove(context: usize, storageArea: usize, uuid: usize, type: i32): i32

/** Reads the main DICOM tags of all resources of a level from their files again. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginReconstructMainDicomTags")
export declare function OrthancPluginReconstructMainDicomTags(context: usize, storageArea: usize, level: i32): i32

/** Registers a database that answers requests in protocol buffers. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterDatabaseBackendV4")
export declare function OrthancPluginRegisterDatabaseBackendV4(context: usize, backend: usize, maxDatabaseRetries: u32, operations: u32, finalize: u32): i32

/** The identifier of this server among those that share a database; it must not be freed. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetDatabaseServerIdentifier")
export declare function OrthancPluginGetDatabaseServerIdentifier(context: usize): usize

/** The version of the database schema that the server expects. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetExpectedDatabaseVersion")
export declare function OrthancPluginGetExpectedDatabaseVersion(context: usize): u32

/** Registers a folder of the WebDAV server that the plugin fills. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterWebDavCollection")
export declare function OrthancPluginRegisterWebDavCollection(context: usize, uri: usize, isExistingFolder: u32, listFolder: u32, retrieveFile: u32, storeFile: u32, createFolder: u32, deleteItem: u32, payload: usize): i32

/** Logs an error. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginLogError")
export declare function OrthancPluginLogError(context: usize, message: usize): void

/** Logs a warning. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginLogWarning")
export declare function OrthancPluginLogWarning(context: usize, message: usize): void

/** Logs an information. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginLogInfo")
export declare function OrthancPluginLogInfo(context: usize, message: usize): void

/** Logs a message of a level, with the line of the source that logs it. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginLogMessage")
export declare function OrthancPluginLogMessage(context: usize, message: usize, plugin: usize, file: usize, line: u32, category: i32, level: i32): void

/** Sets a number with a fraction, which Prometheus reads. A timer shows the largest value of 10 s. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSetMetricsValue")
export declare function OrthancPluginSetMetricsValue(context: usize, name: usize, value: f32, type: i32): void

/** Sets a whole number, which Prometheus reads. A timer shows the largest value of 10 s. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSetMetricsIntegerValue")
export declare function OrthancPluginSetMetricsIntegerValue(context: usize, name: usize, value: i64, type: i32): void

/** Registers a callback that updates the metrics before they are read. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterRefreshMetricsCallback")
export declare function OrthancPluginRegisterRefreshMetricsCallback(context: usize, callback: u32): void

/** The path of the server: always `orthanc-wasm`, the sandbox shows no file of the machine. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetOrthancPath")
export declare function OrthancPluginGetOrthancPath(context: usize): usize

/** The folder of the server: always `.`, the sandbox shows no folder of the machine. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetOrthancDirectory")
export declare function OrthancPluginGetOrthancDirectory(context: usize): usize

/** The path of the configuration: always empty, the sandbox shows no file of the machine. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetConfigurationPath")
export declare function OrthancPluginGetConfigurationPath(context: usize): usize

/** The configuration as JSON, without the registered users and the host’s own section. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetConfiguration")
export declare function OrthancPluginGetConfiguration(context: usize): usize

/** The text of an error code; it stays the host’s and must not be freed. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetErrorDescription")
export declare function OrthancPluginGetErrorDescription(context: usize, error: i32): usize

/** The MD5 of some bytes, in hexadecimal. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginComputeMd5")
export declare function OrthancPluginComputeMd5(context: usize, buffer: usize, size: u32): usize

/** The SHA-1 of some bytes, in Orthanc’s form: five groups of eight hexadecimal digits. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginComputeSha1")
export declare function OrthancPluginComputeSha1(context: usize, buffer: usize, size: u32): usize

/** A random UUID (version 4). */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGenerateUuid")
export declare function OrthancPluginGenerateUuid(context: usize): usize

/** Says where the plugin’s own pages begin. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSetRootUri")
export declare function OrthancPluginSetRootUri(context: usize, uri: usize): void

/** Describes the plugin in a sentence. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSetDescription")
export declare function OrthancPluginSetDescription(context: usize, description: usize): void

/** Adds a script to the pages of Orthanc Explorer, which load it from `/plugins/explorer.js`. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginExtendOrthancExplorer")
export declare function OrthancPluginExtendOrthancExplorer(context: usize, javascript: usize): void

/** Says where the plugin’s own pages begin, and names the plugin. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSetRootUri2")
export declare function OrthancPluginSetRootUri2(context: usize, plugin: usize, uri: usize): void

/** Describes the plugin in a sentence, and names the plugin. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSetDescription2")
export declare function OrthancPluginSetDescription2(context: usize, plugin: usize, description: usize): void

/** Adds a script to the pages of Orthanc Explorer, and names the plugin. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginExtendOrthancExplorer2")
export declare function OrthancPluginExtendOrthancExplorer2(context: usize, plugin: usize, javascript: usize): void

/** A property that the server keeps in its database, or the default value. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetGlobalProperty")
export declare function OrthancPluginGetGlobalProperty(context: usize, property: i32, defaultValue: usize): usize

/** Keeps a property in the database; plugins may use 1024 and above. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSetGlobalProperty")
export declare function OrthancPluginSetGlobalProperty(context: usize, property: i32, value: usize): i32

/** How many arguments the command line of the server had. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetCommandLineArgumentsCount")
export declare function OrthancPluginGetCommandLineArgumentsCount(context: usize): u32

/** An argument of the command line of the server. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginGetCommandLineArgument")
export declare function OrthancPluginGetCommandLineArgument(context: usize, argument: i32): usize

/** Adds an error code of the plugin with its status and text; returns the number of that code. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterErrorCode")
export declare function OrthancPluginRegisterErrorCode(context: usize, code: i32, httpStatus: u32, message: usize): i32

/** Names the thread in the log. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginSetCurrentThreadName")
export declare function OrthancPluginSetCurrentThreadName(context: usize, threadName: usize): i32

/** Reads a file of the server’s machine. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginReadFile")
export declare function OrthancPluginReadFile(context: usize, target: usize, path: usize): i32

/** Writes a file on the server’s machine. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginWriteFile")
export declare function OrthancPluginWriteFile(context: usize, path: usize, data: usize, size: u32): i32

/** The MIME type of a file by the ending of its name; it must not be freed. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginAutodetectMimeType")
export declare function OrthancPluginAutodetectMimeType(context: usize, path: usize): usize

/** Frees a string that the host handed over. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginFreeString")
export declare function OrthancPluginFreeString(context: usize, str: usize): void

/** Allocates a memory buffer. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCreateMemoryBuffer")
export declare function OrthancPluginCreateMemoryBuffer(context: usize, target: usize, size: u32): i32

/** Frees the bytes of a memory buffer. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginFreeMemoryBuffer")
export declare function OrthancPluginFreeMemoryBuffer(context: usize, buffer: usize): void

/** Allocates a memory buffer whose size has 64 bits. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginCreateMemoryBuffer64")
export declare function OrthancPluginCreateMemoryBuffer64(context: usize, target: usize, size: u64): i32

/** Frees the bytes of a memory buffer whose size has 64 bits. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginFreeMemoryBuffer64")
export declare function OrthancPluginFreeMemoryBuffer64(context: usize, buffer: usize): void

/** Compresses bytes with zlib or gzip, or undoes that. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginBufferCompression")
export declare function OrthancPluginBufferCompression(context: usize, target: usize, source: usize, size: u32, compression: i32, uncompress: u32): i32
