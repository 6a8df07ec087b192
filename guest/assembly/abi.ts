// Generated from abi/ by abi/emit. Do not edit; run "npm run abi".

/** `OrthancPluginErrorCode`. */
export const enum ErrorCode {
  InternalError = -1,
  Success = 0,
  Plugin = 1,
  NotImplemented = 2,
  ParameterOutOfRange = 3,
  NotEnoughMemory = 4,
  BadParameterType = 5,
  BadSequenceOfCalls = 6,
  InexistentItem = 7,
  BadRequest = 8,
  NetworkProtocol = 9,
  SystemCommand = 10,
  Database = 11,
  UriSyntax = 12,
  InexistentFile = 13,
  CannotWriteFile = 14,
  BadFileFormat = 15,
  Timeout = 16,
  UnknownResource = 17,
  IncompatibleDatabaseVersion = 18,
  FullStorage = 19,
  CorruptedFile = 20,
  InexistentTag = 21,
  ReadOnly = 22,
  IncompatibleImageFormat = 23,
  IncompatibleImageSize = 24,
  SharedLibrary = 25,
  UnknownPluginService = 26,
  UnknownDicomTag = 27,
  BadJson = 28,
  Unauthorized = 29,
  BadFont = 30,
  DatabasePlugin = 31,
  StorageAreaPlugin = 32,
  EmptyRequest = 33,
  NotAcceptable = 34,
  NullPointer = 35,
  DatabaseUnavailable = 36,
  CanceledJob = 37,
  BadGeometry = 38,
  SslInitialization = 39,
  DiscontinuedAbi = 40,
  BadRange = 41,
  DatabaseCannotSerialize = 42,
  Revision = 43,
  MainDicomTagsMultiplyDefined = 44,
  ForbiddenAccess = 45,
  DuplicateResource = 46,
  IncompatibleConfigurations = 47,
  SQLiteNotOpened = 1000,
  SQLiteAlreadyOpened = 1001,
  SQLiteCannotOpen = 1002,
  SQLiteStatementAlreadyUsed = 1003,
  SQLiteExecute = 1004,
  SQLiteRollbackWithoutTransaction = 1005,
  SQLiteCommitWithoutTransaction = 1006,
  SQLiteRegisterFunction = 1007,
  SQLiteFlush = 1008,
  SQLiteCannotRun = 1009,
  SQLiteCannotStep = 1010,
  SQLiteBindOutOfRange = 1011,
  SQLitePrepareStatement = 1012,
  SQLiteTransactionAlreadyStarted = 1013,
  SQLiteTransactionCommit = 1014,
  SQLiteTransactionBegin = 1015,
  DirectoryOverFile = 2000,
  FileStorageCannotWrite = 2001,
  DirectoryExpected = 2002,
  HttpPortInUse = 2003,
  DicomPortInUse = 2004,
  BadHttpStatusInRest = 2005,
  RegularFileExpected = 2006,
  PathToExecutable = 2007,
  MakeDirectory = 2008,
  BadApplicationEntityTitle = 2009,
  NoCFindHandler = 2010,
  NoCMoveHandler = 2011,
  NoCStoreHandler = 2012,
  NoApplicationEntityFilter = 2013,
  NoSopClassOrInstance = 2014,
  NoPresentationContext = 2015,
  DicomFindUnavailable = 2016,
  DicomMoveUnavailable = 2017,
  CannotStoreInstance = 2018,
  CreateDicomNotString = 2019,
  CreateDicomOverrideTag = 2020,
  CreateDicomUseContent = 2021,
  CreateDicomNoPayload = 2022,
  CreateDicomUseDataUriScheme = 2023,
  CreateDicomBadParent = 2024,
  CreateDicomParentIsInstance = 2025,
  CreateDicomParentEncoding = 2026,
  UnknownModality = 2027,
  BadJobOrdering = 2028,
  JsonToLuaTable = 2029,
  CannotCreateLua = 2030,
  CannotExecuteLua = 2031,
  LuaAlreadyExecuted = 2032,
  LuaBadOutput = 2033,
  NotLuaPredicate = 2034,
  LuaReturnsNoString = 2035,
  StorageAreaAlreadyRegistered = 2036,
  DatabaseBackendAlreadyRegistered = 2037,
  DatabaseNotInitialized = 2038,
  SslDisabled = 2039,
  CannotOrderSlices = 2040,
  NoWorklistHandler = 2041,
  AlreadyExistingTag = 2042,
  NoStorageCommitmentHandler = 2043,
  NoCGetHandler = 2044,
  DicomGetUnavailable = 2045,
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

/** Registers a route; its callback never runs beside another one of this kind. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterRestCallback")
export declare function OrthancPluginRegisterRestCallback(context: usize, pathRegularExpression: usize, callback: u32): void

/** Registers a route whose callback may run beside others. */
// @ts-ignore: decorator
@external("orthanc", "OrthancPluginRegisterRestCallbackNoLock")
export declare function OrthancPluginRegisterRestCallbackNoLock(context: usize, pathRegularExpression: usize, callback: u32): void

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
