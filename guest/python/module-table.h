/* Generated from abi/ by abi/emit. Do not edit; run "npm run abi". */
#pragma once

static const Argument AnswerBuffer_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { DATA, 4, 4, 8, -1 },
  { STRING, 4, 12, -1, -1 },
};
static const Argument CompressAndAnswerPngImage_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { INTEGER, 4, 8, -1, -1 },
  { INTEGER, 4, 12, -1, -1 },
  { INTEGER, 4, 16, -1, -1 },
  { INTEGER, 4, 20, -1, -1 },
  { DATA, 4, 24, -1, -1 },
};
static const Argument Redirect_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { STRING, 4, 4, -1, -1 },
};
static const Argument SendHttpStatusCode_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { INTEGER, 2, 4, -1, -1 },
};
static const Argument SendUnauthorized_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { STRING, 4, 4, -1, -1 },
};
static const Argument SendMethodNotAllowed_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { STRING, 4, 4, -1, -1 },
};
static const Argument SetCookie_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { STRING, 4, 4, -1, -1 },
  { STRING, 4, 8, -1, -1 },
};
static const Argument SetHttpHeader_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { STRING, 4, 4, -1, -1 },
  { STRING, 4, 8, -1, -1 },
};
static const Argument StartMultipartAnswer_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { STRING, 4, 4, -1, -1 },
  { STRING, 4, 8, -1, -1 },
};
static const Argument SendMultipartItem_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { DATA, 4, 4, 8, -1 },
};
static const Argument SendHttpStatus_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { INTEGER, 2, 4, -1, -1 },
  { DATA, 4, 8, 12, -1 },
};
static const Argument CompressAndAnswerJpegImage_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { INTEGER, 4, 8, -1, -1 },
  { INTEGER, 4, 12, -1, -1 },
  { INTEGER, 4, 16, -1, -1 },
  { INTEGER, 4, 20, -1, -1 },
  { DATA, 4, 24, -1, -1 },
  { INTEGER, 1, 28, -1, -1 },
  { LITERAL, 4, 4, 1, -1 },
};
static const Argument SetHttpErrorDetails_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { STRING, 4, 4, -1, -1 },
  { INTEGER, 1, 8, -1, -1 },
};
static const Argument StartStreamAnswer_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { STRING, 4, 4, -1, -1 },
};
static const Argument SendStreamChunk_arguments[] = {
  { HANDLE, 4, 0, -1, 8 },
  { DATA, 4, 4, 8, -1 },
};
static const Argument GetDicomForInstance_arguments[] = {
  { STRING, 4, 4, -1, -1 },
};
static const Argument RestApiGet_arguments[] = {
  { STRING, 4, 4, -1, -1 },
};
static const Argument RestApiPost_arguments[] = {
  { STRING, 4, 4, -1, -1 },
  { DATA, 4, 8, 12, -1 },
};
static const Argument RestApiDelete_arguments[] = {
  { STRING, 4, 0, -1, -1 },
};
static const Argument RestApiPut_arguments[] = {
  { STRING, 4, 4, -1, -1 },
  { DATA, 4, 8, 12, -1 },
};
static const Argument LookupPatient_arguments[] = {
  { STRING, 4, 4, -1, -1 },
};
static const Argument LookupStudy_arguments[] = {
  { STRING, 4, 4, -1, -1 },
};
static const Argument LookupStudyWithAccessionNumber_arguments[] = {
  { STRING, 4, 4, -1, -1 },
};
static const Argument LookupSeries_arguments[] = {
  { STRING, 4, 4, -1, -1 },
};
static const Argument LookupInstance_arguments[] = {
  { STRING, 4, 4, -1, -1 },
};
static const Argument RestApiGetAfterPlugins_arguments[] = {
  { STRING, 4, 4, -1, -1 },
};
static const Argument RestApiPostAfterPlugins_arguments[] = {
  { STRING, 4, 4, -1, -1 },
  { DATA, 4, 8, 12, -1 },
};
static const Argument RestApiDeleteAfterPlugins_arguments[] = {
  { STRING, 4, 0, -1, -1 },
};
static const Argument RestApiPutAfterPlugins_arguments[] = {
  { STRING, 4, 4, -1, -1 },
  { DATA, 4, 8, 12, -1 },
};
static const Argument HttpGet_arguments[] = {
  { STRING, 4, 8, -1, -1 },
  { STRING, 4, 12, -1, -1 },
  { STRING, 4, 16, -1, -1 },
  { LITERAL, 4, 4, 1, -1 },
};
static const Argument HttpPost_arguments[] = {
  { STRING, 4, 8, -1, -1 },
  { DATA, 4, 20, 24, -1 },
  { STRING, 4, 12, -1, -1 },
  { STRING, 4, 16, -1, -1 },
  { LITERAL, 4, 4, 2, -1 },
};
static const Argument HttpPut_arguments[] = {
  { STRING, 4, 8, -1, -1 },
  { DATA, 4, 20, 24, -1 },
  { STRING, 4, 12, -1, -1 },
  { STRING, 4, 16, -1, -1 },
  { LITERAL, 4, 4, 3, -1 },
};
static const Argument HttpDelete_arguments[] = {
  { STRING, 4, 8, -1, -1 },
  { STRING, 4, 12, -1, -1 },
  { STRING, 4, 16, -1, -1 },
  { LITERAL, 4, 4, 4, -1 },
};
static const Argument GetPeersCount_arguments[] = {
  { HANDLE, 4, 4, -1, 7 },
};
static const Argument GetPeerName_arguments[] = {
  { HANDLE, 4, 4, -1, 7 },
  { INTEGER, 4, 8, -1, -1 },
};
static const Argument GetPeerUrl_arguments[] = {
  { HANDLE, 4, 4, -1, 7 },
  { INTEGER, 4, 8, -1, -1 },
};
static const Argument GetPeerUserProperty_arguments[] = {
  { HANDLE, 4, 4, -1, 7 },
  { INTEGER, 4, 8, -1, -1 },
  { STRING, 4, 12, -1, -1 },
};
static const Argument GetImagePixelFormat_arguments[] = {
  { HANDLE, 4, 0, -1, 5 },
};
static const Argument GetImageWidth_arguments[] = {
  { HANDLE, 4, 0, -1, 5 },
};
static const Argument GetImageHeight_arguments[] = {
  { HANDLE, 4, 0, -1, 5 },
};
static const Argument GetImagePitch_arguments[] = {
  { HANDLE, 4, 0, -1, 5 },
};
static const Argument UncompressImage_arguments[] = {
  { DATA, 4, 4, 8, -1 },
  { INTEGER, 4, 12, -1, -1 },
};
static const Argument CompressPngImage_arguments[] = {
  { INTEGER, 4, 8, -1, -1 },
  { INTEGER, 4, 12, -1, -1 },
  { INTEGER, 4, 16, -1, -1 },
  { INTEGER, 4, 20, -1, -1 },
  { DATA, 4, 24, -1, -1 },
};
static const Argument CompressJpegImage_arguments[] = {
  { INTEGER, 4, 8, -1, -1 },
  { INTEGER, 4, 12, -1, -1 },
  { INTEGER, 4, 16, -1, -1 },
  { INTEGER, 4, 20, -1, -1 },
  { DATA, 4, 24, -1, -1 },
  { INTEGER, 1, 28, -1, -1 },
  { LITERAL, 4, 4, 1, -1 },
};
static const Argument ConvertPixelFormat_arguments[] = {
  { HANDLE, 4, 4, -1, 5 },
  { INTEGER, 4, 8, -1, -1 },
};
static const Argument CreateImage_arguments[] = {
  { INTEGER, 4, 4, -1, -1 },
  { INTEGER, 4, 8, -1, -1 },
  { INTEGER, 4, 12, -1, -1 },
};
static const Argument DecodeDicomImage_arguments[] = {
  { DATA, 4, 24, 28, -1 },
  { INTEGER, 4, 32, -1, -1 },
};
static const Argument GetFontName_arguments[] = {
  { INTEGER, 4, 0, -1, -1 },
};
static const Argument GetFontSize_arguments[] = {
  { INTEGER, 4, 0, -1, -1 },
};
static const Argument DrawText_arguments[] = {
  { HANDLE, 4, 0, -1, 5 },
  { INTEGER, 4, 4, -1, -1 },
  { STRING, 4, 8, -1, -1 },
  { INTEGER, 4, 12, -1, -1 },
  { INTEGER, 4, 16, -1, -1 },
  { INTEGER, 1, 20, -1, -1 },
  { INTEGER, 1, 21, -1, -1 },
  { INTEGER, 1, 22, -1, -1 },
};
static const Argument GetInstanceRemoteAet_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
};
static const Argument GetInstanceSize_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
};
static const Argument GetInstanceJson_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
};
static const Argument GetInstanceSimplifiedJson_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
};
static const Argument HasInstanceMetadata_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
  { STRING, 4, 12, -1, -1 },
};
static const Argument GetInstanceMetadata_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
  { STRING, 4, 12, -1, -1 },
};
static const Argument GetInstanceOrigin_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
};
static const Argument GetInstanceTransferSyntaxUid_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
};
static const Argument HasInstancePixelData_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
};
static const Argument CreateDicomInstance_arguments[] = {
  { DATA, 4, 4, 8, -1 },
};
static const Argument GetInstanceFramesCount_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
};
static const Argument GetInstanceRawFrame_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
  { INTEGER, 4, 20, -1, -1 },
};
static const Argument GetInstanceDecodedFrame_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
  { INTEGER, 4, 20, -1, -1 },
};
static const Argument TranscodeDicomInstance_arguments[] = {
  { DATA, 4, 4, 8, -1 },
  { STRING, 4, 12, -1, -1 },
};
static const Argument SerializeDicomInstance_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
};
static const Argument GetInstanceAdvancedJson_arguments[] = {
  { HANDLE, 4, 16, -1, 0 },
  { INTEGER, 4, 24, -1, -1 },
  { INTEGER, 4, 28, -1, -1 },
  { INTEGER, 4, 32, -1, -1 },
};
static const Argument LoadDicomInstance_arguments[] = {
  { STRING, 4, 4, -1, -1 },
  { INTEGER, 4, 8, -1, -1 },
};
static const Argument DicomBufferToJson_arguments[] = {
  { DATA, 4, 8, 12, -1 },
  { INTEGER, 4, 16, -1, -1 },
  { INTEGER, 4, 20, -1, -1 },
  { INTEGER, 4, 24, -1, -1 },
};
static const Argument DicomInstanceToJson_arguments[] = {
  { STRING, 4, 4, -1, -1 },
  { INTEGER, 4, 16, -1, -1 },
  { INTEGER, 4, 20, -1, -1 },
  { INTEGER, 4, 24, -1, -1 },
};
static const Argument CreateDicom_arguments[] = {
  { STRING, 4, 4, -1, -1 },
  { HANDLE, 4, 8, -1, 5 },
  { INTEGER, 4, 12, -1, -1 },
};
static const Argument CreateDicom2_arguments[] = {
  { STRING, 4, 4, -1, -1 },
  { HANDLE, 4, 8, -1, 5 },
  { INTEGER, 4, 12, -1, -1 },
  { STRING, 4, 16, -1, -1 },
};
static const Argument RegisterDictionaryTag_arguments[] = {
  { INTEGER, 2, 0, -1, -1 },
  { INTEGER, 2, 2, -1, -1 },
  { INTEGER, 4, 4, -1, -1 },
  { STRING, 4, 8, -1, -1 },
  { INTEGER, 4, 12, -1, -1 },
  { INTEGER, 4, 16, -1, -1 },
};
static const Argument RegisterPrivateDictionaryTag_arguments[] = {
  { INTEGER, 2, 0, -1, -1 },
  { INTEGER, 2, 2, -1, -1 },
  { INTEGER, 4, 4, -1, -1 },
  { STRING, 4, 8, -1, -1 },
  { INTEGER, 4, 12, -1, -1 },
  { INTEGER, 4, 16, -1, -1 },
  { STRING, 4, 20, -1, -1 },
};
static const Argument GetTagName_arguments[] = {
  { INTEGER, 2, 4, -1, -1 },
  { INTEGER, 2, 6, -1, -1 },
  { STRING, 4, 8, -1, -1 },
};
static const Argument WorklistAddAnswer_arguments[] = {
  { HANDLE, 4, 0, -1, 12 },
  { HANDLE, 4, 4, -1, 13 },
  { DATA, 4, 8, 12, -1 },
};
static const Argument WorklistMarkIncomplete_arguments[] = {
  { HANDLE, 4, 0, -1, 12 },
};
static const Argument WorklistIsMatch_arguments[] = {
  { HANDLE, 4, 0, -1, 13 },
  { DATA, 4, 4, 8, -1 },
};
static const Argument WorklistGetDicomQuery_arguments[] = {
  { HANDLE, 4, 0, -1, 13 },
};
static const Argument FindAddAnswer_arguments[] = {
  { HANDLE, 4, 0, -1, 2 },
  { DATA, 4, 8, 12, -1 },
};
static const Argument FindMarkIncomplete_arguments[] = {
  { HANDLE, 4, 0, -1, 2 },
};
static const Argument GetFindQuerySize_arguments[] = {
  { HANDLE, 4, 4, -1, 4 },
};
static const Argument GetFindQueryTagName_arguments[] = {
  { HANDLE, 4, 4, -1, 4 },
  { INTEGER, 4, 16, -1, -1 },
};
static const Argument GetFindQueryValue_arguments[] = {
  { HANDLE, 4, 4, -1, 4 },
  { INTEGER, 4, 16, -1, -1 },
};
static const Argument CreateFindMatcher_arguments[] = {
  { DATA, 4, 4, 8, -1 },
};
static const Argument FindMatcherIsMatch_arguments[] = {
  { HANDLE, 4, 0, -1, 3 },
  { DATA, 4, 4, 8, -1 },
};
static const Argument SubmitJob_arguments[] = {
  { HANDLE, 4, 4, -1, 6 },
  { INTEGER, 4, 8, -1, -1 },
};
static const Argument StorageAreaCreate_arguments[] = {
  { HANDLE, 4, 0, -1, 10 },
  { STRING, 4, 4, -1, -1 },
  { DATA, 4, 8, 16, -1 },
  { INTEGER, 4, 24, -1, -1 },
};
static const Argument StorageAreaRead_arguments[] = {
  { HANDLE, 4, 4, -1, 10 },
  { STRING, 4, 8, -1, -1 },
  { INTEGER, 4, 12, -1, -1 },
};
static const Argument StorageAreaRemove_arguments[] = {
  { HANDLE, 4, 0, -1, 10 },
  { STRING, 4, 4, -1, -1 },
  { INTEGER, 4, 8, -1, -1 },
};
static const Argument ReconstructMainDicomTags_arguments[] = {
  { HANDLE, 4, 0, -1, 10 },
  { INTEGER, 4, 4, -1, -1 },
};
static const Argument LogError_arguments[] = {
  { STRING, 4, 0, -1, -1 },
};
static const Argument LogWarning_arguments[] = {
  { STRING, 4, 0, -1, -1 },
};
static const Argument LogInfo_arguments[] = {
  { STRING, 4, 0, -1, -1 },
};
static const Argument LogMessage_arguments[] = {
  { STRING, 4, 0, -1, -1 },
  { STRING, 4, 4, -1, -1 },
  { STRING, 4, 8, -1, -1 },
  { INTEGER, 4, 12, -1, -1 },
  { INTEGER, 4, 16, -1, -1 },
  { INTEGER, 4, 20, -1, -1 },
};
static const Argument SetMetricsValue_arguments[] = {
  { STRING, 4, 0, -1, -1 },
  { FLOAT, 4, 4, -1, -1 },
  { INTEGER, 4, 8, -1, -1 },
};
static const Argument GetErrorDescription_arguments[] = {
  { INTEGER, 4, 4, -1, -1 },
};
static const Argument ComputeMd5_arguments[] = {
  { DATA, 4, 4, 8, -1 },
};
static const Argument ComputeSha1_arguments[] = {
  { DATA, 4, 4, 8, -1 },
};
static const Argument SetRootUri_arguments[] = {
  { STRING, 4, 8, -1, -1 },
  { LITERAL, 4, 4, 2, -1 },
  { PLUGIN_NAME, 4, 0, -1, -1 },
};
static const Argument SetDescription_arguments[] = {
  { STRING, 4, 8, -1, -1 },
  { LITERAL, 4, 4, 1, -1 },
  { PLUGIN_NAME, 4, 0, -1, -1 },
};
static const Argument ExtendOrthancExplorer_arguments[] = {
  { STRING, 4, 8, -1, -1 },
  { LITERAL, 4, 4, 3, -1 },
  { PLUGIN_NAME, 4, 0, -1, -1 },
};
static const Argument SetRootUri2_arguments[] = {
  { STRING, 4, 0, -1, -1 },
  { STRING, 4, 8, -1, -1 },
  { LITERAL, 4, 4, 2, -1 },
};
static const Argument SetDescription2_arguments[] = {
  { STRING, 4, 0, -1, -1 },
  { STRING, 4, 8, -1, -1 },
  { LITERAL, 4, 4, 1, -1 },
};
static const Argument ExtendOrthancExplorer2_arguments[] = {
  { STRING, 4, 0, -1, -1 },
  { STRING, 4, 8, -1, -1 },
  { LITERAL, 4, 4, 3, -1 },
};
static const Argument GetGlobalProperty_arguments[] = {
  { INTEGER, 4, 4, -1, -1 },
  { STRING, 4, 8, -1, -1 },
};
static const Argument SetGlobalProperty_arguments[] = {
  { INTEGER, 4, 4, -1, -1 },
  { STRING, 4, 8, -1, -1 },
};
static const Argument GetCommandLineArgument_arguments[] = {
  { INTEGER, 4, 4, -1, -1 },
};
static const Argument RegisterErrorCode_arguments[] = {
  { INTEGER, 4, 4, -1, -1 },
  { INTEGER, 2, 8, -1, -1 },
  { STRING, 4, 12, -1, -1 },
};
static const Argument SetCurrentThreadName_arguments[] = {
  { STRING, 4, 0, -1, -1 },
};
static const Argument ReadFile_arguments[] = {
  { STRING, 4, 4, -1, -1 },
};
static const Argument WriteFile_arguments[] = {
  { STRING, 4, 0, -1, -1 },
  { DATA, 4, 4, 8, -1 },
};
static const Argument AutodetectMimeType_arguments[] = {
  { STRING, 4, 4, -1, -1 },
};
static const Argument BufferCompression_arguments[] = {
  { DATA, 4, 4, 8, -1 },
  { INTEGER, 4, 12, -1, -1 },
  { INTEGER, 1, 16, -1, -1 },
};

static const Function functions[] = {
  { "AnswerBuffer", 2000, 16, AnswerBuffer_arguments, 3, 3, NOTHING, -1, -1, 0 },
  { "CompressAndAnswerPngImage", 2011, 32, CompressAndAnswerPngImage_arguments, 6, 6, NOTHING, -1, -1, 0 },
  { "Redirect", 2002, 8, Redirect_arguments, 2, 2, NOTHING, -1, -1, 0 },
  { "SendHttpStatusCode", 2003, 8, SendHttpStatusCode_arguments, 2, 2, NOTHING, -1, -1, 0 },
  { "SendUnauthorized", 2004, 8, SendUnauthorized_arguments, 2, 2, NOTHING, -1, -1, 0 },
  { "SendMethodNotAllowed", 2005, 8, SendMethodNotAllowed_arguments, 2, 2, NOTHING, -1, -1, 0 },
  { "SetCookie", 2006, 12, SetCookie_arguments, 3, 3, NOTHING, -1, -1, 0 },
  { "SetHttpHeader", 2007, 12, SetHttpHeader_arguments, 3, 3, NOTHING, -1, -1, 0 },
  { "StartMultipartAnswer", 2008, 12, StartMultipartAnswer_arguments, 3, 3, CODE, -1, -1, 0 },
  { "SendMultipartItem", 2009, 16, SendMultipartItem_arguments, 2, 2, CODE, -1, -1, 0 },
  { "SendHttpStatus", 2010, 16, SendHttpStatus_arguments, 3, 3, NOTHING, -1, -1, 0 },
  { "CompressAndAnswerJpegImage", 2011, 32, CompressAndAnswerJpegImage_arguments, 8, 7, NOTHING, -1, -1, 0 },
  { "SetHttpErrorDetails", 2013, 12, SetHttpErrorDetails_arguments, 3, 3, NOTHING, -1, -1, 0 },
  { "StartStreamAnswer", 2014, 8, StartStreamAnswer_arguments, 2, 2, CODE, -1, -1, 0 },
  { "SendStreamChunk", 2015, 16, SendStreamChunk_arguments, 2, 2, CODE, -1, -1, 0 },
  { "GetDicomForInstance", 3000, 8, GetDicomForInstance_arguments, 1, 1, BYTES, 0, -1, 0 },
  { "RestApiGet", 3001, 8, RestApiGet_arguments, 1, 1, BYTES, 0, -1, 0 },
  { "RestApiPost", 3002, 16, RestApiPost_arguments, 2, 2, BYTES, 0, -1, 0 },
  { "RestApiDelete", 3003, 0, RestApiDelete_arguments, 1, 1, CODE, -1, -1, 0 },
  { "RestApiPut", 3004, 16, RestApiPut_arguments, 2, 2, BYTES, 0, -1, 0 },
  { "LookupPatient", 3005, 8, LookupPatient_arguments, 1, 1, TEXT, 0, -1, 0 },
  { "LookupStudy", 3006, 8, LookupStudy_arguments, 1, 1, TEXT, 0, -1, 0 },
  { "LookupStudyWithAccessionNumber", 3009, 8, LookupStudyWithAccessionNumber_arguments, 1, 1, TEXT, 0, -1, 0 },
  { "LookupSeries", 3007, 8, LookupSeries_arguments, 1, 1, TEXT, 0, -1, 0 },
  { "LookupInstance", 3008, 8, LookupInstance_arguments, 1, 1, TEXT, 0, -1, 0 },
  { "RestApiGetAfterPlugins", 3010, 8, RestApiGetAfterPlugins_arguments, 1, 1, BYTES, 0, -1, 0 },
  { "RestApiPostAfterPlugins", 3011, 16, RestApiPostAfterPlugins_arguments, 2, 2, BYTES, 0, -1, 0 },
  { "RestApiDeleteAfterPlugins", 3012, 0, RestApiDeleteAfterPlugins_arguments, 1, 1, CODE, -1, -1, 0 },
  { "RestApiPutAfterPlugins", 3013, 16, RestApiPutAfterPlugins_arguments, 2, 2, BYTES, 0, -1, 0 },
  { "GenerateRestApiAuthorizationToken", 39, 8, NULL, 0, 0, TEXT, 0, -1, 0 },
  { "HttpGet", 18, 28, HttpGet_arguments, 4, 3, BYTES, 0, -1, 0 },
  { "HttpPost", 18, 28, HttpPost_arguments, 5, 4, BYTES, 0, -1, 0 },
  { "HttpPut", 18, 28, HttpPut_arguments, 5, 4, BYTES, 0, -1, 0 },
  { "HttpDelete", 18, 28, HttpDelete_arguments, 4, 3, CODE, -1, -1, 0 },
  { "GetPeers", 8000, 4, NULL, 0, 0, OBJECT, 0, 7, 0 },
  { "GetPeersCount", 8003, 8, GetPeersCount_arguments, 1, 1, UNSIGNED, 0, -1, 0 },
  { "GetPeerName", 8004, 16, GetPeerName_arguments, 2, 2, CONSTANT_TEXT, 0, -1, 0 },
  { "GetPeerUrl", 8005, 16, GetPeerUrl_arguments, 2, 2, CONSTANT_TEXT, 0, -1, 0 },
  { "GetPeerUserProperty", 8007, 16, GetPeerUserProperty_arguments, 3, 3, CONSTANT_TEXT, 0, -1, 0 },
  { "GetImagePixelFormat", 6000, 16, GetImagePixelFormat_arguments, 1, 1, SIGNED, 8, -1, 6 },
  { "GetImageWidth", 6001, 16, GetImageWidth_arguments, 1, 1, UNSIGNED, 4, -1, 0 },
  { "GetImageHeight", 6002, 16, GetImageHeight_arguments, 1, 1, UNSIGNED, 4, -1, 0 },
  { "GetImagePitch", 6003, 16, GetImagePitch_arguments, 1, 1, UNSIGNED, 4, -1, 0 },
  { "UncompressImage", 6005, 16, UncompressImage_arguments, 2, 2, OBJECT, 0, 5, 0 },
  { "CompressPngImage", 6007, 32, CompressPngImage_arguments, 5, 5, BYTES, 0, -1, 0 },
  { "CompressJpegImage", 6007, 32, CompressJpegImage_arguments, 7, 6, BYTES, 0, -1, 0 },
  { "ConvertPixelFormat", 6008, 12, ConvertPixelFormat_arguments, 2, 2, OBJECT, 0, 5, 0 },
  { "CreateImage", 6012, 36, CreateImage_arguments, 3, 3, OBJECT, 0, 5, 0 },
  { "DecodeDicomImage", 6014, 36, DecodeDicomImage_arguments, 2, 2, OBJECT, 0, 5, 0 },
  { "GetFontsCount", 6009, 16, NULL, 0, 0, UNSIGNED, 4, -1, 0 },
  { "GetFontName", 6010, 12, GetFontName_arguments, 1, 1, CONSTANT_TEXT, 4, -1, 0 },
  { "GetFontSize", 6010, 12, GetFontSize_arguments, 1, 1, UNSIGNED, 8, -1, 0 },
  { "DrawText", 6011, 24, DrawText_arguments, 8, 8, CODE, -1, -1, 0 },
  { "GetInstanceRemoteAet", 4000, 24, GetInstanceRemoteAet_arguments, 1, 1, CONSTANT_TEXT, 4, -1, 0 },
  { "GetInstanceSize", 4001, 24, GetInstanceSize_arguments, 1, 1, LONG, 8, -1, -1 },
  { "GetInstanceJson", 4003, 24, GetInstanceJson_arguments, 1, 1, TEXT, 0, -1, 0 },
  { "GetInstanceSimplifiedJson", 4004, 24, GetInstanceSimplifiedJson_arguments, 1, 1, TEXT, 0, -1, 0 },
  { "HasInstanceMetadata", 4005, 24, HasInstanceMetadata_arguments, 2, 2, TRUTH, 8, -1, -1 },
  { "GetInstanceMetadata", 4006, 24, GetInstanceMetadata_arguments, 2, 2, CONSTANT_TEXT, 4, -1, 0 },
  { "GetInstanceOrigin", 4007, 24, GetInstanceOrigin_arguments, 1, 1, SIGNED, 20, -1, 1 },
  { "GetInstanceTransferSyntaxUid", 4008, 24, GetInstanceTransferSyntaxUid_arguments, 1, 1, TEXT, 0, -1, 0 },
  { "HasInstancePixelData", 4009, 24, HasInstancePixelData_arguments, 1, 1, TRUTH, 8, -1, -1 },
  { "CreateDicomInstance", 4010, 16, CreateDicomInstance_arguments, 1, 1, OBJECT, 0, 0, 0 },
  { "GetInstanceFramesCount", 4012, 44, GetInstanceFramesCount_arguments, 1, 1, UNSIGNED, 0, -1, 0 },
  { "GetInstanceRawFrame", 4013, 44, GetInstanceRawFrame_arguments, 2, 2, BYTES, 4, -1, 0 },
  { "GetInstanceDecodedFrame", 4014, 44, GetInstanceDecodedFrame_arguments, 2, 2, OBJECT, 8, 5, 0 },
  { "TranscodeDicomInstance", 4015, 16, TranscodeDicomInstance_arguments, 2, 2, OBJECT, 0, 0, 0 },
  { "SerializeDicomInstance", 4016, 44, SerializeDicomInstance_arguments, 1, 1, BYTES, 4, -1, 0 },
  { "GetInstanceAdvancedJson", 4017, 44, GetInstanceAdvancedJson_arguments, 4, 4, TEXT, 12, -1, 0 },
  { "LoadDicomInstance", 4020, 12, LoadDicomInstance_arguments, 2, 2, OBJECT, 0, 0, 0 },
  { "DicomBufferToJson", 21, 28, DicomBufferToJson_arguments, 4, 4, TEXT, 0, -1, 0 },
  { "DicomInstanceToJson", 22, 28, DicomInstanceToJson_arguments, 4, 4, TEXT, 0, -1, 0 },
  { "CreateDicom", 23, 16, CreateDicom_arguments, 3, 3, BYTES, 0, -1, 0 },
  { "CreateDicom2", 41, 20, CreateDicom2_arguments, 4, 4, BYTES, 0, -1, 0 },
  { "RegisterDictionaryTag", 20, 20, RegisterDictionaryTag_arguments, 6, 6, CODE, -1, -1, 0 },
  { "RegisterPrivateDictionaryTag", 29, 24, RegisterPrivateDictionaryTag_arguments, 7, 7, CODE, -1, -1, 0 },
  { "GetTagName", 35, 12, GetTagName_arguments, 3, 3, TEXT, 0, -1, 0 },
  { "WorklistAddAnswer", 7000, 16, WorklistAddAnswer_arguments, 3, 3, CODE, -1, -1, 0 },
  { "WorklistMarkIncomplete", 7001, 16, WorklistMarkIncomplete_arguments, 1, 1, CODE, -1, -1, 0 },
  { "WorklistIsMatch", 7002, 20, WorklistIsMatch_arguments, 2, 2, SIGNED, 12, -1, 0 },
  { "WorklistGetDicomQuery", 7003, 20, WorklistGetDicomQuery_arguments, 1, 1, BYTES, 16, -1, 0 },
  { "FindAddAnswer", 7004, 36, FindAddAnswer_arguments, 2, 2, CODE, -1, -1, 0 },
  { "FindMarkIncomplete", 7005, 36, FindMarkIncomplete_arguments, 1, 1, CODE, -1, -1, 0 },
  { "GetFindQuerySize", 7006, 36, GetFindQuerySize_arguments, 1, 1, UNSIGNED, 20, -1, 0 },
  { "GetFindQueryTagName", 7008, 36, GetFindQueryTagName_arguments, 2, 2, TEXT, 32, -1, 0 },
  { "GetFindQueryValue", 7009, 36, GetFindQueryValue_arguments, 2, 2, TEXT, 32, -1, 0 },
  { "CreateFindMatcher", 7010, 12, CreateFindMatcher_arguments, 1, 1, OBJECT, 0, 3, 0 },
  { "FindMatcherIsMatch", 7012, 16, FindMatcherIsMatch_arguments, 2, 2, SIGNED, 12, -1, 0 },
  { "SubmitJob", 9002, 12, SubmitJob_arguments, 2, 2, TEXT, 0, -1, 0 },
  { "StorageAreaCreate", 5003, 32, StorageAreaCreate_arguments, 4, 4, CODE, -1, -1, 0 },
  { "StorageAreaRead", 5004, 16, StorageAreaRead_arguments, 3, 3, BYTES, 0, -1, 0 },
  { "StorageAreaRemove", 5005, 12, StorageAreaRemove_arguments, 3, 3, CODE, -1, -1, 0 },
  { "ReconstructMainDicomTags", 3014, 8, ReconstructMainDicomTags_arguments, 2, 2, CODE, -1, -1, 0 },
  { "GetDatabaseServerIdentifier", 42, 8, NULL, 0, 0, CONSTANT_TEXT, 0, -1, 0 },
  { "GetExpectedDatabaseVersion", 12, 16, NULL, 0, 0, UNSIGNED, 4, -1, 0 },
  { "LogError", 3, 0, LogError_arguments, 1, 1, NOTHING, -1, -1, 0 },
  { "LogWarning", 2, 0, LogWarning_arguments, 1, 1, NOTHING, -1, -1, 0 },
  { "LogInfo", 1, 0, LogInfo_arguments, 1, 1, NOTHING, -1, -1, 0 },
  { "LogMessage", 45, 24, LogMessage_arguments, 6, 6, NOTHING, -1, -1, 0 },
  { "SetMetricsValue", 31, 12, SetMetricsValue_arguments, 3, 3, NOTHING, -1, -1, 0 },
  { "GetOrthancPath", 4, 8, NULL, 0, 0, TEXT, 0, -1, 0 },
  { "GetOrthancDirectory", 5, 8, NULL, 0, 0, TEXT, 0, -1, 0 },
  { "GetConfigurationPath", 6, 8, NULL, 0, 0, TEXT, 0, -1, 0 },
  { "GetConfiguration", 13, 8, NULL, 0, 0, TEXT, 0, -1, 0 },
  { "GetErrorDescription", 17, 8, GetErrorDescription_arguments, 1, 1, CONSTANT_TEXT, 0, -1, 0 },
  { "ComputeMd5", 24, 12, ComputeMd5_arguments, 1, 1, TEXT, 0, -1, 0 },
  { "ComputeSha1", 25, 12, ComputeSha1_arguments, 1, 1, TEXT, 0, -1, 0 },
  { "GenerateUuid", 28, 8, NULL, 0, 0, TEXT, 0, -1, 0 },
  { "SetRootUri", 7, 12, SetRootUri_arguments, 3, 1, NOTHING, -1, -1, 0 },
  { "SetDescription", 7, 12, SetDescription_arguments, 3, 1, NOTHING, -1, -1, 0 },
  { "ExtendOrthancExplorer", 7, 12, ExtendOrthancExplorer_arguments, 3, 1, NOTHING, -1, -1, 0 },
  { "SetRootUri2", 7, 12, SetRootUri2_arguments, 3, 2, NOTHING, -1, -1, 0 },
  { "SetDescription2", 7, 12, SetDescription2_arguments, 3, 2, NOTHING, -1, -1, 0 },
  { "ExtendOrthancExplorer2", 7, 12, ExtendOrthancExplorer2_arguments, 3, 2, NOTHING, -1, -1, 0 },
  { "GetGlobalProperty", 8, 12, GetGlobalProperty_arguments, 2, 2, TEXT, 0, -1, 0 },
  { "SetGlobalProperty", 9, 12, SetGlobalProperty_arguments, 2, 2, CODE, -1, -1, 0 },
  { "GetCommandLineArgumentsCount", 10, 16, NULL, 0, 0, UNSIGNED, 4, -1, 0 },
  { "GetCommandLineArgument", 11, 12, GetCommandLineArgument_arguments, 1, 1, TEXT, 0, -1, 0 },
  { "RegisterErrorCode", 19, 16, RegisterErrorCode_arguments, 3, 3, SIGNED, 0, -1, 1 },
  { "SetCurrentThreadName", 44, 0, SetCurrentThreadName_arguments, 1, 1, CODE, -1, -1, 0 },
  { "ReadFile", 15, 8, ReadFile_arguments, 1, 1, BYTES, 0, -1, 0 },
  { "WriteFile", 16, 12, WriteFile_arguments, 2, 2, CODE, -1, -1, 0 },
  { "AutodetectMimeType", 30, 8, AutodetectMimeType_arguments, 1, 1, CONSTANT_TEXT, 0, -1, 0 },
  { "BufferCompression", 14, 20, BufferCompression_arguments, 3, 3, BYTES, 0, -1, 0 },
};

CALLER(0)
CALLER(1)
CALLER(2)
CALLER(3)
CALLER(4)
CALLER(5)
CALLER(6)
CALLER(7)
CALLER(8)
CALLER(9)
CALLER(10)
CALLER(11)
CALLER(12)
CALLER(13)
CALLER(14)
CALLER(15)
CALLER(16)
CALLER(17)
CALLER(18)
CALLER(19)
CALLER(20)
CALLER(21)
CALLER(22)
CALLER(23)
CALLER(24)
CALLER(25)
CALLER(26)
CALLER(27)
CALLER(28)
CALLER(29)
CALLER(30)
CALLER(31)
CALLER(32)
CALLER(33)
CALLER(34)
CALLER(35)
CALLER(36)
CALLER(37)
CALLER(38)
CALLER(39)
CALLER(40)
CALLER(41)
CALLER(42)
CALLER(43)
CALLER(44)
CALLER(45)
CALLER(46)
CALLER(47)
CALLER(48)
CALLER(49)
CALLER(50)
CALLER(51)
CALLER(52)
CALLER(53)
CALLER(54)
CALLER(55)
CALLER(56)
CALLER(57)
CALLER(58)
CALLER(59)
CALLER(60)
CALLER(61)
CALLER(62)
CALLER(63)
CALLER(64)
CALLER(65)
CALLER(66)
CALLER(67)
CALLER(68)
CALLER(69)
CALLER(70)
CALLER(71)
CALLER(72)
CALLER(73)
CALLER(74)
CALLER(75)
CALLER(76)
CALLER(77)
CALLER(78)
CALLER(79)
CALLER(80)
CALLER(81)
CALLER(82)
CALLER(83)
CALLER(84)
CALLER(85)
CALLER(86)
CALLER(87)
CALLER(88)
CALLER(89)
CALLER(90)
CALLER(91)
CALLER(92)
CALLER(93)
CALLER(94)
CALLER(95)
CALLER(96)
CALLER(97)
CALLER(98)
CALLER(99)
CALLER(100)
CALLER(101)
CALLER(102)
CALLER(103)
CALLER(104)
CALLER(105)
CALLER(106)
CALLER(107)
CALLER(108)
CALLER(109)
CALLER(110)
CALLER(111)
CALLER(112)
CALLER(113)
CALLER(114)
CALLER(115)
CALLER(116)
CALLER(117)
CALLER(118)
CALLER(119)
CALLER(120)
CALLER(121)
CALLER(122)
CALLER(123)

static PyMethodDef DicomInstance_methods[] = {
  { "GetInstanceRemoteAet", call_53, METH_VARARGS, "The application entity that sent an instance; it belongs to the instance." },
  { "GetInstanceSize", call_54, METH_VARARGS, "The size of an instance in bytes." },
  { "GetInstanceJson", call_55, METH_VARARGS, "The tags of an instance as JSON." },
  { "GetInstanceSimplifiedJson", call_56, METH_VARARGS, "The tags of an instance as JSON with names instead of numbers." },
  { "HasInstanceMetadata", call_57, METH_VARARGS, "Whether an instance has some metadata." },
  { "GetInstanceMetadata", call_58, METH_VARARGS, "A metadata of an instance; it belongs to the instance." },
  { "GetInstanceOrigin", call_59, METH_VARARGS, "The way by which an instance arrived." },
  { "GetInstanceTransferSyntaxUid", call_60, METH_VARARGS, "The transfer syntax of an instance; empty if it is not known." },
  { "HasInstancePixelData", call_61, METH_VARARGS, "Whether an instance has pixel data." },
  { "GetInstanceFramesCount", call_63, METH_VARARGS, "How many frames an instance has." },
  { "GetInstanceRawFrame", call_64, METH_VARARGS, "The bytes of a frame as the file has them." },
  { "GetInstanceDecodedFrame", call_65, METH_VARARGS, "A frame of an instance as an image; freed with `OrthancPluginFreeImage`." },
  { "SerializeDicomInstance", call_67, METH_VARARGS, "An instance as a DICOM file." },
  { "GetInstanceAdvancedJson", call_68, METH_VARARGS, "The tags of an instance as JSON, in a format of choice." },
  { NULL, NULL, 0, NULL },
};
static PyMethodDef DicomWebNode_methods[] = {
  { NULL, NULL, 0, NULL },
};
static PyMethodDef FindAnswers_methods[] = {
  { "FindAddAnswer", call_81, METH_VARARGS, "Adds a DICOM file to the answers." },
  { "FindMarkIncomplete", call_82, METH_VARARGS, "Says that there are more answers than were given." },
  { NULL, NULL, 0, NULL },
};
static PyMethodDef FindMatcher_methods[] = {
  { "FindMatcherIsMatch", call_87, METH_VARARGS, "Whether a DICOM file matches a prepared query." },
  { NULL, NULL, 0, NULL },
};
static PyMethodDef FindQuery_methods[] = {
  { "GetFindQuerySize", call_83, METH_VARARGS, "How many tags a query has." },
  { "GetFindQueryTagName", call_84, METH_VARARGS, "The name of a tag of a query." },
  { "GetFindQueryValue", call_85, METH_VARARGS, "The value of a tag of a query." },
  { NULL, NULL, 0, NULL },
};
static PyMethodDef Image_methods[] = {
  { "GetImagePixelFormat", call_39, METH_VARARGS, "The pixel format of an image." },
  { "GetImageWidth", call_40, METH_VARARGS, "The width of an image in pixels." },
  { "GetImageHeight", call_41, METH_VARARGS, "The height of an image in pixels." },
  { "GetImagePitch", call_42, METH_VARARGS, "The distance of two rows of an image in bytes." },
  { "ConvertPixelFormat", call_46, METH_VARARGS, "A copy of an image in another pixel format; freed with `OrthancPluginFreeImage`." },
  { "DrawText", call_52, METH_VARARGS, "Draws a text on an image." },
  { NULL, NULL, 0, NULL },
};
static PyMethodDef Job_methods[] = {
  { "SubmitJob", call_88, METH_VARARGS, "Hands a job over to the server and returns its identifier." },
  { NULL, NULL, 0, NULL },
};
static PyMethodDef Peers_methods[] = {
  { "GetPeersCount", call_35, METH_VARARGS, "How many peers a list has." },
  { "GetPeerName", call_36, METH_VARARGS, "The name of a peer; it belongs to the list." },
  { "GetPeerUrl", call_37, METH_VARARGS, "The URL of a peer; it belongs to the list." },
  { "GetPeerUserProperty", call_38, METH_VARARGS, "An additional property of a peer; it belongs to the list, and is NULL if the peer does not have it." },
  { NULL, NULL, 0, NULL },
};
static PyMethodDef RestOutput_methods[] = {
  { "AnswerBuffer", call_0, METH_VARARGS, "Answers with status 200, the bytes given and their type." },
  { "CompressAndAnswerPngImage", call_1, METH_VARARGS, "Answers with an image as PNG, compressed by the host." },
  { "Redirect", call_2, METH_VARARGS, "Sends the client to another path." },
  { "SendHttpStatusCode", call_3, METH_VARARGS, "Answers with a status and an empty body." },
  { "SendUnauthorized", call_4, METH_VARARGS, "Answers 401 and asks for Basic authentication in a realm." },
  { "SendMethodNotAllowed", call_5, METH_VARARGS, "Answers 405 with the list of methods that are allowed." },
  { "SetCookie", call_6, METH_VARARGS, "Adds a cookie to the answer to come." },
  { "SetHttpHeader", call_7, METH_VARARGS, "Adds a header to the answer to come." },
  { "StartMultipartAnswer", call_8, METH_VARARGS, "Begins an answer of several parts, `multipart/mixed` or `multipart/related`." },
  { "SendMultipartItem", call_9, METH_VARARGS, "Adds one part to a multipart answer." },
  { "SendHttpStatus", call_10, METH_VARARGS, "Answers with a status and a body." },
  { "CompressAndAnswerJpegImage", call_11, METH_VARARGS, "Answers with an image as JPEG of a quality from 1 to 100, compressed by the host." },
  { "SetHttpErrorDetails", call_12, METH_VARARGS, "Says why the callback is about to fail; shown in the JSON of the error answer." },
  { "StartStreamAnswer", call_13, METH_VARARGS, "Begins an answer whose body is sent in chunks of any size." },
  { "SendStreamChunk", call_14, METH_VARARGS, "Sends the next bytes of an answer that was begun with OrthancPluginStartStreamAnswer." },
  { NULL, NULL, 0, NULL },
};
static PyMethodDef ServerChunkedRequestReader_methods[] = {
  { NULL, NULL, 0, NULL },
};
static PyMethodDef StorageArea_methods[] = {
  { "StorageAreaCreate", call_89, METH_VARARGS, "Writes a file into a storage area." },
  { "StorageAreaRead", call_90, METH_VARARGS, "Reads a file of a storage area." },
  { "StorageAreaRemove", call_91, METH_VARARGS, "Removes a file from a storage area." },
  { "ReconstructMainDicomTags", call_92, METH_VARARGS, "Reads the main DICOM tags of all resources of a level from their files again." },
  { NULL, NULL, 0, NULL },
};
static PyMethodDef WebDavCollection_methods[] = {
  { NULL, NULL, 0, NULL },
};
static PyMethodDef WorklistAnswers_methods[] = {
  { "WorklistAddAnswer", call_77, METH_VARARGS, "Adds a worklist to the answers." },
  { "WorklistMarkIncomplete", call_78, METH_VARARGS, "Says that there are more answers than were given." },
  { NULL, NULL, 0, NULL },
};
static PyMethodDef WorklistQuery_methods[] = {
  { "WorklistIsMatch", call_79, METH_VARARGS, "Whether a worklist matches a query." },
  { "WorklistGetDicomQuery", call_80, METH_VARARGS, "The query as a DICOM file." },
  { NULL, NULL, 0, NULL },
};

static PyMethodDef module_functions[] = {
  { "GetDicomForInstance", call_15, METH_VARARGS, "Reads the DICOM file of an instance by its identifier." },
  { "RestApiGet", call_16, METH_VARARGS, "Sends a GET to the built-in REST API." },
  { "RestApiPost", call_17, METH_VARARGS, "Sends a POST to the built-in REST API." },
  { "RestApiDelete", call_18, METH_VARARGS, "Sends a DELETE to the built-in REST API." },
  { "RestApiPut", call_19, METH_VARARGS, "Sends a PUT to the built-in REST API." },
  { "LookupPatient", call_20, METH_VARARGS, "The identifier of the patient with this Patient ID (0010,0020); NULL if it is unknown." },
  { "LookupStudy", call_21, METH_VARARGS, "The identifier of the study with this Study Instance UID (0020,000d); NULL if it is unknown." },
  { "LookupStudyWithAccessionNumber", call_22, METH_VARARGS, "The identifier of the study with this Accession Number (0008,0050); NULL if it is unknown." },
  { "LookupSeries", call_23, METH_VARARGS, "The identifier of the series with this Series Instance UID (0020,000e); NULL if it is unknown." },
  { "LookupInstance", call_24, METH_VARARGS, "The identifier of the instance with this SOP Instance UID (0008,0018); NULL if it is unknown." },
  { "RestApiGetAfterPlugins", call_25, METH_VARARGS, "Sends a GET to the REST API with the routes of the plugins." },
  { "RestApiPostAfterPlugins", call_26, METH_VARARGS, "Sends a POST to the REST API with the routes of the plugins." },
  { "RestApiDeleteAfterPlugins", call_27, METH_VARARGS, "Sends a DELETE to the REST API with the routes of the plugins." },
  { "RestApiPutAfterPlugins", call_28, METH_VARARGS, "Sends a PUT to the REST API with the routes of the plugins." },
  { "GenerateRestApiAuthorizationToken", call_29, METH_VARARGS, "A value for the header `Authorization` that opens the REST API to another program." },
  { "HttpGet", call_30, METH_VARARGS, "Sends a GET to a URL." },
  { "HttpPost", call_31, METH_VARARGS, "Sends a POST to a URL." },
  { "HttpPut", call_32, METH_VARARGS, "Sends a PUT to a URL." },
  { "HttpDelete", call_33, METH_VARARGS, "Sends a DELETE to a URL." },
  { "GetPeers", call_34, METH_VARARGS, "The list of peers; freed with `OrthancPluginFreePeers`." },
  { "UncompressImage", call_43, METH_VARARGS, "Decodes a PNG or a JPEG; freed with `OrthancPluginFreeImage`." },
  { "CompressPngImage", call_44, METH_VARARGS, "Encodes an image as PNG." },
  { "CompressJpegImage", call_45, METH_VARARGS, "Encodes an image as JPEG of a quality from 1 to 100." },
  { "CreateImage", call_47, METH_VARARGS, "An image with undefined pixels; freed with `OrthancPluginFreeImage`." },
  { "DecodeDicomImage", call_48, METH_VARARGS, "Decodes one frame of a DICOM file; freed with `OrthancPluginFreeImage`." },
  { "GetFontsCount", call_49, METH_VARARGS, "How many fonts there are." },
  { "GetFontName", call_50, METH_VARARGS, "The name of a font; it must not be freed." },
  { "GetFontSize", call_51, METH_VARARGS, "The size of a font in pixels." },
  { "CreateDicomInstance", call_62, METH_VARARGS, "Parses a DICOM file; freed with `OrthancPluginFreeDicomInstance`." },
  { "TranscodeDicomInstance", call_66, METH_VARARGS, "Parses a DICOM file and brings it into another transfer syntax; freed with `OrthancPluginFreeDicomInstance`." },
  { "LoadDicomInstance", call_69, METH_VARARGS, "Loads a stored instance; freed with `OrthancPluginFreeDicomInstance`." },
  { "DicomBufferToJson", call_70, METH_VARARGS, "The tags of a DICOM file as JSON." },
  { "DicomInstanceToJson", call_71, METH_VARARGS, "The tags of a stored instance as JSON." },
  { "CreateDicom", call_72, METH_VARARGS, "Creates a DICOM file from tags in JSON and an optional image." },
  { "CreateDicom2", call_73, METH_VARARGS, "Creates a DICOM file from tags in JSON, with a private creator and an optional image." },
  { "RegisterDictionaryTag", call_74, METH_VARARGS, "Adds a tag to the dictionary." },
  { "RegisterPrivateDictionaryTag", call_75, METH_VARARGS, "Adds a private tag to the dictionary." },
  { "GetTagName", call_76, METH_VARARGS, "The name of a tag." },
  { "CreateFindMatcher", call_86, METH_VARARGS, "Prepares a query to be compared with DICOM files; freed with `OrthancPluginFreeFindMatcher`." },
  { "GetDatabaseServerIdentifier", call_93, METH_VARARGS, "The identifier of this server among those that share a database; it must not be freed." },
  { "GetExpectedDatabaseVersion", call_94, METH_VARARGS, "The version of the database schema that the server expects." },
  { "LogError", call_95, METH_VARARGS, "Logs an error." },
  { "LogWarning", call_96, METH_VARARGS, "Logs a warning." },
  { "LogInfo", call_97, METH_VARARGS, "Logs an information." },
  { "LogMessage", call_98, METH_VARARGS, "Logs a message of a level, with the line of the source that logs it." },
  { "SetMetricsValue", call_99, METH_VARARGS, "Sets a number with a fraction, which Prometheus reads. A timer shows the largest value of 10 s." },
  { "GetOrthancPath", call_100, METH_VARARGS, "The path of the server: always `orthanc-wasm`, the sandbox shows no file of the machine." },
  { "GetOrthancDirectory", call_101, METH_VARARGS, "The folder of the server: always `.`, the sandbox shows no folder of the machine." },
  { "GetConfigurationPath", call_102, METH_VARARGS, "The path of the configuration: always empty, the sandbox shows no file of the machine." },
  { "GetConfiguration", call_103, METH_VARARGS, "The configuration as JSON, without the registered users and the host’s own section." },
  { "GetErrorDescription", call_104, METH_VARARGS, "The text of an error code; it stays the host’s and must not be freed." },
  { "ComputeMd5", call_105, METH_VARARGS, "The MD5 of some bytes, in hexadecimal." },
  { "ComputeSha1", call_106, METH_VARARGS, "The SHA-1 of some bytes, in Orthanc’s form: five groups of eight hexadecimal digits." },
  { "GenerateUuid", call_107, METH_VARARGS, "A random UUID (version 4)." },
  { "SetRootUri", call_108, METH_VARARGS, "Says where the plugin’s own pages begin." },
  { "SetDescription", call_109, METH_VARARGS, "Describes the plugin in a sentence." },
  { "ExtendOrthancExplorer", call_110, METH_VARARGS, "Adds a script to the pages of Orthanc Explorer, which load it from `/plugins/explorer.js`." },
  { "SetRootUri2", call_111, METH_VARARGS, "Says where the plugin’s own pages begin, and names the plugin." },
  { "SetDescription2", call_112, METH_VARARGS, "Describes the plugin in a sentence, and names the plugin." },
  { "ExtendOrthancExplorer2", call_113, METH_VARARGS, "Adds a script to the pages of Orthanc Explorer, and names the plugin." },
  { "GetGlobalProperty", call_114, METH_VARARGS, "A property that the server keeps in its database, or the default value." },
  { "SetGlobalProperty", call_115, METH_VARARGS, "Keeps a property in the database; plugins may use 1024 and above." },
  { "GetCommandLineArgumentsCount", call_116, METH_VARARGS, "How many arguments the command line of the server had." },
  { "GetCommandLineArgument", call_117, METH_VARARGS, "An argument of the command line of the server." },
  { "RegisterErrorCode", call_118, METH_VARARGS, "Adds an error code of the plugin with its status and text; returns the number of that code." },
  { "SetCurrentThreadName", call_119, METH_VARARGS, "Names the thread in the log." },
  { "ReadFile", call_120, METH_VARARGS, "Reads a file of the server’s machine." },
  { "WriteFile", call_121, METH_VARARGS, "Writes a file on the server’s machine." },
  { "AutodetectMimeType", call_122, METH_VARARGS, "The MIME type of a file by the ending of its name; it must not be freed." },
  { "BufferCompression", call_123, METH_VARARGS, "Compresses bytes with zlib or gzip, or undoes that." },
  { NULL, NULL, 0, NULL },
};

static const HandleClass handle_classes[] = {
  { "orthanc.DicomInstance", DicomInstance_methods, 4011 },
  { "orthanc.DicomWebNode", DicomWebNode_methods, -1 },
  { "orthanc.FindAnswers", FindAnswers_methods, -1 },
  { "orthanc.FindMatcher", FindMatcher_methods, 7011 },
  { "orthanc.FindQuery", FindQuery_methods, -1 },
  { "orthanc.Image", Image_methods, 6006 },
  { "orthanc.Job", Job_methods, 9001 },
  { "orthanc.Peers", Peers_methods, 8001 },
  { "orthanc.RestOutput", RestOutput_methods, -1 },
  { "orthanc.ServerChunkedRequestReader", ServerChunkedRequestReader_methods, -1 },
  { "orthanc.StorageArea", StorageArea_methods, -1 },
  { "orthanc.WebDavCollection", WebDavCollection_methods, -1 },
  { "orthanc.WorklistAnswers", WorklistAnswers_methods, -1 },
  { "orthanc.WorklistQuery", WorklistQuery_methods, -1 },
};

static const Member OrthancPluginErrorCode_members[] = {
  { "INTERNAL_ERROR", -1 },
  { "SUCCESS", 0 },
  { "PLUGIN", 1 },
  { "NOT_IMPLEMENTED", 2 },
  { "PARAMETER_OUT_OF_RANGE", 3 },
  { "NOT_ENOUGH_MEMORY", 4 },
  { "BAD_PARAMETER_TYPE", 5 },
  { "BAD_SEQUENCE_OF_CALLS", 6 },
  { "INEXISTENT_ITEM", 7 },
  { "BAD_REQUEST", 8 },
  { "NETWORK_PROTOCOL", 9 },
  { "SYSTEM_COMMAND", 10 },
  { "DATABASE", 11 },
  { "URI_SYNTAX", 12 },
  { "INEXISTENT_FILE", 13 },
  { "CANNOT_WRITE_FILE", 14 },
  { "BAD_FILE_FORMAT", 15 },
  { "TIMEOUT", 16 },
  { "UNKNOWN_RESOURCE", 17 },
  { "INCOMPATIBLE_DATABASE_VERSION", 18 },
  { "FULL_STORAGE", 19 },
  { "CORRUPTED_FILE", 20 },
  { "INEXISTENT_TAG", 21 },
  { "READ_ONLY", 22 },
  { "INCOMPATIBLE_IMAGE_FORMAT", 23 },
  { "INCOMPATIBLE_IMAGE_SIZE", 24 },
  { "SHARED_LIBRARY", 25 },
  { "UNKNOWN_PLUGIN_SERVICE", 26 },
  { "UNKNOWN_DICOM_TAG", 27 },
  { "BAD_JSON", 28 },
  { "UNAUTHORIZED", 29 },
  { "BAD_FONT", 30 },
  { "DATABASE_PLUGIN", 31 },
  { "STORAGE_AREA_PLUGIN", 32 },
  { "EMPTY_REQUEST", 33 },
  { "NOT_ACCEPTABLE", 34 },
  { "NULL_POINTER", 35 },
  { "DATABASE_UNAVAILABLE", 36 },
  { "CANCELED_JOB", 37 },
  { "BAD_GEOMETRY", 38 },
  { "SSL_INITIALIZATION", 39 },
  { "DISCONTINUED_ABI", 40 },
  { "BAD_RANGE", 41 },
  { "DATABASE_CANNOT_SERIALIZE", 42 },
  { "REVISION", 43 },
  { "MAIN_DICOM_TAGS_MULTIPLY_DEFINED", 44 },
  { "FORBIDDEN_ACCESS", 45 },
  { "DUPLICATE_RESOURCE", 46 },
  { "INCOMPATIBLE_CONFIGURATIONS", 47 },
  { "SQLITE_NOT_OPENED", 1000 },
  { "SQLITE_ALREADY_OPENED", 1001 },
  { "SQLITE_CANNOT_OPEN", 1002 },
  { "SQLITE_STATEMENT_ALREADY_USED", 1003 },
  { "SQLITE_EXECUTE", 1004 },
  { "SQLITE_ROLLBACK_WITHOUT_TRANSACTION", 1005 },
  { "SQLITE_COMMIT_WITHOUT_TRANSACTION", 1006 },
  { "SQLITE_REGISTER_FUNCTION", 1007 },
  { "SQLITE_FLUSH", 1008 },
  { "SQLITE_CANNOT_RUN", 1009 },
  { "SQLITE_CANNOT_STEP", 1010 },
  { "SQLITE_BIND_OUT_OF_RANGE", 1011 },
  { "SQLITE_PREPARE_STATEMENT", 1012 },
  { "SQLITE_TRANSACTION_ALREADY_STARTED", 1013 },
  { "SQLITE_TRANSACTION_COMMIT", 1014 },
  { "SQLITE_TRANSACTION_BEGIN", 1015 },
  { "DIRECTORY_OVER_FILE", 2000 },
  { "FILE_STORAGE_CANNOT_WRITE", 2001 },
  { "DIRECTORY_EXPECTED", 2002 },
  { "HTTP_PORT_IN_USE", 2003 },
  { "DICOM_PORT_IN_USE", 2004 },
  { "BAD_HTTP_STATUS_IN_REST", 2005 },
  { "REGULAR_FILE_EXPECTED", 2006 },
  { "PATH_TO_EXECUTABLE", 2007 },
  { "MAKE_DIRECTORY", 2008 },
  { "BAD_APPLICATION_ENTITY_TITLE", 2009 },
  { "NO_CFIND_HANDLER", 2010 },
  { "NO_CMOVE_HANDLER", 2011 },
  { "NO_CSTORE_HANDLER", 2012 },
  { "NO_APPLICATION_ENTITY_FILTER", 2013 },
  { "NO_SOP_CLASS_OR_INSTANCE", 2014 },
  { "NO_PRESENTATION_CONTEXT", 2015 },
  { "DICOM_FIND_UNAVAILABLE", 2016 },
  { "DICOM_MOVE_UNAVAILABLE", 2017 },
  { "CANNOT_STORE_INSTANCE", 2018 },
  { "CREATE_DICOM_NOT_STRING", 2019 },
  { "CREATE_DICOM_OVERRIDE_TAG", 2020 },
  { "CREATE_DICOM_USE_CONTENT", 2021 },
  { "CREATE_DICOM_NO_PAYLOAD", 2022 },
  { "CREATE_DICOM_USE_DATA_URI_SCHEME", 2023 },
  { "CREATE_DICOM_BAD_PARENT", 2024 },
  { "CREATE_DICOM_PARENT_IS_INSTANCE", 2025 },
  { "CREATE_DICOM_PARENT_ENCODING", 2026 },
  { "UNKNOWN_MODALITY", 2027 },
  { "BAD_JOB_ORDERING", 2028 },
  { "JSON_TO_LUA_TABLE", 2029 },
  { "CANNOT_CREATE_LUA", 2030 },
  { "CANNOT_EXECUTE_LUA", 2031 },
  { "LUA_ALREADY_EXECUTED", 2032 },
  { "LUA_BAD_OUTPUT", 2033 },
  { "NOT_LUA_PREDICATE", 2034 },
  { "LUA_RETURNS_NO_STRING", 2035 },
  { "STORAGE_AREA_ALREADY_REGISTERED", 2036 },
  { "DATABASE_BACKEND_ALREADY_REGISTERED", 2037 },
  { "DATABASE_NOT_INITIALIZED", 2038 },
  { "SSL_DISABLED", 2039 },
  { "CANNOT_ORDER_SLICES", 2040 },
  { "NO_WORKLIST_HANDLER", 2041 },
  { "ALREADY_EXISTING_TAG", 2042 },
  { "NO_STORAGE_COMMITMENT_HANDLER", 2043 },
  { "NO_CGET_HANDLER", 2044 },
  { "DICOM_GET_UNAVAILABLE", 2045 },
  { "UNSUPPORTED_MEDIA_TYPE", 3000 },
  { NULL, 0 },
};
static const Member OrthancPluginHttpMethod_members[] = {
  { "GET", 1 },
  { "POST", 2 },
  { "PUT", 3 },
  { "DELETE", 4 },
  { NULL, 0 },
};
static const Member OrthancPluginPixelFormat_members[] = {
  { "GRAYSCALE8", 1 },
  { "GRAYSCALE16", 2 },
  { "SIGNED_GRAYSCALE16", 3 },
  { "RGB24", 4 },
  { "RGBA32", 5 },
  { "UNKNOWN", 6 },
  { "RGB48", 7 },
  { "GRAYSCALE32", 8 },
  { "FLOAT32", 9 },
  { "BGRA32", 10 },
  { "GRAYSCALE64", 11 },
  { NULL, 0 },
};
static const Member OrthancPluginImageFormat_members[] = {
  { "PNG", 0 },
  { "JPEG", 1 },
  { "DICOM", 2 },
  { NULL, 0 },
};
static const Member OrthancPluginLogLevel_members[] = {
  { "ERROR", 0 },
  { "WARNING", 1 },
  { "INFO", 2 },
  { "TRACE", 3 },
  { NULL, 0 },
};
static const Member OrthancPluginLogCategory_members[] = {
  { "GENERIC", 1 },
  { "PLUGINS", 2 },
  { "HTTP", 4 },
  { "SQLITE", 8 },
  { "DICOM", 16 },
  { "JOBS", 32 },
  { "LUA", 64 },
  { NULL, 0 },
};
static const Member OrthancPluginContentType_members[] = {
  { "UNKNOWN", 0 },
  { "DICOM", 1 },
  { "DICOM_AS_JSON", 2 },
  { "DICOM_UNTIL_PIXEL_DATA", 3 },
  { NULL, 0 },
};
static const Member OrthancPluginResourceType_members[] = {
  { "PATIENT", 0 },
  { "STUDY", 1 },
  { "SERIES", 2 },
  { "INSTANCE", 3 },
  { "NONE", 4 },
  { NULL, 0 },
};
static const Member OrthancPluginChangeType_members[] = {
  { "COMPLETED_SERIES", 0 },
  { "DELETED", 1 },
  { "NEW_CHILD_INSTANCE", 2 },
  { "NEW_INSTANCE", 3 },
  { "NEW_PATIENT", 4 },
  { "NEW_SERIES", 5 },
  { "NEW_STUDY", 6 },
  { "STABLE_PATIENT", 7 },
  { "STABLE_SERIES", 8 },
  { "STABLE_STUDY", 9 },
  { "ORTHANC_STARTED", 10 },
  { "ORTHANC_STOPPED", 11 },
  { "UPDATED_ATTACHMENT", 12 },
  { "UPDATED_METADATA", 13 },
  { "UPDATED_PEERS", 14 },
  { "UPDATED_MODALITIES", 15 },
  { "JOB_SUBMITTED", 16 },
  { "JOB_SUCCESS", 17 },
  { "JOB_FAILURE", 18 },
  { NULL, 0 },
};
static const Member OrthancPluginCompressionType_members[] = {
  { "ZLIB", 0 },
  { "ZLIB_WITH_SIZE", 1 },
  { "GZIP", 2 },
  { "GZIP_WITH_SIZE", 3 },
  { NULL, 0 },
};
static const Member OrthancPluginValueRepresentation_members[] = {
  { "AE", 1 },
  { "AS", 2 },
  { "AT", 3 },
  { "CS", 4 },
  { "DA", 5 },
  { "DS", 6 },
  { "DT", 7 },
  { "FD", 8 },
  { "FL", 9 },
  { "IS", 10 },
  { "LO", 11 },
  { "LT", 12 },
  { "OB", 13 },
  { "OF", 14 },
  { "OW", 15 },
  { "PN", 16 },
  { "SH", 17 },
  { "SL", 18 },
  { "SQ", 19 },
  { "SS", 20 },
  { "ST", 21 },
  { "TM", 22 },
  { "UI", 23 },
  { "UL", 24 },
  { "UN", 25 },
  { "US", 26 },
  { "UT", 27 },
  { NULL, 0 },
};
static const Member OrthancPluginDicomToJsonFormat_members[] = {
  { "FULL", 1 },
  { "SHORT", 2 },
  { "HUMAN", 3 },
  { NULL, 0 },
};
static const Member OrthancPluginDicomToJsonFlags_members[] = {
  { "NONE", 0 },
  { "INCLUDE_BINARY", 1 },
  { "INCLUDE_PRIVATE_TAGS", 2 },
  { "INCLUDE_UNKNOWN_TAGS", 4 },
  { "INCLUDE_PIXEL_DATA", 8 },
  { "CONVERT_BINARY_TO_ASCII", 16 },
  { "CONVERT_BINARY_TO_NULL", 32 },
  { "STOP_AFTER_PIXEL_DATA", 64 },
  { "SKIP_GROUP_LENGTHS", 128 },
  { NULL, 0 },
};
static const Member OrthancPluginCreateDicomFlags_members[] = {
  { "NONE", 0 },
  { "DECODE_DATA_URI_SCHEME", 1 },
  { "GENERATE_IDENTIFIERS", 2 },
  { NULL, 0 },
};
static const Member OrthancPluginIdentifierConstraint_members[] = {
  { "EQUAL", 1 },
  { "SMALLER_OR_EQUAL", 2 },
  { "GREATER_OR_EQUAL", 3 },
  { "WILDCARD", 4 },
  { NULL, 0 },
};
static const Member OrthancPluginConstraintType_members[] = {
  { "EQUAL", 1 },
  { "SMALLER_OR_EQUAL", 2 },
  { "GREATER_OR_EQUAL", 3 },
  { "WILDCARD", 4 },
  { "LIST", 5 },
  { NULL, 0 },
};
static const Member OrthancPluginInstanceOrigin_members[] = {
  { "UNKNOWN", 1 },
  { "DICOM_PROTOCOL", 2 },
  { "REST_API", 3 },
  { "PLUGIN", 4 },
  { "LUA", 5 },
  { "WEB_DAV", 6 },
  { NULL, 0 },
};
static const Member OrthancPluginJobStepStatus_members[] = {
  { "SUCCESS", 1 },
  { "FAILURE", 2 },
  { "CONTINUE", 3 },
  { NULL, 0 },
};
static const Member OrthancPluginJobStopReason_members[] = {
  { "SUCCESS", 1 },
  { "PAUSED", 2 },
  { "FAILURE", 3 },
  { "CANCELED", 4 },
  { NULL, 0 },
};
static const Member OrthancPluginMetricsType_members[] = {
  { "DEFAULT", 0 },
  { "TIMER", 1 },
  { NULL, 0 },
};
static const Member OrthancPluginDicomWebBinaryMode_members[] = {
  { "IGNORE", 0 },
  { "INLINE_BINARY", 1 },
  { "BULK_DATA_URI", 2 },
  { NULL, 0 },
};
static const Member OrthancPluginStorageCommitmentFailureReason_members[] = {
  { "SUCCESS", 0 },
  { "PROCESSING_FAILURE", 1 },
  { "NO_SUCH_OBJECT_INSTANCE", 2 },
  { "RESOURCE_LIMITATION", 3 },
  { "REFERENCED_SOPCLASS_NOT_SUPPORTED", 4 },
  { "CLASS_INSTANCE_CONFLICT", 5 },
  { "DUPLICATE_TRANSACTION_UID", 6 },
  { NULL, 0 },
};
static const Member OrthancPluginReceivedInstanceAction_members[] = {
  { "KEEP_AS_IS", 1 },
  { "MODIFY", 2 },
  { "DISCARD", 3 },
  { NULL, 0 },
};
static const Member OrthancPluginLoadDicomInstanceMode_members[] = {
  { "WHOLE_DICOM", 1 },
  { "UNTIL_PIXEL_DATA", 2 },
  { "EMPTY_PIXEL_DATA", 3 },
  { NULL, 0 },
};

static const Enumeration enumerations[] = {
  { "orthanc.ErrorCode", OrthancPluginErrorCode_members },
  { "orthanc.HttpMethod", OrthancPluginHttpMethod_members },
  { "orthanc.PixelFormat", OrthancPluginPixelFormat_members },
  { "orthanc.ImageFormat", OrthancPluginImageFormat_members },
  { "orthanc.LogLevel", OrthancPluginLogLevel_members },
  { "orthanc.LogCategory", OrthancPluginLogCategory_members },
  { "orthanc.ContentType", OrthancPluginContentType_members },
  { "orthanc.ResourceType", OrthancPluginResourceType_members },
  { "orthanc.ChangeType", OrthancPluginChangeType_members },
  { "orthanc.CompressionType", OrthancPluginCompressionType_members },
  { "orthanc.ValueRepresentation", OrthancPluginValueRepresentation_members },
  { "orthanc.DicomToJsonFormat", OrthancPluginDicomToJsonFormat_members },
  { "orthanc.DicomToJsonFlags", OrthancPluginDicomToJsonFlags_members },
  { "orthanc.CreateDicomFlags", OrthancPluginCreateDicomFlags_members },
  { "orthanc.IdentifierConstraint", OrthancPluginIdentifierConstraint_members },
  { "orthanc.ConstraintType", OrthancPluginConstraintType_members },
  { "orthanc.InstanceOrigin", OrthancPluginInstanceOrigin_members },
  { "orthanc.JobStepStatus", OrthancPluginJobStepStatus_members },
  { "orthanc.JobStopReason", OrthancPluginJobStopReason_members },
  { "orthanc.MetricsType", OrthancPluginMetricsType_members },
  { "orthanc.DicomWebBinaryMode", OrthancPluginDicomWebBinaryMode_members },
  { "orthanc.StorageCommitmentFailureReason", OrthancPluginStorageCommitmentFailureReason_members },
  { "orthanc.ReceivedInstanceAction", OrthancPluginReceivedInstanceAction_members },
  { "orthanc.LoadDicomInstanceMode", OrthancPluginLoadDicomInstanceMode_members },
};
