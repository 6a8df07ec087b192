// Generated from abi/ by abi/emit. Do not edit; run "npm run abi".

/** `OrthancPluginChangeType`; a newer Orthanc may have other values. */
export type ChangeType = number
export const ChangeType: {
  readonly CompletedSeries: 0
  readonly Deleted: 1
  readonly NewChildInstance: 2
  readonly NewInstance: 3
  readonly NewPatient: 4
  readonly NewSeries: 5
  readonly NewStudy: 6
  readonly StablePatient: 7
  readonly StableSeries: 8
  readonly StableStudy: 9
  readonly OrthancStarted: 10
  readonly OrthancStopped: 11
  readonly UpdatedAttachment: 12
  readonly UpdatedMetadata: 13
  readonly UpdatedPeers: 14
  readonly UpdatedModalities: 15
  readonly JobSubmitted: 16
  readonly JobSuccess: 17
  readonly JobFailure: 18
}

/** `OrthancPluginCreateDicomFlags`; a newer Orthanc may have other values. */
export type CreateDicomFlags = number
export const CreateDicomFlags: {
  readonly None: 0
  readonly DecodeDataUriScheme: 1
  readonly GenerateIdentifiers: 2
}

/** `OrthancPluginErrorCode`; a newer Orthanc may have other values. */
export type ErrorCode = number
export const ErrorCode: {
  readonly InternalError: -1
  readonly Success: 0
  readonly Plugin: 1
  readonly NotImplemented: 2
  readonly ParameterOutOfRange: 3
  readonly NotEnoughMemory: 4
  readonly BadParameterType: 5
  readonly BadSequenceOfCalls: 6
  readonly InexistentItem: 7
  readonly BadRequest: 8
  readonly NetworkProtocol: 9
  readonly SystemCommand: 10
  readonly Database: 11
  readonly UriSyntax: 12
  readonly InexistentFile: 13
  readonly CannotWriteFile: 14
  readonly BadFileFormat: 15
  readonly Timeout: 16
  readonly UnknownResource: 17
  readonly IncompatibleDatabaseVersion: 18
  readonly FullStorage: 19
  readonly CorruptedFile: 20
  readonly InexistentTag: 21
  readonly ReadOnly: 22
  readonly IncompatibleImageFormat: 23
  readonly IncompatibleImageSize: 24
  readonly SharedLibrary: 25
  readonly UnknownPluginService: 26
  readonly UnknownDicomTag: 27
  readonly BadJson: 28
  readonly Unauthorized: 29
  readonly BadFont: 30
  readonly DatabasePlugin: 31
  readonly StorageAreaPlugin: 32
  readonly EmptyRequest: 33
  readonly NotAcceptable: 34
  readonly NullPointer: 35
  readonly DatabaseUnavailable: 36
  readonly CanceledJob: 37
  readonly BadGeometry: 38
  readonly SslInitialization: 39
  readonly DiscontinuedAbi: 40
  readonly BadRange: 41
  readonly DatabaseCannotSerialize: 42
  readonly Revision: 43
  readonly MainDicomTagsMultiplyDefined: 44
  readonly ForbiddenAccess: 45
  readonly DuplicateResource: 46
  readonly IncompatibleConfigurations: 47
  readonly SQLiteNotOpened: 1000
  readonly SQLiteAlreadyOpened: 1001
  readonly SQLiteCannotOpen: 1002
  readonly SQLiteStatementAlreadyUsed: 1003
  readonly SQLiteExecute: 1004
  readonly SQLiteRollbackWithoutTransaction: 1005
  readonly SQLiteCommitWithoutTransaction: 1006
  readonly SQLiteRegisterFunction: 1007
  readonly SQLiteFlush: 1008
  readonly SQLiteCannotRun: 1009
  readonly SQLiteCannotStep: 1010
  readonly SQLiteBindOutOfRange: 1011
  readonly SQLitePrepareStatement: 1012
  readonly SQLiteTransactionAlreadyStarted: 1013
  readonly SQLiteTransactionCommit: 1014
  readonly SQLiteTransactionBegin: 1015
  readonly DirectoryOverFile: 2000
  readonly FileStorageCannotWrite: 2001
  readonly DirectoryExpected: 2002
  readonly HttpPortInUse: 2003
  readonly DicomPortInUse: 2004
  readonly BadHttpStatusInRest: 2005
  readonly RegularFileExpected: 2006
  readonly PathToExecutable: 2007
  readonly MakeDirectory: 2008
  readonly BadApplicationEntityTitle: 2009
  readonly NoCFindHandler: 2010
  readonly NoCMoveHandler: 2011
  readonly NoCStoreHandler: 2012
  readonly NoApplicationEntityFilter: 2013
  readonly NoSopClassOrInstance: 2014
  readonly NoPresentationContext: 2015
  readonly DicomFindUnavailable: 2016
  readonly DicomMoveUnavailable: 2017
  readonly CannotStoreInstance: 2018
  readonly CreateDicomNotString: 2019
  readonly CreateDicomOverrideTag: 2020
  readonly CreateDicomUseContent: 2021
  readonly CreateDicomNoPayload: 2022
  readonly CreateDicomUseDataUriScheme: 2023
  readonly CreateDicomBadParent: 2024
  readonly CreateDicomParentIsInstance: 2025
  readonly CreateDicomParentEncoding: 2026
  readonly UnknownModality: 2027
  readonly BadJobOrdering: 2028
  readonly JsonToLuaTable: 2029
  readonly CannotCreateLua: 2030
  readonly CannotExecuteLua: 2031
  readonly LuaAlreadyExecuted: 2032
  readonly LuaBadOutput: 2033
  readonly NotLuaPredicate: 2034
  readonly LuaReturnsNoString: 2035
  readonly StorageAreaAlreadyRegistered: 2036
  readonly DatabaseBackendAlreadyRegistered: 2037
  readonly DatabaseNotInitialized: 2038
  readonly SslDisabled: 2039
  readonly CannotOrderSlices: 2040
  readonly NoWorklistHandler: 2041
  readonly AlreadyExistingTag: 2042
  readonly NoStorageCommitmentHandler: 2043
  readonly NoCGetHandler: 2044
  readonly DicomGetUnavailable: 2045
  readonly UnsupportedMediaType: 3000
}

/** `OrthancPluginInstanceOrigin`; a newer Orthanc may have other values. */
export type InstanceOrigin = number
export const InstanceOrigin: {
  readonly Unknown: 1
  readonly DicomProtocol: 2
  readonly RestApi: 3
  readonly Plugin: 4
  readonly Lua: 5
  readonly WebDav: 6
}

/** `OrthancPluginJobStepStatus`; a newer Orthanc may have other values. */
export type JobStepStatus = number
export const JobStepStatus: {
  readonly Success: 1
  readonly Failure: 2
  readonly Continue: 3
}

/** `OrthancPluginJobStopReason`; a newer Orthanc may have other values. */
export type JobStopReason = number
export const JobStopReason: {
  readonly Success: 1
  readonly Paused: 2
  readonly Failure: 3
  readonly Canceled: 4
}

/** `OrthancPluginPixelFormat`; a newer Orthanc may have other values. */
export type PixelFormat = number
export const PixelFormat: {
  readonly Grayscale8: 1
  readonly Grayscale16: 2
  readonly SignedGrayscale16: 3
  readonly RGB24: 4
  readonly RGBA32: 5
  readonly Unknown: 6
  readonly RGB48: 7
  readonly Grayscale32: 8
  readonly Float32: 9
  readonly BGRA32: 10
  readonly Grayscale64: 11
}

/** `OrthancPluginResourceType`; a newer Orthanc may have other values. */
export type ResourceType = number
export const ResourceType: {
  readonly Patient: 0
  readonly Study: 1
  readonly Series: 2
  readonly Instance: 3
  readonly None: 4
}

/** `OrthancPluginStorageCommitmentFailureReason`; a newer Orthanc may have other values. */
export type StorageCommitmentFailureReason = number
export const StorageCommitmentFailureReason: {
  readonly Success: 0
  readonly ProcessingFailure: 1
  readonly NoSuchObjectInstance: 2
  readonly ResourceLimitation: 3
  readonly ReferencedSOPClassNotSupported: 4
  readonly ClassInstanceConflict: 5
  readonly DuplicateTransactionUID: 6
}
