/* Generated from abi/ by abi/emit. Do not edit; run "npm run abi". */
/* SPDX-License-Identifier: Apache-2.0 */

/*
 * What a plugin in C needs of Orthanc's SDK 1.12.3, with the SDK's names, for orthanc-wasm. Each function
 * fills the struct of a service and hands it to the host. docs/sdk.md says what the functions do.
 */
#pragma once

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(_WIN32)
#  define ORTHANC_PLUGINS_API __declspec(dllexport)
#elif defined(__GNUC__)
#  define ORTHANC_PLUGINS_API __attribute__((visibility("default")))
#else
#  define ORTHANC_PLUGINS_API
#endif

#define ORTHANC_PLUGINS_MINIMAL_MAJOR_NUMBER 1
#define ORTHANC_PLUGINS_MINIMAL_MINOR_NUMBER 12
#define ORTHANC_PLUGINS_MINIMAL_REVISION_NUMBER 3

/* Whether this header is that of a version or of a later one. */
#if !defined(ORTHANC_PLUGINS_VERSION_IS_ABOVE)
#  define ORTHANC_PLUGINS_VERSION_IS_ABOVE(major, minor, revision)   \
     (1 > (major) || (1 == (major) &&                           \
      (12 > (minor) || (12 == (minor) && 3 >= (revision)))))
#endif

#if !defined(ORTHANC_PLUGIN_INLINE)
#  define ORTHANC_PLUGIN_INLINE static inline
#endif

#if !defined(ORTHANC_PLUGIN_DEPRECATED)
#  define ORTHANC_PLUGIN_DEPRECATED
#endif

#ifdef __cplusplus
extern "C"
{
#endif

typedef enum
{
  OrthancPluginErrorCode_InternalError = -1,
  OrthancPluginErrorCode_Success = 0,
  OrthancPluginErrorCode_Plugin = 1,
  OrthancPluginErrorCode_NotImplemented = 2,
  OrthancPluginErrorCode_ParameterOutOfRange = 3,
  OrthancPluginErrorCode_NotEnoughMemory = 4,
  OrthancPluginErrorCode_BadParameterType = 5,
  OrthancPluginErrorCode_BadSequenceOfCalls = 6,
  OrthancPluginErrorCode_InexistentItem = 7,
  OrthancPluginErrorCode_BadRequest = 8,
  OrthancPluginErrorCode_NetworkProtocol = 9,
  OrthancPluginErrorCode_SystemCommand = 10,
  OrthancPluginErrorCode_Database = 11,
  OrthancPluginErrorCode_UriSyntax = 12,
  OrthancPluginErrorCode_InexistentFile = 13,
  OrthancPluginErrorCode_CannotWriteFile = 14,
  OrthancPluginErrorCode_BadFileFormat = 15,
  OrthancPluginErrorCode_Timeout = 16,
  OrthancPluginErrorCode_UnknownResource = 17,
  OrthancPluginErrorCode_IncompatibleDatabaseVersion = 18,
  OrthancPluginErrorCode_FullStorage = 19,
  OrthancPluginErrorCode_CorruptedFile = 20,
  OrthancPluginErrorCode_InexistentTag = 21,
  OrthancPluginErrorCode_ReadOnly = 22,
  OrthancPluginErrorCode_IncompatibleImageFormat = 23,
  OrthancPluginErrorCode_IncompatibleImageSize = 24,
  OrthancPluginErrorCode_SharedLibrary = 25,
  OrthancPluginErrorCode_UnknownPluginService = 26,
  OrthancPluginErrorCode_UnknownDicomTag = 27,
  OrthancPluginErrorCode_BadJson = 28,
  OrthancPluginErrorCode_Unauthorized = 29,
  OrthancPluginErrorCode_BadFont = 30,
  OrthancPluginErrorCode_DatabasePlugin = 31,
  OrthancPluginErrorCode_StorageAreaPlugin = 32,
  OrthancPluginErrorCode_EmptyRequest = 33,
  OrthancPluginErrorCode_NotAcceptable = 34,
  OrthancPluginErrorCode_NullPointer = 35,
  OrthancPluginErrorCode_DatabaseUnavailable = 36,
  OrthancPluginErrorCode_CanceledJob = 37,
  OrthancPluginErrorCode_BadGeometry = 38,
  OrthancPluginErrorCode_SslInitialization = 39,
  OrthancPluginErrorCode_DiscontinuedAbi = 40,
  OrthancPluginErrorCode_BadRange = 41,
  OrthancPluginErrorCode_DatabaseCannotSerialize = 42,
  OrthancPluginErrorCode_Revision = 43,
  OrthancPluginErrorCode_MainDicomTagsMultiplyDefined = 44,
  OrthancPluginErrorCode_ForbiddenAccess = 45,
  OrthancPluginErrorCode_DuplicateResource = 46,
  OrthancPluginErrorCode_SQLiteNotOpened = 1000,
  OrthancPluginErrorCode_SQLiteAlreadyOpened = 1001,
  OrthancPluginErrorCode_SQLiteCannotOpen = 1002,
  OrthancPluginErrorCode_SQLiteStatementAlreadyUsed = 1003,
  OrthancPluginErrorCode_SQLiteExecute = 1004,
  OrthancPluginErrorCode_SQLiteRollbackWithoutTransaction = 1005,
  OrthancPluginErrorCode_SQLiteCommitWithoutTransaction = 1006,
  OrthancPluginErrorCode_SQLiteRegisterFunction = 1007,
  OrthancPluginErrorCode_SQLiteFlush = 1008,
  OrthancPluginErrorCode_SQLiteCannotRun = 1009,
  OrthancPluginErrorCode_SQLiteCannotStep = 1010,
  OrthancPluginErrorCode_SQLiteBindOutOfRange = 1011,
  OrthancPluginErrorCode_SQLitePrepareStatement = 1012,
  OrthancPluginErrorCode_SQLiteTransactionAlreadyStarted = 1013,
  OrthancPluginErrorCode_SQLiteTransactionCommit = 1014,
  OrthancPluginErrorCode_SQLiteTransactionBegin = 1015,
  OrthancPluginErrorCode_DirectoryOverFile = 2000,
  OrthancPluginErrorCode_FileStorageCannotWrite = 2001,
  OrthancPluginErrorCode_DirectoryExpected = 2002,
  OrthancPluginErrorCode_HttpPortInUse = 2003,
  OrthancPluginErrorCode_DicomPortInUse = 2004,
  OrthancPluginErrorCode_BadHttpStatusInRest = 2005,
  OrthancPluginErrorCode_RegularFileExpected = 2006,
  OrthancPluginErrorCode_PathToExecutable = 2007,
  OrthancPluginErrorCode_MakeDirectory = 2008,
  OrthancPluginErrorCode_BadApplicationEntityTitle = 2009,
  OrthancPluginErrorCode_NoCFindHandler = 2010,
  OrthancPluginErrorCode_NoCMoveHandler = 2011,
  OrthancPluginErrorCode_NoCStoreHandler = 2012,
  OrthancPluginErrorCode_NoApplicationEntityFilter = 2013,
  OrthancPluginErrorCode_NoSopClassOrInstance = 2014,
  OrthancPluginErrorCode_NoPresentationContext = 2015,
  OrthancPluginErrorCode_DicomFindUnavailable = 2016,
  OrthancPluginErrorCode_DicomMoveUnavailable = 2017,
  OrthancPluginErrorCode_CannotStoreInstance = 2018,
  OrthancPluginErrorCode_CreateDicomNotString = 2019,
  OrthancPluginErrorCode_CreateDicomOverrideTag = 2020,
  OrthancPluginErrorCode_CreateDicomUseContent = 2021,
  OrthancPluginErrorCode_CreateDicomNoPayload = 2022,
  OrthancPluginErrorCode_CreateDicomUseDataUriScheme = 2023,
  OrthancPluginErrorCode_CreateDicomBadParent = 2024,
  OrthancPluginErrorCode_CreateDicomParentIsInstance = 2025,
  OrthancPluginErrorCode_CreateDicomParentEncoding = 2026,
  OrthancPluginErrorCode_UnknownModality = 2027,
  OrthancPluginErrorCode_BadJobOrdering = 2028,
  OrthancPluginErrorCode_JsonToLuaTable = 2029,
  OrthancPluginErrorCode_CannotCreateLua = 2030,
  OrthancPluginErrorCode_CannotExecuteLua = 2031,
  OrthancPluginErrorCode_LuaAlreadyExecuted = 2032,
  OrthancPluginErrorCode_LuaBadOutput = 2033,
  OrthancPluginErrorCode_NotLuaPredicate = 2034,
  OrthancPluginErrorCode_LuaReturnsNoString = 2035,
  OrthancPluginErrorCode_StorageAreaAlreadyRegistered = 2036,
  OrthancPluginErrorCode_DatabaseBackendAlreadyRegistered = 2037,
  OrthancPluginErrorCode_DatabaseNotInitialized = 2038,
  OrthancPluginErrorCode_SslDisabled = 2039,
  OrthancPluginErrorCode_CannotOrderSlices = 2040,
  OrthancPluginErrorCode_NoWorklistHandler = 2041,
  OrthancPluginErrorCode_AlreadyExistingTag = 2042,
  OrthancPluginErrorCode_NoStorageCommitmentHandler = 2043,
  OrthancPluginErrorCode_NoCGetHandler = 2044,
  OrthancPluginErrorCode_UnsupportedMediaType = 3000,
  _OrthancPluginErrorCode_INTERNAL = 0x7fffffff
} OrthancPluginErrorCode;

typedef enum
{
  OrthancPluginHttpMethod_Get = 1,
  OrthancPluginHttpMethod_Post = 2,
  OrthancPluginHttpMethod_Put = 3,
  OrthancPluginHttpMethod_Delete = 4,
  _OrthancPluginHttpMethod_INTERNAL = 0x7fffffff
} OrthancPluginHttpMethod;

typedef enum
{
  OrthancPluginPixelFormat_Grayscale8 = 1,
  OrthancPluginPixelFormat_Grayscale16 = 2,
  OrthancPluginPixelFormat_SignedGrayscale16 = 3,
  OrthancPluginPixelFormat_RGB24 = 4,
  OrthancPluginPixelFormat_RGBA32 = 5,
  OrthancPluginPixelFormat_Unknown = 6,
  OrthancPluginPixelFormat_RGB48 = 7,
  OrthancPluginPixelFormat_Grayscale32 = 8,
  OrthancPluginPixelFormat_Float32 = 9,
  OrthancPluginPixelFormat_BGRA32 = 10,
  OrthancPluginPixelFormat_Grayscale64 = 11,
  _OrthancPluginPixelFormat_INTERNAL = 0x7fffffff
} OrthancPluginPixelFormat;

typedef enum
{
  OrthancPluginImageFormat_Png = 0,
  OrthancPluginImageFormat_Jpeg = 1,
  OrthancPluginImageFormat_Dicom = 2,
  _OrthancPluginImageFormat_INTERNAL = 0x7fffffff
} OrthancPluginImageFormat;

typedef enum
{
  _OrthancPluginProperty_Description = 1,
  _OrthancPluginProperty_RootUri = 2,
  _OrthancPluginProperty_OrthancExplorer = 3,
  _OrthancPluginProperty_INTERNAL = 0x7fffffff
} _OrthancPluginProperty;

typedef enum
{
  OrthancPluginContentType_Unknown = 0,
  OrthancPluginContentType_Dicom = 1,
  OrthancPluginContentType_DicomAsJson = 2,
  OrthancPluginContentType_DicomUntilPixelData = 3,
  _OrthancPluginContentType_INTERNAL = 0x7fffffff
} OrthancPluginContentType;

typedef enum
{
  OrthancPluginResourceType_Patient = 0,
  OrthancPluginResourceType_Study = 1,
  OrthancPluginResourceType_Series = 2,
  OrthancPluginResourceType_Instance = 3,
  OrthancPluginResourceType_None = 4,
  _OrthancPluginResourceType_INTERNAL = 0x7fffffff
} OrthancPluginResourceType;

typedef enum
{
  OrthancPluginChangeType_CompletedSeries = 0,
  OrthancPluginChangeType_Deleted = 1,
  OrthancPluginChangeType_NewChildInstance = 2,
  OrthancPluginChangeType_NewInstance = 3,
  OrthancPluginChangeType_NewPatient = 4,
  OrthancPluginChangeType_NewSeries = 5,
  OrthancPluginChangeType_NewStudy = 6,
  OrthancPluginChangeType_StablePatient = 7,
  OrthancPluginChangeType_StableSeries = 8,
  OrthancPluginChangeType_StableStudy = 9,
  OrthancPluginChangeType_OrthancStarted = 10,
  OrthancPluginChangeType_OrthancStopped = 11,
  OrthancPluginChangeType_UpdatedAttachment = 12,
  OrthancPluginChangeType_UpdatedMetadata = 13,
  OrthancPluginChangeType_UpdatedPeers = 14,
  OrthancPluginChangeType_UpdatedModalities = 15,
  OrthancPluginChangeType_JobSubmitted = 16,
  OrthancPluginChangeType_JobSuccess = 17,
  OrthancPluginChangeType_JobFailure = 18,
  _OrthancPluginChangeType_INTERNAL = 0x7fffffff
} OrthancPluginChangeType;

typedef enum
{
  OrthancPluginCompressionType_Zlib = 0,
  OrthancPluginCompressionType_ZlibWithSize = 1,
  OrthancPluginCompressionType_Gzip = 2,
  OrthancPluginCompressionType_GzipWithSize = 3,
  _OrthancPluginCompressionType_INTERNAL = 0x7fffffff
} OrthancPluginCompressionType;

typedef enum
{
  OrthancPluginValueRepresentation_AE = 1,
  OrthancPluginValueRepresentation_AS = 2,
  OrthancPluginValueRepresentation_AT = 3,
  OrthancPluginValueRepresentation_CS = 4,
  OrthancPluginValueRepresentation_DA = 5,
  OrthancPluginValueRepresentation_DS = 6,
  OrthancPluginValueRepresentation_DT = 7,
  OrthancPluginValueRepresentation_FD = 8,
  OrthancPluginValueRepresentation_FL = 9,
  OrthancPluginValueRepresentation_IS = 10,
  OrthancPluginValueRepresentation_LO = 11,
  OrthancPluginValueRepresentation_LT = 12,
  OrthancPluginValueRepresentation_OB = 13,
  OrthancPluginValueRepresentation_OF = 14,
  OrthancPluginValueRepresentation_OW = 15,
  OrthancPluginValueRepresentation_PN = 16,
  OrthancPluginValueRepresentation_SH = 17,
  OrthancPluginValueRepresentation_SL = 18,
  OrthancPluginValueRepresentation_SQ = 19,
  OrthancPluginValueRepresentation_SS = 20,
  OrthancPluginValueRepresentation_ST = 21,
  OrthancPluginValueRepresentation_TM = 22,
  OrthancPluginValueRepresentation_UI = 23,
  OrthancPluginValueRepresentation_UL = 24,
  OrthancPluginValueRepresentation_UN = 25,
  OrthancPluginValueRepresentation_US = 26,
  OrthancPluginValueRepresentation_UT = 27,
  _OrthancPluginValueRepresentation_INTERNAL = 0x7fffffff
} OrthancPluginValueRepresentation;

typedef enum
{
  OrthancPluginDicomToJsonFormat_Full = 1,
  OrthancPluginDicomToJsonFormat_Short = 2,
  OrthancPluginDicomToJsonFormat_Human = 3,
  _OrthancPluginDicomToJsonFormat_INTERNAL = 0x7fffffff
} OrthancPluginDicomToJsonFormat;

typedef enum
{
  OrthancPluginDicomToJsonFlags_None = 0,
  OrthancPluginDicomToJsonFlags_IncludeBinary = 1,
  OrthancPluginDicomToJsonFlags_IncludePrivateTags = 2,
  OrthancPluginDicomToJsonFlags_IncludeUnknownTags = 4,
  OrthancPluginDicomToJsonFlags_IncludePixelData = 8,
  OrthancPluginDicomToJsonFlags_ConvertBinaryToAscii = 16,
  OrthancPluginDicomToJsonFlags_ConvertBinaryToNull = 32,
  OrthancPluginDicomToJsonFlags_StopAfterPixelData = 64,
  OrthancPluginDicomToJsonFlags_SkipGroupLengths = 128,
  _OrthancPluginDicomToJsonFlags_INTERNAL = 0x7fffffff
} OrthancPluginDicomToJsonFlags;

typedef enum
{
  OrthancPluginCreateDicomFlags_None = 0,
  OrthancPluginCreateDicomFlags_DecodeDataUriScheme = 1,
  OrthancPluginCreateDicomFlags_GenerateIdentifiers = 2,
  _OrthancPluginCreateDicomFlags_INTERNAL = 0x7fffffff
} OrthancPluginCreateDicomFlags;

typedef enum
{
  OrthancPluginIdentifierConstraint_Equal = 1,
  OrthancPluginIdentifierConstraint_SmallerOrEqual = 2,
  OrthancPluginIdentifierConstraint_GreaterOrEqual = 3,
  OrthancPluginIdentifierConstraint_Wildcard = 4,
  _OrthancPluginIdentifierConstraint_INTERNAL = 0x7fffffff
} OrthancPluginIdentifierConstraint;

typedef enum
{
  OrthancPluginConstraintType_Equal = 1,
  OrthancPluginConstraintType_SmallerOrEqual = 2,
  OrthancPluginConstraintType_GreaterOrEqual = 3,
  OrthancPluginConstraintType_Wildcard = 4,
  OrthancPluginConstraintType_List = 5,
  _OrthancPluginConstraintType_INTERNAL = 0x7fffffff
} OrthancPluginConstraintType;

typedef enum
{
  OrthancPluginInstanceOrigin_Unknown = 1,
  OrthancPluginInstanceOrigin_DicomProtocol = 2,
  OrthancPluginInstanceOrigin_RestApi = 3,
  OrthancPluginInstanceOrigin_Plugin = 4,
  OrthancPluginInstanceOrigin_Lua = 5,
  OrthancPluginInstanceOrigin_WebDav = 6,
  _OrthancPluginInstanceOrigin_INTERNAL = 0x7fffffff
} OrthancPluginInstanceOrigin;

typedef enum
{
  OrthancPluginJobStepStatus_Success = 1,
  OrthancPluginJobStepStatus_Failure = 2,
  OrthancPluginJobStepStatus_Continue = 3,
  _OrthancPluginJobStepStatus_INTERNAL = 0x7fffffff
} OrthancPluginJobStepStatus;

typedef enum
{
  OrthancPluginJobStopReason_Success = 1,
  OrthancPluginJobStopReason_Paused = 2,
  OrthancPluginJobStopReason_Failure = 3,
  OrthancPluginJobStopReason_Canceled = 4,
  _OrthancPluginJobStopReason_INTERNAL = 0x7fffffff
} OrthancPluginJobStopReason;

typedef enum
{
  OrthancPluginMetricsType_Default = 0,
  OrthancPluginMetricsType_Timer = 1,
  _OrthancPluginMetricsType_INTERNAL = 0x7fffffff
} OrthancPluginMetricsType;

typedef enum
{
  OrthancPluginDicomWebBinaryMode_Ignore = 0,
  OrthancPluginDicomWebBinaryMode_InlineBinary = 1,
  OrthancPluginDicomWebBinaryMode_BulkDataUri = 2,
  _OrthancPluginDicomWebBinaryMode_INTERNAL = 0x7fffffff
} OrthancPluginDicomWebBinaryMode;

typedef enum
{
  OrthancPluginStorageCommitmentFailureReason_Success = 0,
  OrthancPluginStorageCommitmentFailureReason_ProcessingFailure = 1,
  OrthancPluginStorageCommitmentFailureReason_NoSuchObjectInstance = 2,
  OrthancPluginStorageCommitmentFailureReason_ResourceLimitation = 3,
  OrthancPluginStorageCommitmentFailureReason_ReferencedSOPClassNotSupported = 4,
  OrthancPluginStorageCommitmentFailureReason_ClassInstanceConflict = 5,
  OrthancPluginStorageCommitmentFailureReason_DuplicateTransactionUID = 6,
  _OrthancPluginStorageCommitmentFailureReason_INTERNAL = 0x7fffffff
} OrthancPluginStorageCommitmentFailureReason;

typedef enum
{
  OrthancPluginReceivedInstanceAction_KeepAsIs = 1,
  OrthancPluginReceivedInstanceAction_Modify = 2,
  OrthancPluginReceivedInstanceAction_Discard = 3,
  _OrthancPluginReceivedInstanceAction_INTERNAL = 0x7fffffff
} OrthancPluginReceivedInstanceAction;

typedef enum
{
  OrthancPluginLoadDicomInstanceMode_WholeDicom = 1,
  OrthancPluginLoadDicomInstanceMode_UntilPixelData = 2,
  OrthancPluginLoadDicomInstanceMode_EmptyPixelData = 3,
  _OrthancPluginLoadDicomInstanceMode_INTERNAL = 0x7fffffff
} OrthancPluginLoadDicomInstanceMode;

typedef enum
{
  _OrthancPluginService_LogInfo = 1,
  _OrthancPluginService_LogWarning = 2,
  _OrthancPluginService_LogError = 3,
  _OrthancPluginService_GetOrthancPath = 4,
  _OrthancPluginService_GetOrthancDirectory = 5,
  _OrthancPluginService_GetConfigurationPath = 6,
  _OrthancPluginService_SetPluginProperty = 7,
  _OrthancPluginService_GetGlobalProperty = 8,
  _OrthancPluginService_SetGlobalProperty = 9,
  _OrthancPluginService_GetCommandLineArgumentsCount = 10,
  _OrthancPluginService_GetCommandLineArgument = 11,
  _OrthancPluginService_GetExpectedDatabaseVersion = 12,
  _OrthancPluginService_GetConfiguration = 13,
  _OrthancPluginService_BufferCompression = 14,
  _OrthancPluginService_ReadFile = 15,
  _OrthancPluginService_WriteFile = 16,
  _OrthancPluginService_GetErrorDescription = 17,
  _OrthancPluginService_CallHttpClient = 18,
  _OrthancPluginService_RegisterErrorCode = 19,
  _OrthancPluginService_RegisterDictionaryTag = 20,
  _OrthancPluginService_DicomBufferToJson = 21,
  _OrthancPluginService_DicomInstanceToJson = 22,
  _OrthancPluginService_CreateDicom = 23,
  _OrthancPluginService_ComputeMd5 = 24,
  _OrthancPluginService_ComputeSha1 = 25,
  _OrthancPluginService_LookupDictionary = 26,
  _OrthancPluginService_CallHttpClient2 = 27,
  _OrthancPluginService_GenerateUuid = 28,
  _OrthancPluginService_RegisterPrivateDictionaryTag = 29,
  _OrthancPluginService_AutodetectMimeType = 30,
  _OrthancPluginService_SetMetricsValue = 31,
  _OrthancPluginService_EncodeDicomWebJson = 32,
  _OrthancPluginService_EncodeDicomWebXml = 33,
  _OrthancPluginService_ChunkedHttpClient = 34,
  _OrthancPluginService_GetTagName = 35,
  _OrthancPluginService_EncodeDicomWebJson2 = 36,
  _OrthancPluginService_EncodeDicomWebXml2 = 37,
  _OrthancPluginService_CreateMemoryBuffer = 38,
  _OrthancPluginService_GenerateRestApiAuthorizationToken = 39,
  _OrthancPluginService_CreateMemoryBuffer64 = 40,
  _OrthancPluginService_CreateDicom2 = 41,
  _OrthancPluginService_GetDatabaseServerIdentifier = 42,
  _OrthancPluginService_SetMetricsIntegerValue = 43,
  _OrthancPluginService_SetCurrentThreadName = 44,
  _OrthancPluginService_RegisterRestCallback = 1000,
  _OrthancPluginService_RegisterOnStoredInstanceCallback = 1001,
  _OrthancPluginService_RegisterStorageArea = 1002,
  _OrthancPluginService_RegisterOnChangeCallback = 1003,
  _OrthancPluginService_RegisterRestCallbackNoLock = 1004,
  _OrthancPluginService_RegisterWorklistCallback = 1005,
  _OrthancPluginService_RegisterDecodeImageCallback = 1006,
  _OrthancPluginService_RegisterIncomingHttpRequestFilter = 1007,
  _OrthancPluginService_RegisterFindCallback = 1008,
  _OrthancPluginService_RegisterMoveCallback = 1009,
  _OrthancPluginService_RegisterIncomingHttpRequestFilter2 = 1010,
  _OrthancPluginService_RegisterRefreshMetricsCallback = 1011,
  _OrthancPluginService_RegisterChunkedRestCallback = 1012,
  _OrthancPluginService_RegisterStorageCommitmentScpCallback = 1013,
  _OrthancPluginService_RegisterIncomingDicomInstanceFilter = 1014,
  _OrthancPluginService_RegisterTranscoderCallback = 1015,
  _OrthancPluginService_RegisterStorageArea2 = 1016,
  _OrthancPluginService_RegisterIncomingCStoreInstanceFilter = 1017,
  _OrthancPluginService_RegisterReceivedInstanceCallback = 1018,
  _OrthancPluginService_RegisterWebDavCollection = 1019,
  _OrthancPluginService_AnswerBuffer = 2000,
  _OrthancPluginService_CompressAndAnswerPngImage = 2001,
  _OrthancPluginService_Redirect = 2002,
  _OrthancPluginService_SendHttpStatusCode = 2003,
  _OrthancPluginService_SendUnauthorized = 2004,
  _OrthancPluginService_SendMethodNotAllowed = 2005,
  _OrthancPluginService_SetCookie = 2006,
  _OrthancPluginService_SetHttpHeader = 2007,
  _OrthancPluginService_StartMultipartAnswer = 2008,
  _OrthancPluginService_SendMultipartItem = 2009,
  _OrthancPluginService_SendHttpStatus = 2010,
  _OrthancPluginService_CompressAndAnswerImage = 2011,
  _OrthancPluginService_SendMultipartItem2 = 2012,
  _OrthancPluginService_SetHttpErrorDetails = 2013,
  _OrthancPluginService_GetDicomForInstance = 3000,
  _OrthancPluginService_RestApiGet = 3001,
  _OrthancPluginService_RestApiPost = 3002,
  _OrthancPluginService_RestApiDelete = 3003,
  _OrthancPluginService_RestApiPut = 3004,
  _OrthancPluginService_LookupPatient = 3005,
  _OrthancPluginService_LookupStudy = 3006,
  _OrthancPluginService_LookupSeries = 3007,
  _OrthancPluginService_LookupInstance = 3008,
  _OrthancPluginService_LookupStudyWithAccessionNumber = 3009,
  _OrthancPluginService_RestApiGetAfterPlugins = 3010,
  _OrthancPluginService_RestApiPostAfterPlugins = 3011,
  _OrthancPluginService_RestApiDeleteAfterPlugins = 3012,
  _OrthancPluginService_RestApiPutAfterPlugins = 3013,
  _OrthancPluginService_ReconstructMainDicomTags = 3014,
  _OrthancPluginService_RestApiGet2 = 3015,
  _OrthancPluginService_CallRestApi = 3016,
  _OrthancPluginService_GetInstanceRemoteAet = 4000,
  _OrthancPluginService_GetInstanceSize = 4001,
  _OrthancPluginService_GetInstanceData = 4002,
  _OrthancPluginService_GetInstanceJson = 4003,
  _OrthancPluginService_GetInstanceSimplifiedJson = 4004,
  _OrthancPluginService_HasInstanceMetadata = 4005,
  _OrthancPluginService_GetInstanceMetadata = 4006,
  _OrthancPluginService_GetInstanceOrigin = 4007,
  _OrthancPluginService_GetInstanceTransferSyntaxUid = 4008,
  _OrthancPluginService_HasInstancePixelData = 4009,
  _OrthancPluginService_CreateDicomInstance = 4010,
  _OrthancPluginService_FreeDicomInstance = 4011,
  _OrthancPluginService_GetInstanceFramesCount = 4012,
  _OrthancPluginService_GetInstanceRawFrame = 4013,
  _OrthancPluginService_GetInstanceDecodedFrame = 4014,
  _OrthancPluginService_TranscodeDicomInstance = 4015,
  _OrthancPluginService_SerializeDicomInstance = 4016,
  _OrthancPluginService_GetInstanceAdvancedJson = 4017,
  _OrthancPluginService_GetInstanceDicomWebJson = 4018,
  _OrthancPluginService_GetInstanceDicomWebXml = 4019,
  _OrthancPluginService_LoadDicomInstance = 4020,
  _OrthancPluginService_RegisterDatabaseBackend = 5000,
  _OrthancPluginService_DatabaseAnswer = 5001,
  _OrthancPluginService_RegisterDatabaseBackendV2 = 5002,
  _OrthancPluginService_StorageAreaCreate = 5003,
  _OrthancPluginService_StorageAreaRead = 5004,
  _OrthancPluginService_StorageAreaRemove = 5005,
  _OrthancPluginService_RegisterDatabaseBackendV3 = 5006,
  _OrthancPluginService_RegisterDatabaseBackendV4 = 5007,
  _OrthancPluginService_GetImagePixelFormat = 6000,
  _OrthancPluginService_GetImageWidth = 6001,
  _OrthancPluginService_GetImageHeight = 6002,
  _OrthancPluginService_GetImagePitch = 6003,
  _OrthancPluginService_GetImageBuffer = 6004,
  _OrthancPluginService_UncompressImage = 6005,
  _OrthancPluginService_FreeImage = 6006,
  _OrthancPluginService_CompressImage = 6007,
  _OrthancPluginService_ConvertPixelFormat = 6008,
  _OrthancPluginService_GetFontsCount = 6009,
  _OrthancPluginService_GetFontInfo = 6010,
  _OrthancPluginService_DrawText = 6011,
  _OrthancPluginService_CreateImage = 6012,
  _OrthancPluginService_CreateImageAccessor = 6013,
  _OrthancPluginService_DecodeDicomImage = 6014,
  _OrthancPluginService_WorklistAddAnswer = 7000,
  _OrthancPluginService_WorklistMarkIncomplete = 7001,
  _OrthancPluginService_WorklistIsMatch = 7002,
  _OrthancPluginService_WorklistGetDicomQuery = 7003,
  _OrthancPluginService_FindAddAnswer = 7004,
  _OrthancPluginService_FindMarkIncomplete = 7005,
  _OrthancPluginService_GetFindQuerySize = 7006,
  _OrthancPluginService_GetFindQueryTag = 7007,
  _OrthancPluginService_GetFindQueryTagName = 7008,
  _OrthancPluginService_GetFindQueryValue = 7009,
  _OrthancPluginService_CreateFindMatcher = 7010,
  _OrthancPluginService_FreeFindMatcher = 7011,
  _OrthancPluginService_FindMatcherIsMatch = 7012,
  _OrthancPluginService_GetPeers = 8000,
  _OrthancPluginService_FreePeers = 8001,
  _OrthancPluginService_GetPeersCount = 8003,
  _OrthancPluginService_GetPeerName = 8004,
  _OrthancPluginService_GetPeerUrl = 8005,
  _OrthancPluginService_CallPeerApi = 8006,
  _OrthancPluginService_GetPeerUserProperty = 8007,
  _OrthancPluginService_CreateJob = 9000,
  _OrthancPluginService_FreeJob = 9001,
  _OrthancPluginService_SubmitJob = 9002,
  _OrthancPluginService_RegisterJobsUnserializer = 9003,
  _OrthancPluginService_CreateJob2 = 9004,
  _OrthancPluginService_INTERNAL = 0x7fffffff
} _OrthancPluginService;

typedef struct
{
  OrthancPluginHttpMethod method;
  uint32_t groupsCount;
  const char* const* groups;
  uint32_t getCount;
  const char* const* getKeys;
  const char* const* getValues;
  const void* body;
  uint32_t bodySize;
  uint32_t headersCount;
  const char* const* headersKeys;
  const char* const* headersValues;
} OrthancPluginHttpRequest;

typedef struct
{
  void* data;
  uint32_t size;
} OrthancPluginMemoryBuffer;

typedef struct
{
  void* data;
  uint64_t size;
} OrthancPluginMemoryBuffer64;

typedef struct
{
  uint16_t group;
  uint16_t element;
  OrthancPluginValueRepresentation vr;
  uint32_t minMultiplicity;
  uint32_t maxMultiplicity;
} OrthancPluginDictionaryEntry;

typedef struct _OrthancPluginRestOutput_t OrthancPluginRestOutput;

/* Answers one HTTP request; `output` is valid until it returns. */
typedef OrthancPluginErrorCode (*OrthancPluginRestCallback) (
  OrthancPluginRestOutput* output,
  const char* url,
  const OrthancPluginHttpRequest* request);

/* Lets an HTTP request in (1) or turns it away (0). */
typedef int32_t (*OrthancPluginIncomingHttpRequestFilter) (
  OrthancPluginHttpMethod method,
  const char* uri,
  const char* ip,
  uint32_t headersCount,
  const char* const* headersKeys,
  const char* const* headersValues);

/* Lets an HTTP request with its query in (1) or turns it away (0). */
typedef int32_t (*OrthancPluginIncomingHttpRequestFilter2) (
  OrthancPluginHttpMethod method,
  const char* uri,
  const char* ip,
  uint32_t headersCount,
  const char* const* headersKeys,
  const char* const* headersValues,
  uint32_t getArgumentsCount,
  const char* const* getArgumentsKeys,
  const char* const* getArgumentsValues);

typedef struct _OrthancPluginServerChunkedRequestReader_t OrthancPluginServerChunkedRequestReader;

/* Creates a reader that receives the body of one request in pieces. */
typedef OrthancPluginErrorCode (*OrthancPluginServerChunkedRequestReaderFactory) (
  OrthancPluginServerChunkedRequestReader** reader,
  const char* url,
  const OrthancPluginHttpRequest* request);

/* Takes one piece of the body. */
typedef OrthancPluginErrorCode (*OrthancPluginServerChunkedRequestReaderAddChunk) (
  OrthancPluginServerChunkedRequestReader* reader,
  const void* data,
  uint32_t size);

/* Answers the request, after the last piece. */
typedef OrthancPluginErrorCode (*OrthancPluginServerChunkedRequestReaderExecute) (
  OrthancPluginServerChunkedRequestReader* reader,
  OrthancPluginRestOutput* output);

/* Frees the reader, also of a request that was broken off. */
typedef void (*OrthancPluginServerChunkedRequestReaderFinalize) (
  OrthancPluginServerChunkedRequestReader* reader);

/* Takes one header of the answer. */
typedef OrthancPluginErrorCode (*OrthancPluginChunkedClientAnswerAddHeader) (
  void* answer,
  const char* key,
  const char* value);

/* Takes one piece of the body of the answer. */
typedef OrthancPluginErrorCode (*OrthancPluginChunkedClientAnswerAddChunk) (
  void* answer,
  const void* data,
  uint32_t size);

/* Whether the body of the request has no further piece (1) or one more (0). */
typedef uint8_t (*OrthancPluginChunkedClientRequestIsDone) (
  void* request);

/* Goes to the next piece of the body. */
typedef OrthancPluginErrorCode (*OrthancPluginChunkedClientRequestNext) (
  void* request);

/* The address of the current piece. */
typedef const void* (*OrthancPluginChunkedClientRequestGetChunkData) (
  void* request);

/* The size of the current piece in bytes. */
typedef uint32_t (*OrthancPluginChunkedClientRequestGetChunkSize) (
  void* request);

typedef struct _OrthancPluginDicomInstance_t OrthancPluginDicomInstance;

/* Called when an instance has been stored. */
typedef OrthancPluginErrorCode (*OrthancPluginOnStoredInstanceCallback) (
  const OrthancPluginDicomInstance* instance,
  const char* instanceId);

/* Called when a resource has changed, or when the server starts or stops. */
typedef OrthancPluginErrorCode (*OrthancPluginOnChangeCallback) (
  OrthancPluginChangeType changeType,
  OrthancPluginResourceType resourceType,
  const char* resourceId);

/* Stores an instance (1), refuses it (0) or reports an error (-1). */
typedef int32_t (*OrthancPluginIncomingDicomInstanceFilter) (
  const OrthancPluginDicomInstance* instance);

/* Stores an instance that came by C-STORE (1), refuses it with a DIMSE status (0) or reports an error (-1). */
typedef int32_t (*OrthancPluginIncomingCStoreInstanceFilter) (
  uint16_t* dimseStatus,
  const OrthancPluginDicomInstance* instance);

/* Keeps a received instance, replaces it, or discards it. */
typedef OrthancPluginReceivedInstanceAction (*OrthancPluginReceivedInstanceCallback) (
  OrthancPluginMemoryBuffer64* modifiedDicomBuffer,
  const void* receivedDicomBuffer,
  uint64_t receivedDicomBufferSize,
  OrthancPluginInstanceOrigin origin);

typedef struct _OrthancPluginImage_t OrthancPluginImage;

/* Decodes one frame of a DICOM file. */
typedef OrthancPluginErrorCode (*OrthancPluginDecodeImageCallback) (
  OrthancPluginImage** target,
  const void* dicom,
  const uint32_t size,
  uint32_t frameIndex);

/* Brings a DICOM file into one of the transfer syntaxes that are allowed. */
typedef OrthancPluginErrorCode (*OrthancPluginTranscoderCallback) (
  OrthancPluginMemoryBuffer* transcoded,
  const void* buffer,
  uint64_t size,
  const char* const* allowedSyntaxes,
  uint32_t countSyntaxes,
  uint8_t allowNewSopInstanceUid);

typedef struct _OrthancPluginDicomWebNode_t OrthancPluginDicomWebNode;

/* Of the host: says how a binary value is written. */
typedef void (*OrthancPluginDicomWebSetBinaryNode) (
  OrthancPluginDicomWebNode* node,
  OrthancPluginDicomWebBinaryMode mode,
  const char* bulkDataUri);

/* Decides about one binary value by calling `setter`. */
typedef void (*OrthancPluginDicomWebBinaryCallback) (
  OrthancPluginDicomWebNode* node,
  OrthancPluginDicomWebSetBinaryNode setter,
  uint32_t levelDepth,
  const uint16_t* levelTagGroup,
  const uint16_t* levelTagElement,
  const uint32_t* levelIndex,
  uint16_t tagGroup,
  uint16_t tagElement,
  OrthancPluginValueRepresentation vr);

/* Decides about one binary value by calling `setter`; `payload` is the plugin’s own. */
typedef void (*OrthancPluginDicomWebBinaryCallback2) (
  OrthancPluginDicomWebNode* node,
  OrthancPluginDicomWebSetBinaryNode setter,
  uint32_t levelDepth,
  const uint16_t* levelTagGroup,
  const uint16_t* levelTagElement,
  const uint32_t* levelIndex,
  uint16_t tagGroup,
  uint16_t tagElement,
  OrthancPluginValueRepresentation vr,
  void* payload);

typedef struct _OrthancPluginWorklistAnswers_t OrthancPluginWorklistAnswers;

typedef struct _OrthancPluginWorklistQuery_t OrthancPluginWorklistQuery;

/* Answers one worklist query. */
typedef OrthancPluginErrorCode (*OrthancPluginWorklistCallback) (
  OrthancPluginWorklistAnswers* answers,
  const OrthancPluginWorklistQuery* query,
  const char* issuerAet,
  const char* calledAet);

typedef struct _OrthancPluginFindAnswers_t OrthancPluginFindAnswers;

typedef struct _OrthancPluginFindQuery_t OrthancPluginFindQuery;

/* Answers one C-FIND query. */
typedef OrthancPluginErrorCode (*OrthancPluginFindCallback) (
  OrthancPluginFindAnswers* answers,
  const OrthancPluginFindQuery* query,
  const char* issuerAet,
  const char* calledAet);

/* Prepares one C-MOVE request; NULL refuses it. */
typedef void* (*OrthancPluginMoveCallback) (
  OrthancPluginResourceType resourceType,
  const char* patientId,
  const char* accessionNumber,
  const char* studyInstanceUid,
  const char* seriesInstanceUid,
  const char* sopInstanceUid,
  const char* originatorAet,
  const char* sourceAet,
  const char* targetAet,
  uint16_t originatorId);

/* How many instances there are to move. */
typedef uint32_t (*OrthancPluginGetMoveSize) (
  void* moveDriver);

/* Moves the next instance. */
typedef OrthancPluginErrorCode (*OrthancPluginApplyMove) (
  void* moveDriver);

/* Frees the data of a C-MOVE request. */
typedef void (*OrthancPluginFreeMove) (
  void* moveDriver);

/* Prepares the answer to one storage commitment request. */
typedef OrthancPluginErrorCode (*OrthancPluginStorageCommitmentFactory) (
  void** handler,
  const char* jobId,
  const char* transactionUid,
  const char* const* sopClassUids,
  const char* const* sopInstanceUids,
  uint32_t countInstances,
  const char* remoteAet,
  const char* calledAet);

/* Frees the data of a storage commitment request. */
typedef void (*OrthancPluginStorageCommitmentDestructor) (
  void* handler);

/* Says whether one instance is kept safely, or why not. */
typedef OrthancPluginErrorCode (*OrthancPluginStorageCommitmentLookup) (
  OrthancPluginStorageCommitmentFailureReason* target,
  void* handler,
  const char* sopClassUid,
  const char* sopInstanceUid);

/* Frees memory that came from the plugin. */
typedef void (*OrthancPluginFree) (
  void* buffer);

/* Writes a file. */
typedef OrthancPluginErrorCode (*OrthancPluginStorageCreate) (
  const char* uuid,
  const void* content,
  int64_t size,
  OrthancPluginContentType type);

/* Reads a file into memory that the plugin allocates. */
typedef OrthancPluginErrorCode (*OrthancPluginStorageRead) (
  void** content,
  int64_t* size,
  const char* uuid,
  OrthancPluginContentType type);

/* Reads a file into a memory buffer that the plugin allocates. */
typedef OrthancPluginErrorCode (*OrthancPluginStorageReadWhole) (
  OrthancPluginMemoryBuffer64* target,
  const char* uuid,
  OrthancPluginContentType type);

/* Fills a memory buffer with the bytes of a file from `rangeStart` on. */
typedef OrthancPluginErrorCode (*OrthancPluginStorageReadRange) (
  OrthancPluginMemoryBuffer64* target,
  const char* uuid,
  OrthancPluginContentType type,
  uint64_t rangeStart);

/* Removes a file. */
typedef OrthancPluginErrorCode (*OrthancPluginStorageRemove) (
  const char* uuid,
  OrthancPluginContentType type);

/* Answers one request to the database; both are protocol buffers. */
typedef OrthancPluginErrorCode (*OrthancPluginCallDatabaseBackendV4) (
  OrthancPluginMemoryBuffer64* response,
  void* backend,
  const void* request,
  uint64_t requestSize);

/* Closes the database. */
typedef void (*OrthancPluginFinalizeDatabaseBackendV4) (
  void* backend);

/* Frees a job. */
typedef void (*OrthancPluginJobFinalize) (
  void* job);

/* How much of a job is done, from 0 to 1. */
typedef float (*OrthancPluginJobGetProgress) (
  void* job);

/* Returns the public description of a job, as JSON; the text belongs to the job. */
typedef const char* (*OrthancPluginJobGetContent) (
  void* job);

/* Writes the public description of a job, as JSON, into a memory buffer. */
typedef OrthancPluginErrorCode (*OrthancPluginJobGetContent2) (
  OrthancPluginMemoryBuffer* target,
  void* job);

/* Returns the JSON from which the job can be created again; NULL if it cannot be. */
typedef const char* (*OrthancPluginJobGetSerialized) (
  void* job);

/* Writes the JSON from which the job can be created again: returns 1 if it can be, 0 if not, -1 for an error. */
typedef int32_t (*OrthancPluginJobGetSerialized2) (
  OrthancPluginMemoryBuffer* target,
  void* job);

/* Does one step of a job. */
typedef OrthancPluginJobStepStatus (*OrthancPluginJobStep) (
  void* job);

/* Stops a job. */
typedef OrthancPluginErrorCode (*OrthancPluginJobStop) (
  void* job,
  OrthancPluginJobStopReason reason);

/* Resets a stopped job, so that it can start again. */
typedef OrthancPluginErrorCode (*OrthancPluginJobReset) (
  void* job);

typedef struct _OrthancPluginJob_t OrthancPluginJob;

/* Creates a job again from JSON; returns NULL if the plugin does not know its type. */
typedef OrthancPluginJob* (*OrthancPluginJobsUnserializer) (
  const char* jobType,
  const char* serialized);

/* Updates the metrics. */
typedef void (*OrthancPluginRefreshMetricsCallback) (void);

typedef struct _OrthancPluginWebDavCollection_t OrthancPluginWebDavCollection;

/* Of the host: adds a file to the content of a folder. */
typedef OrthancPluginErrorCode (*OrthancPluginWebDavAddFile) (
  OrthancPluginWebDavCollection* collection,
  const char* name,
  uint64_t size,
  const char* mimeType,
  const char* dateTime);

/* Of the host: adds a folder to the content of a folder. */
typedef OrthancPluginErrorCode (*OrthancPluginWebDavAddFolder) (
  OrthancPluginWebDavCollection* collection,
  const char* name,
  const char* dateTime);

/* Of the host: takes the content of a file. */
typedef OrthancPluginErrorCode (*OrthancPluginWebDavRetrieveFile) (
  OrthancPluginWebDavCollection* collection,
  const void* data,
  uint64_t size,
  const char* mimeType,
  const char* dateTime);

/* Says whether a folder exists. */
typedef OrthancPluginErrorCode (*OrthancPluginWebDavIsExistingFolderCallback) (
  uint8_t* isExisting,
  uint32_t pathSize,
  const char* const* pathItems,
  void* payload);

/* Lists the content of a folder by calling `addFile` and `addFolder`. */
typedef OrthancPluginErrorCode (*OrthancPluginWebDavListFolderCallback) (
  uint8_t* isExisting,
  OrthancPluginWebDavCollection* collection,
  OrthancPluginWebDavAddFile addFile,
  OrthancPluginWebDavAddFolder addFolder,
  uint32_t pathSize,
  const char* const* pathItems,
  void* payload);

/* Passes a file to `retrieveFile`, which it does not call if the file is absent. */
typedef OrthancPluginErrorCode (*OrthancPluginWebDavRetrieveFileCallback) (
  OrthancPluginWebDavCollection* collection,
  OrthancPluginWebDavRetrieveFile retrieveFile,
  uint32_t pathSize,
  const char* const* pathItems,
  void* payload);

/* Writes a file, or says that the folder is read-only. */
typedef OrthancPluginErrorCode (*OrthancPluginWebDavStoreFileCallback) (
  uint8_t* isReadOnly,
  uint32_t pathSize,
  const char* const* pathItems,
  const void* data,
  uint64_t size,
  void* payload);

/* Makes a folder, or says that the folder is read-only. */
typedef OrthancPluginErrorCode (*OrthancPluginWebDavCreateFolderCallback) (
  uint8_t* isReadOnly,
  uint32_t pathSize,
  const char* const* pathItems,
  void* payload);

/* Deletes a file or a folder, or says that the folder is read-only. */
typedef OrthancPluginErrorCode (*OrthancPluginWebDavDeleteItemCallback) (
  uint8_t* isReadOnly,
  uint32_t pathSize,
  const char* const* pathItems,
  void* payload);

typedef struct
{
  const char* pathRegularExpression;
  OrthancPluginRestCallback callback;
} _OrthancPluginRestCallback;

typedef struct
{
  OrthancPluginOnStoredInstanceCallback callback;
} _OrthancPluginOnStoredInstanceCallback;

typedef struct
{
  OrthancPluginOnChangeCallback callback;
} _OrthancPluginOnChangeCallback;

typedef struct
{
  OrthancPluginIncomingHttpRequestFilter callback;
} _OrthancPluginIncomingHttpRequestFilter;

typedef struct
{
  OrthancPluginIncomingHttpRequestFilter2 callback;
} _OrthancPluginIncomingHttpRequestFilter2;

typedef struct
{
  const char* pathRegularExpression;
  OrthancPluginRestCallback getHandler;
  OrthancPluginServerChunkedRequestReaderFactory postHandler;
  OrthancPluginRestCallback deleteHandler;
  OrthancPluginServerChunkedRequestReaderFactory putHandler;
  OrthancPluginServerChunkedRequestReaderAddChunk addChunk;
  OrthancPluginServerChunkedRequestReaderExecute execute;
  OrthancPluginServerChunkedRequestReaderFinalize finalize;
} _OrthancPluginChunkedRestCallback;

typedef struct
{
  OrthancPluginIncomingDicomInstanceFilter callback;
} _OrthancPluginIncomingDicomInstanceFilter;

typedef struct
{
  OrthancPluginIncomingCStoreInstanceFilter callback;
} _OrthancPluginIncomingCStoreInstanceFilter;

typedef struct
{
  OrthancPluginReceivedInstanceCallback callback;
} _OrthancPluginReceivedInstanceCallback;

typedef struct
{
  OrthancPluginRestOutput* output;
  const void* answer;
  uint32_t answerSize;
  const char* mimeType;
} _OrthancPluginAnswerBuffer;

typedef struct
{
  OrthancPluginRestOutput* output;
  const char* argument;
} _OrthancPluginOutputPlusArgument;

typedef struct
{
  OrthancPluginRestOutput* output;
  uint16_t status;
} _OrthancPluginSendHttpStatusCode;

typedef struct
{
  OrthancPluginRestOutput* output;
  const char* key;
  const char* value;
} _OrthancPluginSetHttpHeader;

typedef struct
{
  OrthancPluginRestOutput* output;
  const char* subType;
  const char* contentType;
} _OrthancPluginStartMultipartAnswer;

typedef struct
{
  OrthancPluginRestOutput* output;
  uint16_t status;
  const void* body;
  uint32_t bodySize;
} _OrthancPluginSendHttpStatus;

typedef struct
{
  OrthancPluginRestOutput* output;
  OrthancPluginImageFormat imageFormat;
  OrthancPluginPixelFormat pixelFormat;
  uint32_t width;
  uint32_t height;
  uint32_t pitch;
  const void* buffer;
  uint8_t quality;
} _OrthancPluginCompressAndAnswerImage;

typedef struct
{
  OrthancPluginRestOutput* output;
  const void* answer;
  uint32_t answerSize;
  uint32_t headersCount;
  const char* const* headersKeys;
  const char* const* headersValues;
} _OrthancPluginSendMultipartItem2;

typedef struct
{
  OrthancPluginRestOutput* output;
  const char* details;
  uint8_t log;
} _OrthancPluginSetHttpErrorDetails;

typedef struct
{
  char** result;
  const char* argument;
} _OrthancPluginRetrieveDynamicString;

typedef struct
{
  OrthancPluginMemoryBuffer* target;
  const char* instanceId;
} _OrthancPluginGetDicomForInstance;

typedef struct
{
  OrthancPluginMemoryBuffer* target;
  const char* uri;
} _OrthancPluginRestApiGet;

typedef struct
{
  OrthancPluginMemoryBuffer* target;
  const char* uri;
  const void* body;
  uint32_t bodySize;
} _OrthancPluginRestApiPostPut;

typedef struct
{
  OrthancPluginMemoryBuffer* target;
  const char* uri;
  uint32_t headersCount;
  const char* const* headersKeys;
  const char* const* headersValues;
  int32_t afterPlugins;
} _OrthancPluginRestApiGet2;

typedef struct
{
  OrthancPluginMemoryBuffer* answerBody;
  OrthancPluginMemoryBuffer* answerHeaders;
  uint16_t* httpStatus;
  OrthancPluginHttpMethod method;
  const char* uri;
  uint32_t headersCount;
  const char* const* headersKeys;
  const char* const* headersValues;
  const void* body;
  uint32_t bodySize;
  uint8_t afterPlugins;
} _OrthancPluginCallRestApi;

typedef struct
{
  OrthancPluginMemoryBuffer* target;
  OrthancPluginHttpMethod method;
  const char* url;
  const char* username;
  const char* password;
  const void* body;
  uint32_t bodySize;
} _OrthancPluginCallHttpClient;

typedef struct
{
  OrthancPluginMemoryBuffer* answerBody;
  OrthancPluginMemoryBuffer* answerHeaders;
  uint16_t* httpStatus;
  OrthancPluginHttpMethod method;
  const char* url;
  uint32_t headersCount;
  const char* const* headersKeys;
  const char* const* headersValues;
  const void* body;
  uint32_t bodySize;
  const char* username;
  const char* password;
  uint32_t timeout;
  const char* certificateFile;
  const char* certificateKeyFile;
  const char* certificateKeyPassword;
  uint8_t pkcs11;
} _OrthancPluginCallHttpClient2;

typedef struct
{
  void* answer;
  OrthancPluginChunkedClientAnswerAddChunk answerAddChunk;
  OrthancPluginChunkedClientAnswerAddHeader answerAddHeader;
  uint16_t* httpStatus;
  OrthancPluginHttpMethod method;
  const char* url;
  uint32_t headersCount;
  const char* const* headersKeys;
  const char* const* headersValues;
  void* request;
  OrthancPluginChunkedClientRequestIsDone requestIsDone;
  OrthancPluginChunkedClientRequestGetChunkData requestChunkData;
  OrthancPluginChunkedClientRequestGetChunkSize requestChunkSize;
  OrthancPluginChunkedClientRequestNext requestNext;
  const char* username;
  const char* password;
  uint32_t timeout;
  const char* certificateFile;
  const char* certificateKeyFile;
  const char* certificateKeyPassword;
  uint8_t pkcs11;
} _OrthancPluginChunkedHttpClient;

typedef struct _OrthancPluginPeers_t OrthancPluginPeers;

typedef struct
{
  OrthancPluginPeers** peers;
} _OrthancPluginGetPeers;

typedef struct
{
  OrthancPluginPeers* peers;
} _OrthancPluginFreePeers;

typedef struct
{
  uint32_t* target;
  const OrthancPluginPeers* peers;
} _OrthancPluginGetPeersCount;

typedef struct
{
  const char** target;
  const OrthancPluginPeers* peers;
  uint32_t peerIndex;
  const char* userProperty;
} _OrthancPluginGetPeerProperty;

typedef struct
{
  OrthancPluginMemoryBuffer* answerBody;
  OrthancPluginMemoryBuffer* answerHeaders;
  uint16_t* httpStatus;
  const OrthancPluginPeers* peers;
  uint32_t peerIndex;
  OrthancPluginHttpMethod method;
  const char* uri;
  uint32_t additionalHeadersCount;
  const char* const* additionalHeadersKeys;
  const char* const* additionalHeadersValues;
  const void* body;
  uint32_t bodySize;
  uint32_t timeout;
} _OrthancPluginCallPeerApi;

typedef struct
{
  OrthancPluginDecodeImageCallback callback;
} _OrthancPluginDecodeImageCallback;

typedef struct
{
  const OrthancPluginImage* image;
  uint32_t* resultUint32;
  OrthancPluginPixelFormat* resultPixelFormat;
  void** resultBuffer;
} _OrthancPluginGetImageInfo;

typedef struct
{
  OrthancPluginImage** target;
  const void* data;
  uint32_t size;
  OrthancPluginImageFormat format;
} _OrthancPluginUncompressImage;

typedef struct
{
  OrthancPluginImage* image;
} _OrthancPluginFreeImage;

typedef struct
{
  OrthancPluginMemoryBuffer* target;
  OrthancPluginImageFormat imageFormat;
  OrthancPluginPixelFormat pixelFormat;
  uint32_t width;
  uint32_t height;
  uint32_t pitch;
  const void* buffer;
  uint8_t quality;
} _OrthancPluginCompressImage;

typedef struct
{
  OrthancPluginImage** target;
  const OrthancPluginImage* source;
  OrthancPluginPixelFormat targetFormat;
} _OrthancPluginConvertPixelFormat;

typedef struct
{
  OrthancPluginImage** target;
  OrthancPluginPixelFormat format;
  uint32_t width;
  uint32_t height;
  uint32_t pitch;
  void* buffer;
  const void* constBuffer;
  uint32_t bufferSize;
  uint32_t frameIndex;
} _OrthancPluginCreateImage;

typedef struct
{
  int32_t* resultInt32;
  uint32_t* resultUint32;
  int64_t* resultInt64;
  uint64_t* resultUint64;
} _OrthancPluginReturnSingleValue;

typedef struct
{
  uint32_t fontIndex;
  const char** name;
  uint32_t* size;
} _OrthancPluginGetFontInfo;

typedef struct
{
  OrthancPluginImage* image;
  uint32_t fontIndex;
  const char* utf8Text;
  int32_t x;
  int32_t y;
  uint8_t r;
  uint8_t g;
  uint8_t b;
} _OrthancPluginDrawText;

typedef struct
{
  char** resultStringToFree;
  const char** resultString;
  int64_t* resultInt64;
  const char* key;
  const OrthancPluginDicomInstance* instance;
  OrthancPluginInstanceOrigin* resultOrigin;
} _OrthancPluginAccessDicomInstance;

typedef struct
{
  OrthancPluginDicomInstance** target;
  const void* buffer;
  uint32_t size;
  const char* transferSyntax;
} _OrthancPluginCreateDicomInstance;

typedef struct
{
  OrthancPluginDicomInstance* dicom;
} _OrthancPluginFreeDicomInstance;

typedef struct
{
  uint32_t* targetUint32;
  OrthancPluginMemoryBuffer* targetBuffer;
  OrthancPluginImage** targetImage;
  char** targetStringToFree;
  const OrthancPluginDicomInstance* instance;
  uint32_t frameIndex;
  OrthancPluginDicomToJsonFormat format;
  OrthancPluginDicomToJsonFlags flags;
  uint32_t maxStringLength;
  OrthancPluginDicomWebBinaryCallback2 dicomWebCallback;
  void* dicomWebPayload;
} _OrthancPluginAccessDicomInstance2;

typedef struct
{
  OrthancPluginDicomInstance** target;
  const char* instanceId;
  OrthancPluginLoadDicomInstanceMode mode;
} _OrthancPluginLoadDicomInstance;

typedef struct
{
  char** result;
  const char* instanceId;
  const void* buffer;
  uint32_t size;
  OrthancPluginDicomToJsonFormat format;
  OrthancPluginDicomToJsonFlags flags;
  uint32_t maxStringLength;
} _OrthancPluginDicomToJson;

typedef struct
{
  OrthancPluginMemoryBuffer* target;
  const char* json;
  const OrthancPluginImage* pixelData;
  OrthancPluginCreateDicomFlags flags;
} _OrthancPluginCreateDicom;

typedef struct
{
  char** target;
  const void* dicom;
  uint32_t dicomSize;
  OrthancPluginDicomWebBinaryCallback callback;
} _OrthancPluginEncodeDicomWeb;

typedef struct
{
  char** target;
  const void* dicom;
  uint32_t dicomSize;
  OrthancPluginDicomWebBinaryCallback2 callback;
  void* payload;
} _OrthancPluginEncodeDicomWeb2;

typedef struct
{
  _OrthancPluginCreateDicom createDicom;
  const char* privateCreator;
} _OrthancPluginCreateDicom2;

typedef struct
{
  OrthancPluginTranscoderCallback callback;
} _OrthancPluginTranscoderCallback;

typedef struct
{
  uint16_t group;
  uint16_t element;
  OrthancPluginValueRepresentation vr;
  const char* name;
  uint32_t minMultiplicity;
  uint32_t maxMultiplicity;
} _OrthancPluginRegisterDictionaryTag;

typedef struct
{
  OrthancPluginDictionaryEntry* target;
  const char* name;
} _OrthancPluginLookupDictionary;

typedef struct
{
  uint16_t group;
  uint16_t element;
  OrthancPluginValueRepresentation vr;
  const char* name;
  uint32_t minMultiplicity;
  uint32_t maxMultiplicity;
  const char* privateCreator;
} _OrthancPluginRegisterPrivateDictionaryTag;

typedef struct
{
  char** result;
  uint16_t group;
  uint16_t element;
  const char* privateCreator;
} _OrthancPluginGetTagName;

typedef struct
{
  OrthancPluginWorklistCallback callback;
} _OrthancPluginWorklistCallback;

typedef struct
{
  OrthancPluginWorklistAnswers* answers;
  const OrthancPluginWorklistQuery* query;
  const void* dicom;
  uint32_t size;
} _OrthancPluginWorklistAnswersOperation;

typedef struct
{
  const OrthancPluginWorklistQuery* query;
  const void* dicom;
  uint32_t size;
  int32_t* isMatch;
  OrthancPluginMemoryBuffer* target;
} _OrthancPluginWorklistQueryOperation;

typedef struct
{
  OrthancPluginFindCallback callback;
} _OrthancPluginFindCallback;

typedef struct
{
  OrthancPluginMoveCallback callback;
  OrthancPluginGetMoveSize getMoveSize;
  OrthancPluginApplyMove applyMove;
  OrthancPluginFreeMove freeMove;
} _OrthancPluginMoveCallback;

typedef struct
{
  OrthancPluginStorageCommitmentFactory factory;
  OrthancPluginStorageCommitmentDestructor destructor;
  OrthancPluginStorageCommitmentLookup lookup;
} _OrthancPluginRegisterStorageCommitmentScpCallback;

typedef struct
{
  OrthancPluginFindAnswers* answers;
  const OrthancPluginFindQuery* query;
  const void* dicom;
  uint32_t size;
  uint32_t index;
  uint32_t* resultUint32;
  uint16_t* resultGroup;
  uint16_t* resultElement;
  char** resultString;
} _OrthancPluginFindOperation;

typedef struct _OrthancPluginFindMatcher_t OrthancPluginFindMatcher;

typedef struct
{
  OrthancPluginFindMatcher** target;
  const void* query;
  uint32_t size;
} _OrthancPluginCreateFindMatcher;

typedef struct
{
  OrthancPluginFindMatcher* matcher;
} _OrthancPluginFreeFindMatcher;

typedef struct
{
  const OrthancPluginFindMatcher* matcher;
  const void* dicom;
  uint32_t size;
  int32_t* isMatch;
} _OrthancPluginFindMatcherIsMatch;

typedef struct
{
  OrthancPluginJob** target;
  void* job;
  OrthancPluginJobFinalize finalize;
  const char* type;
  OrthancPluginJobGetProgress getProgress;
  OrthancPluginJobGetContent getContent;
  OrthancPluginJobGetSerialized getSerialized;
  OrthancPluginJobStep step;
  OrthancPluginJobStop stop;
  OrthancPluginJobReset reset;
} _OrthancPluginCreateJob;

typedef struct
{
  OrthancPluginJob* job;
} _OrthancPluginFreeJob;

typedef struct
{
  char** resultId;
  OrthancPluginJob* job;
  int32_t priority;
} _OrthancPluginSubmitJob;

typedef struct
{
  OrthancPluginJobsUnserializer unserializer;
} _OrthancPluginJobsUnserializer;

typedef struct
{
  OrthancPluginJob** target;
  void* job;
  OrthancPluginJobFinalize finalize;
  const char* type;
  OrthancPluginJobGetProgress getProgress;
  OrthancPluginJobGetContent2 getContent;
  OrthancPluginJobGetSerialized2 getSerialized;
  OrthancPluginJobStep step;
  OrthancPluginJobStop stop;
  OrthancPluginJobReset reset;
} _OrthancPluginCreateJob2;

typedef struct
{
  const char** result;
  const char* argument;
} _OrthancPluginRetrieveStaticString;

typedef struct
{
  OrthancPluginStorageCreate create;
  OrthancPluginStorageRead read;
  OrthancPluginStorageRemove remove;
  OrthancPluginFree free;
} _OrthancPluginRegisterStorageArea;

typedef struct
{
  OrthancPluginStorageCreate create;
  OrthancPluginStorageReadWhole readWhole;
  OrthancPluginStorageReadRange readRange;
  OrthancPluginStorageRemove remove;
} _OrthancPluginRegisterStorageArea2;

typedef struct _OrthancPluginStorageArea_t OrthancPluginStorageArea;

typedef struct
{
  OrthancPluginStorageArea* storageArea;
  OrthancPluginResourceType level;
} _OrthancPluginReconstructMainDicomTags;

typedef struct
{
  OrthancPluginStorageArea* storageArea;
  const char* uuid;
  const void* content;
  uint64_t size;
  OrthancPluginContentType type;
} _OrthancPluginStorageAreaCreate;

typedef struct
{
  OrthancPluginMemoryBuffer* target;
  OrthancPluginStorageArea* storageArea;
  const char* uuid;
  OrthancPluginContentType type;
} _OrthancPluginStorageAreaRead;

typedef struct
{
  OrthancPluginStorageArea* storageArea;
  const char* uuid;
  OrthancPluginContentType type;
} _OrthancPluginStorageAreaRemove;

typedef struct
{
  void* backend;
  uint32_t maxDatabaseRetries;
  OrthancPluginCallDatabaseBackendV4 operations;
  OrthancPluginFinalizeDatabaseBackendV4 finalize;
} _OrthancPluginRegisterDatabaseBackendV4;

typedef struct
{
  const char* uri;
  OrthancPluginWebDavIsExistingFolderCallback isExistingFolder;
  OrthancPluginWebDavListFolderCallback listFolder;
  OrthancPluginWebDavRetrieveFileCallback retrieveFile;
  OrthancPluginWebDavStoreFileCallback storeFile;
  OrthancPluginWebDavCreateFolderCallback createFolder;
  OrthancPluginWebDavDeleteItemCallback deleteItem;
  void* payload;
} _OrthancPluginRegisterWebDavCollection;

typedef struct
{
  const char* name;
  float value;
  OrthancPluginMetricsType type;
} _OrthancPluginSetMetricsValue;

typedef struct
{
  const char* name;
  int64_t value;
  OrthancPluginMetricsType type;
} _OrthancPluginSetMetricsIntegerValue;

typedef struct
{
  OrthancPluginRefreshMetricsCallback callback;
} _OrthancPluginRegisterRefreshMetricsCallback;

typedef struct
{
  const char** target;
  OrthancPluginErrorCode error;
} _OrthancPluginGetErrorDescription;

typedef struct
{
  char** result;
  const void* buffer;
  uint32_t size;
} _OrthancPluginComputeHash;

typedef struct
{
  const char* plugin;
  _OrthancPluginProperty property;
  const char* value;
} _OrthancPluginSetPluginProperty;

typedef struct
{
  char** result;
  int32_t property;
  const char* value;
} _OrthancPluginGlobalProperty;

typedef struct
{
  OrthancPluginMemoryBuffer* target;
  const char* path;
} _OrthancPluginReadFile;

typedef struct
{
  const char* path;
  const void* data;
  uint32_t size;
} _OrthancPluginWriteFile;

typedef struct
{
  OrthancPluginErrorCode* target;
  int32_t code;
  uint16_t httpStatus;
  const char* message;
} _OrthancPluginRegisterErrorCode;

typedef struct
{
  OrthancPluginMemoryBuffer* target;
  const void* source;
  uint32_t size;
  OrthancPluginCompressionType compression;
  uint8_t uncompress;
} _OrthancPluginBufferCompression;

typedef struct
{
  OrthancPluginMemoryBuffer* target;
  uint32_t size;
} _OrthancPluginCreateMemoryBuffer;

typedef struct
{
  OrthancPluginMemoryBuffer64* target;
  uint64_t size;
} _OrthancPluginCreateMemoryBuffer64;

typedef struct
{
  OrthancPluginRestOutput* output;
  OrthancPluginPixelFormat format;
  uint32_t width;
  uint32_t height;
  uint32_t pitch;
  const void* buffer;
} _OrthancPluginCompressAndAnswerPngImage;

/* What the host hands to OrthancPluginInitialize; it stays valid as long as the plugin. */
typedef struct _OrthancPluginContext_t
{
  void* pluginsManager;
  const char* orthancVersion;
  void (*Free) (void* buffer);
  OrthancPluginErrorCode (*InvokeService) (struct _OrthancPluginContext_t* context,
                                           _OrthancPluginService service,
                                           const void* params);
} OrthancPluginContext;

/* What every plugin has. */
ORTHANC_PLUGINS_API int32_t OrthancPluginInitialize(OrthancPluginContext* context);
ORTHANC_PLUGINS_API void OrthancPluginFinalize(void);
ORTHANC_PLUGINS_API const char* OrthancPluginGetName(void);
ORTHANC_PLUGINS_API const char* OrthancPluginGetVersion(void);

/** Whether the host follows that version of Orthanc or a later one: 1 or 0. */
ORTHANC_PLUGIN_INLINE int32_t OrthancPluginCheckVersionAdvanced(
  OrthancPluginContext* context,
  int32_t expectedMajor,
  int32_t expectedMinor,
  int32_t expectedRevision)
{
  const char* text = context->orthancVersion;
  long found[3];
  int i;
  if (strcmp(text, "mainline") == 0) return 1;
  for (i = 0; i < 3; i++)
  {
    char* end;
    found[i] = strtol(text, &end, 10);
    if (end == text || (i < 2 && *end != '.')) return 0;
    text = end + 1;
  }
  if (found[0] != expectedMajor) return found[0] > expectedMajor;
  if (found[1] != expectedMinor) return found[1] > expectedMinor;
  return found[2] >= expectedRevision;
}

/** Whether the host follows the version of this header or a later one: 1 or 0. */
ORTHANC_PLUGIN_INLINE int32_t OrthancPluginCheckVersion(
  OrthancPluginContext* context)
{
  return OrthancPluginCheckVersionAdvanced(
    context,
    ORTHANC_PLUGINS_MINIMAL_MAJOR_NUMBER,
    ORTHANC_PLUGINS_MINIMAL_MINOR_NUMBER,
    ORTHANC_PLUGINS_MINIMAL_REVISION_NUMBER);
}

/** Registers a route; its callback never runs concurrently with another one of this
 *  kind. */
ORTHANC_PLUGIN_INLINE void OrthancPluginRegisterRestCallback(
  OrthancPluginContext* context,
  const char* pathRegularExpression,
  OrthancPluginRestCallback callback)
{
  _OrthancPluginRestCallback params;
  memset(&params, 0, sizeof(params));
  params.pathRegularExpression = pathRegularExpression;
  params.callback = callback;
  context->InvokeService(context, _OrthancPluginService_RegisterRestCallback, &params);
}

/** Registers a route whose callback may run concurrently with others. */
ORTHANC_PLUGIN_INLINE void OrthancPluginRegisterRestCallbackNoLock(
  OrthancPluginContext* context,
  const char* pathRegularExpression,
  OrthancPluginRestCallback callback)
{
  _OrthancPluginRestCallback params;
  memset(&params, 0, sizeof(params));
  params.pathRegularExpression = pathRegularExpression;
  params.callback = callback;
  context->InvokeService(context, _OrthancPluginService_RegisterRestCallbackNoLock, &params);
}

/** Registers a route whose request bodies arrive piece by piece. */
ORTHANC_PLUGIN_INLINE void OrthancPluginRegisterChunkedRestCallback(
  OrthancPluginContext* context,
  const char* pathRegularExpression,
  OrthancPluginRestCallback getHandler,
  OrthancPluginServerChunkedRequestReaderFactory postHandler,
  OrthancPluginRestCallback deleteHandler,
  OrthancPluginServerChunkedRequestReaderFactory putHandler,
  OrthancPluginServerChunkedRequestReaderAddChunk addChunk,
  OrthancPluginServerChunkedRequestReaderExecute execute,
  OrthancPluginServerChunkedRequestReaderFinalize finalize)
{
  _OrthancPluginChunkedRestCallback params;
  memset(&params, 0, sizeof(params));
  params.pathRegularExpression = pathRegularExpression;
  params.getHandler = getHandler;
  params.postHandler = postHandler;
  params.deleteHandler = deleteHandler;
  params.putHandler = putHandler;
  params.addChunk = addChunk;
  params.execute = execute;
  params.finalize = finalize;
  context->InvokeService(context, _OrthancPluginService_RegisterChunkedRestCallback, &params);
}

/** Registers a callback that runs after an instance is stored. */
ORTHANC_PLUGIN_INLINE void OrthancPluginRegisterOnStoredInstanceCallback(
  OrthancPluginContext* context,
  OrthancPluginOnStoredInstanceCallback callback)
{
  _OrthancPluginOnStoredInstanceCallback params;
  memset(&params, 0, sizeof(params));
  params.callback = callback;
  context->InvokeService(context, _OrthancPluginService_RegisterOnStoredInstanceCallback, &params);
}

/** Registers a callback that runs when a resource changes, or the server starts or
 *  stops. */
ORTHANC_PLUGIN_INLINE void OrthancPluginRegisterOnChangeCallback(
  OrthancPluginContext* context,
  OrthancPluginOnChangeCallback callback)
{
  _OrthancPluginOnChangeCallback params;
  memset(&params, 0, sizeof(params));
  params.callback = callback;
  context->InvokeService(context, _OrthancPluginService_RegisterOnChangeCallback, &params);
}

/** Registers a callback that accepts or refuses HTTP requests. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterIncomingHttpRequestFilter(
  OrthancPluginContext* context,
  OrthancPluginIncomingHttpRequestFilter callback)
{
  _OrthancPluginIncomingHttpRequestFilter params;
  memset(&params, 0, sizeof(params));
  params.callback = callback;
  return context->InvokeService(context, _OrthancPluginService_RegisterIncomingHttpRequestFilter, &params);
}

/** Registers a callback that accepts or refuses HTTP requests, and also receives their
 *  query. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterIncomingHttpRequestFilter2(
  OrthancPluginContext* context,
  OrthancPluginIncomingHttpRequestFilter2 callback)
{
  _OrthancPluginIncomingHttpRequestFilter2 params;
  memset(&params, 0, sizeof(params));
  params.callback = callback;
  return context->InvokeService(context, _OrthancPluginService_RegisterIncomingHttpRequestFilter2, &params);
}

/** Registers a callback that decides whether an incoming instance is
 *  stored. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterIncomingDicomInstanceFilter(
  OrthancPluginContext* context,
  OrthancPluginIncomingDicomInstanceFilter callback)
{
  _OrthancPluginIncomingDicomInstanceFilter params;
  memset(&params, 0, sizeof(params));
  params.callback = callback;
  return context->InvokeService(context, _OrthancPluginService_RegisterIncomingDicomInstanceFilter, &params);
}

/** Registers a callback that decides whether an instance from C-STORE is stored, and with which
 *  DIMSE status it is refused. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterIncomingCStoreInstanceFilter(
  OrthancPluginContext* context,
  OrthancPluginIncomingCStoreInstanceFilter callback)
{
  _OrthancPluginIncomingCStoreInstanceFilter params;
  memset(&params, 0, sizeof(params));
  params.callback = callback;
  return context->InvokeService(context, _OrthancPluginService_RegisterIncomingCStoreInstanceFilter, &params);
}

/** Registers a callback that keeps, changes or discards an instance before it is
 *  stored. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterReceivedInstanceCallback(
  OrthancPluginContext* context,
  OrthancPluginReceivedInstanceCallback callback)
{
  _OrthancPluginReceivedInstanceCallback params;
  memset(&params, 0, sizeof(params));
  params.callback = callback;
  return context->InvokeService(context, _OrthancPluginService_RegisterReceivedInstanceCallback, &params);
}

/** Answers with status 200, the bytes given and their type. */
ORTHANC_PLUGIN_INLINE void OrthancPluginAnswerBuffer(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  const void* answer,
  uint32_t answerSize,
  const char* mimeType)
{
  _OrthancPluginAnswerBuffer params;
  memset(&params, 0, sizeof(params));
  params.output = output;
  params.answer = answer;
  params.answerSize = answerSize;
  params.mimeType = mimeType;
  context->InvokeService(context, _OrthancPluginService_AnswerBuffer, &params);
}

/** Answers with an image as PNG, compressed by the host. */
ORTHANC_PLUGIN_INLINE void OrthancPluginCompressAndAnswerPngImage(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  OrthancPluginPixelFormat format,
  uint32_t width,
  uint32_t height,
  uint32_t pitch,
  const void* buffer)
{
  _OrthancPluginCompressAndAnswerImage params;
  memset(&params, 0, sizeof(params));
  params.imageFormat = OrthancPluginImageFormat_Png;
  params.quality = 0;
  params.output = output;
  params.pixelFormat = format;
  params.width = width;
  params.height = height;
  params.pitch = pitch;
  params.buffer = buffer;
  context->InvokeService(context, _OrthancPluginService_CompressAndAnswerImage, &params);
}

/** Sends the client to another path. */
ORTHANC_PLUGIN_INLINE void OrthancPluginRedirect(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  const char* redirection)
{
  _OrthancPluginOutputPlusArgument params;
  memset(&params, 0, sizeof(params));
  params.output = output;
  params.argument = redirection;
  context->InvokeService(context, _OrthancPluginService_Redirect, &params);
}

/** Answers with a status and an empty body. */
ORTHANC_PLUGIN_INLINE void OrthancPluginSendHttpStatusCode(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  uint16_t status)
{
  _OrthancPluginSendHttpStatusCode params;
  memset(&params, 0, sizeof(params));
  params.output = output;
  params.status = status;
  context->InvokeService(context, _OrthancPluginService_SendHttpStatusCode, &params);
}

/** Answers 401 and asks for Basic authentication in a realm. */
ORTHANC_PLUGIN_INLINE void OrthancPluginSendUnauthorized(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  const char* realm)
{
  _OrthancPluginOutputPlusArgument params;
  memset(&params, 0, sizeof(params));
  params.output = output;
  params.argument = realm;
  context->InvokeService(context, _OrthancPluginService_SendUnauthorized, &params);
}

/** Answers 405 with the list of methods that are allowed. */
ORTHANC_PLUGIN_INLINE void OrthancPluginSendMethodNotAllowed(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  const char* allowedMethods)
{
  _OrthancPluginOutputPlusArgument params;
  memset(&params, 0, sizeof(params));
  params.output = output;
  params.argument = allowedMethods;
  context->InvokeService(context, _OrthancPluginService_SendMethodNotAllowed, &params);
}

/** Adds a cookie to the answer to come. */
ORTHANC_PLUGIN_INLINE void OrthancPluginSetCookie(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  const char* cookie,
  const char* value)
{
  _OrthancPluginSetHttpHeader params;
  memset(&params, 0, sizeof(params));
  params.output = output;
  params.key = cookie;
  params.value = value;
  context->InvokeService(context, _OrthancPluginService_SetCookie, &params);
}

/** Adds a header to the answer to come. */
ORTHANC_PLUGIN_INLINE void OrthancPluginSetHttpHeader(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  const char* key,
  const char* value)
{
  _OrthancPluginSetHttpHeader params;
  memset(&params, 0, sizeof(params));
  params.output = output;
  params.key = key;
  params.value = value;
  context->InvokeService(context, _OrthancPluginService_SetHttpHeader, &params);
}

/** Begins an answer of several parts, `multipart/mixed` or `multipart/related`. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginStartMultipartAnswer(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  const char* subType,
  const char* contentType)
{
  _OrthancPluginStartMultipartAnswer params;
  memset(&params, 0, sizeof(params));
  params.output = output;
  params.subType = subType;
  params.contentType = contentType;
  return context->InvokeService(context, _OrthancPluginService_StartMultipartAnswer, &params);
}

/** Adds one part to a multipart answer. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginSendMultipartItem(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  const void* answer,
  uint32_t answerSize)
{
  _OrthancPluginAnswerBuffer params;
  memset(&params, 0, sizeof(params));
  params.output = output;
  params.answer = answer;
  params.answerSize = answerSize;
  return context->InvokeService(context, _OrthancPluginService_SendMultipartItem, &params);
}

/** Answers with a status and a body. */
ORTHANC_PLUGIN_INLINE void OrthancPluginSendHttpStatus(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  uint16_t status,
  const void* body,
  uint32_t bodySize)
{
  _OrthancPluginSendHttpStatus params;
  memset(&params, 0, sizeof(params));
  params.output = output;
  params.status = status;
  params.body = body;
  params.bodySize = bodySize;
  context->InvokeService(context, _OrthancPluginService_SendHttpStatus, &params);
}

/** Adds one part with headers of its own to a multipart answer. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginSendMultipartItem2(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  const void* answer,
  uint32_t answerSize,
  uint32_t headersCount,
  const char* const* headersKeys,
  const char* const* headersValues)
{
  _OrthancPluginSendMultipartItem2 params;
  memset(&params, 0, sizeof(params));
  params.output = output;
  params.answer = answer;
  params.answerSize = answerSize;
  params.headersCount = headersCount;
  params.headersKeys = headersKeys;
  params.headersValues = headersValues;
  return context->InvokeService(context, _OrthancPluginService_SendMultipartItem2, &params);
}

/** Answers with an image as JPEG of a quality from 1 to 100, compressed by the
 *  host. */
ORTHANC_PLUGIN_INLINE void OrthancPluginCompressAndAnswerJpegImage(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  OrthancPluginPixelFormat format,
  uint32_t width,
  uint32_t height,
  uint32_t pitch,
  const void* buffer,
  uint8_t quality)
{
  _OrthancPluginCompressAndAnswerImage params;
  memset(&params, 0, sizeof(params));
  params.imageFormat = OrthancPluginImageFormat_Jpeg;
  params.output = output;
  params.pixelFormat = format;
  params.width = width;
  params.height = height;
  params.pitch = pitch;
  params.buffer = buffer;
  params.quality = quality;
  context->InvokeService(context, _OrthancPluginService_CompressAndAnswerImage, &params);
}

/** Says why the callback is about to fail; shown in the JSON of the error
 *  answer. */
ORTHANC_PLUGIN_INLINE void OrthancPluginSetHttpErrorDetails(
  OrthancPluginContext* context,
  OrthancPluginRestOutput* output,
  const char* details,
  uint8_t log)
{
  _OrthancPluginSetHttpErrorDetails params;
  memset(&params, 0, sizeof(params));
  params.output = output;
  params.details = details;
  params.log = log;
  context->InvokeService(context, _OrthancPluginService_SetHttpErrorDetails, &params);
}

/** Reads the DICOM file of an instance by its identifier. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginGetDicomForInstance(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* instanceId)
{
  _OrthancPluginGetDicomForInstance params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.instanceId = instanceId;
  return context->InvokeService(context, _OrthancPluginService_GetDicomForInstance, &params);
}

/** Sends a GET to the built-in REST API. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRestApiGet(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* uri)
{
  _OrthancPluginRestApiGet params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.uri = uri;
  return context->InvokeService(context, _OrthancPluginService_RestApiGet, &params);
}

/** Sends a POST to the built-in REST API. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRestApiPost(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* uri,
  const void* body,
  uint32_t bodySize)
{
  _OrthancPluginRestApiPostPut params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.uri = uri;
  params.body = body;
  params.bodySize = bodySize;
  return context->InvokeService(context, _OrthancPluginService_RestApiPost, &params);
}

/** Sends a DELETE to the built-in REST API. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRestApiDelete(
  OrthancPluginContext* context,
  const char* uri)
{
  return context->InvokeService(context, _OrthancPluginService_RestApiDelete, uri);
}

/** Sends a PUT to the built-in REST API. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRestApiPut(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* uri,
  const void* body,
  uint32_t bodySize)
{
  _OrthancPluginRestApiPostPut params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.uri = uri;
  params.body = body;
  params.bodySize = bodySize;
  return context->InvokeService(context, _OrthancPluginService_RestApiPut, &params);
}

/** The identifier of the patient with this Patient ID (0010,0020); NULL if it is
 *  unknown. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginLookupPatient(
  OrthancPluginContext* context,
  const char* patientID)
{
  char* result = NULL;
  _OrthancPluginRetrieveDynamicString params;
  memset(&params, 0, sizeof(params));
  params.argument = patientID;
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_LookupPatient, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The identifier of the study with this Study Instance UID (0020,000d); NULL if it is
 *  unknown. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginLookupStudy(
  OrthancPluginContext* context,
  const char* studyUID)
{
  char* result = NULL;
  _OrthancPluginRetrieveDynamicString params;
  memset(&params, 0, sizeof(params));
  params.argument = studyUID;
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_LookupStudy, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The identifier of the study with this Accession Number (0008,0050); NULL if it is
 *  unknown. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginLookupStudyWithAccessionNumber(
  OrthancPluginContext* context,
  const char* accessionNumber)
{
  char* result = NULL;
  _OrthancPluginRetrieveDynamicString params;
  memset(&params, 0, sizeof(params));
  params.argument = accessionNumber;
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_LookupStudyWithAccessionNumber, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The identifier of the series with this Series Instance UID (0020,000e); NULL if it is
 *  unknown. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginLookupSeries(
  OrthancPluginContext* context,
  const char* seriesUID)
{
  char* result = NULL;
  _OrthancPluginRetrieveDynamicString params;
  memset(&params, 0, sizeof(params));
  params.argument = seriesUID;
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_LookupSeries, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The identifier of the instance with this SOP Instance UID (0008,0018); NULL if it is
 *  unknown. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginLookupInstance(
  OrthancPluginContext* context,
  const char* sopInstanceUID)
{
  char* result = NULL;
  _OrthancPluginRetrieveDynamicString params;
  memset(&params, 0, sizeof(params));
  params.argument = sopInstanceUID;
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_LookupInstance, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Sends a GET to the REST API with the routes of the plugins. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRestApiGetAfterPlugins(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* uri)
{
  _OrthancPluginRestApiGet params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.uri = uri;
  return context->InvokeService(context, _OrthancPluginService_RestApiGetAfterPlugins, &params);
}

/** Sends a POST to the REST API with the routes of the plugins. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRestApiPostAfterPlugins(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* uri,
  const void* body,
  uint32_t bodySize)
{
  _OrthancPluginRestApiPostPut params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.uri = uri;
  params.body = body;
  params.bodySize = bodySize;
  return context->InvokeService(context, _OrthancPluginService_RestApiPostAfterPlugins, &params);
}

/** Sends a DELETE to the REST API with the routes of the plugins. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRestApiDeleteAfterPlugins(
  OrthancPluginContext* context,
  const char* uri)
{
  return context->InvokeService(context, _OrthancPluginService_RestApiDeleteAfterPlugins, uri);
}

/** Sends a PUT to the REST API with the routes of the plugins. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRestApiPutAfterPlugins(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* uri,
  const void* body,
  uint32_t bodySize)
{
  _OrthancPluginRestApiPostPut params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.uri = uri;
  params.body = body;
  params.bodySize = bodySize;
  return context->InvokeService(context, _OrthancPluginService_RestApiPutAfterPlugins, &params);
}

/** Sends a GET with headers to the REST API, with or without the routes of the
 *  plugins. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRestApiGet2(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* uri,
  uint32_t headersCount,
  const char* const* headersKeys,
  const char* const* headersValues,
  int32_t afterPlugins)
{
  _OrthancPluginRestApiGet2 params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.uri = uri;
  params.headersCount = headersCount;
  params.headersKeys = headersKeys;
  params.headersValues = headersValues;
  params.afterPlugins = afterPlugins;
  return context->InvokeService(context, _OrthancPluginService_RestApiGet2, &params);
}

/** Sends any request to the REST API; returns the body, the headers and the status of the
 *  answer. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginCallRestApi(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* answerBody,
  OrthancPluginMemoryBuffer* answerHeaders,
  uint16_t* httpStatus,
  OrthancPluginHttpMethod method,
  const char* uri,
  uint32_t headersCount,
  const char* const* headersKeys,
  const char* const* headersValues,
  const void* body,
  uint32_t bodySize,
  uint8_t afterPlugins)
{
  _OrthancPluginCallRestApi params;
  memset(&params, 0, sizeof(params));
  params.answerBody = answerBody;
  params.answerHeaders = answerHeaders;
  params.httpStatus = httpStatus;
  params.method = method;
  params.uri = uri;
  params.headersCount = headersCount;
  params.headersKeys = headersKeys;
  params.headersValues = headersValues;
  params.body = body;
  params.bodySize = bodySize;
  params.afterPlugins = afterPlugins;
  return context->InvokeService(context, _OrthancPluginService_CallRestApi, &params);
}

/** A value for the header `Authorization` that opens the REST API to another
 *  program. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGenerateRestApiAuthorizationToken(
  OrthancPluginContext* context)
{
  char* result = NULL;
  _OrthancPluginRetrieveDynamicString params;
  memset(&params, 0, sizeof(params));
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_GenerateRestApiAuthorizationToken, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Sends a GET to a URL. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginHttpGet(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* url,
  const char* username,
  const char* password)
{
  _OrthancPluginCallHttpClient params;
  memset(&params, 0, sizeof(params));
  params.method = OrthancPluginHttpMethod_Get;
  params.target = target;
  params.url = url;
  params.username = username;
  params.password = password;
  return context->InvokeService(context, _OrthancPluginService_CallHttpClient, &params);
}

/** Sends a POST to a URL. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginHttpPost(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* url,
  const void* body,
  uint32_t bodySize,
  const char* username,
  const char* password)
{
  _OrthancPluginCallHttpClient params;
  memset(&params, 0, sizeof(params));
  params.method = OrthancPluginHttpMethod_Post;
  params.target = target;
  params.url = url;
  params.body = body;
  params.bodySize = bodySize;
  params.username = username;
  params.password = password;
  return context->InvokeService(context, _OrthancPluginService_CallHttpClient, &params);
}

/** Sends a PUT to a URL. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginHttpPut(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* url,
  const void* body,
  uint32_t bodySize,
  const char* username,
  const char* password)
{
  _OrthancPluginCallHttpClient params;
  memset(&params, 0, sizeof(params));
  params.method = OrthancPluginHttpMethod_Put;
  params.target = target;
  params.url = url;
  params.body = body;
  params.bodySize = bodySize;
  params.username = username;
  params.password = password;
  return context->InvokeService(context, _OrthancPluginService_CallHttpClient, &params);
}

/** Sends a DELETE to a URL. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginHttpDelete(
  OrthancPluginContext* context,
  const char* url,
  const char* username,
  const char* password)
{
  _OrthancPluginCallHttpClient params;
  memset(&params, 0, sizeof(params));
  params.method = OrthancPluginHttpMethod_Delete;
  params.url = url;
  params.username = username;
  params.password = password;
  return context->InvokeService(context, _OrthancPluginService_CallHttpClient, &params);
}

/** Sends any request to a URL; returns the body, the headers and the status of the
 *  answer. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginHttpClient(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* answerBody,
  OrthancPluginMemoryBuffer* answerHeaders,
  uint16_t* httpStatus,
  OrthancPluginHttpMethod method,
  const char* url,
  uint32_t headersCount,
  const char* const* headersKeys,
  const char* const* headersValues,
  const void* body,
  uint32_t bodySize,
  const char* username,
  const char* password,
  uint32_t timeout,
  const char* certificateFile,
  const char* certificateKeyFile,
  const char* certificateKeyPassword,
  uint8_t pkcs11)
{
  _OrthancPluginCallHttpClient2 params;
  memset(&params, 0, sizeof(params));
  params.answerBody = answerBody;
  params.answerHeaders = answerHeaders;
  params.httpStatus = httpStatus;
  params.method = method;
  params.url = url;
  params.headersCount = headersCount;
  params.headersKeys = headersKeys;
  params.headersValues = headersValues;
  params.body = body;
  params.bodySize = bodySize;
  params.username = username;
  params.password = password;
  params.timeout = timeout;
  params.certificateFile = certificateFile;
  params.certificateKeyFile = certificateKeyFile;
  params.certificateKeyPassword = certificateKeyPassword;
  params.pkcs11 = pkcs11;
  return context->InvokeService(context, _OrthancPluginService_CallHttpClient2, &params);
}

/** Sends a request whose body is asked for, and whose answer is handed over, piece by
 *  piece. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginChunkedHttpClient(
  OrthancPluginContext* context,
  void* answer,
  OrthancPluginChunkedClientAnswerAddChunk answerAddChunk,
  OrthancPluginChunkedClientAnswerAddHeader answerAddHeader,
  uint16_t* httpStatus,
  OrthancPluginHttpMethod method,
  const char* url,
  uint32_t headersCount,
  const char* const* headersKeys,
  const char* const* headersValues,
  void* request,
  OrthancPluginChunkedClientRequestIsDone requestIsDone,
  OrthancPluginChunkedClientRequestGetChunkData requestChunkData,
  OrthancPluginChunkedClientRequestGetChunkSize requestChunkSize,
  OrthancPluginChunkedClientRequestNext requestNext,
  const char* username,
  const char* password,
  uint32_t timeout,
  const char* certificateFile,
  const char* certificateKeyFile,
  const char* certificateKeyPassword,
  uint8_t pkcs11)
{
  _OrthancPluginChunkedHttpClient params;
  memset(&params, 0, sizeof(params));
  params.answer = answer;
  params.answerAddChunk = answerAddChunk;
  params.answerAddHeader = answerAddHeader;
  params.httpStatus = httpStatus;
  params.method = method;
  params.url = url;
  params.headersCount = headersCount;
  params.headersKeys = headersKeys;
  params.headersValues = headersValues;
  params.request = request;
  params.requestIsDone = requestIsDone;
  params.requestChunkData = requestChunkData;
  params.requestChunkSize = requestChunkSize;
  params.requestNext = requestNext;
  params.username = username;
  params.password = password;
  params.timeout = timeout;
  params.certificateFile = certificateFile;
  params.certificateKeyFile = certificateKeyFile;
  params.certificateKeyPassword = certificateKeyPassword;
  params.pkcs11 = pkcs11;
  return context->InvokeService(context, _OrthancPluginService_ChunkedHttpClient, &params);
}

/** The list of peers; freed with `OrthancPluginFreePeers`. */
ORTHANC_PLUGIN_INLINE OrthancPluginPeers* OrthancPluginGetPeers(
  OrthancPluginContext* context)
{
  OrthancPluginPeers* result = NULL;
  _OrthancPluginGetPeers params;
  memset(&params, 0, sizeof(params));
  params.peers = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetPeers, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Frees a list of peers. */
ORTHANC_PLUGIN_INLINE void OrthancPluginFreePeers(
  OrthancPluginContext* context,
  OrthancPluginPeers* peers)
{
  _OrthancPluginFreePeers params;
  memset(&params, 0, sizeof(params));
  params.peers = peers;
  context->InvokeService(context, _OrthancPluginService_FreePeers, &params);
}

/** How many peers a list has. */
ORTHANC_PLUGIN_INLINE uint32_t OrthancPluginGetPeersCount(
  OrthancPluginContext* context,
  const OrthancPluginPeers* peers)
{
  uint32_t result = 0;
  _OrthancPluginGetPeersCount params;
  memset(&params, 0, sizeof(params));
  params.peers = peers;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetPeersCount, &params) != OrthancPluginErrorCode_Success)
    return 0;
  return result;
}

/** The name of a peer; it belongs to the list. */
ORTHANC_PLUGIN_INLINE const char* OrthancPluginGetPeerName(
  OrthancPluginContext* context,
  const OrthancPluginPeers* peers,
  uint32_t peerIndex)
{
  const char* result = NULL;
  _OrthancPluginGetPeerProperty params;
  memset(&params, 0, sizeof(params));
  params.peers = peers;
  params.peerIndex = peerIndex;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetPeerName, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The URL of a peer; it belongs to the list. */
ORTHANC_PLUGIN_INLINE const char* OrthancPluginGetPeerUrl(
  OrthancPluginContext* context,
  const OrthancPluginPeers* peers,
  uint32_t peerIndex)
{
  const char* result = NULL;
  _OrthancPluginGetPeerProperty params;
  memset(&params, 0, sizeof(params));
  params.peers = peers;
  params.peerIndex = peerIndex;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetPeerUrl, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** An additional property of a peer; it belongs to the list, and is NULL if the peer does not have
 *  it. */
ORTHANC_PLUGIN_INLINE const char* OrthancPluginGetPeerUserProperty(
  OrthancPluginContext* context,
  const OrthancPluginPeers* peers,
  uint32_t peerIndex,
  const char* userProperty)
{
  const char* result = NULL;
  _OrthancPluginGetPeerProperty params;
  memset(&params, 0, sizeof(params));
  params.peers = peers;
  params.peerIndex = peerIndex;
  params.userProperty = userProperty;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetPeerUserProperty, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Sends a request to the REST API of a peer; returns the body, the headers and the status of the
 *  answer. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginCallPeerApi(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* answerBody,
  OrthancPluginMemoryBuffer* answerHeaders,
  uint16_t* httpStatus,
  const OrthancPluginPeers* peers,
  uint32_t peerIndex,
  OrthancPluginHttpMethod method,
  const char* uri,
  uint32_t additionalHeadersCount,
  const char* const* additionalHeadersKeys,
  const char* const* additionalHeadersValues,
  const void* body,
  uint32_t bodySize,
  uint32_t timeout)
{
  _OrthancPluginCallPeerApi params;
  memset(&params, 0, sizeof(params));
  params.answerBody = answerBody;
  params.answerHeaders = answerHeaders;
  params.httpStatus = httpStatus;
  params.peers = peers;
  params.peerIndex = peerIndex;
  params.method = method;
  params.uri = uri;
  params.additionalHeadersCount = additionalHeadersCount;
  params.additionalHeadersKeys = additionalHeadersKeys;
  params.additionalHeadersValues = additionalHeadersValues;
  params.body = body;
  params.bodySize = bodySize;
  params.timeout = timeout;
  return context->InvokeService(context, _OrthancPluginService_CallPeerApi, &params);
}

/** The pixel format of an image. */
ORTHANC_PLUGIN_INLINE OrthancPluginPixelFormat OrthancPluginGetImagePixelFormat(
  OrthancPluginContext* context,
  const OrthancPluginImage* image)
{
  OrthancPluginPixelFormat result = (OrthancPluginPixelFormat) 0;
  _OrthancPluginGetImageInfo params;
  memset(&params, 0, sizeof(params));
  params.image = image;
  params.resultPixelFormat = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetImagePixelFormat, &params) != OrthancPluginErrorCode_Success)
    return OrthancPluginPixelFormat_Unknown;
  return result;
}

/** The width of an image in pixels. */
ORTHANC_PLUGIN_INLINE uint32_t OrthancPluginGetImageWidth(
  OrthancPluginContext* context,
  const OrthancPluginImage* image)
{
  uint32_t result = 0;
  _OrthancPluginGetImageInfo params;
  memset(&params, 0, sizeof(params));
  params.image = image;
  params.resultUint32 = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetImageWidth, &params) != OrthancPluginErrorCode_Success)
    return 0;
  return result;
}

/** The height of an image in pixels. */
ORTHANC_PLUGIN_INLINE uint32_t OrthancPluginGetImageHeight(
  OrthancPluginContext* context,
  const OrthancPluginImage* image)
{
  uint32_t result = 0;
  _OrthancPluginGetImageInfo params;
  memset(&params, 0, sizeof(params));
  params.image = image;
  params.resultUint32 = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetImageHeight, &params) != OrthancPluginErrorCode_Success)
    return 0;
  return result;
}

/** The distance of two rows of an image in bytes. */
ORTHANC_PLUGIN_INLINE uint32_t OrthancPluginGetImagePitch(
  OrthancPluginContext* context,
  const OrthancPluginImage* image)
{
  uint32_t result = 0;
  _OrthancPluginGetImageInfo params;
  memset(&params, 0, sizeof(params));
  params.image = image;
  params.resultUint32 = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetImagePitch, &params) != OrthancPluginErrorCode_Success)
    return 0;
  return result;
}

/** The address of the pixels of an image; they belong to it. */
ORTHANC_PLUGIN_INLINE void* OrthancPluginGetImageBuffer(
  OrthancPluginContext* context,
  const OrthancPluginImage* image)
{
  void* result = NULL;
  _OrthancPluginGetImageInfo params;
  memset(&params, 0, sizeof(params));
  params.image = image;
  params.resultBuffer = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetImageBuffer, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Decodes a PNG or a JPEG; freed with `OrthancPluginFreeImage`. */
ORTHANC_PLUGIN_INLINE OrthancPluginImage* OrthancPluginUncompressImage(
  OrthancPluginContext* context,
  const void* data,
  uint32_t size,
  OrthancPluginImageFormat format)
{
  OrthancPluginImage* result = NULL;
  _OrthancPluginUncompressImage params;
  memset(&params, 0, sizeof(params));
  params.data = data;
  params.size = size;
  params.format = format;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_UncompressImage, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Frees an image. */
ORTHANC_PLUGIN_INLINE void OrthancPluginFreeImage(
  OrthancPluginContext* context,
  OrthancPluginImage* image)
{
  _OrthancPluginFreeImage params;
  memset(&params, 0, sizeof(params));
  params.image = image;
  context->InvokeService(context, _OrthancPluginService_FreeImage, &params);
}

/** Encodes an image as PNG. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginCompressPngImage(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  OrthancPluginPixelFormat format,
  uint32_t width,
  uint32_t height,
  uint32_t pitch,
  const void* buffer)
{
  _OrthancPluginCompressImage params;
  memset(&params, 0, sizeof(params));
  params.imageFormat = OrthancPluginImageFormat_Png;
  params.quality = 0;
  params.target = target;
  params.pixelFormat = format;
  params.width = width;
  params.height = height;
  params.pitch = pitch;
  params.buffer = buffer;
  return context->InvokeService(context, _OrthancPluginService_CompressImage, &params);
}

/** Encodes an image as JPEG of a quality from 1 to 100. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginCompressJpegImage(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  OrthancPluginPixelFormat format,
  uint32_t width,
  uint32_t height,
  uint32_t pitch,
  const void* buffer,
  uint8_t quality)
{
  _OrthancPluginCompressImage params;
  memset(&params, 0, sizeof(params));
  params.imageFormat = OrthancPluginImageFormat_Jpeg;
  params.target = target;
  params.pixelFormat = format;
  params.width = width;
  params.height = height;
  params.pitch = pitch;
  params.buffer = buffer;
  params.quality = quality;
  return context->InvokeService(context, _OrthancPluginService_CompressImage, &params);
}

/** A copy of an image in another pixel format; freed with `OrthancPluginFreeImage`. */
ORTHANC_PLUGIN_INLINE OrthancPluginImage* OrthancPluginConvertPixelFormat(
  OrthancPluginContext* context,
  const OrthancPluginImage* source,
  OrthancPluginPixelFormat targetFormat)
{
  OrthancPluginImage* result = NULL;
  _OrthancPluginConvertPixelFormat params;
  memset(&params, 0, sizeof(params));
  params.source = source;
  params.targetFormat = targetFormat;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_ConvertPixelFormat, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** An image with undefined pixels; freed with `OrthancPluginFreeImage`. */
ORTHANC_PLUGIN_INLINE OrthancPluginImage* OrthancPluginCreateImage(
  OrthancPluginContext* context,
  OrthancPluginPixelFormat format,
  uint32_t width,
  uint32_t height)
{
  OrthancPluginImage* result = NULL;
  _OrthancPluginCreateImage params;
  memset(&params, 0, sizeof(params));
  params.format = format;
  params.width = width;
  params.height = height;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_CreateImage, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** An image over pixels that stay the plugin’s; freed with `OrthancPluginFreeImage`. */
ORTHANC_PLUGIN_INLINE OrthancPluginImage* OrthancPluginCreateImageAccessor(
  OrthancPluginContext* context,
  OrthancPluginPixelFormat format,
  uint32_t width,
  uint32_t height,
  uint32_t pitch,
  void* buffer)
{
  OrthancPluginImage* result = NULL;
  _OrthancPluginCreateImage params;
  memset(&params, 0, sizeof(params));
  params.format = format;
  params.width = width;
  params.height = height;
  params.pitch = pitch;
  params.buffer = buffer;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_CreateImageAccessor, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Decodes one frame of a DICOM file; freed with `OrthancPluginFreeImage`. */
ORTHANC_PLUGIN_INLINE OrthancPluginImage* OrthancPluginDecodeDicomImage(
  OrthancPluginContext* context,
  const void* buffer,
  uint32_t bufferSize,
  uint32_t frameIndex)
{
  OrthancPluginImage* result = NULL;
  _OrthancPluginCreateImage params;
  memset(&params, 0, sizeof(params));
  params.constBuffer = buffer;
  params.bufferSize = bufferSize;
  params.frameIndex = frameIndex;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_DecodeDicomImage, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Registers a callback that decodes the frames of DICOM files. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterDecodeImageCallback(
  OrthancPluginContext* context,
  OrthancPluginDecodeImageCallback callback)
{
  _OrthancPluginDecodeImageCallback params;
  memset(&params, 0, sizeof(params));
  params.callback = callback;
  return context->InvokeService(context, _OrthancPluginService_RegisterDecodeImageCallback, &params);
}

/** How many fonts there are. */
ORTHANC_PLUGIN_INLINE uint32_t OrthancPluginGetFontsCount(
  OrthancPluginContext* context)
{
  uint32_t result = 0;
  _OrthancPluginReturnSingleValue params;
  memset(&params, 0, sizeof(params));
  params.resultUint32 = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetFontsCount, &params) != OrthancPluginErrorCode_Success)
    return 0;
  return result;
}

/** The name of a font; it must not be freed. */
ORTHANC_PLUGIN_INLINE const char* OrthancPluginGetFontName(
  OrthancPluginContext* context,
  uint32_t fontIndex)
{
  const char* result = NULL;
  _OrthancPluginGetFontInfo params;
  memset(&params, 0, sizeof(params));
  params.fontIndex = fontIndex;
  params.name = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetFontInfo, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The size of a font in pixels. */
ORTHANC_PLUGIN_INLINE uint32_t OrthancPluginGetFontSize(
  OrthancPluginContext* context,
  uint32_t fontIndex)
{
  uint32_t result = 0;
  _OrthancPluginGetFontInfo params;
  memset(&params, 0, sizeof(params));
  params.fontIndex = fontIndex;
  params.size = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetFontInfo, &params) != OrthancPluginErrorCode_Success)
    return 0;
  return result;
}

/** Draws a text on an image. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginDrawText(
  OrthancPluginContext* context,
  OrthancPluginImage* image,
  uint32_t fontIndex,
  const char* utf8Text,
  int32_t x,
  int32_t y,
  uint8_t r,
  uint8_t g,
  uint8_t b)
{
  _OrthancPluginDrawText params;
  memset(&params, 0, sizeof(params));
  params.image = image;
  params.fontIndex = fontIndex;
  params.utf8Text = utf8Text;
  params.x = x;
  params.y = y;
  params.r = r;
  params.g = g;
  params.b = b;
  return context->InvokeService(context, _OrthancPluginService_DrawText, &params);
}

/** The application entity that sent an instance; it belongs to the
 *  instance. */
ORTHANC_PLUGIN_INLINE const char* OrthancPluginGetInstanceRemoteAet(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance)
{
  const char* result = NULL;
  _OrthancPluginAccessDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.resultString = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetInstanceRemoteAet, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The size of an instance in bytes. */
ORTHANC_PLUGIN_INLINE int64_t OrthancPluginGetInstanceSize(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance)
{
  int64_t result = 0;
  _OrthancPluginAccessDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.resultInt64 = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetInstanceSize, &params) != OrthancPluginErrorCode_Success)
    return -1;
  return result;
}

/** The address of the DICOM file of an instance; it belongs to the
 *  instance. */
ORTHANC_PLUGIN_INLINE const void* OrthancPluginGetInstanceData(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance)
{
  const char* result = NULL;
  _OrthancPluginAccessDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.resultString = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetInstanceData, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The tags of an instance as JSON. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetInstanceJson(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance)
{
  char* result = NULL;
  _OrthancPluginAccessDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.resultStringToFree = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetInstanceJson, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The tags of an instance as JSON with names instead of numbers. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetInstanceSimplifiedJson(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance)
{
  char* result = NULL;
  _OrthancPluginAccessDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.resultStringToFree = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetInstanceSimplifiedJson, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Whether an instance has some metadata. */
ORTHANC_PLUGIN_INLINE int32_t OrthancPluginHasInstanceMetadata(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance,
  const char* metadata)
{
  int64_t result = 0;
  _OrthancPluginAccessDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.key = metadata;
  params.resultInt64 = &result;
  if (context->InvokeService(context, _OrthancPluginService_HasInstanceMetadata, &params) != OrthancPluginErrorCode_Success)
    return -1;
  return result != 0;
}

/** A metadata of an instance; it belongs to the instance. */
ORTHANC_PLUGIN_INLINE const char* OrthancPluginGetInstanceMetadata(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance,
  const char* metadata)
{
  const char* result = NULL;
  _OrthancPluginAccessDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.key = metadata;
  params.resultString = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetInstanceMetadata, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The way by which an instance arrived. */
ORTHANC_PLUGIN_INLINE OrthancPluginInstanceOrigin OrthancPluginGetInstanceOrigin(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance)
{
  OrthancPluginInstanceOrigin result = (OrthancPluginInstanceOrigin) 0;
  _OrthancPluginAccessDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.resultOrigin = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetInstanceOrigin, &params) != OrthancPluginErrorCode_Success)
    return OrthancPluginInstanceOrigin_Unknown;
  return result;
}

/** The transfer syntax of an instance; empty if it is not known. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetInstanceTransferSyntaxUid(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance)
{
  char* result = NULL;
  _OrthancPluginAccessDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.resultStringToFree = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetInstanceTransferSyntaxUid, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Whether an instance has pixel data. */
ORTHANC_PLUGIN_INLINE int32_t OrthancPluginHasInstancePixelData(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance)
{
  int64_t result = 0;
  _OrthancPluginAccessDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.resultInt64 = &result;
  if (context->InvokeService(context, _OrthancPluginService_HasInstancePixelData, &params) != OrthancPluginErrorCode_Success)
    return -1;
  return result != 0;
}

/** Parses a DICOM file; freed with `OrthancPluginFreeDicomInstance`. */
ORTHANC_PLUGIN_INLINE OrthancPluginDicomInstance* OrthancPluginCreateDicomInstance(
  OrthancPluginContext* context,
  const void* buffer,
  uint32_t size)
{
  OrthancPluginDicomInstance* result = NULL;
  _OrthancPluginCreateDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.buffer = buffer;
  params.size = size;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_CreateDicomInstance, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Frees an instance that the plugin made or loaded. */
ORTHANC_PLUGIN_INLINE void OrthancPluginFreeDicomInstance(
  OrthancPluginContext* context,
  OrthancPluginDicomInstance* dicom)
{
  _OrthancPluginFreeDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.dicom = dicom;
  context->InvokeService(context, _OrthancPluginService_FreeDicomInstance, &params);
}

/** How many frames an instance has. */
ORTHANC_PLUGIN_INLINE uint32_t OrthancPluginGetInstanceFramesCount(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance)
{
  uint32_t result = 0;
  _OrthancPluginAccessDicomInstance2 params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.targetUint32 = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetInstanceFramesCount, &params) != OrthancPluginErrorCode_Success)
    return 0;
  return result;
}

/** The bytes of a frame as the file has them. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginGetInstanceRawFrame(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const OrthancPluginDicomInstance* instance,
  uint32_t frameIndex)
{
  _OrthancPluginAccessDicomInstance2 params;
  memset(&params, 0, sizeof(params));
  params.targetBuffer = target;
  params.instance = instance;
  params.frameIndex = frameIndex;
  return context->InvokeService(context, _OrthancPluginService_GetInstanceRawFrame, &params);
}

/** A frame of an instance as an image; freed with `OrthancPluginFreeImage`. */
ORTHANC_PLUGIN_INLINE OrthancPluginImage* OrthancPluginGetInstanceDecodedFrame(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance,
  uint32_t frameIndex)
{
  OrthancPluginImage* result = NULL;
  _OrthancPluginAccessDicomInstance2 params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.frameIndex = frameIndex;
  params.targetImage = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetInstanceDecodedFrame, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Parses a DICOM file and brings it into another transfer syntax; freed with
 *  `OrthancPluginFreeDicomInstance`. */
ORTHANC_PLUGIN_INLINE OrthancPluginDicomInstance* OrthancPluginTranscodeDicomInstance(
  OrthancPluginContext* context,
  const void* buffer,
  uint32_t size,
  const char* transferSyntax)
{
  OrthancPluginDicomInstance* result = NULL;
  _OrthancPluginCreateDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.buffer = buffer;
  params.size = size;
  params.transferSyntax = transferSyntax;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_TranscodeDicomInstance, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** An instance as a DICOM file. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginSerializeDicomInstance(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const OrthancPluginDicomInstance* instance)
{
  _OrthancPluginAccessDicomInstance2 params;
  memset(&params, 0, sizeof(params));
  params.targetBuffer = target;
  params.instance = instance;
  return context->InvokeService(context, _OrthancPluginService_SerializeDicomInstance, &params);
}

/** The tags of an instance as JSON, in a format of choice. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetInstanceAdvancedJson(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance,
  OrthancPluginDicomToJsonFormat format,
  OrthancPluginDicomToJsonFlags flags,
  uint32_t maxStringLength)
{
  char* result = NULL;
  _OrthancPluginAccessDicomInstance2 params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.format = format;
  params.flags = flags;
  params.maxStringLength = maxStringLength;
  params.targetStringToFree = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetInstanceAdvancedJson, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** An instance as DICOMweb JSON. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetInstanceDicomWebJson(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance,
  OrthancPluginDicomWebBinaryCallback2 callback,
  void* payload)
{
  char* result = NULL;
  _OrthancPluginAccessDicomInstance2 params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.dicomWebCallback = callback;
  params.dicomWebPayload = payload;
  params.targetStringToFree = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetInstanceDicomWebJson, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** An instance as DICOMweb XML. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetInstanceDicomWebXml(
  OrthancPluginContext* context,
  const OrthancPluginDicomInstance* instance,
  OrthancPluginDicomWebBinaryCallback2 callback,
  void* payload)
{
  char* result = NULL;
  _OrthancPluginAccessDicomInstance2 params;
  memset(&params, 0, sizeof(params));
  params.instance = instance;
  params.dicomWebCallback = callback;
  params.dicomWebPayload = payload;
  params.targetStringToFree = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetInstanceDicomWebXml, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Loads a stored instance; freed with `OrthancPluginFreeDicomInstance`. */
ORTHANC_PLUGIN_INLINE OrthancPluginDicomInstance* OrthancPluginLoadDicomInstance(
  OrthancPluginContext* context,
  const char* instanceId,
  OrthancPluginLoadDicomInstanceMode mode)
{
  OrthancPluginDicomInstance* result = NULL;
  _OrthancPluginLoadDicomInstance params;
  memset(&params, 0, sizeof(params));
  params.instanceId = instanceId;
  params.mode = mode;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_LoadDicomInstance, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The tags of a DICOM file as JSON. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginDicomBufferToJson(
  OrthancPluginContext* context,
  const void* buffer,
  uint32_t size,
  OrthancPluginDicomToJsonFormat format,
  OrthancPluginDicomToJsonFlags flags,
  uint32_t maxStringLength)
{
  char* result = NULL;
  _OrthancPluginDicomToJson params;
  memset(&params, 0, sizeof(params));
  params.buffer = buffer;
  params.size = size;
  params.format = format;
  params.flags = flags;
  params.maxStringLength = maxStringLength;
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_DicomBufferToJson, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The tags of a stored instance as JSON. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginDicomInstanceToJson(
  OrthancPluginContext* context,
  const char* instanceId,
  OrthancPluginDicomToJsonFormat format,
  OrthancPluginDicomToJsonFlags flags,
  uint32_t maxStringLength)
{
  char* result = NULL;
  _OrthancPluginDicomToJson params;
  memset(&params, 0, sizeof(params));
  params.instanceId = instanceId;
  params.format = format;
  params.flags = flags;
  params.maxStringLength = maxStringLength;
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_DicomInstanceToJson, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Creates a DICOM file from tags in JSON and an optional image. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginCreateDicom(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* json,
  const OrthancPluginImage* pixelData,
  OrthancPluginCreateDicomFlags flags)
{
  _OrthancPluginCreateDicom params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.json = json;
  params.pixelData = pixelData;
  params.flags = flags;
  return context->InvokeService(context, _OrthancPluginService_CreateDicom, &params);
}

/** Creates a DICOM file from tags in JSON, with a private creator and an optional
 *  image. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginCreateDicom2(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* json,
  const OrthancPluginImage* pixelData,
  OrthancPluginCreateDicomFlags flags,
  const char* privateCreator)
{
  _OrthancPluginCreateDicom2 params;
  memset(&params, 0, sizeof(params));
  params.createDicom.target = target;
  params.createDicom.json = json;
  params.createDicom.pixelData = pixelData;
  params.createDicom.flags = flags;
  params.privateCreator = privateCreator;
  return context->InvokeService(context, _OrthancPluginService_CreateDicom2, &params);
}

/** A DICOM file as DICOMweb JSON. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginEncodeDicomWebJson(
  OrthancPluginContext* context,
  const void* dicom,
  uint32_t dicomSize,
  OrthancPluginDicomWebBinaryCallback callback)
{
  char* result = NULL;
  _OrthancPluginEncodeDicomWeb params;
  memset(&params, 0, sizeof(params));
  params.dicom = dicom;
  params.dicomSize = dicomSize;
  params.callback = callback;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_EncodeDicomWebJson, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** A DICOM file as DICOMweb XML. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginEncodeDicomWebXml(
  OrthancPluginContext* context,
  const void* dicom,
  uint32_t dicomSize,
  OrthancPluginDicomWebBinaryCallback callback)
{
  char* result = NULL;
  _OrthancPluginEncodeDicomWeb params;
  memset(&params, 0, sizeof(params));
  params.dicom = dicom;
  params.dicomSize = dicomSize;
  params.callback = callback;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_EncodeDicomWebXml, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** A DICOM file as DICOMweb JSON, with a value that the callback is
 *  given. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginEncodeDicomWebJson2(
  OrthancPluginContext* context,
  const void* dicom,
  uint32_t dicomSize,
  OrthancPluginDicomWebBinaryCallback2 callback,
  void* payload)
{
  char* result = NULL;
  _OrthancPluginEncodeDicomWeb2 params;
  memset(&params, 0, sizeof(params));
  params.dicom = dicom;
  params.dicomSize = dicomSize;
  params.callback = callback;
  params.payload = payload;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_EncodeDicomWebJson2, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** A DICOM file as DICOMweb XML, with a value that the callback is
 *  given. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginEncodeDicomWebXml2(
  OrthancPluginContext* context,
  const void* dicom,
  uint32_t dicomSize,
  OrthancPluginDicomWebBinaryCallback2 callback,
  void* payload)
{
  char* result = NULL;
  _OrthancPluginEncodeDicomWeb2 params;
  memset(&params, 0, sizeof(params));
  params.dicom = dicom;
  params.dicomSize = dicomSize;
  params.callback = callback;
  params.payload = payload;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_EncodeDicomWebXml2, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Registers a callback that converts DICOM files to other transfer
 *  syntaxes. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterTranscoderCallback(
  OrthancPluginContext* context,
  OrthancPluginTranscoderCallback callback)
{
  _OrthancPluginTranscoderCallback params;
  memset(&params, 0, sizeof(params));
  params.callback = callback;
  return context->InvokeService(context, _OrthancPluginService_RegisterTranscoderCallback, &params);
}

/** Adds a tag to the dictionary. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterDictionaryTag(
  OrthancPluginContext* context,
  uint16_t group,
  uint16_t element,
  OrthancPluginValueRepresentation vr,
  const char* name,
  uint32_t minMultiplicity,
  uint32_t maxMultiplicity)
{
  _OrthancPluginRegisterDictionaryTag params;
  memset(&params, 0, sizeof(params));
  params.group = group;
  params.element = element;
  params.vr = vr;
  params.name = name;
  params.minMultiplicity = minMultiplicity;
  params.maxMultiplicity = maxMultiplicity;
  return context->InvokeService(context, _OrthancPluginService_RegisterDictionaryTag, &params);
}

/** Adds a private tag to the dictionary. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterPrivateDictionaryTag(
  OrthancPluginContext* context,
  uint16_t group,
  uint16_t element,
  OrthancPluginValueRepresentation vr,
  const char* name,
  uint32_t minMultiplicity,
  uint32_t maxMultiplicity,
  const char* privateCreator)
{
  _OrthancPluginRegisterPrivateDictionaryTag params;
  memset(&params, 0, sizeof(params));
  params.group = group;
  params.element = element;
  params.vr = vr;
  params.name = name;
  params.minMultiplicity = minMultiplicity;
  params.maxMultiplicity = maxMultiplicity;
  params.privateCreator = privateCreator;
  return context->InvokeService(context, _OrthancPluginService_RegisterPrivateDictionaryTag, &params);
}

/** Finds a tag by its name. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginLookupDictionary(
  OrthancPluginContext* context,
  OrthancPluginDictionaryEntry* target,
  const char* name)
{
  _OrthancPluginLookupDictionary params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.name = name;
  return context->InvokeService(context, _OrthancPluginService_LookupDictionary, &params);
}

/** The name of a tag. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetTagName(
  OrthancPluginContext* context,
  uint16_t group,
  uint16_t element,
  const char* privateCreator)
{
  char* result = NULL;
  _OrthancPluginGetTagName params;
  memset(&params, 0, sizeof(params));
  params.group = group;
  params.element = element;
  params.privateCreator = privateCreator;
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetTagName, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Registers a callback that answers modality worklist queries. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterWorklistCallback(
  OrthancPluginContext* context,
  OrthancPluginWorklistCallback callback)
{
  _OrthancPluginWorklistCallback params;
  memset(&params, 0, sizeof(params));
  params.callback = callback;
  return context->InvokeService(context, _OrthancPluginService_RegisterWorklistCallback, &params);
}

/** Adds a worklist to the answers. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginWorklistAddAnswer(
  OrthancPluginContext* context,
  OrthancPluginWorklistAnswers* answers,
  const OrthancPluginWorklistQuery* query,
  const void* dicom,
  uint32_t size)
{
  _OrthancPluginWorklistAnswersOperation params;
  memset(&params, 0, sizeof(params));
  params.answers = answers;
  params.query = query;
  params.dicom = dicom;
  params.size = size;
  return context->InvokeService(context, _OrthancPluginService_WorklistAddAnswer, &params);
}

/** Says that there are more answers than were given. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginWorklistMarkIncomplete(
  OrthancPluginContext* context,
  OrthancPluginWorklistAnswers* answers)
{
  _OrthancPluginWorklistAnswersOperation params;
  memset(&params, 0, sizeof(params));
  params.size = 0;
  params.answers = answers;
  return context->InvokeService(context, _OrthancPluginService_WorklistMarkIncomplete, &params);
}

/** Whether a worklist matches a query. */
ORTHANC_PLUGIN_INLINE int32_t OrthancPluginWorklistIsMatch(
  OrthancPluginContext* context,
  const OrthancPluginWorklistQuery* query,
  const void* dicom,
  uint32_t size)
{
  int32_t result = 0;
  _OrthancPluginWorklistQueryOperation params;
  memset(&params, 0, sizeof(params));
  params.query = query;
  params.dicom = dicom;
  params.size = size;
  params.isMatch = &result;
  if (context->InvokeService(context, _OrthancPluginService_WorklistIsMatch, &params) != OrthancPluginErrorCode_Success)
    return 0;
  return result;
}

/** The query as a DICOM file. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginWorklistGetDicomQuery(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const OrthancPluginWorklistQuery* query)
{
  _OrthancPluginWorklistQueryOperation params;
  memset(&params, 0, sizeof(params));
  params.size = 0;
  params.target = target;
  params.query = query;
  return context->InvokeService(context, _OrthancPluginService_WorklistGetDicomQuery, &params);
}

/** Registers a callback that answers C-FIND queries other than for
 *  worklists. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterFindCallback(
  OrthancPluginContext* context,
  OrthancPluginFindCallback callback)
{
  _OrthancPluginFindCallback params;
  memset(&params, 0, sizeof(params));
  params.callback = callback;
  return context->InvokeService(context, _OrthancPluginService_RegisterFindCallback, &params);
}

/** Adds a DICOM file to the answers. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginFindAddAnswer(
  OrthancPluginContext* context,
  OrthancPluginFindAnswers* answers,
  const void* dicom,
  uint32_t size)
{
  _OrthancPluginFindOperation params;
  memset(&params, 0, sizeof(params));
  params.answers = answers;
  params.dicom = dicom;
  params.size = size;
  return context->InvokeService(context, _OrthancPluginService_FindAddAnswer, &params);
}

/** Says that there are more answers than were given. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginFindMarkIncomplete(
  OrthancPluginContext* context,
  OrthancPluginFindAnswers* answers)
{
  _OrthancPluginFindOperation params;
  memset(&params, 0, sizeof(params));
  params.answers = answers;
  return context->InvokeService(context, _OrthancPluginService_FindMarkIncomplete, &params);
}

/** How many tags a query has. */
ORTHANC_PLUGIN_INLINE uint32_t OrthancPluginGetFindQuerySize(
  OrthancPluginContext* context,
  const OrthancPluginFindQuery* query)
{
  uint32_t result = 0;
  _OrthancPluginFindOperation params;
  memset(&params, 0, sizeof(params));
  params.query = query;
  params.resultUint32 = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetFindQuerySize, &params) != OrthancPluginErrorCode_Success)
    return 0;
  return result;
}

/** The number of a tag of a query. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginGetFindQueryTag(
  OrthancPluginContext* context,
  uint16_t* group,
  uint16_t* element,
  const OrthancPluginFindQuery* query,
  uint32_t index)
{
  _OrthancPluginFindOperation params;
  memset(&params, 0, sizeof(params));
  params.resultGroup = group;
  params.resultElement = element;
  params.query = query;
  params.index = index;
  return context->InvokeService(context, _OrthancPluginService_GetFindQueryTag, &params);
}

/** The name of a tag of a query. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetFindQueryTagName(
  OrthancPluginContext* context,
  const OrthancPluginFindQuery* query,
  uint32_t index)
{
  char* result = NULL;
  _OrthancPluginFindOperation params;
  memset(&params, 0, sizeof(params));
  params.query = query;
  params.index = index;
  params.resultString = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetFindQueryTagName, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The value of a tag of a query. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetFindQueryValue(
  OrthancPluginContext* context,
  const OrthancPluginFindQuery* query,
  uint32_t index)
{
  char* result = NULL;
  _OrthancPluginFindOperation params;
  memset(&params, 0, sizeof(params));
  params.query = query;
  params.index = index;
  params.resultString = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetFindQueryValue, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Prepares a query to be compared with DICOM files; freed with
 *  `OrthancPluginFreeFindMatcher`. */
ORTHANC_PLUGIN_INLINE OrthancPluginFindMatcher* OrthancPluginCreateFindMatcher(
  OrthancPluginContext* context,
  const void* query,
  uint32_t size)
{
  OrthancPluginFindMatcher* result = NULL;
  _OrthancPluginCreateFindMatcher params;
  memset(&params, 0, sizeof(params));
  params.query = query;
  params.size = size;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_CreateFindMatcher, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Frees a prepared query. */
ORTHANC_PLUGIN_INLINE void OrthancPluginFreeFindMatcher(
  OrthancPluginContext* context,
  OrthancPluginFindMatcher* matcher)
{
  _OrthancPluginFreeFindMatcher params;
  memset(&params, 0, sizeof(params));
  params.matcher = matcher;
  context->InvokeService(context, _OrthancPluginService_FreeFindMatcher, &params);
}

/** Whether a DICOM file matches a prepared query. */
ORTHANC_PLUGIN_INLINE int32_t OrthancPluginFindMatcherIsMatch(
  OrthancPluginContext* context,
  const OrthancPluginFindMatcher* matcher,
  const void* dicom,
  uint32_t size)
{
  int32_t result = 0;
  _OrthancPluginFindMatcherIsMatch params;
  memset(&params, 0, sizeof(params));
  params.matcher = matcher;
  params.dicom = dicom;
  params.size = size;
  params.isMatch = &result;
  if (context->InvokeService(context, _OrthancPluginService_FindMatcherIsMatch, &params) != OrthancPluginErrorCode_Success)
    return 0;
  return result;
}

/** Registers callbacks that carry out C-MOVE requests. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterMoveCallback(
  OrthancPluginContext* context,
  OrthancPluginMoveCallback callback,
  OrthancPluginGetMoveSize getMoveSize,
  OrthancPluginApplyMove applyMove,
  OrthancPluginFreeMove freeMove)
{
  _OrthancPluginMoveCallback params;
  memset(&params, 0, sizeof(params));
  params.callback = callback;
  params.getMoveSize = getMoveSize;
  params.applyMove = applyMove;
  params.freeMove = freeMove;
  return context->InvokeService(context, _OrthancPluginService_RegisterMoveCallback, &params);
}

/** Registers a callback that answers storage commitment requests. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterStorageCommitmentScpCallback(
  OrthancPluginContext* context,
  OrthancPluginStorageCommitmentFactory factory,
  OrthancPluginStorageCommitmentDestructor destructor,
  OrthancPluginStorageCommitmentLookup lookup)
{
  _OrthancPluginRegisterStorageCommitmentScpCallback params;
  memset(&params, 0, sizeof(params));
  params.factory = factory;
  params.destructor = destructor;
  params.lookup = lookup;
  return context->InvokeService(context, _OrthancPluginService_RegisterStorageCommitmentScpCallback, &params);
}

/** Makes a job whose texts belong to the plugin. */
ORTHANC_PLUGIN_INLINE OrthancPluginJob* OrthancPluginCreateJob(
  OrthancPluginContext* context,
  void* job,
  OrthancPluginJobFinalize finalize,
  const char* type,
  OrthancPluginJobGetProgress getProgress,
  OrthancPluginJobGetContent getContent,
  OrthancPluginJobGetSerialized getSerialized,
  OrthancPluginJobStep step,
  OrthancPluginJobStop stop,
  OrthancPluginJobReset reset)
{
  OrthancPluginJob* result = NULL;
  _OrthancPluginCreateJob params;
  memset(&params, 0, sizeof(params));
  params.job = job;
  params.finalize = finalize;
  params.type = type;
  params.getProgress = getProgress;
  params.getContent = getContent;
  params.getSerialized = getSerialized;
  params.step = step;
  params.stop = stop;
  params.reset = reset;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_CreateJob, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Makes a job that writes its texts into memory buffers. */
ORTHANC_PLUGIN_INLINE OrthancPluginJob* OrthancPluginCreateJob2(
  OrthancPluginContext* context,
  void* job,
  OrthancPluginJobFinalize finalize,
  const char* type,
  OrthancPluginJobGetProgress getProgress,
  OrthancPluginJobGetContent2 getContent,
  OrthancPluginJobGetSerialized2 getSerialized,
  OrthancPluginJobStep step,
  OrthancPluginJobStop stop,
  OrthancPluginJobReset reset)
{
  OrthancPluginJob* result = NULL;
  _OrthancPluginCreateJob2 params;
  memset(&params, 0, sizeof(params));
  params.job = job;
  params.finalize = finalize;
  params.type = type;
  params.getProgress = getProgress;
  params.getContent = getContent;
  params.getSerialized = getSerialized;
  params.step = step;
  params.stop = stop;
  params.reset = reset;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_CreateJob2, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Frees a job that was not submitted. */
ORTHANC_PLUGIN_INLINE void OrthancPluginFreeJob(
  OrthancPluginContext* context,
  OrthancPluginJob* job)
{
  _OrthancPluginFreeJob params;
  memset(&params, 0, sizeof(params));
  params.job = job;
  context->InvokeService(context, _OrthancPluginService_FreeJob, &params);
}

/** Hands a job over to the server and returns its identifier. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginSubmitJob(
  OrthancPluginContext* context,
  OrthancPluginJob* job,
  int32_t priority)
{
  char* result = NULL;
  _OrthancPluginSubmitJob params;
  memset(&params, 0, sizeof(params));
  params.job = job;
  params.priority = priority;
  params.resultId = &result;
  if (context->InvokeService(context, _OrthancPluginService_SubmitJob, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Registers a callback that restores a job from its text after a
 *  restart. */
ORTHANC_PLUGIN_INLINE void OrthancPluginRegisterJobsUnserializer(
  OrthancPluginContext* context,
  OrthancPluginJobsUnserializer unserializer)
{
  _OrthancPluginJobsUnserializer params;
  memset(&params, 0, sizeof(params));
  params.unserializer = unserializer;
  context->InvokeService(context, _OrthancPluginService_RegisterJobsUnserializer, &params);
}

/** Registers where files are kept, read as a whole. */
ORTHANC_PLUGIN_INLINE void OrthancPluginRegisterStorageArea(
  OrthancPluginContext* context,
  OrthancPluginStorageCreate create,
  OrthancPluginStorageRead read,
  OrthancPluginStorageRemove remove)
{
  _OrthancPluginRegisterStorageArea params;
  memset(&params, 0, sizeof(params));
  params.create = create;
  params.read = read;
  params.remove = remove;
  context->InvokeService(context, _OrthancPluginService_RegisterStorageArea, &params);
}

/** Registers where files are kept, read as a whole or in ranges. */
ORTHANC_PLUGIN_INLINE void OrthancPluginRegisterStorageArea2(
  OrthancPluginContext* context,
  OrthancPluginStorageCreate create,
  OrthancPluginStorageReadWhole readWhole,
  OrthancPluginStorageReadRange readRange,
  OrthancPluginStorageRemove remove)
{
  _OrthancPluginRegisterStorageArea2 params;
  memset(&params, 0, sizeof(params));
  params.create = create;
  params.readWhole = readWhole;
  params.readRange = readRange;
  params.remove = remove;
  context->InvokeService(context, _OrthancPluginService_RegisterStorageArea2, &params);
}

/** Writes a file into a storage area. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginStorageAreaCreate(
  OrthancPluginContext* context,
  OrthancPluginStorageArea* storageArea,
  const char* uuid,
  const void* content,
  uint64_t size,
  OrthancPluginContentType type)
{
  _OrthancPluginStorageAreaCreate params;
  memset(&params, 0, sizeof(params));
  params.storageArea = storageArea;
  params.uuid = uuid;
  params.content = content;
  params.size = size;
  params.type = type;
  return context->InvokeService(context, _OrthancPluginService_StorageAreaCreate, &params);
}

/** Reads a file of a storage area. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginStorageAreaRead(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  OrthancPluginStorageArea* storageArea,
  const char* uuid,
  OrthancPluginContentType type)
{
  _OrthancPluginStorageAreaRead params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.storageArea = storageArea;
  params.uuid = uuid;
  params.type = type;
  return context->InvokeService(context, _OrthancPluginService_StorageAreaRead, &params);
}

/** Removes a file from a storage area. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginStorageAreaRemove(
  OrthancPluginContext* context,
  OrthancPluginStorageArea* storageArea,
  const char* uuid,
  OrthancPluginContentType type)
{
  _OrthancPluginStorageAreaRemove params;
  memset(&params, 0, sizeof(params));
  params.storageArea = storageArea;
  params.uuid = uuid;
  params.type = type;
  return context->InvokeService(context, _OrthancPluginService_StorageAreaRemove, &params);
}

/** Reads the main DICOM tags of all resources of a level from their files
 *  again. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginReconstructMainDicomTags(
  OrthancPluginContext* context,
  OrthancPluginStorageArea* storageArea,
  OrthancPluginResourceType level)
{
  _OrthancPluginReconstructMainDicomTags params;
  memset(&params, 0, sizeof(params));
  params.storageArea = storageArea;
  params.level = level;
  return context->InvokeService(context, _OrthancPluginService_ReconstructMainDicomTags, &params);
}

/** Registers a database that answers requests in protocol buffers. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterDatabaseBackendV4(
  OrthancPluginContext* context,
  void* backend,
  uint32_t maxDatabaseRetries,
  OrthancPluginCallDatabaseBackendV4 operations,
  OrthancPluginFinalizeDatabaseBackendV4 finalize)
{
  _OrthancPluginRegisterDatabaseBackendV4 params;
  memset(&params, 0, sizeof(params));
  params.backend = backend;
  params.maxDatabaseRetries = maxDatabaseRetries;
  params.operations = operations;
  params.finalize = finalize;
  return context->InvokeService(context, _OrthancPluginService_RegisterDatabaseBackendV4, &params);
}

/** The identifier of this server among those that share a database; it must not be
 *  freed. */
ORTHANC_PLUGIN_INLINE const char* OrthancPluginGetDatabaseServerIdentifier(
  OrthancPluginContext* context)
{
  const char* result = NULL;
  _OrthancPluginRetrieveStaticString params;
  memset(&params, 0, sizeof(params));
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetDatabaseServerIdentifier, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The version of the database schema that the server expects. */
ORTHANC_PLUGIN_INLINE uint32_t OrthancPluginGetExpectedDatabaseVersion(
  OrthancPluginContext* context)
{
  uint32_t result = 0;
  _OrthancPluginReturnSingleValue params;
  memset(&params, 0, sizeof(params));
  params.resultUint32 = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetExpectedDatabaseVersion, &params) != OrthancPluginErrorCode_Success)
    return 0;
  return result;
}

/** Registers a folder of the WebDAV server that the plugin fills. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterWebDavCollection(
  OrthancPluginContext* context,
  const char* uri,
  OrthancPluginWebDavIsExistingFolderCallback isExistingFolder,
  OrthancPluginWebDavListFolderCallback listFolder,
  OrthancPluginWebDavRetrieveFileCallback retrieveFile,
  OrthancPluginWebDavStoreFileCallback storeFile,
  OrthancPluginWebDavCreateFolderCallback createFolder,
  OrthancPluginWebDavDeleteItemCallback deleteItem,
  void* payload)
{
  _OrthancPluginRegisterWebDavCollection params;
  memset(&params, 0, sizeof(params));
  params.uri = uri;
  params.isExistingFolder = isExistingFolder;
  params.listFolder = listFolder;
  params.retrieveFile = retrieveFile;
  params.storeFile = storeFile;
  params.createFolder = createFolder;
  params.deleteItem = deleteItem;
  params.payload = payload;
  return context->InvokeService(context, _OrthancPluginService_RegisterWebDavCollection, &params);
}

/** Logs an error. */
ORTHANC_PLUGIN_INLINE void OrthancPluginLogError(
  OrthancPluginContext* context,
  const char* message)
{
  context->InvokeService(context, _OrthancPluginService_LogError, message);
}

/** Logs a warning. */
ORTHANC_PLUGIN_INLINE void OrthancPluginLogWarning(
  OrthancPluginContext* context,
  const char* message)
{
  context->InvokeService(context, _OrthancPluginService_LogWarning, message);
}

/** Logs an information. */
ORTHANC_PLUGIN_INLINE void OrthancPluginLogInfo(
  OrthancPluginContext* context,
  const char* message)
{
  context->InvokeService(context, _OrthancPluginService_LogInfo, message);
}

/** Sets a number with a fraction, which Prometheus reads. A timer shows the largest value of 10
 *  s. */
ORTHANC_PLUGIN_INLINE void OrthancPluginSetMetricsValue(
  OrthancPluginContext* context,
  const char* name,
  float value,
  OrthancPluginMetricsType type)
{
  _OrthancPluginSetMetricsValue params;
  memset(&params, 0, sizeof(params));
  params.name = name;
  params.value = value;
  params.type = type;
  context->InvokeService(context, _OrthancPluginService_SetMetricsValue, &params);
}

/** Sets a whole number, which Prometheus reads. A timer shows the largest value of 10
 *  s. */
ORTHANC_PLUGIN_INLINE void OrthancPluginSetMetricsIntegerValue(
  OrthancPluginContext* context,
  const char* name,
  int64_t value,
  OrthancPluginMetricsType type)
{
  _OrthancPluginSetMetricsIntegerValue params;
  memset(&params, 0, sizeof(params));
  params.name = name;
  params.value = value;
  params.type = type;
  context->InvokeService(context, _OrthancPluginService_SetMetricsIntegerValue, &params);
}

/** Registers a callback that updates the metrics before they are
 *  read. */
ORTHANC_PLUGIN_INLINE void OrthancPluginRegisterRefreshMetricsCallback(
  OrthancPluginContext* context,
  OrthancPluginRefreshMetricsCallback callback)
{
  _OrthancPluginRegisterRefreshMetricsCallback params;
  memset(&params, 0, sizeof(params));
  params.callback = callback;
  context->InvokeService(context, _OrthancPluginService_RegisterRefreshMetricsCallback, &params);
}

/** The path of the server: always `orthanc-wasm`, the sandbox shows no file of the
 *  machine. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetOrthancPath(
  OrthancPluginContext* context)
{
  char* result = NULL;
  _OrthancPluginRetrieveDynamicString params;
  memset(&params, 0, sizeof(params));
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetOrthancPath, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The folder of the server: always `.`, the sandbox shows no folder of the
 *  machine. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetOrthancDirectory(
  OrthancPluginContext* context)
{
  char* result = NULL;
  _OrthancPluginRetrieveDynamicString params;
  memset(&params, 0, sizeof(params));
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetOrthancDirectory, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The path of the configuration: always empty, the sandbox shows no file of the
 *  machine. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetConfigurationPath(
  OrthancPluginContext* context)
{
  char* result = NULL;
  _OrthancPluginRetrieveDynamicString params;
  memset(&params, 0, sizeof(params));
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetConfigurationPath, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The configuration as JSON, without the registered users and the host’s own
 *  section. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetConfiguration(
  OrthancPluginContext* context)
{
  char* result = NULL;
  _OrthancPluginRetrieveDynamicString params;
  memset(&params, 0, sizeof(params));
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetConfiguration, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The text of an error code; it stays the host’s and must not be
 *  freed. */
ORTHANC_PLUGIN_INLINE const char* OrthancPluginGetErrorDescription(
  OrthancPluginContext* context,
  OrthancPluginErrorCode error)
{
  const char* result = NULL;
  _OrthancPluginGetErrorDescription params;
  memset(&params, 0, sizeof(params));
  params.error = error;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetErrorDescription, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The MD5 of some bytes, in hexadecimal. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginComputeMd5(
  OrthancPluginContext* context,
  const void* buffer,
  uint32_t size)
{
  char* result = NULL;
  _OrthancPluginComputeHash params;
  memset(&params, 0, sizeof(params));
  params.buffer = buffer;
  params.size = size;
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_ComputeMd5, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** The SHA-1 of some bytes, in Orthanc’s form: five groups of eight hexadecimal
 *  digits. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginComputeSha1(
  OrthancPluginContext* context,
  const void* buffer,
  uint32_t size)
{
  char* result = NULL;
  _OrthancPluginComputeHash params;
  memset(&params, 0, sizeof(params));
  params.buffer = buffer;
  params.size = size;
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_ComputeSha1, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** A random UUID (version 4). */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGenerateUuid(
  OrthancPluginContext* context)
{
  char* result = NULL;
  _OrthancPluginRetrieveDynamicString params;
  memset(&params, 0, sizeof(params));
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_GenerateUuid, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Says where the plugin’s own pages begin. */
ORTHANC_PLUGIN_INLINE void OrthancPluginSetRootUri(
  OrthancPluginContext* context,
  const char* uri)
{
  _OrthancPluginSetPluginProperty params;
  memset(&params, 0, sizeof(params));
  params.property = _OrthancPluginProperty_RootUri;
  params.plugin = OrthancPluginGetName();
  params.value = uri;
  context->InvokeService(context, _OrthancPluginService_SetPluginProperty, &params);
}

/** Describes the plugin in a sentence. */
ORTHANC_PLUGIN_INLINE void OrthancPluginSetDescription(
  OrthancPluginContext* context,
  const char* description)
{
  _OrthancPluginSetPluginProperty params;
  memset(&params, 0, sizeof(params));
  params.property = _OrthancPluginProperty_Description;
  params.plugin = OrthancPluginGetName();
  params.value = description;
  context->InvokeService(context, _OrthancPluginService_SetPluginProperty, &params);
}

/** Adds a script to the pages of Orthanc Explorer, which load it from
 *  `/plugins/explorer.js`. */
ORTHANC_PLUGIN_INLINE void OrthancPluginExtendOrthancExplorer(
  OrthancPluginContext* context,
  const char* javascript)
{
  _OrthancPluginSetPluginProperty params;
  memset(&params, 0, sizeof(params));
  params.property = _OrthancPluginProperty_OrthancExplorer;
  params.plugin = OrthancPluginGetName();
  params.value = javascript;
  context->InvokeService(context, _OrthancPluginService_SetPluginProperty, &params);
}

/** A property that the server keeps in its database, or the default
 *  value. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetGlobalProperty(
  OrthancPluginContext* context,
  int32_t property,
  const char* defaultValue)
{
  char* result = NULL;
  _OrthancPluginGlobalProperty params;
  memset(&params, 0, sizeof(params));
  params.property = property;
  params.value = defaultValue;
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetGlobalProperty, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Keeps a property in the database; plugins may use 1024 and above. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginSetGlobalProperty(
  OrthancPluginContext* context,
  int32_t property,
  const char* value)
{
  _OrthancPluginGlobalProperty params;
  memset(&params, 0, sizeof(params));
  params.property = property;
  params.value = value;
  return context->InvokeService(context, _OrthancPluginService_SetGlobalProperty, &params);
}

/** How many arguments the command line of the server had. */
ORTHANC_PLUGIN_INLINE uint32_t OrthancPluginGetCommandLineArgumentsCount(
  OrthancPluginContext* context)
{
  uint32_t result = 0;
  _OrthancPluginReturnSingleValue params;
  memset(&params, 0, sizeof(params));
  params.resultUint32 = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetCommandLineArgumentsCount, &params) != OrthancPluginErrorCode_Success)
    return 0;
  return result;
}

/** An argument of the command line of the server. */
ORTHANC_PLUGIN_INLINE char* OrthancPluginGetCommandLineArgument(
  OrthancPluginContext* context,
  uint32_t argument)
{
  char* result = NULL;
  _OrthancPluginGlobalProperty params;
  memset(&params, 0, sizeof(params));
  params.property = argument;
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_GetCommandLineArgument, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Adds an error code of the plugin with its status and text; returns the number of that
 *  code. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginRegisterErrorCode(
  OrthancPluginContext* context,
  int32_t code,
  uint16_t httpStatus,
  const char* message)
{
  OrthancPluginErrorCode result = (OrthancPluginErrorCode) 0;
  _OrthancPluginRegisterErrorCode params;
  memset(&params, 0, sizeof(params));
  params.code = code;
  params.httpStatus = httpStatus;
  params.message = message;
  params.target = &result;
  if (context->InvokeService(context, _OrthancPluginService_RegisterErrorCode, &params) != OrthancPluginErrorCode_Success)
    return OrthancPluginErrorCode_Plugin;
  return result;
}

/** Names the thread in the log. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginSetCurrentThreadName(
  OrthancPluginContext* context,
  const char* threadName)
{
  return context->InvokeService(context, _OrthancPluginService_SetCurrentThreadName, threadName);
}

/** Reads a file of the server’s machine. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginReadFile(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const char* path)
{
  _OrthancPluginReadFile params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.path = path;
  return context->InvokeService(context, _OrthancPluginService_ReadFile, &params);
}

/** Writes a file on the server’s machine. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginWriteFile(
  OrthancPluginContext* context,
  const char* path,
  const void* data,
  uint32_t size)
{
  _OrthancPluginWriteFile params;
  memset(&params, 0, sizeof(params));
  params.path = path;
  params.data = data;
  params.size = size;
  return context->InvokeService(context, _OrthancPluginService_WriteFile, &params);
}

/** The MIME type of a file by the ending of its name; it must not be
 *  freed. */
ORTHANC_PLUGIN_INLINE const char* OrthancPluginAutodetectMimeType(
  OrthancPluginContext* context,
  const char* path)
{
  const char* result = NULL;
  _OrthancPluginRetrieveStaticString params;
  memset(&params, 0, sizeof(params));
  params.argument = path;
  params.result = &result;
  if (context->InvokeService(context, _OrthancPluginService_AutodetectMimeType, &params) != OrthancPluginErrorCode_Success)
    return NULL;
  return result;
}

/** Frees a string that the host handed over. */
ORTHANC_PLUGIN_INLINE void OrthancPluginFreeString(
  OrthancPluginContext* context,
  char* str)
{
  if (str != NULL) context->Free(str);
}

/** Allocates a memory buffer. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginCreateMemoryBuffer(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  uint32_t size)
{
  _OrthancPluginCreateMemoryBuffer params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.size = size;
  return context->InvokeService(context, _OrthancPluginService_CreateMemoryBuffer, &params);
}

/** Frees the bytes of a memory buffer. */
ORTHANC_PLUGIN_INLINE void OrthancPluginFreeMemoryBuffer(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* buffer)
{
  context->Free(buffer->data);
}

/** Allocates a memory buffer whose size has 64 bits. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginCreateMemoryBuffer64(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer64* target,
  uint64_t size)
{
  _OrthancPluginCreateMemoryBuffer64 params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.size = size;
  return context->InvokeService(context, _OrthancPluginService_CreateMemoryBuffer64, &params);
}

/** Frees the bytes of a memory buffer whose size has 64 bits. */
ORTHANC_PLUGIN_INLINE void OrthancPluginFreeMemoryBuffer64(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer64* buffer)
{
  context->Free(buffer->data);
}

/** Compresses bytes with zlib or gzip, or undoes that. */
ORTHANC_PLUGIN_INLINE OrthancPluginErrorCode OrthancPluginBufferCompression(
  OrthancPluginContext* context,
  OrthancPluginMemoryBuffer* target,
  const void* source,
  uint32_t size,
  OrthancPluginCompressionType compression,
  uint8_t uncompress)
{
  _OrthancPluginBufferCompression params;
  memset(&params, 0, sizeof(params));
  params.target = target;
  params.source = source;
  params.size = size;
  params.compression = compression;
  params.uncompress = uncompress;
  return context->InvokeService(context, _OrthancPluginService_BufferCompression, &params);
}

#ifdef __cplusplus
}
#endif
