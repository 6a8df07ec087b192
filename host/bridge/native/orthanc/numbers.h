/* Generated from abi/ by abi/emit. Do not edit; run "npm run abi". */
#pragma once

enum
{
  CLASS_RestOutput = 1,
  CLASS_DicomInstance = 2,
  CLASS_Image = 3,
  CLASS_Peers = 4,
  CLASS_Job = 5,
  CLASS_FindMatcher = 6,
  CLASS_WorklistAnswers = 7,
  CLASS_WorklistQuery = 8,
  CLASS_FindAnswers = 9,
  CLASS_FindQuery = 10,
  CLASS_StorageArea = 11,
  CLASS_DicomWebNode = 12,
  CLASS_WebDavCollection = 13,
  CLASS_COUNT = 14
};

enum
{
  SERVICE_REFUSED = 1,
  SERVICE_UNDER_INSTANCES = 2,
  SERVICE_UNDER_DATABASE = 4,
  SERVICE_REGISTERS = 8,
  SERVICE_SINGLE = 16,
  SERVICE_AT_START = 32,
  SERVICE_DEFINES = 64
};

enum
{
  FUNCTION_DicomWebSetBinaryNode = 60001,
  FUNCTION_WebDavAddFile = 60002,
  FUNCTION_WebDavAddFolder = 60003,
  FUNCTION_WebDavRetrieveFile = 60004
};

enum
{
  CALLBACK_RestCallback = 1,
  CALLBACK_IncomingHttpRequestFilter = 2,
  CALLBACK_IncomingHttpRequestFilter2 = 3,
  CALLBACK_ServerChunkedRequestReaderFactory = 4,
  CALLBACK_ServerChunkedRequestReaderAddChunk = 5,
  CALLBACK_ServerChunkedRequestReaderExecute = 6,
  CALLBACK_ServerChunkedRequestReaderFinalize = 7,
  CALLBACK_ChunkedClientAnswerAddHeader = 8,
  CALLBACK_ChunkedClientAnswerAddChunk = 9,
  CALLBACK_ChunkedClientRequestIsDone = 10,
  CALLBACK_ChunkedClientRequestNext = 11,
  CALLBACK_ChunkedClientRequestGetChunkData = 12,
  CALLBACK_ChunkedClientRequestGetChunkSize = 13,
  CALLBACK_OnStoredInstanceCallback = 14,
  CALLBACK_OnChangeCallback = 15,
  CALLBACK_IncomingDicomInstanceFilter = 16,
  CALLBACK_IncomingCStoreInstanceFilter = 17,
  CALLBACK_ReceivedInstanceCallback = 18,
  CALLBACK_DecodeImageCallback = 19,
  CALLBACK_TranscoderCallback = 20,
  CALLBACK_DicomWebSetBinaryNode = 21,
  CALLBACK_DicomWebBinaryCallback = 22,
  CALLBACK_DicomWebBinaryCallback2 = 23,
  CALLBACK_WorklistCallback = 24,
  CALLBACK_FindCallback = 25,
  CALLBACK_MoveCallback = 26,
  CALLBACK_GetMoveSize = 27,
  CALLBACK_ApplyMove = 28,
  CALLBACK_FreeMove = 29,
  CALLBACK_StorageCommitmentFactory = 30,
  CALLBACK_StorageCommitmentDestructor = 31,
  CALLBACK_StorageCommitmentLookup = 32,
  CALLBACK_Free = 33,
  CALLBACK_StorageCreate = 34,
  CALLBACK_StorageRead = 35,
  CALLBACK_StorageReadWhole = 36,
  CALLBACK_StorageReadRange = 37,
  CALLBACK_StorageRemove = 38,
  CALLBACK_CallDatabaseBackendV4 = 39,
  CALLBACK_FinalizeDatabaseBackendV4 = 40,
  CALLBACK_JobFinalize = 41,
  CALLBACK_JobGetProgress = 42,
  CALLBACK_JobGetContent = 43,
  CALLBACK_JobGetContent2 = 44,
  CALLBACK_JobGetSerialized = 45,
  CALLBACK_JobGetSerialized2 = 46,
  CALLBACK_JobStep = 47,
  CALLBACK_JobStop = 48,
  CALLBACK_JobReset = 49,
  CALLBACK_JobsUnserializer = 50,
  CALLBACK_RefreshMetricsCallback = 51,
  CALLBACK_WebDavAddFile = 52,
  CALLBACK_WebDavAddFolder = 53,
  CALLBACK_WebDavRetrieveFile = 54,
  CALLBACK_WebDavIsExistingFolderCallback = 55,
  CALLBACK_WebDavListFolderCallback = 56,
  CALLBACK_WebDavRetrieveFileCallback = 57,
  CALLBACK_WebDavStoreFileCallback = 58,
  CALLBACK_WebDavCreateFolderCallback = 59,
  CALLBACK_WebDavDeleteItemCallback = 60,
  CALLBACK_COUNT = 61,
  SLOT_COUNT = 256
};

enum
{
  SERVICE_COUNT = 162
};
