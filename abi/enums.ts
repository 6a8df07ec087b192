/**
 * The SDK's enumerations, by the names that follow the prefix in the C header
 * (`OrthancPluginPixelFormat_Grayscale8` is `pixelFormats.Grayscale8`).
 */
import { errorCodeRows } from './error-codes.ts'

/** `OrthancPluginHttpMethod`. */
export const httpMethods = { Get: 1, Post: 2, Put: 3, Delete: 4 } as const

/** `OrthancPluginPixelFormat`: samples are little-endian, rows top down. */
export const pixelFormats = {
  Grayscale8: 1,
  Grayscale16: 2,
  SignedGrayscale16: 3,
  RGB24: 4,
  RGBA32: 5,
  Unknown: 6,
  RGB48: 7,
  Grayscale32: 8,
  Float32: 9,
  BGRA32: 10,
  Grayscale64: 11,
} as const

/** `OrthancPluginImageFormat`. */
export const imageFormats = { Png: 0, Jpeg: 1, Dicom: 2 } as const

/** `_OrthancPluginProperty`: what a plugin says about itself. */
export const pluginProperties = { Description: 1, RootUri: 2, OrthancExplorer: 3 } as const

/** `OrthancPluginLogLevel` (since 1.12.4). */
/** How a metric changes: to each value, or to the largest value of the last seconds. */
export const metricsTypes = { Default: 0, Timer: 1 } as const

export const logLevels = { Error: 0, Warning: 1, Info: 2, Trace: 3 } as const

type ErrorCodes = { readonly [N in keyof typeof errorCodeRows]: (typeof errorCodeRows)[N]['code'] }

/** `OrthancPluginErrorCode`. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.fromEntries forgets which name has which code
export const errorCodes = Object.fromEntries(
  Object.entries(errorCodeRows).map(([name, { code }]) => [name, code]),
) as ErrorCodes

/** Every enumeration under the C type it mirrors. */
export const enums = {
  OrthancPluginErrorCode: errorCodes,
  OrthancPluginHttpMethod: httpMethods,
  OrthancPluginPixelFormat: pixelFormats,
  OrthancPluginImageFormat: imageFormats,
  _OrthancPluginProperty: pluginProperties,
  OrthancPluginLogLevel: logLevels,
  OrthancPluginLogCategory: {
    Generic: 1,
    Plugins: 2,
    Http: 4,
    Sqlite: 8,
    Dicom: 16,
    Jobs: 32,
    Lua: 64,
  },
  OrthancPluginContentType: { Unknown: 0, Dicom: 1, DicomAsJson: 2, DicomUntilPixelData: 3 },
  OrthancPluginResourceType: { Patient: 0, Study: 1, Series: 2, Instance: 3, None: 4 },
  OrthancPluginChangeType: {
    CompletedSeries: 0,
    Deleted: 1,
    NewChildInstance: 2,
    NewInstance: 3,
    NewPatient: 4,
    NewSeries: 5,
    NewStudy: 6,
    StablePatient: 7,
    StableSeries: 8,
    StableStudy: 9,
    OrthancStarted: 10,
    OrthancStopped: 11,
    UpdatedAttachment: 12,
    UpdatedMetadata: 13,
    UpdatedPeers: 14,
    UpdatedModalities: 15,
    JobSubmitted: 16,
    JobSuccess: 17,
    JobFailure: 18,
  },
  OrthancPluginCompressionType: { Zlib: 0, ZlibWithSize: 1, Gzip: 2, GzipWithSize: 3 },
  OrthancPluginValueRepresentation: {
    AE: 1,
    AS: 2,
    AT: 3,
    CS: 4,
    DA: 5,
    DS: 6,
    DT: 7,
    FD: 8,
    FL: 9,
    IS: 10,
    LO: 11,
    LT: 12,
    OB: 13,
    OF: 14,
    OW: 15,
    PN: 16,
    SH: 17,
    SL: 18,
    SQ: 19,
    SS: 20,
    ST: 21,
    TM: 22,
    UI: 23,
    UL: 24,
    UN: 25,
    US: 26,
    UT: 27,
  },
  OrthancPluginDicomToJsonFormat: { Full: 1, Short: 2, Human: 3 },
  OrthancPluginDicomToJsonFlags: {
    None: 0,
    IncludeBinary: 1,
    IncludePrivateTags: 2,
    IncludeUnknownTags: 4,
    IncludePixelData: 8,
    ConvertBinaryToAscii: 16,
    ConvertBinaryToNull: 32,
    StopAfterPixelData: 64,
    SkipGroupLengths: 128,
  },
  OrthancPluginCreateDicomFlags: { None: 0, DecodeDataUriScheme: 1, GenerateIdentifiers: 2 },
  OrthancPluginIdentifierConstraint: {
    Equal: 1,
    SmallerOrEqual: 2,
    GreaterOrEqual: 3,
    Wildcard: 4,
  },
  OrthancPluginConstraintType: {
    Equal: 1,
    SmallerOrEqual: 2,
    GreaterOrEqual: 3,
    Wildcard: 4,
    List: 5,
  },
  OrthancPluginInstanceOrigin: {
    Unknown: 1,
    DicomProtocol: 2,
    RestApi: 3,
    Plugin: 4,
    Lua: 5,
    WebDav: 6,
  },
  OrthancPluginJobStepStatus: { Success: 1, Failure: 2, Continue: 3 },
  OrthancPluginJobStopReason: { Success: 1, Paused: 2, Failure: 3, Canceled: 4 },
  OrthancPluginMetricsType: metricsTypes,
  OrthancPluginDicomWebBinaryMode: { Ignore: 0, InlineBinary: 1, BulkDataUri: 2 },
  OrthancPluginStorageCommitmentFailureReason: {
    Success: 0,
    ProcessingFailure: 1,
    NoSuchObjectInstance: 2,
    ResourceLimitation: 3,
    ReferencedSOPClassNotSupported: 4,
    ClassInstanceConflict: 5,
    DuplicateTransactionUID: 6,
  },
  OrthancPluginReceivedInstanceAction: { KeepAsIs: 1, Modify: 2, Discard: 3 },
  OrthancPluginLoadDicomInstanceMode: { WholeDicom: 1, UntilPixelData: 2, EmptyPixelData: 3 },
} as const satisfies Record<string, Readonly<Record<string, number>>>

/** The first SDK version of enumerations that 1.12.3 lacks. */
export const enumsSince: Readonly<Record<string, string>> = {
  OrthancPluginLogLevel: '1.12.4',
  OrthancPluginLogCategory: '1.12.4',
}
