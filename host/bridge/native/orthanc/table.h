/* Generated from abi/ by abi/emit. Do not edit; run "npm run abi". */
typedef struct
{
  OrthancPluginRestOutput* output;
  const char* contentType;
} _OrthancPluginStartStreamAnswer;

typedef struct
{
  const char* message;
  const char* plugin;
  const char* file;
  uint32_t line;
  int32_t category;
  int32_t level;
} _OrthancPluginLogMessage;

_Static_assert(sizeof(_OrthancPluginRestCallback) <= PARAMETER_BYTES, "_OrthancPluginRestCallback");
_Static_assert(sizeof(_OrthancPluginOnStoredInstanceCallback) <= PARAMETER_BYTES, "_OrthancPluginOnStoredInstanceCallback");
_Static_assert(sizeof(_OrthancPluginOnChangeCallback) <= PARAMETER_BYTES, "_OrthancPluginOnChangeCallback");
_Static_assert(sizeof(_OrthancPluginIncomingHttpRequestFilter) <= PARAMETER_BYTES, "_OrthancPluginIncomingHttpRequestFilter");
_Static_assert(sizeof(_OrthancPluginIncomingHttpRequestFilter2) <= PARAMETER_BYTES, "_OrthancPluginIncomingHttpRequestFilter2");
_Static_assert(sizeof(_OrthancPluginChunkedRestCallback) <= PARAMETER_BYTES, "_OrthancPluginChunkedRestCallback");
_Static_assert(sizeof(_OrthancPluginIncomingDicomInstanceFilter) <= PARAMETER_BYTES, "_OrthancPluginIncomingDicomInstanceFilter");
_Static_assert(sizeof(_OrthancPluginIncomingCStoreInstanceFilter) <= PARAMETER_BYTES, "_OrthancPluginIncomingCStoreInstanceFilter");
_Static_assert(sizeof(_OrthancPluginReceivedInstanceCallback) <= PARAMETER_BYTES, "_OrthancPluginReceivedInstanceCallback");
_Static_assert(sizeof(_OrthancPluginAnswerBuffer) <= PARAMETER_BYTES, "_OrthancPluginAnswerBuffer");
_Static_assert(sizeof(_OrthancPluginOutputPlusArgument) <= PARAMETER_BYTES, "_OrthancPluginOutputPlusArgument");
_Static_assert(sizeof(_OrthancPluginSendHttpStatusCode) <= PARAMETER_BYTES, "_OrthancPluginSendHttpStatusCode");
_Static_assert(sizeof(_OrthancPluginSetHttpHeader) <= PARAMETER_BYTES, "_OrthancPluginSetHttpHeader");
_Static_assert(sizeof(_OrthancPluginStartMultipartAnswer) <= PARAMETER_BYTES, "_OrthancPluginStartMultipartAnswer");
_Static_assert(sizeof(_OrthancPluginSendHttpStatus) <= PARAMETER_BYTES, "_OrthancPluginSendHttpStatus");
_Static_assert(sizeof(_OrthancPluginCompressAndAnswerImage) <= PARAMETER_BYTES, "_OrthancPluginCompressAndAnswerImage");
_Static_assert(sizeof(_OrthancPluginSendMultipartItem2) <= PARAMETER_BYTES, "_OrthancPluginSendMultipartItem2");
_Static_assert(sizeof(_OrthancPluginSetHttpErrorDetails) <= PARAMETER_BYTES, "_OrthancPluginSetHttpErrorDetails");
_Static_assert(sizeof(_OrthancPluginStartStreamAnswer) <= PARAMETER_BYTES, "_OrthancPluginStartStreamAnswer");
_Static_assert(sizeof(_OrthancPluginRetrieveDynamicString) <= PARAMETER_BYTES, "_OrthancPluginRetrieveDynamicString");
_Static_assert(sizeof(_OrthancPluginGetDicomForInstance) <= PARAMETER_BYTES, "_OrthancPluginGetDicomForInstance");
_Static_assert(sizeof(_OrthancPluginRestApiGet) <= PARAMETER_BYTES, "_OrthancPluginRestApiGet");
_Static_assert(sizeof(_OrthancPluginRestApiPostPut) <= PARAMETER_BYTES, "_OrthancPluginRestApiPostPut");
_Static_assert(sizeof(_OrthancPluginRestApiGet2) <= PARAMETER_BYTES, "_OrthancPluginRestApiGet2");
_Static_assert(sizeof(_OrthancPluginCallRestApi) <= PARAMETER_BYTES, "_OrthancPluginCallRestApi");
_Static_assert(sizeof(_OrthancPluginCallHttpClient) <= PARAMETER_BYTES, "_OrthancPluginCallHttpClient");
_Static_assert(sizeof(_OrthancPluginCallHttpClient2) <= PARAMETER_BYTES, "_OrthancPluginCallHttpClient2");
_Static_assert(sizeof(_OrthancPluginChunkedHttpClient) <= PARAMETER_BYTES, "_OrthancPluginChunkedHttpClient");
_Static_assert(sizeof(_OrthancPluginGetPeers) <= PARAMETER_BYTES, "_OrthancPluginGetPeers");
_Static_assert(sizeof(_OrthancPluginFreePeers) <= PARAMETER_BYTES, "_OrthancPluginFreePeers");
_Static_assert(sizeof(_OrthancPluginGetPeersCount) <= PARAMETER_BYTES, "_OrthancPluginGetPeersCount");
_Static_assert(sizeof(_OrthancPluginGetPeerProperty) <= PARAMETER_BYTES, "_OrthancPluginGetPeerProperty");
_Static_assert(sizeof(_OrthancPluginCallPeerApi) <= PARAMETER_BYTES, "_OrthancPluginCallPeerApi");
_Static_assert(sizeof(_OrthancPluginDecodeImageCallback) <= PARAMETER_BYTES, "_OrthancPluginDecodeImageCallback");
_Static_assert(sizeof(_OrthancPluginGetImageInfo) <= PARAMETER_BYTES, "_OrthancPluginGetImageInfo");
_Static_assert(sizeof(_OrthancPluginUncompressImage) <= PARAMETER_BYTES, "_OrthancPluginUncompressImage");
_Static_assert(sizeof(_OrthancPluginFreeImage) <= PARAMETER_BYTES, "_OrthancPluginFreeImage");
_Static_assert(sizeof(_OrthancPluginCompressImage) <= PARAMETER_BYTES, "_OrthancPluginCompressImage");
_Static_assert(sizeof(_OrthancPluginConvertPixelFormat) <= PARAMETER_BYTES, "_OrthancPluginConvertPixelFormat");
_Static_assert(sizeof(_OrthancPluginCreateImage) <= PARAMETER_BYTES, "_OrthancPluginCreateImage");
_Static_assert(sizeof(_OrthancPluginReturnSingleValue) <= PARAMETER_BYTES, "_OrthancPluginReturnSingleValue");
_Static_assert(sizeof(_OrthancPluginGetFontInfo) <= PARAMETER_BYTES, "_OrthancPluginGetFontInfo");
_Static_assert(sizeof(_OrthancPluginDrawText) <= PARAMETER_BYTES, "_OrthancPluginDrawText");
_Static_assert(sizeof(_OrthancPluginAccessDicomInstance) <= PARAMETER_BYTES, "_OrthancPluginAccessDicomInstance");
_Static_assert(sizeof(_OrthancPluginCreateDicomInstance) <= PARAMETER_BYTES, "_OrthancPluginCreateDicomInstance");
_Static_assert(sizeof(_OrthancPluginFreeDicomInstance) <= PARAMETER_BYTES, "_OrthancPluginFreeDicomInstance");
_Static_assert(sizeof(_OrthancPluginAccessDicomInstance2) <= PARAMETER_BYTES, "_OrthancPluginAccessDicomInstance2");
_Static_assert(sizeof(_OrthancPluginLoadDicomInstance) <= PARAMETER_BYTES, "_OrthancPluginLoadDicomInstance");
_Static_assert(sizeof(_OrthancPluginDicomToJson) <= PARAMETER_BYTES, "_OrthancPluginDicomToJson");
_Static_assert(sizeof(_OrthancPluginCreateDicom) <= PARAMETER_BYTES, "_OrthancPluginCreateDicom");
_Static_assert(sizeof(_OrthancPluginEncodeDicomWeb) <= PARAMETER_BYTES, "_OrthancPluginEncodeDicomWeb");
_Static_assert(sizeof(_OrthancPluginEncodeDicomWeb2) <= PARAMETER_BYTES, "_OrthancPluginEncodeDicomWeb2");
_Static_assert(sizeof(_OrthancPluginCreateDicom2) <= PARAMETER_BYTES, "_OrthancPluginCreateDicom2");
_Static_assert(sizeof(_OrthancPluginTranscoderCallback) <= PARAMETER_BYTES, "_OrthancPluginTranscoderCallback");
_Static_assert(sizeof(_OrthancPluginRegisterDictionaryTag) <= PARAMETER_BYTES, "_OrthancPluginRegisterDictionaryTag");
_Static_assert(sizeof(_OrthancPluginLookupDictionary) <= PARAMETER_BYTES, "_OrthancPluginLookupDictionary");
_Static_assert(sizeof(_OrthancPluginRegisterPrivateDictionaryTag) <= PARAMETER_BYTES, "_OrthancPluginRegisterPrivateDictionaryTag");
_Static_assert(sizeof(_OrthancPluginGetTagName) <= PARAMETER_BYTES, "_OrthancPluginGetTagName");
_Static_assert(sizeof(_OrthancPluginWorklistCallback) <= PARAMETER_BYTES, "_OrthancPluginWorklistCallback");
_Static_assert(sizeof(_OrthancPluginWorklistAnswersOperation) <= PARAMETER_BYTES, "_OrthancPluginWorklistAnswersOperation");
_Static_assert(sizeof(_OrthancPluginWorklistQueryOperation) <= PARAMETER_BYTES, "_OrthancPluginWorklistQueryOperation");
_Static_assert(sizeof(_OrthancPluginFindCallback) <= PARAMETER_BYTES, "_OrthancPluginFindCallback");
_Static_assert(sizeof(_OrthancPluginMoveCallback) <= PARAMETER_BYTES, "_OrthancPluginMoveCallback");
_Static_assert(sizeof(_OrthancPluginRegisterStorageCommitmentScpCallback) <= PARAMETER_BYTES, "_OrthancPluginRegisterStorageCommitmentScpCallback");
_Static_assert(sizeof(_OrthancPluginFindOperation) <= PARAMETER_BYTES, "_OrthancPluginFindOperation");
_Static_assert(sizeof(_OrthancPluginCreateFindMatcher) <= PARAMETER_BYTES, "_OrthancPluginCreateFindMatcher");
_Static_assert(sizeof(_OrthancPluginFreeFindMatcher) <= PARAMETER_BYTES, "_OrthancPluginFreeFindMatcher");
_Static_assert(sizeof(_OrthancPluginFindMatcherIsMatch) <= PARAMETER_BYTES, "_OrthancPluginFindMatcherIsMatch");
_Static_assert(sizeof(_OrthancPluginCreateJob) <= PARAMETER_BYTES, "_OrthancPluginCreateJob");
_Static_assert(sizeof(_OrthancPluginFreeJob) <= PARAMETER_BYTES, "_OrthancPluginFreeJob");
_Static_assert(sizeof(_OrthancPluginSubmitJob) <= PARAMETER_BYTES, "_OrthancPluginSubmitJob");
_Static_assert(sizeof(_OrthancPluginJobsUnserializer) <= PARAMETER_BYTES, "_OrthancPluginJobsUnserializer");
_Static_assert(sizeof(_OrthancPluginCreateJob2) <= PARAMETER_BYTES, "_OrthancPluginCreateJob2");
_Static_assert(sizeof(_OrthancPluginRetrieveStaticString) <= PARAMETER_BYTES, "_OrthancPluginRetrieveStaticString");
_Static_assert(sizeof(_OrthancPluginRegisterStorageArea) <= PARAMETER_BYTES, "_OrthancPluginRegisterStorageArea");
_Static_assert(sizeof(_OrthancPluginRegisterStorageArea2) <= PARAMETER_BYTES, "_OrthancPluginRegisterStorageArea2");
_Static_assert(sizeof(_OrthancPluginReconstructMainDicomTags) <= PARAMETER_BYTES, "_OrthancPluginReconstructMainDicomTags");
_Static_assert(sizeof(_OrthancPluginStorageAreaCreate) <= PARAMETER_BYTES, "_OrthancPluginStorageAreaCreate");
_Static_assert(sizeof(_OrthancPluginStorageAreaRead) <= PARAMETER_BYTES, "_OrthancPluginStorageAreaRead");
_Static_assert(sizeof(_OrthancPluginStorageAreaRemove) <= PARAMETER_BYTES, "_OrthancPluginStorageAreaRemove");
_Static_assert(sizeof(_OrthancPluginRegisterDatabaseBackendV4) <= PARAMETER_BYTES, "_OrthancPluginRegisterDatabaseBackendV4");
_Static_assert(sizeof(_OrthancPluginRegisterWebDavCollection) <= PARAMETER_BYTES, "_OrthancPluginRegisterWebDavCollection");
_Static_assert(sizeof(_OrthancPluginLogMessage) <= PARAMETER_BYTES, "_OrthancPluginLogMessage");
_Static_assert(sizeof(_OrthancPluginSetMetricsValue) <= PARAMETER_BYTES, "_OrthancPluginSetMetricsValue");
_Static_assert(sizeof(_OrthancPluginSetMetricsIntegerValue) <= PARAMETER_BYTES, "_OrthancPluginSetMetricsIntegerValue");
_Static_assert(sizeof(_OrthancPluginRegisterRefreshMetricsCallback) <= PARAMETER_BYTES, "_OrthancPluginRegisterRefreshMetricsCallback");
_Static_assert(sizeof(_OrthancPluginGetErrorDescription) <= PARAMETER_BYTES, "_OrthancPluginGetErrorDescription");
_Static_assert(sizeof(_OrthancPluginComputeHash) <= PARAMETER_BYTES, "_OrthancPluginComputeHash");
_Static_assert(sizeof(_OrthancPluginSetPluginProperty) <= PARAMETER_BYTES, "_OrthancPluginSetPluginProperty");
_Static_assert(sizeof(_OrthancPluginGlobalProperty) <= PARAMETER_BYTES, "_OrthancPluginGlobalProperty");
_Static_assert(sizeof(_OrthancPluginReadFile) <= PARAMETER_BYTES, "_OrthancPluginReadFile");
_Static_assert(sizeof(_OrthancPluginWriteFile) <= PARAMETER_BYTES, "_OrthancPluginWriteFile");
_Static_assert(sizeof(_OrthancPluginRegisterErrorCode) <= PARAMETER_BYTES, "_OrthancPluginRegisterErrorCode");
_Static_assert(sizeof(_OrthancPluginBufferCompression) <= PARAMETER_BYTES, "_OrthancPluginBufferCompression");
_Static_assert(sizeof(_OrthancPluginCreateMemoryBuffer) <= PARAMETER_BYTES, "_OrthancPluginCreateMemoryBuffer");
_Static_assert(sizeof(_OrthancPluginCreateMemoryBuffer64) <= PARAMETER_BYTES, "_OrthancPluginCreateMemoryBuffer64");

static const Field fields[] = {
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRestCallback, pathRegularExpression), 0, FIELD_REQUIRED },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRestCallback, callback), CALLBACK_RestCallback, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginOnStoredInstanceCallback, callback), CALLBACK_OnStoredInstanceCallback, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginOnChangeCallback, callback), CALLBACK_OnChangeCallback, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRestCallback, pathRegularExpression), 0, FIELD_REQUIRED },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRestCallback, callback), CALLBACK_RestCallback, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginIncomingHttpRequestFilter, callback), CALLBACK_IncomingHttpRequestFilter, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginIncomingHttpRequestFilter2, callback), CALLBACK_IncomingHttpRequestFilter2, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginChunkedRestCallback, pathRegularExpression), 0, FIELD_REQUIRED },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginChunkedRestCallback, getHandler), CALLBACK_RestCallback, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginChunkedRestCallback, postHandler), CALLBACK_ServerChunkedRequestReaderFactory, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginChunkedRestCallback, deleteHandler), CALLBACK_RestCallback, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginChunkedRestCallback, putHandler), CALLBACK_ServerChunkedRequestReaderFactory, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginChunkedRestCallback, addChunk), CALLBACK_ServerChunkedRequestReaderAddChunk, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginChunkedRestCallback, execute), CALLBACK_ServerChunkedRequestReaderExecute, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginChunkedRestCallback, finalize), CALLBACK_ServerChunkedRequestReaderFinalize, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginIncomingDicomInstanceFilter, callback), CALLBACK_IncomingDicomInstanceFilter, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginIncomingCStoreInstanceFilter, callback), CALLBACK_IncomingCStoreInstanceFilter, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginReceivedInstanceCallback, callback), CALLBACK_ReceivedInstanceCallback, 0 },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginAnswerBuffer, output), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginAnswerBuffer, answer), offsetof(_OrthancPluginAnswerBuffer, answerSize), 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginAnswerBuffer, mimeType), 0, FIELD_REQUIRED | FIELD_LINE },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginOutputPlusArgument, output), 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginOutputPlusArgument, argument), 0, FIELD_REQUIRED | FIELD_LINE },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginSendHttpStatusCode, output), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 2, offsetof(_OrthancPluginSendHttpStatusCode, status), 0, 0 },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginOutputPlusArgument, output), 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginOutputPlusArgument, argument), 0, FIELD_REQUIRED | FIELD_LINE },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginOutputPlusArgument, output), 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginOutputPlusArgument, argument), 0, FIELD_REQUIRED | FIELD_LINE },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginSetHttpHeader, output), 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginSetHttpHeader, key), 0, FIELD_REQUIRED | FIELD_LINE },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginSetHttpHeader, value), 0, FIELD_REQUIRED | FIELD_LINE },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginSetHttpHeader, output), 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginSetHttpHeader, key), 0, FIELD_REQUIRED | FIELD_LINE },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginSetHttpHeader, value), 0, FIELD_REQUIRED | FIELD_LINE },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginStartMultipartAnswer, output), 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginStartMultipartAnswer, subType), 0, FIELD_REQUIRED | FIELD_LINE },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginStartMultipartAnswer, contentType), 0, FIELD_REQUIRED | FIELD_LINE },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginAnswerBuffer, output), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginAnswerBuffer, answer), offsetof(_OrthancPluginAnswerBuffer, answerSize), 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginAnswerBuffer, mimeType), 0, FIELD_LINE },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginSendHttpStatus, output), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 2, offsetof(_OrthancPluginSendHttpStatus, status), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginSendHttpStatus, body), offsetof(_OrthancPluginSendHttpStatus, bodySize), 0 },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginCompressAndAnswerImage, output), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCompressAndAnswerImage, imageFormat), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCompressAndAnswerImage, pixelFormat), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCompressAndAnswerImage, width), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCompressAndAnswerImage, height), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCompressAndAnswerImage, pitch), 0, 0 },
  { VALUE_BYTES, 0, offsetof(_OrthancPluginCompressAndAnswerImage, buffer), 0, 0 },
  { VALUE_NUMBER, 1, offsetof(_OrthancPluginCompressAndAnswerImage, quality), 0, 0 },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginSendMultipartItem2, output), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginSendMultipartItem2, answer), offsetof(_OrthancPluginSendMultipartItem2, answerSize), 0 },
  { VALUE_TEXTS, 4, offsetof(_OrthancPluginSendMultipartItem2, headersKeys), offsetof(_OrthancPluginSendMultipartItem2, headersCount), FIELD_LINE },
  { VALUE_TEXTS, 4, offsetof(_OrthancPluginSendMultipartItem2, headersValues), offsetof(_OrthancPluginSendMultipartItem2, headersCount), FIELD_LINE },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginSetHttpErrorDetails, output), 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginSetHttpErrorDetails, details), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 1, offsetof(_OrthancPluginSetHttpErrorDetails, log), 0, 0 },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginStartStreamAnswer, output), 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginStartStreamAnswer, contentType), 0, FIELD_REQUIRED | FIELD_LINE },
  { VALUE_HANDLE, CLASS_RestOutput, offsetof(_OrthancPluginAnswerBuffer, output), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginAnswerBuffer, answer), offsetof(_OrthancPluginAnswerBuffer, answerSize), 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginAnswerBuffer, mimeType), 0, FIELD_LINE },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRetrieveDynamicString, argument), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginRetrieveDynamicString, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginGetDicomForInstance, instanceId), 0, FIELD_REQUIRED },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginGetDicomForInstance, target), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRestApiGet, uri), 0, FIELD_REQUIRED },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginRestApiGet, target), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRestApiPostPut, uri), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginRestApiPostPut, body), offsetof(_OrthancPluginRestApiPostPut, bodySize), FIELD_PARSED },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginRestApiPostPut, target), 0, 0 },
  { VALUE_TEXT, 4, 0, 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRestApiPostPut, uri), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginRestApiPostPut, body), offsetof(_OrthancPluginRestApiPostPut, bodySize), FIELD_PARSED },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginRestApiPostPut, target), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRetrieveDynamicString, argument), 0, FIELD_REQUIRED },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginRetrieveDynamicString, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRetrieveDynamicString, argument), 0, FIELD_REQUIRED },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginRetrieveDynamicString, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRetrieveDynamicString, argument), 0, FIELD_REQUIRED },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginRetrieveDynamicString, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRetrieveDynamicString, argument), 0, FIELD_REQUIRED },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginRetrieveDynamicString, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRetrieveDynamicString, argument), 0, FIELD_REQUIRED },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginRetrieveDynamicString, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRestApiGet, uri), 0, FIELD_REQUIRED },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginRestApiGet, target), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRestApiPostPut, uri), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginRestApiPostPut, body), offsetof(_OrthancPluginRestApiPostPut, bodySize), FIELD_PARSED },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginRestApiPostPut, target), 0, 0 },
  { VALUE_TEXT, 4, 0, 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRestApiPostPut, uri), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginRestApiPostPut, body), offsetof(_OrthancPluginRestApiPostPut, bodySize), FIELD_PARSED },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginRestApiPostPut, target), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRestApiGet2, uri), 0, FIELD_REQUIRED },
  { VALUE_TEXTS, 4, offsetof(_OrthancPluginRestApiGet2, headersKeys), offsetof(_OrthancPluginRestApiGet2, headersCount), 0 },
  { VALUE_TEXTS, 4, offsetof(_OrthancPluginRestApiGet2, headersValues), offsetof(_OrthancPluginRestApiGet2, headersCount), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginRestApiGet2, afterPlugins), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginRestApiGet2, target), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCallRestApi, method), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCallRestApi, uri), 0, FIELD_REQUIRED },
  { VALUE_TEXTS, 4, offsetof(_OrthancPluginCallRestApi, headersKeys), offsetof(_OrthancPluginCallRestApi, headersCount), 0 },
  { VALUE_TEXTS, 4, offsetof(_OrthancPluginCallRestApi, headersValues), offsetof(_OrthancPluginCallRestApi, headersCount), 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginCallRestApi, body), offsetof(_OrthancPluginCallRestApi, bodySize), FIELD_PARSED },
  { VALUE_NUMBER, 1, offsetof(_OrthancPluginCallRestApi, afterPlugins), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginCallRestApi, answerBody), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginCallRestApi, answerHeaders), 0, 0 },
  { RESULT_NUMBER, 2, offsetof(_OrthancPluginCallRestApi, httpStatus), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCallHttpClient, method), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCallHttpClient, url), 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCallHttpClient, username), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCallHttpClient, password), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginCallHttpClient, body), offsetof(_OrthancPluginCallHttpClient, bodySize), 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginCallHttpClient, target), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCallHttpClient2, method), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCallHttpClient2, url), 0, FIELD_REQUIRED },
  { VALUE_TEXTS, 4, offsetof(_OrthancPluginCallHttpClient2, headersKeys), offsetof(_OrthancPluginCallHttpClient2, headersCount), 0 },
  { VALUE_TEXTS, 4, offsetof(_OrthancPluginCallHttpClient2, headersValues), offsetof(_OrthancPluginCallHttpClient2, headersCount), 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginCallHttpClient2, body), offsetof(_OrthancPluginCallHttpClient2, bodySize), 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCallHttpClient2, username), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCallHttpClient2, password), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCallHttpClient2, timeout), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCallHttpClient2, certificateFile), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCallHttpClient2, certificateKeyFile), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCallHttpClient2, certificateKeyPassword), 0, 0 },
  { VALUE_NUMBER, 1, offsetof(_OrthancPluginCallHttpClient2, pkcs11), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginCallHttpClient2, answerBody), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginCallHttpClient2, answerHeaders), 0, 0 },
  { RESULT_NUMBER, 2, offsetof(_OrthancPluginCallHttpClient2, httpStatus), 0, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginChunkedHttpClient, answer), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginChunkedHttpClient, answerAddChunk), CALLBACK_ChunkedClientAnswerAddChunk, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginChunkedHttpClient, answerAddHeader), CALLBACK_ChunkedClientAnswerAddHeader, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginChunkedHttpClient, method), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginChunkedHttpClient, url), 0, FIELD_REQUIRED },
  { VALUE_TEXTS, 4, offsetof(_OrthancPluginChunkedHttpClient, headersKeys), offsetof(_OrthancPluginChunkedHttpClient, headersCount), 0 },
  { VALUE_TEXTS, 4, offsetof(_OrthancPluginChunkedHttpClient, headersValues), offsetof(_OrthancPluginChunkedHttpClient, headersCount), 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginChunkedHttpClient, request), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginChunkedHttpClient, requestIsDone), CALLBACK_ChunkedClientRequestIsDone, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginChunkedHttpClient, requestChunkData), CALLBACK_ChunkedClientRequestGetChunkData, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginChunkedHttpClient, requestChunkSize), CALLBACK_ChunkedClientRequestGetChunkSize, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginChunkedHttpClient, requestNext), CALLBACK_ChunkedClientRequestNext, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginChunkedHttpClient, username), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginChunkedHttpClient, password), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginChunkedHttpClient, timeout), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginChunkedHttpClient, certificateFile), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginChunkedHttpClient, certificateKeyFile), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginChunkedHttpClient, certificateKeyPassword), 0, 0 },
  { VALUE_NUMBER, 1, offsetof(_OrthancPluginChunkedHttpClient, pkcs11), 0, 0 },
  { RESULT_NUMBER, 2, offsetof(_OrthancPluginChunkedHttpClient, httpStatus), 0, 0 },
  { RESULT_HANDLE, CLASS_Peers, offsetof(_OrthancPluginGetPeers, peers), 0, 0 },
  { VALUE_HANDLE, CLASS_Peers, offsetof(_OrthancPluginFreePeers, peers), 0, FIELD_REQUIRED | FIELD_ENDS },
  { VALUE_HANDLE, CLASS_Peers, offsetof(_OrthancPluginGetPeersCount, peers), 0, FIELD_REQUIRED },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginGetPeersCount, target), 0, 0 },
  { VALUE_HANDLE, CLASS_Peers, offsetof(_OrthancPluginGetPeerProperty, peers), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginGetPeerProperty, peerIndex), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginGetPeerProperty, userProperty), 0, 0 },
  { RESULT_CONST_TEXT, 8, offsetof(_OrthancPluginGetPeerProperty, target), 0, 0 },
  { VALUE_HANDLE, CLASS_Peers, offsetof(_OrthancPluginGetPeerProperty, peers), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginGetPeerProperty, peerIndex), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginGetPeerProperty, userProperty), 0, 0 },
  { RESULT_CONST_TEXT, 8, offsetof(_OrthancPluginGetPeerProperty, target), 0, 0 },
  { VALUE_HANDLE, CLASS_Peers, offsetof(_OrthancPluginCallPeerApi, peers), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCallPeerApi, peerIndex), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCallPeerApi, method), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCallPeerApi, uri), 0, FIELD_REQUIRED },
  { VALUE_TEXTS, 4, offsetof(_OrthancPluginCallPeerApi, additionalHeadersKeys), offsetof(_OrthancPluginCallPeerApi, additionalHeadersCount), 0 },
  { VALUE_TEXTS, 4, offsetof(_OrthancPluginCallPeerApi, additionalHeadersValues), offsetof(_OrthancPluginCallPeerApi, additionalHeadersCount), 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginCallPeerApi, body), offsetof(_OrthancPluginCallPeerApi, bodySize), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCallPeerApi, timeout), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginCallPeerApi, answerBody), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginCallPeerApi, answerHeaders), 0, 0 },
  { RESULT_NUMBER, 2, offsetof(_OrthancPluginCallPeerApi, httpStatus), 0, 0 },
  { VALUE_HANDLE, CLASS_Peers, offsetof(_OrthancPluginGetPeerProperty, peers), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginGetPeerProperty, peerIndex), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginGetPeerProperty, userProperty), 0, FIELD_REQUIRED },
  { RESULT_CONST_TEXT, 8, offsetof(_OrthancPluginGetPeerProperty, target), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginDecodeImageCallback, callback), CALLBACK_DecodeImageCallback, 0 },
  { VALUE_HANDLE, CLASS_Image, offsetof(_OrthancPluginGetImageInfo, image), 0, FIELD_REQUIRED },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginGetImageInfo, resultPixelFormat), 0, 0 },
  { VALUE_HANDLE, CLASS_Image, offsetof(_OrthancPluginGetImageInfo, image), 0, FIELD_REQUIRED },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginGetImageInfo, resultUint32), 0, 0 },
  { VALUE_HANDLE, CLASS_Image, offsetof(_OrthancPluginGetImageInfo, image), 0, FIELD_REQUIRED },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginGetImageInfo, resultUint32), 0, 0 },
  { VALUE_HANDLE, CLASS_Image, offsetof(_OrthancPluginGetImageInfo, image), 0, FIELD_REQUIRED },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginGetImageInfo, resultUint32), 0, 0 },
  { VALUE_HANDLE, CLASS_Image, offsetof(_OrthancPluginGetImageInfo, image), 0, FIELD_REQUIRED },
  { RESULT_PIXELS, 8, offsetof(_OrthancPluginGetImageInfo, resultBuffer), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginUncompressImage, data), offsetof(_OrthancPluginUncompressImage, size), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginUncompressImage, format), 0, 0 },
  { RESULT_HANDLE, CLASS_Image, offsetof(_OrthancPluginUncompressImage, target), 0, 0 },
  { VALUE_HANDLE, CLASS_Image, offsetof(_OrthancPluginFreeImage, image), 0, FIELD_REQUIRED | FIELD_ENDS },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCompressImage, imageFormat), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCompressImage, pixelFormat), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCompressImage, width), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCompressImage, height), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCompressImage, pitch), 0, 0 },
  { VALUE_BYTES, 0, offsetof(_OrthancPluginCompressImage, buffer), 0, 0 },
  { VALUE_NUMBER, 1, offsetof(_OrthancPluginCompressImage, quality), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginCompressImage, target), 0, 0 },
  { VALUE_HANDLE, CLASS_Image, offsetof(_OrthancPluginConvertPixelFormat, source), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginConvertPixelFormat, targetFormat), 0, 0 },
  { RESULT_HANDLE, CLASS_Image, offsetof(_OrthancPluginConvertPixelFormat, target), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, format), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, width), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, height), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, pitch), 0, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginCreateImage, buffer), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginCreateImage, constBuffer), offsetof(_OrthancPluginCreateImage, bufferSize), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, frameIndex), 0, 0 },
  { RESULT_HANDLE, CLASS_Image, offsetof(_OrthancPluginCreateImage, target), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, format), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, width), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, height), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, pitch), 0, 0 },
  { VALUE_BYTES, 0, offsetof(_OrthancPluginCreateImage, buffer), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginCreateImage, constBuffer), offsetof(_OrthancPluginCreateImage, bufferSize), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, frameIndex), 0, 0 },
  { RESULT_HANDLE, CLASS_Image, offsetof(_OrthancPluginCreateImage, target), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, format), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, width), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, height), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, pitch), 0, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginCreateImage, buffer), 0, FIELD_PARSED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginCreateImage, constBuffer), offsetof(_OrthancPluginCreateImage, bufferSize), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateImage, frameIndex), 0, 0 },
  { RESULT_HANDLE, CLASS_Image, offsetof(_OrthancPluginCreateImage, target), 0, 0 },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginReturnSingleValue, resultUint32), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginGetFontInfo, fontIndex), 0, 0 },
  { RESULT_CONST_TEXT, 8, offsetof(_OrthancPluginGetFontInfo, name), 0, 0 },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginGetFontInfo, size), 0, 0 },
  { VALUE_HANDLE, CLASS_Image, offsetof(_OrthancPluginDrawText, image), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginDrawText, fontIndex), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginDrawText, utf8Text), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginDrawText, x), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginDrawText, y), 0, 0 },
  { VALUE_NUMBER, 1, offsetof(_OrthancPluginDrawText, r), 0, 0 },
  { VALUE_NUMBER, 1, offsetof(_OrthancPluginDrawText, g), 0, 0 },
  { VALUE_NUMBER, 1, offsetof(_OrthancPluginDrawText, b), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginAccessDicomInstance, key), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance, instance), 0, FIELD_REQUIRED },
  { RESULT_CONST_TEXT, 8, offsetof(_OrthancPluginAccessDicomInstance, resultString), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginAccessDicomInstance, key), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance, instance), 0, FIELD_REQUIRED },
  { RESULT_NUMBER, 8, offsetof(_OrthancPluginAccessDicomInstance, resultInt64), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginAccessDicomInstance, key), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance, instance), 0, FIELD_REQUIRED },
  { RESULT_DATA, 8, offsetof(_OrthancPluginAccessDicomInstance, resultString), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginAccessDicomInstance, key), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance, instance), 0, FIELD_REQUIRED },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginAccessDicomInstance, resultStringToFree), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginAccessDicomInstance, key), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance, instance), 0, FIELD_REQUIRED },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginAccessDicomInstance, resultStringToFree), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginAccessDicomInstance, key), 0, FIELD_REQUIRED },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance, instance), 0, FIELD_REQUIRED },
  { RESULT_NUMBER, 8, offsetof(_OrthancPluginAccessDicomInstance, resultInt64), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginAccessDicomInstance, key), 0, FIELD_REQUIRED },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance, instance), 0, FIELD_REQUIRED },
  { RESULT_CONST_TEXT, 8, offsetof(_OrthancPluginAccessDicomInstance, resultString), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginAccessDicomInstance, key), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance, instance), 0, FIELD_REQUIRED },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance, resultOrigin), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginAccessDicomInstance, key), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance, instance), 0, FIELD_REQUIRED },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginAccessDicomInstance, resultStringToFree), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginAccessDicomInstance, key), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance, instance), 0, FIELD_REQUIRED },
  { RESULT_NUMBER, 8, offsetof(_OrthancPluginAccessDicomInstance, resultInt64), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginCreateDicomInstance, buffer), offsetof(_OrthancPluginCreateDicomInstance, size), FIELD_PARSED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCreateDicomInstance, transferSyntax), 0, 0 },
  { RESULT_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginCreateDicomInstance, target), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginFreeDicomInstance, dicom), 0, FIELD_REQUIRED | FIELD_ENDS },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance2, instance), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, frameIndex), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, format), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, flags), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, maxStringLength), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebCallback), CALLBACK_DicomWebBinaryCallback2, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebPayload), 0, 0 },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, targetUint32), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance2, instance), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, frameIndex), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, format), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, flags), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, maxStringLength), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebCallback), CALLBACK_DicomWebBinaryCallback2, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebPayload), 0, 0 },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, targetUint32), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginAccessDicomInstance2, targetBuffer), 0, 0 },
  { RESULT_HANDLE, CLASS_Image, offsetof(_OrthancPluginAccessDicomInstance2, targetImage), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginAccessDicomInstance2, targetStringToFree), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance2, instance), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, frameIndex), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, format), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, flags), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, maxStringLength), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebCallback), CALLBACK_DicomWebBinaryCallback2, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebPayload), 0, 0 },
  { RESULT_HANDLE, CLASS_Image, offsetof(_OrthancPluginAccessDicomInstance2, targetImage), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginCreateDicomInstance, buffer), offsetof(_OrthancPluginCreateDicomInstance, size), FIELD_PARSED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCreateDicomInstance, transferSyntax), 0, FIELD_REQUIRED },
  { RESULT_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginCreateDicomInstance, target), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance2, instance), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, frameIndex), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, format), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, flags), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, maxStringLength), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebCallback), CALLBACK_DicomWebBinaryCallback2, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebPayload), 0, 0 },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, targetUint32), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginAccessDicomInstance2, targetBuffer), 0, 0 },
  { RESULT_HANDLE, CLASS_Image, offsetof(_OrthancPluginAccessDicomInstance2, targetImage), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginAccessDicomInstance2, targetStringToFree), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance2, instance), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, frameIndex), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, format), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, flags), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, maxStringLength), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebCallback), CALLBACK_DicomWebBinaryCallback2, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebPayload), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginAccessDicomInstance2, targetStringToFree), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance2, instance), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, frameIndex), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, format), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, flags), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, maxStringLength), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebCallback), CALLBACK_DicomWebBinaryCallback2, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebPayload), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginAccessDicomInstance2, targetStringToFree), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginAccessDicomInstance2, instance), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, frameIndex), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, format), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, flags), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginAccessDicomInstance2, maxStringLength), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebCallback), CALLBACK_DicomWebBinaryCallback2, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginAccessDicomInstance2, dicomWebPayload), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginAccessDicomInstance2, targetStringToFree), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginLoadDicomInstance, instanceId), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginLoadDicomInstance, mode), 0, 0 },
  { RESULT_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginLoadDicomInstance, target), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginDicomToJson, instanceId), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginDicomToJson, buffer), offsetof(_OrthancPluginDicomToJson, size), FIELD_PARSED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginDicomToJson, format), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginDicomToJson, flags), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginDicomToJson, maxStringLength), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginDicomToJson, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginDicomToJson, instanceId), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginDicomToJson, buffer), offsetof(_OrthancPluginDicomToJson, size), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginDicomToJson, format), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginDicomToJson, flags), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginDicomToJson, maxStringLength), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginDicomToJson, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCreateDicom, json), 0, FIELD_REQUIRED },
  { VALUE_HANDLE, CLASS_Image, offsetof(_OrthancPluginCreateDicom, pixelData), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateDicom, flags), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginCreateDicom, target), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginEncodeDicomWeb, dicom), offsetof(_OrthancPluginEncodeDicomWeb, dicomSize), FIELD_PARSED },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginEncodeDicomWeb, callback), CALLBACK_DicomWebBinaryCallback, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginEncodeDicomWeb, target), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginEncodeDicomWeb, dicom), offsetof(_OrthancPluginEncodeDicomWeb, dicomSize), FIELD_PARSED },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginEncodeDicomWeb, callback), CALLBACK_DicomWebBinaryCallback, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginEncodeDicomWeb, target), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginEncodeDicomWeb2, dicom), offsetof(_OrthancPluginEncodeDicomWeb2, dicomSize), FIELD_PARSED },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginEncodeDicomWeb2, callback), CALLBACK_DicomWebBinaryCallback2, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginEncodeDicomWeb2, payload), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginEncodeDicomWeb2, target), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginEncodeDicomWeb2, dicom), offsetof(_OrthancPluginEncodeDicomWeb2, dicomSize), FIELD_PARSED },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginEncodeDicomWeb2, callback), CALLBACK_DicomWebBinaryCallback2, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginEncodeDicomWeb2, payload), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginEncodeDicomWeb2, target), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCreateDicom2, createDicom.json), 0, FIELD_REQUIRED },
  { VALUE_HANDLE, CLASS_Image, offsetof(_OrthancPluginCreateDicom2, createDicom.pixelData), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateDicom2, createDicom.flags), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCreateDicom2, privateCreator), 0, FIELD_REQUIRED },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginCreateDicom2, createDicom.target), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginTranscoderCallback, callback), CALLBACK_TranscoderCallback, 0 },
  { VALUE_NUMBER, 2, offsetof(_OrthancPluginRegisterDictionaryTag, group), 0, 0 },
  { VALUE_NUMBER, 2, offsetof(_OrthancPluginRegisterDictionaryTag, element), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginRegisterDictionaryTag, vr), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRegisterDictionaryTag, name), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginRegisterDictionaryTag, minMultiplicity), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginRegisterDictionaryTag, maxMultiplicity), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginLookupDictionary, name), 0, FIELD_REQUIRED },
  { RESULT_ENTRY, 8, offsetof(_OrthancPluginLookupDictionary, target), 0, 0 },
  { VALUE_NUMBER, 2, offsetof(_OrthancPluginRegisterPrivateDictionaryTag, group), 0, 0 },
  { VALUE_NUMBER, 2, offsetof(_OrthancPluginRegisterPrivateDictionaryTag, element), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginRegisterPrivateDictionaryTag, vr), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRegisterPrivateDictionaryTag, name), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginRegisterPrivateDictionaryTag, minMultiplicity), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginRegisterPrivateDictionaryTag, maxMultiplicity), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRegisterPrivateDictionaryTag, privateCreator), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 2, offsetof(_OrthancPluginGetTagName, group), 0, 0 },
  { VALUE_NUMBER, 2, offsetof(_OrthancPluginGetTagName, element), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginGetTagName, privateCreator), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginGetTagName, result), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginWorklistCallback, callback), CALLBACK_WorklistCallback, 0 },
  { VALUE_HANDLE, CLASS_WorklistAnswers, offsetof(_OrthancPluginWorklistAnswersOperation, answers), 0, FIELD_REQUIRED },
  { VALUE_HANDLE, CLASS_WorklistQuery, offsetof(_OrthancPluginWorklistAnswersOperation, query), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginWorklistAnswersOperation, dicom), offsetof(_OrthancPluginWorklistAnswersOperation, size), FIELD_PARSED },
  { VALUE_HANDLE, CLASS_WorklistAnswers, offsetof(_OrthancPluginWorklistAnswersOperation, answers), 0, FIELD_REQUIRED },
  { VALUE_HANDLE, CLASS_WorklistQuery, offsetof(_OrthancPluginWorklistAnswersOperation, query), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginWorklistAnswersOperation, dicom), offsetof(_OrthancPluginWorklistAnswersOperation, size), 0 },
  { VALUE_HANDLE, CLASS_WorklistQuery, offsetof(_OrthancPluginWorklistQueryOperation, query), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginWorklistQueryOperation, dicom), offsetof(_OrthancPluginWorklistQueryOperation, size), FIELD_PARSED },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginWorklistQueryOperation, isMatch), 0, 0 },
  { VALUE_HANDLE, CLASS_WorklistQuery, offsetof(_OrthancPluginWorklistQueryOperation, query), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginWorklistQueryOperation, dicom), offsetof(_OrthancPluginWorklistQueryOperation, size), 0 },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginWorklistQueryOperation, isMatch), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginWorklistQueryOperation, target), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginFindCallback, callback), CALLBACK_FindCallback, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginMoveCallback, callback), CALLBACK_MoveCallback, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginMoveCallback, getMoveSize), CALLBACK_GetMoveSize, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginMoveCallback, applyMove), CALLBACK_ApplyMove, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginMoveCallback, freeMove), CALLBACK_FreeMove, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterStorageCommitmentScpCallback, factory), CALLBACK_StorageCommitmentFactory, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterStorageCommitmentScpCallback, destructor), CALLBACK_StorageCommitmentDestructor, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterStorageCommitmentScpCallback, lookup), CALLBACK_StorageCommitmentLookup, 0 },
  { VALUE_HANDLE, CLASS_FindAnswers, offsetof(_OrthancPluginFindOperation, answers), 0, FIELD_REQUIRED },
  { VALUE_HANDLE, CLASS_FindQuery, offsetof(_OrthancPluginFindOperation, query), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginFindOperation, dicom), offsetof(_OrthancPluginFindOperation, size), FIELD_PARSED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginFindOperation, index), 0, 0 },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginFindOperation, resultUint32), 0, 0 },
  { RESULT_NUMBER, 2, offsetof(_OrthancPluginFindOperation, resultGroup), 0, 0 },
  { RESULT_NUMBER, 2, offsetof(_OrthancPluginFindOperation, resultElement), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginFindOperation, resultString), 0, 0 },
  { VALUE_HANDLE, CLASS_FindAnswers, offsetof(_OrthancPluginFindOperation, answers), 0, FIELD_REQUIRED },
  { VALUE_HANDLE, CLASS_FindQuery, offsetof(_OrthancPluginFindOperation, query), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginFindOperation, dicom), offsetof(_OrthancPluginFindOperation, size), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginFindOperation, index), 0, 0 },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginFindOperation, resultUint32), 0, 0 },
  { RESULT_NUMBER, 2, offsetof(_OrthancPluginFindOperation, resultGroup), 0, 0 },
  { RESULT_NUMBER, 2, offsetof(_OrthancPluginFindOperation, resultElement), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginFindOperation, resultString), 0, 0 },
  { VALUE_HANDLE, CLASS_FindAnswers, offsetof(_OrthancPluginFindOperation, answers), 0, 0 },
  { VALUE_HANDLE, CLASS_FindQuery, offsetof(_OrthancPluginFindOperation, query), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginFindOperation, dicom), offsetof(_OrthancPluginFindOperation, size), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginFindOperation, index), 0, 0 },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginFindOperation, resultUint32), 0, 0 },
  { VALUE_HANDLE, CLASS_FindAnswers, offsetof(_OrthancPluginFindOperation, answers), 0, 0 },
  { VALUE_HANDLE, CLASS_FindQuery, offsetof(_OrthancPluginFindOperation, query), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginFindOperation, dicom), offsetof(_OrthancPluginFindOperation, size), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginFindOperation, index), 0, 0 },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginFindOperation, resultUint32), 0, 0 },
  { RESULT_NUMBER, 2, offsetof(_OrthancPluginFindOperation, resultGroup), 0, 0 },
  { RESULT_NUMBER, 2, offsetof(_OrthancPluginFindOperation, resultElement), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginFindOperation, resultString), 0, 0 },
  { VALUE_HANDLE, CLASS_FindAnswers, offsetof(_OrthancPluginFindOperation, answers), 0, 0 },
  { VALUE_HANDLE, CLASS_FindQuery, offsetof(_OrthancPluginFindOperation, query), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginFindOperation, dicom), offsetof(_OrthancPluginFindOperation, size), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginFindOperation, index), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginFindOperation, resultString), 0, 0 },
  { VALUE_HANDLE, CLASS_FindAnswers, offsetof(_OrthancPluginFindOperation, answers), 0, 0 },
  { VALUE_HANDLE, CLASS_FindQuery, offsetof(_OrthancPluginFindOperation, query), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginFindOperation, dicom), offsetof(_OrthancPluginFindOperation, size), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginFindOperation, index), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginFindOperation, resultString), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginCreateFindMatcher, query), offsetof(_OrthancPluginCreateFindMatcher, size), 0 },
  { RESULT_HANDLE, CLASS_FindMatcher, offsetof(_OrthancPluginCreateFindMatcher, target), 0, 0 },
  { VALUE_HANDLE, CLASS_FindMatcher, offsetof(_OrthancPluginFreeFindMatcher, matcher), 0, FIELD_REQUIRED | FIELD_ENDS },
  { VALUE_HANDLE, CLASS_FindMatcher, offsetof(_OrthancPluginFindMatcherIsMatch, matcher), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginFindMatcherIsMatch, dicom), offsetof(_OrthancPluginFindMatcherIsMatch, size), FIELD_PARSED },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginFindMatcherIsMatch, isMatch), 0, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginCreateJob, job), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob, finalize), CALLBACK_JobFinalize, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCreateJob, type), 0, FIELD_REQUIRED },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob, getProgress), CALLBACK_JobGetProgress, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob, getContent), CALLBACK_JobGetContent, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob, getSerialized), CALLBACK_JobGetSerialized, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob, step), CALLBACK_JobStep, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob, stop), CALLBACK_JobStop, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob, reset), CALLBACK_JobReset, 0 },
  { RESULT_HANDLE, CLASS_Job, offsetof(_OrthancPluginCreateJob, target), 0, 0 },
  { VALUE_HANDLE, CLASS_Job, offsetof(_OrthancPluginFreeJob, job), 0, FIELD_REQUIRED | FIELD_ENDS },
  { VALUE_HANDLE, CLASS_Job, offsetof(_OrthancPluginSubmitJob, job), 0, FIELD_REQUIRED | FIELD_ENDS },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginSubmitJob, priority), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginSubmitJob, resultId), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginJobsUnserializer, unserializer), CALLBACK_JobsUnserializer, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginCreateJob2, job), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob2, finalize), CALLBACK_JobFinalize, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCreateJob2, type), 0, FIELD_REQUIRED },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob2, getProgress), CALLBACK_JobGetProgress, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob2, getContent), CALLBACK_JobGetContent2, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob2, getSerialized), CALLBACK_JobGetSerialized2, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob2, step), CALLBACK_JobStep, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob2, stop), CALLBACK_JobStop, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginCreateJob2, reset), CALLBACK_JobReset, 0 },
  { RESULT_HANDLE, CLASS_Job, offsetof(_OrthancPluginCreateJob2, target), 0, 0 },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginReturnSingleValue, resultUint32), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRetrieveStaticString, argument), 0, 0 },
  { RESULT_CONST_TEXT, 8, offsetof(_OrthancPluginRetrieveStaticString, result), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterStorageArea, create), CALLBACK_StorageCreate, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterStorageArea, read), CALLBACK_StorageRead, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterStorageArea, remove), CALLBACK_StorageRemove, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterStorageArea, free), CALLBACK_Free, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterStorageArea2, create), CALLBACK_StorageCreate, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterStorageArea2, readWhole), CALLBACK_StorageReadWhole, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterStorageArea2, readRange), CALLBACK_StorageReadRange, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterStorageArea2, remove), CALLBACK_StorageRemove, 0 },
  { VALUE_HANDLE, CLASS_StorageArea, offsetof(_OrthancPluginReconstructMainDicomTags, storageArea), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginReconstructMainDicomTags, level), 0, 0 },
  { VALUE_HANDLE, CLASS_StorageArea, offsetof(_OrthancPluginStorageAreaCreate, storageArea), 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginStorageAreaCreate, uuid), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 8, offsetof(_OrthancPluginStorageAreaCreate, content), offsetof(_OrthancPluginStorageAreaCreate, size), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginStorageAreaCreate, type), 0, 0 },
  { VALUE_HANDLE, CLASS_StorageArea, offsetof(_OrthancPluginStorageAreaRead, storageArea), 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginStorageAreaRead, uuid), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginStorageAreaRead, type), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginStorageAreaRead, target), 0, 0 },
  { VALUE_HANDLE, CLASS_StorageArea, offsetof(_OrthancPluginStorageAreaRemove, storageArea), 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginStorageAreaRemove, uuid), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginStorageAreaRemove, type), 0, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginRegisterDatabaseBackendV4, backend), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginRegisterDatabaseBackendV4, maxDatabaseRetries), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterDatabaseBackendV4, operations), CALLBACK_CallDatabaseBackendV4, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterDatabaseBackendV4, finalize), CALLBACK_FinalizeDatabaseBackendV4, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRegisterWebDavCollection, uri), 0, FIELD_REQUIRED },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterWebDavCollection, isExistingFolder), CALLBACK_WebDavIsExistingFolderCallback, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterWebDavCollection, listFolder), CALLBACK_WebDavListFolderCallback, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterWebDavCollection, retrieveFile), CALLBACK_WebDavRetrieveFileCallback, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterWebDavCollection, storeFile), CALLBACK_WebDavStoreFileCallback, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterWebDavCollection, createFolder), CALLBACK_WebDavCreateFolderCallback, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterWebDavCollection, deleteItem), CALLBACK_WebDavDeleteItemCallback, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginRegisterWebDavCollection, payload), 0, 0 },
  { VALUE_TEXT, 4, 0, 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, 0, 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, 0, 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginLogMessage, message), 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginLogMessage, plugin), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginLogMessage, file), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginLogMessage, line), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginLogMessage, category), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginLogMessage, level), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginSetMetricsValue, name), 0, FIELD_REQUIRED },
  { VALUE_FLOAT, 4, offsetof(_OrthancPluginSetMetricsValue, value), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginSetMetricsValue, type), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginSetMetricsIntegerValue, name), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 8, offsetof(_OrthancPluginSetMetricsIntegerValue, value), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginSetMetricsIntegerValue, type), 0, 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginRegisterRefreshMetricsCallback, callback), CALLBACK_RefreshMetricsCallback, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRetrieveDynamicString, argument), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginRetrieveDynamicString, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRetrieveDynamicString, argument), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginRetrieveDynamicString, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRetrieveDynamicString, argument), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginRetrieveDynamicString, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRetrieveDynamicString, argument), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginRetrieveDynamicString, result), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginGetErrorDescription, error), 0, 0 },
  { RESULT_CONST_TEXT, 8, offsetof(_OrthancPluginGetErrorDescription, target), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginComputeHash, buffer), offsetof(_OrthancPluginComputeHash, size), 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginComputeHash, result), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginComputeHash, buffer), offsetof(_OrthancPluginComputeHash, size), 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginComputeHash, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRetrieveDynamicString, argument), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginRetrieveDynamicString, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginSetPluginProperty, plugin), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginSetPluginProperty, property), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginSetPluginProperty, value), 0, FIELD_REQUIRED },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginGlobalProperty, property), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginGlobalProperty, value), 0, FIELD_REQUIRED },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginGlobalProperty, result), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginGlobalProperty, property), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginGlobalProperty, value), 0, FIELD_REQUIRED },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginReturnSingleValue, resultUint32), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginGlobalProperty, property), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginGlobalProperty, value), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginGlobalProperty, result), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginReadFile, path), 0, FIELD_REQUIRED },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginReadFile, target), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginWriteFile, path), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginWriteFile, data), offsetof(_OrthancPluginWriteFile, size), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginRegisterErrorCode, code), 0, 0 },
  { VALUE_NUMBER, 2, offsetof(_OrthancPluginRegisterErrorCode, httpStatus), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRegisterErrorCode, message), 0, FIELD_REQUIRED },
  { RESULT_NUMBER, 4, offsetof(_OrthancPluginRegisterErrorCode, target), 0, 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRetrieveStaticString, argument), 0, FIELD_REQUIRED },
  { RESULT_CONST_TEXT, 8, offsetof(_OrthancPluginRetrieveStaticString, result), 0, 0 },
  { VALUE_TEXT, 4, 0, 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginBufferCompression, source), offsetof(_OrthancPluginBufferCompression, size), 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginBufferCompression, compression), 0, 0 },
  { VALUE_NUMBER, 1, offsetof(_OrthancPluginBufferCompression, uncompress), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginBufferCompression, target), 0, 0 },
  { VALUE_NUMBER, 4, offsetof(_OrthancPluginCreateMemoryBuffer, size), 0, 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginCreateMemoryBuffer, target), 0, 0 },
  { VALUE_NUMBER, 8, offsetof(_OrthancPluginCreateMemoryBuffer64, size), 0, 0 },
  { RESULT_BUFFER64, 8, offsetof(_OrthancPluginCreateMemoryBuffer64, target), 0, 0 },
};

static const Service services[] = {
  { 1, 526, 1, 0, SERVICE_UNDER_INSTANCES | SERVICE_UNDER_DATABASE }, /* LogInfo */
  { 2, 527, 1, 0, SERVICE_UNDER_INSTANCES | SERVICE_UNDER_DATABASE }, /* LogWarning */
  { 3, 528, 1, 0, SERVICE_UNDER_INSTANCES | SERVICE_UNDER_DATABASE }, /* LogError */
  { 4, 542, 2, sizeof(_OrthancPluginRetrieveDynamicString), 0 }, /* GetOrthancPath */
  { 5, 544, 2, sizeof(_OrthancPluginRetrieveDynamicString), 0 }, /* GetOrthancDirectory */
  { 6, 546, 2, sizeof(_OrthancPluginRetrieveDynamicString), 0 }, /* GetConfigurationPath */
  { 7, 558, 3, sizeof(_OrthancPluginSetPluginProperty), 0 }, /* SetPluginProperty */
  { 8, 561, 3, sizeof(_OrthancPluginGlobalProperty), 0 }, /* GetGlobalProperty */
  { 9, 564, 2, sizeof(_OrthancPluginGlobalProperty), 0 }, /* SetGlobalProperty */
  { 10, 566, 1, sizeof(_OrthancPluginReturnSingleValue), 0 }, /* GetCommandLineArgumentsCount */
  { 11, 567, 3, sizeof(_OrthancPluginGlobalProperty), 0 }, /* GetCommandLineArgument */
  { 12, 490, 1, sizeof(_OrthancPluginReturnSingleValue), 0 }, /* GetExpectedDatabaseVersion */
  { 13, 548, 2, sizeof(_OrthancPluginRetrieveDynamicString), 0 }, /* GetConfiguration */
  { 14, 581, 4, sizeof(_OrthancPluginBufferCompression), SERVICE_UNDER_INSTANCES | SERVICE_UNDER_DATABASE }, /* BufferCompression */
  { 15, 570, 2, sizeof(_OrthancPluginReadFile), SERVICE_UNDER_INSTANCES | SERVICE_UNDER_DATABASE }, /* ReadFile */
  { 16, 572, 2, sizeof(_OrthancPluginWriteFile), SERVICE_UNDER_INSTANCES | SERVICE_UNDER_DATABASE }, /* WriteFile */
  { 17, 550, 2, sizeof(_OrthancPluginGetErrorDescription), SERVICE_UNDER_INSTANCES | SERVICE_UNDER_DATABASE }, /* GetErrorDescription */
  { 18, 111, 6, sizeof(_OrthancPluginCallHttpClient), 0 }, /* CallHttpClient */
  { 19, 574, 4, sizeof(_OrthancPluginRegisterErrorCode), SERVICE_DEFINES }, /* RegisterErrorCode */
  { 20, 379, 6, sizeof(_OrthancPluginRegisterDictionaryTag), SERVICE_DEFINES }, /* RegisterDictionaryTag */
  { 21, 343, 6, sizeof(_OrthancPluginDicomToJson), SERVICE_UNDER_INSTANCES }, /* DicomBufferToJson */
  { 22, 349, 6, sizeof(_OrthancPluginDicomToJson), 0 }, /* DicomInstanceToJson */
  { 23, 355, 4, sizeof(_OrthancPluginCreateDicom), SERVICE_UNDER_INSTANCES }, /* CreateDicom */
  { 24, 552, 2, sizeof(_OrthancPluginComputeHash), SERVICE_UNDER_INSTANCES | SERVICE_UNDER_DATABASE }, /* ComputeMd5 */
  { 25, 554, 2, sizeof(_OrthancPluginComputeHash), SERVICE_UNDER_INSTANCES | SERVICE_UNDER_DATABASE }, /* ComputeSha1 */
  { 26, 385, 2, sizeof(_OrthancPluginLookupDictionary), SERVICE_UNDER_INSTANCES }, /* LookupDictionary */
  { 27, 117, 15, sizeof(_OrthancPluginCallHttpClient2), 0 }, /* CallHttpClient2 */
  { 28, 556, 2, sizeof(_OrthancPluginRetrieveDynamicString), SERVICE_UNDER_INSTANCES | SERVICE_UNDER_DATABASE }, /* GenerateUuid */
  { 29, 387, 7, sizeof(_OrthancPluginRegisterPrivateDictionaryTag), SERVICE_DEFINES }, /* RegisterPrivateDictionaryTag */
  { 30, 578, 2, sizeof(_OrthancPluginRetrieveStaticString), SERVICE_UNDER_INSTANCES | SERVICE_UNDER_DATABASE }, /* AutodetectMimeType */
  { 31, 535, 3, sizeof(_OrthancPluginSetMetricsValue), SERVICE_UNDER_INSTANCES }, /* SetMetricsValue */
  { 32, 359, 3, sizeof(_OrthancPluginEncodeDicomWeb), SERVICE_UNDER_INSTANCES }, /* EncodeDicomWebJson */
  { 33, 362, 3, sizeof(_OrthancPluginEncodeDicomWeb), SERVICE_UNDER_INSTANCES }, /* EncodeDicomWebXml */
  { 34, 132, 20, sizeof(_OrthancPluginChunkedHttpClient), 0 }, /* ChunkedHttpClient */
  { 35, 394, 4, sizeof(_OrthancPluginGetTagName), SERVICE_UNDER_INSTANCES }, /* GetTagName */
  { 36, 365, 4, sizeof(_OrthancPluginEncodeDicomWeb2), SERVICE_UNDER_INSTANCES }, /* EncodeDicomWebJson2 */
  { 37, 369, 4, sizeof(_OrthancPluginEncodeDicomWeb2), SERVICE_UNDER_INSTANCES }, /* EncodeDicomWebXml2 */
  { 38, 585, 2, sizeof(_OrthancPluginCreateMemoryBuffer), 0 }, /* CreateMemoryBuffer */
  { 39, 65, 2, sizeof(_OrthancPluginRetrieveDynamicString), 0 }, /* GenerateRestApiAuthorizationToken */
  { 40, 587, 2, sizeof(_OrthancPluginCreateMemoryBuffer64), 0 }, /* CreateMemoryBuffer64 */
  { 41, 373, 5, sizeof(_OrthancPluginCreateDicom2), SERVICE_UNDER_INSTANCES }, /* CreateDicom2 */
  { 42, 491, 2, sizeof(_OrthancPluginRetrieveStaticString), 0 }, /* GetDatabaseServerIdentifier */
  { 43, 538, 3, sizeof(_OrthancPluginSetMetricsIntegerValue), SERVICE_UNDER_INSTANCES }, /* SetMetricsIntegerValue */
  { 44, 580, 1, 0, SERVICE_REFUSED }, /* SetCurrentThreadName */
  { 45, 529, 6, sizeof(_OrthancPluginLogMessage), 0 }, /* LogMessage */
  { 1000, 0, 2, sizeof(_OrthancPluginRestCallback), SERVICE_REGISTERS }, /* RegisterRestCallback */
  { 1001, 2, 1, sizeof(_OrthancPluginOnStoredInstanceCallback), SERVICE_REGISTERS }, /* RegisterOnStoredInstanceCallback */
  { 1002, 493, 4, sizeof(_OrthancPluginRegisterStorageArea), SERVICE_REGISTERS | SERVICE_SINGLE | SERVICE_AT_START }, /* RegisterStorageArea */
  { 1003, 3, 1, sizeof(_OrthancPluginOnChangeCallback), SERVICE_REGISTERS }, /* RegisterOnChangeCallback */
  { 1004, 4, 2, sizeof(_OrthancPluginRestCallback), SERVICE_REGISTERS }, /* RegisterRestCallbackNoLock */
  { 1005, 398, 1, sizeof(_OrthancPluginWorklistCallback), SERVICE_REGISTERS | SERVICE_SINGLE | SERVICE_AT_START }, /* RegisterWorklistCallback */
  { 1006, 179, 1, sizeof(_OrthancPluginDecodeImageCallback), SERVICE_REGISTERS }, /* RegisterDecodeImageCallback */
  { 1007, 6, 1, sizeof(_OrthancPluginIncomingHttpRequestFilter), SERVICE_REGISTERS }, /* RegisterIncomingHttpRequestFilter */
  { 1008, 412, 1, sizeof(_OrthancPluginFindCallback), SERVICE_REGISTERS | SERVICE_SINGLE | SERVICE_AT_START }, /* RegisterFindCallback */
  { 1009, 413, 4, sizeof(_OrthancPluginMoveCallback), SERVICE_REGISTERS | SERVICE_SINGLE | SERVICE_AT_START }, /* RegisterMoveCallback */
  { 1010, 7, 1, sizeof(_OrthancPluginIncomingHttpRequestFilter2), SERVICE_REGISTERS }, /* RegisterIncomingHttpRequestFilter2 */
  { 1011, 541, 1, sizeof(_OrthancPluginRegisterRefreshMetricsCallback), SERVICE_REGISTERS }, /* RegisterRefreshMetricsCallback */
  { 1012, 8, 8, sizeof(_OrthancPluginChunkedRestCallback), SERVICE_REGISTERS }, /* RegisterChunkedRestCallback */
  { 1013, 417, 3, sizeof(_OrthancPluginRegisterStorageCommitmentScpCallback), SERVICE_REGISTERS }, /* RegisterStorageCommitmentScpCallback */
  { 1014, 16, 1, sizeof(_OrthancPluginIncomingDicomInstanceFilter), SERVICE_REGISTERS }, /* RegisterIncomingDicomInstanceFilter */
  { 1015, 378, 1, sizeof(_OrthancPluginTranscoderCallback), SERVICE_REGISTERS }, /* RegisterTranscoderCallback */
  { 1016, 497, 4, sizeof(_OrthancPluginRegisterStorageArea2), SERVICE_REGISTERS | SERVICE_SINGLE | SERVICE_AT_START }, /* RegisterStorageArea2 */
  { 1017, 17, 1, sizeof(_OrthancPluginIncomingCStoreInstanceFilter), SERVICE_REGISTERS }, /* RegisterIncomingCStoreInstanceFilter */
  { 1018, 18, 1, sizeof(_OrthancPluginReceivedInstanceCallback), SERVICE_REGISTERS | SERVICE_SINGLE }, /* RegisterReceivedInstanceCallback */
  { 1019, 518, 8, sizeof(_OrthancPluginRegisterWebDavCollection), SERVICE_REGISTERS | SERVICE_AT_START }, /* RegisterWebDavCollection */
  { 2000, 19, 3, sizeof(_OrthancPluginAnswerBuffer), 0 }, /* AnswerBuffer */
  { 2002, 22, 2, sizeof(_OrthancPluginOutputPlusArgument), 0 }, /* Redirect */
  { 2003, 24, 2, sizeof(_OrthancPluginSendHttpStatusCode), 0 }, /* SendHttpStatusCode */
  { 2004, 26, 2, sizeof(_OrthancPluginOutputPlusArgument), 0 }, /* SendUnauthorized */
  { 2005, 28, 2, sizeof(_OrthancPluginOutputPlusArgument), 0 }, /* SendMethodNotAllowed */
  { 2006, 30, 3, sizeof(_OrthancPluginSetHttpHeader), 0 }, /* SetCookie */
  { 2007, 33, 3, sizeof(_OrthancPluginSetHttpHeader), 0 }, /* SetHttpHeader */
  { 2008, 36, 3, sizeof(_OrthancPluginStartMultipartAnswer), 0 }, /* StartMultipartAnswer */
  { 2009, 39, 3, sizeof(_OrthancPluginAnswerBuffer), 0 }, /* SendMultipartItem */
  { 2010, 42, 3, sizeof(_OrthancPluginSendHttpStatus), 0 }, /* SendHttpStatus */
  { 2011, 45, 8, sizeof(_OrthancPluginCompressAndAnswerImage), 0 }, /* CompressAndAnswerImage */
  { 2012, 53, 4, sizeof(_OrthancPluginSendMultipartItem2), 0 }, /* SendMultipartItem2 */
  { 2013, 57, 3, sizeof(_OrthancPluginSetHttpErrorDetails), 0 }, /* SetHttpErrorDetails */
  { 2014, 60, 2, sizeof(_OrthancPluginStartStreamAnswer), 0 }, /* StartStreamAnswer */
  { 2015, 62, 3, sizeof(_OrthancPluginAnswerBuffer), 0 }, /* SendStreamChunk */
  { 3000, 67, 2, sizeof(_OrthancPluginGetDicomForInstance), 0 }, /* GetDicomForInstance */
  { 3001, 69, 2, sizeof(_OrthancPluginRestApiGet), 0 }, /* RestApiGet */
  { 3002, 71, 3, sizeof(_OrthancPluginRestApiPostPut), 0 }, /* RestApiPost */
  { 3003, 74, 1, 0, 0 }, /* RestApiDelete */
  { 3004, 75, 3, sizeof(_OrthancPluginRestApiPostPut), 0 }, /* RestApiPut */
  { 3005, 78, 2, sizeof(_OrthancPluginRetrieveDynamicString), 0 }, /* LookupPatient */
  { 3006, 80, 2, sizeof(_OrthancPluginRetrieveDynamicString), 0 }, /* LookupStudy */
  { 3007, 82, 2, sizeof(_OrthancPluginRetrieveDynamicString), 0 }, /* LookupSeries */
  { 3008, 84, 2, sizeof(_OrthancPluginRetrieveDynamicString), 0 }, /* LookupInstance */
  { 3009, 86, 2, sizeof(_OrthancPluginRetrieveDynamicString), 0 }, /* LookupStudyWithAccessionNumber */
  { 3010, 88, 2, sizeof(_OrthancPluginRestApiGet), 0 }, /* RestApiGetAfterPlugins */
  { 3011, 90, 3, sizeof(_OrthancPluginRestApiPostPut), 0 }, /* RestApiPostAfterPlugins */
  { 3012, 93, 1, 0, 0 }, /* RestApiDeleteAfterPlugins */
  { 3013, 94, 3, sizeof(_OrthancPluginRestApiPostPut), 0 }, /* RestApiPutAfterPlugins */
  { 3014, 501, 2, sizeof(_OrthancPluginReconstructMainDicomTags), SERVICE_REFUSED }, /* ReconstructMainDicomTags */
  { 3015, 97, 5, sizeof(_OrthancPluginRestApiGet2), 0 }, /* RestApiGet2 */
  { 3016, 102, 9, sizeof(_OrthancPluginCallRestApi), 0 }, /* CallRestApi */
  { 4000, 241, 3, sizeof(_OrthancPluginAccessDicomInstance), SERVICE_UNDER_INSTANCES }, /* GetInstanceRemoteAet */
  { 4001, 244, 3, sizeof(_OrthancPluginAccessDicomInstance), SERVICE_UNDER_INSTANCES }, /* GetInstanceSize */
  { 4002, 247, 3, sizeof(_OrthancPluginAccessDicomInstance), SERVICE_UNDER_INSTANCES }, /* GetInstanceData */
  { 4003, 250, 3, sizeof(_OrthancPluginAccessDicomInstance), SERVICE_UNDER_INSTANCES }, /* GetInstanceJson */
  { 4004, 253, 3, sizeof(_OrthancPluginAccessDicomInstance), SERVICE_UNDER_INSTANCES }, /* GetInstanceSimplifiedJson */
  { 4005, 256, 3, sizeof(_OrthancPluginAccessDicomInstance), SERVICE_UNDER_INSTANCES }, /* HasInstanceMetadata */
  { 4006, 259, 3, sizeof(_OrthancPluginAccessDicomInstance), SERVICE_UNDER_INSTANCES }, /* GetInstanceMetadata */
  { 4007, 262, 3, sizeof(_OrthancPluginAccessDicomInstance), SERVICE_UNDER_INSTANCES }, /* GetInstanceOrigin */
  { 4008, 265, 3, sizeof(_OrthancPluginAccessDicomInstance), SERVICE_UNDER_INSTANCES }, /* GetInstanceTransferSyntaxUid */
  { 4009, 268, 3, sizeof(_OrthancPluginAccessDicomInstance), SERVICE_UNDER_INSTANCES }, /* HasInstancePixelData */
  { 4010, 271, 3, sizeof(_OrthancPluginCreateDicomInstance), SERVICE_UNDER_INSTANCES }, /* CreateDicomInstance */
  { 4011, 274, 1, sizeof(_OrthancPluginFreeDicomInstance), SERVICE_UNDER_INSTANCES }, /* FreeDicomInstance */
  { 4012, 275, 8, sizeof(_OrthancPluginAccessDicomInstance2), SERVICE_UNDER_INSTANCES }, /* GetInstanceFramesCount */
  { 4013, 283, 11, sizeof(_OrthancPluginAccessDicomInstance2), SERVICE_UNDER_INSTANCES }, /* GetInstanceRawFrame */
  { 4014, 294, 8, sizeof(_OrthancPluginAccessDicomInstance2), SERVICE_UNDER_INSTANCES }, /* GetInstanceDecodedFrame */
  { 4015, 302, 3, sizeof(_OrthancPluginCreateDicomInstance), SERVICE_UNDER_INSTANCES }, /* TranscodeDicomInstance */
  { 4016, 305, 11, sizeof(_OrthancPluginAccessDicomInstance2), SERVICE_UNDER_INSTANCES }, /* SerializeDicomInstance */
  { 4017, 316, 8, sizeof(_OrthancPluginAccessDicomInstance2), SERVICE_UNDER_INSTANCES }, /* GetInstanceAdvancedJson */
  { 4018, 324, 8, sizeof(_OrthancPluginAccessDicomInstance2), SERVICE_UNDER_INSTANCES }, /* GetInstanceDicomWebJson */
  { 4019, 332, 8, sizeof(_OrthancPluginAccessDicomInstance2), SERVICE_UNDER_INSTANCES }, /* GetInstanceDicomWebXml */
  { 4020, 340, 3, sizeof(_OrthancPluginLoadDicomInstance), 0 }, /* LoadDicomInstance */
  { 5003, 503, 4, sizeof(_OrthancPluginStorageAreaCreate), SERVICE_REFUSED }, /* StorageAreaCreate */
  { 5004, 507, 4, sizeof(_OrthancPluginStorageAreaRead), SERVICE_REFUSED }, /* StorageAreaRead */
  { 5005, 511, 3, sizeof(_OrthancPluginStorageAreaRemove), SERVICE_REFUSED }, /* StorageAreaRemove */
  { 5007, 514, 4, sizeof(_OrthancPluginRegisterDatabaseBackendV4), SERVICE_REFUSED | SERVICE_REGISTERS }, /* RegisterDatabaseBackendV4 */
  { 6000, 180, 2, sizeof(_OrthancPluginGetImageInfo), SERVICE_UNDER_INSTANCES }, /* GetImagePixelFormat */
  { 6001, 182, 2, sizeof(_OrthancPluginGetImageInfo), SERVICE_UNDER_INSTANCES }, /* GetImageWidth */
  { 6002, 184, 2, sizeof(_OrthancPluginGetImageInfo), SERVICE_UNDER_INSTANCES }, /* GetImageHeight */
  { 6003, 186, 2, sizeof(_OrthancPluginGetImageInfo), SERVICE_UNDER_INSTANCES }, /* GetImagePitch */
  { 6004, 188, 2, sizeof(_OrthancPluginGetImageInfo), SERVICE_UNDER_INSTANCES }, /* GetImageBuffer */
  { 6005, 190, 3, sizeof(_OrthancPluginUncompressImage), 0 }, /* UncompressImage */
  { 6006, 193, 1, sizeof(_OrthancPluginFreeImage), SERVICE_UNDER_INSTANCES }, /* FreeImage */
  { 6007, 194, 8, sizeof(_OrthancPluginCompressImage), 0 }, /* CompressImage */
  { 6008, 202, 3, sizeof(_OrthancPluginConvertPixelFormat), 0 }, /* ConvertPixelFormat */
  { 6009, 229, 1, sizeof(_OrthancPluginReturnSingleValue), SERVICE_UNDER_INSTANCES }, /* GetFontsCount */
  { 6010, 230, 3, sizeof(_OrthancPluginGetFontInfo), SERVICE_UNDER_INSTANCES }, /* GetFontInfo */
  { 6011, 233, 8, sizeof(_OrthancPluginDrawText), SERVICE_UNDER_INSTANCES }, /* DrawText */
  { 6012, 205, 8, sizeof(_OrthancPluginCreateImage), 0 }, /* CreateImage */
  { 6013, 213, 8, sizeof(_OrthancPluginCreateImage), SERVICE_UNDER_INSTANCES }, /* CreateImageAccessor */
  { 6014, 221, 8, sizeof(_OrthancPluginCreateImage), SERVICE_UNDER_INSTANCES }, /* DecodeDicomImage */
  { 7000, 399, 3, sizeof(_OrthancPluginWorklistAnswersOperation), 0 }, /* WorklistAddAnswer */
  { 7001, 402, 3, sizeof(_OrthancPluginWorklistAnswersOperation), 0 }, /* WorklistMarkIncomplete */
  { 7002, 405, 3, sizeof(_OrthancPluginWorklistQueryOperation), 0 }, /* WorklistIsMatch */
  { 7003, 408, 4, sizeof(_OrthancPluginWorklistQueryOperation), 0 }, /* WorklistGetDicomQuery */
  { 7004, 420, 8, sizeof(_OrthancPluginFindOperation), 0 }, /* FindAddAnswer */
  { 7005, 428, 8, sizeof(_OrthancPluginFindOperation), 0 }, /* FindMarkIncomplete */
  { 7006, 436, 5, sizeof(_OrthancPluginFindOperation), 0 }, /* GetFindQuerySize */
  { 7007, 441, 8, sizeof(_OrthancPluginFindOperation), 0 }, /* GetFindQueryTag */
  { 7008, 449, 5, sizeof(_OrthancPluginFindOperation), 0 }, /* GetFindQueryTagName */
  { 7009, 454, 5, sizeof(_OrthancPluginFindOperation), 0 }, /* GetFindQueryValue */
  { 7010, 459, 2, sizeof(_OrthancPluginCreateFindMatcher), 0 }, /* CreateFindMatcher */
  { 7011, 461, 1, sizeof(_OrthancPluginFreeFindMatcher), 0 }, /* FreeFindMatcher */
  { 7012, 462, 3, sizeof(_OrthancPluginFindMatcherIsMatch), 0 }, /* FindMatcherIsMatch */
  { 8000, 152, 1, sizeof(_OrthancPluginGetPeers), 0 }, /* GetPeers */
  { 8001, 153, 1, sizeof(_OrthancPluginFreePeers), 0 }, /* FreePeers */
  { 8003, 154, 2, sizeof(_OrthancPluginGetPeersCount), 0 }, /* GetPeersCount */
  { 8004, 156, 4, sizeof(_OrthancPluginGetPeerProperty), 0 }, /* GetPeerName */
  { 8005, 160, 4, sizeof(_OrthancPluginGetPeerProperty), 0 }, /* GetPeerUrl */
  { 8006, 164, 11, sizeof(_OrthancPluginCallPeerApi), 0 }, /* CallPeerApi */
  { 8007, 175, 4, sizeof(_OrthancPluginGetPeerProperty), 0 }, /* GetPeerUserProperty */
  { 9000, 465, 10, sizeof(_OrthancPluginCreateJob), 0 }, /* CreateJob */
  { 9001, 475, 1, sizeof(_OrthancPluginFreeJob), 0 }, /* FreeJob */
  { 9002, 476, 3, sizeof(_OrthancPluginSubmitJob), 0 }, /* SubmitJob */
  { 9003, 479, 1, sizeof(_OrthancPluginJobsUnserializer), SERVICE_REGISTERS }, /* RegisterJobsUnserializer */
  { 9004, 480, 10, sizeof(_OrthancPluginCreateJob2), 0 }, /* CreateJob2 */
};

static const int freeingServices[CLASS_COUNT] = {
  [CLASS_Peers] = 8001,
  [CLASS_Image] = 6006,
  [CLASS_DicomInstance] = 4011,
  [CLASS_FindMatcher] = 7011,
  [CLASS_Job] = 9001,
};

static const uint8_t heldBy[CALLBACK_COUNT] = {
  [CALLBACK_JobStep] = HELD_JOBS,
  [CALLBACK_OnStoredInstanceCallback] = HELD_JOBS,
  [CALLBACK_RefreshMetricsCallback] = HELD_METRICS,
  [CALLBACK_IncomingDicomInstanceFilter] = HELD_PLUGINS,
  [CALLBACK_IncomingCStoreInstanceFilter] = HELD_PLUGINS,
  [CALLBACK_ReceivedInstanceCallback] = HELD_INSTANCES,
  [CALLBACK_StorageCreate] = HELD_INSTANCES,
  [CALLBACK_StorageRead] = HELD_INSTANCES,
  [CALLBACK_StorageReadWhole] = HELD_INSTANCES,
  [CALLBACK_StorageReadRange] = HELD_INSTANCES,
  [CALLBACK_DecodeImageCallback] = HELD_INSTANCES,
  [CALLBACK_TranscoderCallback] = HELD_INSTANCES,
  [CALLBACK_JobGetProgress] = HELD_DATABASE,
  [CALLBACK_JobGetContent] = HELD_DATABASE,
  [CALLBACK_JobGetContent2] = HELD_DATABASE,
  [CALLBACK_JobGetSerialized] = HELD_DATABASE,
  [CALLBACK_JobGetSerialized2] = HELD_DATABASE,
  [CALLBACK_JobReset] = HELD_DATABASE,
  [CALLBACK_JobFinalize] = HELD_DATABASE,
  [CALLBACK_StorageRemove] = HELD_DATABASE,
};

static const char* const framingHeaders[] = { "connection", "content-length", "trailer", "transfer-encoding" };
