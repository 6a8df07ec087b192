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
  { VALUE_BYTES, 4, offsetof(_OrthancPluginRestApiPostPut, body), offsetof(_OrthancPluginRestApiPostPut, bodySize), 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginRestApiPostPut, target), 0, 0 },
  { VALUE_TEXT, 4, 0, 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRestApiPostPut, uri), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginRestApiPostPut, body), offsetof(_OrthancPluginRestApiPostPut, bodySize), 0 },
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
  { VALUE_BYTES, 4, offsetof(_OrthancPluginRestApiPostPut, body), offsetof(_OrthancPluginRestApiPostPut, bodySize), 0 },
  { RESULT_BUFFER, 8, offsetof(_OrthancPluginRestApiPostPut, target), 0, 0 },
  { VALUE_TEXT, 4, 0, 0, FIELD_REQUIRED },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginRestApiPostPut, uri), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginRestApiPostPut, body), offsetof(_OrthancPluginRestApiPostPut, bodySize), 0 },
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
  { VALUE_BYTES, 4, offsetof(_OrthancPluginCallRestApi, body), offsetof(_OrthancPluginCallRestApi, bodySize), 0 },
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
  { VALUE_HANDLE, CLASS_Peers, offsetof(_OrthancPluginFreePeers, peers), 0, FIELD_REQUIRED },
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
  { VALUE_HANDLE, CLASS_Image, offsetof(_OrthancPluginFreeImage, image), 0, FIELD_REQUIRED },
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
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginCreateImage, buffer), 0, 0 },
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
  { VALUE_BYTES, 4, offsetof(_OrthancPluginCreateDicomInstance, buffer), offsetof(_OrthancPluginCreateDicomInstance, size), 0 },
  { VALUE_TEXT, 4, offsetof(_OrthancPluginCreateDicomInstance, transferSyntax), 0, 0 },
  { RESULT_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginCreateDicomInstance, target), 0, 0 },
  { VALUE_HANDLE, CLASS_DicomInstance, offsetof(_OrthancPluginFreeDicomInstance, dicom), 0, FIELD_REQUIRED },
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
  { VALUE_BYTES, 4, offsetof(_OrthancPluginCreateDicomInstance, buffer), offsetof(_OrthancPluginCreateDicomInstance, size), 0 },
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
  { VALUE_BYTES, 4, offsetof(_OrthancPluginDicomToJson, buffer), offsetof(_OrthancPluginDicomToJson, size), 0 },
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
  { VALUE_BYTES, 4, offsetof(_OrthancPluginEncodeDicomWeb, dicom), offsetof(_OrthancPluginEncodeDicomWeb, dicomSize), 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginEncodeDicomWeb, callback), CALLBACK_DicomWebBinaryCallback, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginEncodeDicomWeb, target), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginEncodeDicomWeb, dicom), offsetof(_OrthancPluginEncodeDicomWeb, dicomSize), 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginEncodeDicomWeb, callback), CALLBACK_DicomWebBinaryCallback, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginEncodeDicomWeb, target), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginEncodeDicomWeb2, dicom), offsetof(_OrthancPluginEncodeDicomWeb2, dicomSize), 0 },
  { VALUE_CALLBACK, 4, offsetof(_OrthancPluginEncodeDicomWeb2, callback), CALLBACK_DicomWebBinaryCallback2, 0 },
  { VALUE_PAYLOAD, 8, offsetof(_OrthancPluginEncodeDicomWeb2, payload), 0, 0 },
  { RESULT_TEXT, 8, offsetof(_OrthancPluginEncodeDicomWeb2, target), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginEncodeDicomWeb2, dicom), offsetof(_OrthancPluginEncodeDicomWeb2, dicomSize), 0 },
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
  { VALUE_BYTES, 4, offsetof(_OrthancPluginWorklistAnswersOperation, dicom), offsetof(_OrthancPluginWorklistAnswersOperation, size), 0 },
  { VALUE_HANDLE, CLASS_WorklistAnswers, offsetof(_OrthancPluginWorklistAnswersOperation, answers), 0, FIELD_REQUIRED },
  { VALUE_HANDLE, CLASS_WorklistQuery, offsetof(_OrthancPluginWorklistAnswersOperation, query), 0, 0 },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginWorklistAnswersOperation, dicom), offsetof(_OrthancPluginWorklistAnswersOperation, size), 0 },
  { VALUE_HANDLE, CLASS_WorklistQuery, offsetof(_OrthancPluginWorklistQueryOperation, query), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginWorklistQueryOperation, dicom), offsetof(_OrthancPluginWorklistQueryOperation, size), 0 },
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
  { VALUE_BYTES, 4, offsetof(_OrthancPluginFindOperation, dicom), offsetof(_OrthancPluginFindOperation, size), 0 },
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
  { VALUE_HANDLE, CLASS_FindMatcher, offsetof(_OrthancPluginFreeFindMatcher, matcher), 0, FIELD_REQUIRED },
  { VALUE_HANDLE, CLASS_FindMatcher, offsetof(_OrthancPluginFindMatcherIsMatch, matcher), 0, FIELD_REQUIRED },
  { VALUE_BYTES, 4, offsetof(_OrthancPluginFindMatcherIsMatch, dicom), offsetof(_OrthancPluginFindMatcherIsMatch, size), 0 },
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
  { VALUE_HANDLE, CLASS_Job, offsetof(_OrthancPluginFreeJob, job), 0, FIELD_REQUIRED },
  { VALUE_HANDLE, CLASS_Job, offsetof(_OrthancPluginSubmitJob, job), 0, FIELD_REQUIRED },
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
  { 1, 526, 1, 0, 0 }, /* LogInfo */
  { 2, 527, 1, 0, 0 }, /* LogWarning */
  { 3, 528, 1, 0, 0 }, /* LogError */
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
  { 14, 581, 4, sizeof(_OrthancPluginBufferCompression), 0 }, /* BufferCompression */
  { 15, 570, 2, sizeof(_OrthancPluginReadFile), 0 }, /* ReadFile */
  { 16, 572, 2, sizeof(_OrthancPluginWriteFile), 0 }, /* WriteFile */
  { 17, 550, 2, sizeof(_OrthancPluginGetErrorDescription), 0 }, /* GetErrorDescription */
  { 18, 111, 6, sizeof(_OrthancPluginCallHttpClient), 0 }, /* CallHttpClient */
  { 19, 574, 4, sizeof(_OrthancPluginRegisterErrorCode), 0 }, /* RegisterErrorCode */
  { 20, 379, 6, sizeof(_OrthancPluginRegisterDictionaryTag), 0 }, /* RegisterDictionaryTag */
  { 21, 343, 6, sizeof(_OrthancPluginDicomToJson), 0 }, /* DicomBufferToJson */
  { 22, 349, 6, sizeof(_OrthancPluginDicomToJson), 0 }, /* DicomInstanceToJson */
  { 23, 355, 4, sizeof(_OrthancPluginCreateDicom), 0 }, /* CreateDicom */
  { 24, 552, 2, sizeof(_OrthancPluginComputeHash), 0 }, /* ComputeMd5 */
  { 25, 554, 2, sizeof(_OrthancPluginComputeHash), 0 }, /* ComputeSha1 */
  { 26, 385, 2, sizeof(_OrthancPluginLookupDictionary), 0 }, /* LookupDictionary */
  { 27, 117, 15, sizeof(_OrthancPluginCallHttpClient2), 0 }, /* CallHttpClient2 */
  { 28, 556, 2, sizeof(_OrthancPluginRetrieveDynamicString), 0 }, /* GenerateUuid */
  { 29, 387, 7, sizeof(_OrthancPluginRegisterPrivateDictionaryTag), 0 }, /* RegisterPrivateDictionaryTag */
  { 30, 578, 2, sizeof(_OrthancPluginRetrieveStaticString), 0 }, /* AutodetectMimeType */
  { 31, 535, 3, sizeof(_OrthancPluginSetMetricsValue), 0 }, /* SetMetricsValue */
  { 32, 359, 3, sizeof(_OrthancPluginEncodeDicomWeb), 0 }, /* EncodeDicomWebJson */
  { 33, 362, 3, sizeof(_OrthancPluginEncodeDicomWeb), 0 }, /* EncodeDicomWebXml */
  { 34, 132, 20, sizeof(_OrthancPluginChunkedHttpClient), 0 }, /* ChunkedHttpClient */
  { 35, 394, 4, sizeof(_OrthancPluginGetTagName), 0 }, /* GetTagName */
  { 36, 365, 4, sizeof(_OrthancPluginEncodeDicomWeb2), 0 }, /* EncodeDicomWebJson2 */
  { 37, 369, 4, sizeof(_OrthancPluginEncodeDicomWeb2), 0 }, /* EncodeDicomWebXml2 */
  { 38, 585, 2, sizeof(_OrthancPluginCreateMemoryBuffer), 0 }, /* CreateMemoryBuffer */
  { 39, 65, 2, sizeof(_OrthancPluginRetrieveDynamicString), 0 }, /* GenerateRestApiAuthorizationToken */
  { 40, 587, 2, sizeof(_OrthancPluginCreateMemoryBuffer64), 0 }, /* CreateMemoryBuffer64 */
  { 41, 373, 5, sizeof(_OrthancPluginCreateDicom2), 0 }, /* CreateDicom2 */
  { 42, 491, 2, sizeof(_OrthancPluginRetrieveStaticString), 0 }, /* GetDatabaseServerIdentifier */
  { 43, 538, 3, sizeof(_OrthancPluginSetMetricsIntegerValue), 0 }, /* SetMetricsIntegerValue */
  { 44, 580, 1, 0, SERVICE_NOT_CARRIED }, /* SetCurrentThreadName */
  { 45, 529, 6, sizeof(_OrthancPluginLogMessage), 0 }, /* LogMessage */
  { 1000, 0, 2, sizeof(_OrthancPluginRestCallback), 0 }, /* RegisterRestCallback */
  { 1001, 2, 1, sizeof(_OrthancPluginOnStoredInstanceCallback), 0 }, /* RegisterOnStoredInstanceCallback */
  { 1002, 493, 4, sizeof(_OrthancPluginRegisterStorageArea), 0 }, /* RegisterStorageArea */
  { 1003, 3, 1, sizeof(_OrthancPluginOnChangeCallback), 0 }, /* RegisterOnChangeCallback */
  { 1004, 4, 2, sizeof(_OrthancPluginRestCallback), 0 }, /* RegisterRestCallbackNoLock */
  { 1005, 398, 1, sizeof(_OrthancPluginWorklistCallback), 0 }, /* RegisterWorklistCallback */
  { 1006, 179, 1, sizeof(_OrthancPluginDecodeImageCallback), 0 }, /* RegisterDecodeImageCallback */
  { 1007, 6, 1, sizeof(_OrthancPluginIncomingHttpRequestFilter), 0 }, /* RegisterIncomingHttpRequestFilter */
  { 1008, 412, 1, sizeof(_OrthancPluginFindCallback), 0 }, /* RegisterFindCallback */
  { 1009, 413, 4, sizeof(_OrthancPluginMoveCallback), 0 }, /* RegisterMoveCallback */
  { 1010, 7, 1, sizeof(_OrthancPluginIncomingHttpRequestFilter2), 0 }, /* RegisterIncomingHttpRequestFilter2 */
  { 1011, 541, 1, sizeof(_OrthancPluginRegisterRefreshMetricsCallback), 0 }, /* RegisterRefreshMetricsCallback */
  { 1012, 8, 8, sizeof(_OrthancPluginChunkedRestCallback), 0 }, /* RegisterChunkedRestCallback */
  { 1013, 417, 3, sizeof(_OrthancPluginRegisterStorageCommitmentScpCallback), 0 }, /* RegisterStorageCommitmentScpCallback */
  { 1014, 16, 1, sizeof(_OrthancPluginIncomingDicomInstanceFilter), 0 }, /* RegisterIncomingDicomInstanceFilter */
  { 1015, 378, 1, sizeof(_OrthancPluginTranscoderCallback), 0 }, /* RegisterTranscoderCallback */
  { 1016, 497, 4, sizeof(_OrthancPluginRegisterStorageArea2), 0 }, /* RegisterStorageArea2 */
  { 1017, 17, 1, sizeof(_OrthancPluginIncomingCStoreInstanceFilter), 0 }, /* RegisterIncomingCStoreInstanceFilter */
  { 1018, 18, 1, sizeof(_OrthancPluginReceivedInstanceCallback), 0 }, /* RegisterReceivedInstanceCallback */
  { 1019, 518, 8, sizeof(_OrthancPluginRegisterWebDavCollection), 0 }, /* RegisterWebDavCollection */
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
  { 3014, 501, 2, sizeof(_OrthancPluginReconstructMainDicomTags), SERVICE_NOT_CARRIED }, /* ReconstructMainDicomTags */
  { 3015, 97, 5, sizeof(_OrthancPluginRestApiGet2), 0 }, /* RestApiGet2 */
  { 3016, 102, 9, sizeof(_OrthancPluginCallRestApi), 0 }, /* CallRestApi */
  { 4000, 241, 3, sizeof(_OrthancPluginAccessDicomInstance), 0 }, /* GetInstanceRemoteAet */
  { 4001, 244, 3, sizeof(_OrthancPluginAccessDicomInstance), 0 }, /* GetInstanceSize */
  { 4002, 247, 3, sizeof(_OrthancPluginAccessDicomInstance), 0 }, /* GetInstanceData */
  { 4003, 250, 3, sizeof(_OrthancPluginAccessDicomInstance), 0 }, /* GetInstanceJson */
  { 4004, 253, 3, sizeof(_OrthancPluginAccessDicomInstance), 0 }, /* GetInstanceSimplifiedJson */
  { 4005, 256, 3, sizeof(_OrthancPluginAccessDicomInstance), 0 }, /* HasInstanceMetadata */
  { 4006, 259, 3, sizeof(_OrthancPluginAccessDicomInstance), 0 }, /* GetInstanceMetadata */
  { 4007, 262, 3, sizeof(_OrthancPluginAccessDicomInstance), 0 }, /* GetInstanceOrigin */
  { 4008, 265, 3, sizeof(_OrthancPluginAccessDicomInstance), 0 }, /* GetInstanceTransferSyntaxUid */
  { 4009, 268, 3, sizeof(_OrthancPluginAccessDicomInstance), 0 }, /* HasInstancePixelData */
  { 4010, 271, 3, sizeof(_OrthancPluginCreateDicomInstance), 0 }, /* CreateDicomInstance */
  { 4011, 274, 1, sizeof(_OrthancPluginFreeDicomInstance), 0 }, /* FreeDicomInstance */
  { 4012, 275, 8, sizeof(_OrthancPluginAccessDicomInstance2), 0 }, /* GetInstanceFramesCount */
  { 4013, 283, 11, sizeof(_OrthancPluginAccessDicomInstance2), 0 }, /* GetInstanceRawFrame */
  { 4014, 294, 8, sizeof(_OrthancPluginAccessDicomInstance2), 0 }, /* GetInstanceDecodedFrame */
  { 4015, 302, 3, sizeof(_OrthancPluginCreateDicomInstance), 0 }, /* TranscodeDicomInstance */
  { 4016, 305, 11, sizeof(_OrthancPluginAccessDicomInstance2), 0 }, /* SerializeDicomInstance */
  { 4017, 316, 8, sizeof(_OrthancPluginAccessDicomInstance2), 0 }, /* GetInstanceAdvancedJson */
  { 4018, 324, 8, sizeof(_OrthancPluginAccessDicomInstance2), 0 }, /* GetInstanceDicomWebJson */
  { 4019, 332, 8, sizeof(_OrthancPluginAccessDicomInstance2), 0 }, /* GetInstanceDicomWebXml */
  { 4020, 340, 3, sizeof(_OrthancPluginLoadDicomInstance), 0 }, /* LoadDicomInstance */
  { 5003, 503, 4, sizeof(_OrthancPluginStorageAreaCreate), SERVICE_NOT_CARRIED }, /* StorageAreaCreate */
  { 5004, 507, 4, sizeof(_OrthancPluginStorageAreaRead), SERVICE_NOT_CARRIED }, /* StorageAreaRead */
  { 5005, 511, 3, sizeof(_OrthancPluginStorageAreaRemove), SERVICE_NOT_CARRIED }, /* StorageAreaRemove */
  { 5007, 514, 4, sizeof(_OrthancPluginRegisterDatabaseBackendV4), SERVICE_NOT_CARRIED }, /* RegisterDatabaseBackendV4 */
  { 6000, 180, 2, sizeof(_OrthancPluginGetImageInfo), 0 }, /* GetImagePixelFormat */
  { 6001, 182, 2, sizeof(_OrthancPluginGetImageInfo), 0 }, /* GetImageWidth */
  { 6002, 184, 2, sizeof(_OrthancPluginGetImageInfo), 0 }, /* GetImageHeight */
  { 6003, 186, 2, sizeof(_OrthancPluginGetImageInfo), 0 }, /* GetImagePitch */
  { 6004, 188, 2, sizeof(_OrthancPluginGetImageInfo), 0 }, /* GetImageBuffer */
  { 6005, 190, 3, sizeof(_OrthancPluginUncompressImage), 0 }, /* UncompressImage */
  { 6006, 193, 1, sizeof(_OrthancPluginFreeImage), 0 }, /* FreeImage */
  { 6007, 194, 8, sizeof(_OrthancPluginCompressImage), 0 }, /* CompressImage */
  { 6008, 202, 3, sizeof(_OrthancPluginConvertPixelFormat), 0 }, /* ConvertPixelFormat */
  { 6009, 229, 1, sizeof(_OrthancPluginReturnSingleValue), 0 }, /* GetFontsCount */
  { 6010, 230, 3, sizeof(_OrthancPluginGetFontInfo), 0 }, /* GetFontInfo */
  { 6011, 233, 8, sizeof(_OrthancPluginDrawText), 0 }, /* DrawText */
  { 6012, 205, 8, sizeof(_OrthancPluginCreateImage), 0 }, /* CreateImage */
  { 6013, 213, 8, sizeof(_OrthancPluginCreateImage), 0 }, /* CreateImageAccessor */
  { 6014, 221, 8, sizeof(_OrthancPluginCreateImage), 0 }, /* DecodeDicomImage */
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
  { 9003, 479, 1, sizeof(_OrthancPluginJobsUnserializer), 0 }, /* RegisterJobsUnserializer */
  { 9004, 480, 10, sizeof(_OrthancPluginCreateJob2), 0 }, /* CreateJob2 */
};

static const char* const framingHeaders[] = { "connection", "content-length", "trailer", "transfer-encoding" };

static OrthancPluginErrorCode on_ChunkedClientRequestNext(void* request);

static const void* on_ChunkedClientRequestGetChunkData(void* request);

static uint32_t on_ChunkedClientRequestGetChunkSize(void* request);

static OrthancPluginErrorCode on_OnChangeCallback(OrthancPluginChangeType changeType, OrthancPluginResourceType resourceType, const char* resourceId);

static const char* on_JobGetContent(void* job);

static const char* on_JobGetSerialized(void* job);

static OrthancPluginErrorCode on_JobStop(void* job, OrthancPluginJobStopReason reason);

static OrthancPluginErrorCode on_RestCallback(unsigned slot, OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  if (!find_slot(slot, request->method, &plugin)) return OrthancPluginErrorCode_UnknownResource;
  Callback k;
  begin_callback(&k, CALLBACK_RestCallback, &plugin);
  put_number(&k.out, give_handle(&k, CLASS_RestOutput, output));
  put_text(&k.out, url);
  put_request(&k.out, request);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static int32_t on_IncomingHttpRequestFilter(OrthancPluginHttpMethod method, const char* uri, const char* ip, uint32_t headersCount, const char* const* headersKeys, const char* const* headersValues)
{
  int32_t returned = 1;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_IncomingHttpRequestFilter, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_IncomingHttpRequestFilter, &plugin);
    put_number(&k.out, (uint64_t) method);
    put_text(&k.out, uri);
    put_text(&k.out, ip);
    put_texts(&k.out, headersKeys, headersCount);
    put_texts(&k.out, headersValues, headersCount);
    returned = run_callback(&k) ? (int32_t) get_number(&k.in) : 0;
    end_callback(&k);
    if (!(returned == 1)) break;
  }
  return returned;
}

static int32_t on_IncomingHttpRequestFilter2(OrthancPluginHttpMethod method, const char* uri, const char* ip, uint32_t headersCount, const char* const* headersKeys, const char* const* headersValues, uint32_t getArgumentsCount, const char* const* getArgumentsKeys, const char* const* getArgumentsValues)
{
  int32_t returned = 1;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_IncomingHttpRequestFilter2, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_IncomingHttpRequestFilter2, &plugin);
    put_number(&k.out, (uint64_t) method);
    put_text(&k.out, uri);
    put_text(&k.out, ip);
    put_texts(&k.out, headersKeys, headersCount);
    put_texts(&k.out, headersValues, headersCount);
    put_texts(&k.out, getArgumentsKeys, getArgumentsCount);
    put_texts(&k.out, getArgumentsValues, getArgumentsCount);
    returned = run_callback(&k) ? (int32_t) get_number(&k.in) : 0;
    end_callback(&k);
    if (!(returned == 1)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_ServerChunkedRequestReaderFactory(unsigned slot, OrthancPluginServerChunkedRequestReader** reader, const char* url, const OrthancPluginHttpRequest* request)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  if (!find_slot(slot, request->method, &plugin)) return OrthancPluginErrorCode_UnknownResource;
  Callback k;
  begin_callback(&k, CALLBACK_ServerChunkedRequestReaderFactory, &plugin);
  put_text(&k.out, url);
  put_request(&k.out, request);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *reader = (OrthancPluginServerChunkedRequestReader*) make_owner(&k, get_number(&k.in));
    if (*reader == NULL) returned = OrthancPluginErrorCode_Plugin;
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_ServerChunkedRequestReaderAddChunk(OrthancPluginServerChunkedRequestReader* reader, const void* data, uint32_t size)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) reader;
  Callback k;
  begin_callback(&k, CALLBACK_ServerChunkedRequestReaderAddChunk, &owner->target);
  put_number(&k.out, owner->value);
  put_bytes(&k.out, data, (uint64_t) size);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_ServerChunkedRequestReaderExecute(OrthancPluginServerChunkedRequestReader* reader, OrthancPluginRestOutput* output)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) reader;
  Callback k;
  begin_callback(&k, CALLBACK_ServerChunkedRequestReaderExecute, &owner->target);
  put_number(&k.out, owner->value);
  put_number(&k.out, give_handle(&k, CLASS_RestOutput, output));
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static void on_ServerChunkedRequestReaderFinalize(OrthancPluginServerChunkedRequestReader* reader)
{
  Owner* owner = (Owner*) reader;
  Callback k;
  begin_callback(&k, CALLBACK_ServerChunkedRequestReaderFinalize, &owner->target);
  put_number(&k.out, owner->value);
  run_callback(&k);
  end_callback(&k);
  free_owner(owner);
}

static OrthancPluginErrorCode on_ChunkedClientAnswerAddHeader(void* answer, const char* key, const char* value)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) answer;
  Callback k;
  begin_callback(&k, CALLBACK_ChunkedClientAnswerAddHeader, &owner->target);
  put_number(&k.out, owner->value);
  put_text(&k.out, key);
  put_text(&k.out, value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_ChunkedClientAnswerAddChunk(void* answer, const void* data, uint32_t size)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) answer;
  Callback k;
  begin_callback(&k, CALLBACK_ChunkedClientAnswerAddChunk, &owner->target);
  put_number(&k.out, owner->value);
  put_bytes(&k.out, data, (uint64_t) size);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static uint8_t on_ChunkedClientRequestIsDone(void* request)
{
  uint8_t returned = 1;
  Owner* owner = (Owner*) request;
  Callback k;
  begin_callback(&k, CALLBACK_ChunkedClientRequestIsDone, &owner->target);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? (uint8_t) get_number(&k.in) : 1;
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_OnStoredInstanceCallback(const OrthancPluginDicomInstance* instance, const char* instanceId)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Success;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_OnStoredInstanceCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_OnStoredInstanceCallback, &plugin);
    put_number(&k.out, give_handle(&k, CLASS_DicomInstance, instance));
    put_text(&k.out, instanceId);
    const OrthancPluginErrorCode one = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) returned = one;
    end_callback(&k);
  }
  return returned;
}

static int32_t on_IncomingDicomInstanceFilter(const OrthancPluginDicomInstance* instance)
{
  int32_t returned = 1;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_IncomingDicomInstanceFilter, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_IncomingDicomInstanceFilter, &plugin);
    put_number(&k.out, give_handle(&k, CLASS_DicomInstance, instance));
    returned = run_callback(&k) ? (int32_t) get_number(&k.in) : -1;
    end_callback(&k);
    if (!(returned == 1)) break;
  }
  return returned;
}

static int32_t on_IncomingCStoreInstanceFilter(uint16_t* dimseStatus, const OrthancPluginDicomInstance* instance)
{
  int32_t returned = 1;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_IncomingCStoreInstanceFilter, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_IncomingCStoreInstanceFilter, &plugin);
    put_number(&k.out, give_handle(&k, CLASS_DicomInstance, instance));
    returned = run_callback(&k) ? (int32_t) get_number(&k.in) : -1;
    if (returned >= 0) {
      *dimseStatus = (uint16_t) get_number(&k.in);
      if (k.in.isBad) returned = (lose_callback(&k), -1);
    }
    end_callback(&k);
    if (!(returned == 1)) break;
  }
  return returned;
}

static OrthancPluginReceivedInstanceAction on_ReceivedInstanceCallback(OrthancPluginMemoryBuffer64* modifiedDicomBuffer, const void* receivedDicomBuffer, uint64_t receivedDicomBufferSize, OrthancPluginInstanceOrigin origin)
{
  OrthancPluginReceivedInstanceAction returned = OrthancPluginReceivedInstanceAction_KeepAsIs;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_ReceivedInstanceCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_ReceivedInstanceCallback, &plugin);
    put_bytes(&k.out, receivedDicomBuffer, (uint64_t) receivedDicomBufferSize);
    put_number(&k.out, (uint64_t) origin);
    returned = run_callback(&k) ? (OrthancPluginReceivedInstanceAction) get_choice(&k.in, 3, OrthancPluginReceivedInstanceAction_Discard) : OrthancPluginReceivedInstanceAction_Discard;
    if (returned == OrthancPluginReceivedInstanceAction_Modify) {
      take_buffer64(&k, modifiedDicomBuffer);
      if (k.in.isBad) returned = (lose_callback(&k), OrthancPluginReceivedInstanceAction_Discard);
    }
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_DecodeImageCallback(OrthancPluginImage** target, const void* dicom, const uint32_t size, uint32_t frameIndex)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_DecodeImageCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_DecodeImageCallback, &plugin);
    put_bytes(&k.out, dicom, (uint64_t) size);
    put_number(&k.out, (uint64_t) frameIndex);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) {
      *target = (OrthancPluginImage*) take_handle(&k, CLASS_Image);
      if (*target == NULL) returned = OrthancPluginErrorCode_Plugin;
      if (k.in.isBad) returned = lose_callback(&k);
    }
    end_callback(&k);
    if (!(returned != OrthancPluginErrorCode_Success)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_TranscoderCallback(OrthancPluginMemoryBuffer* transcoded, const void* buffer, uint64_t size, const char* const* allowedSyntaxes, uint32_t countSyntaxes, uint8_t allowNewSopInstanceUid)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_TranscoderCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_TranscoderCallback, &plugin);
    put_bytes(&k.out, buffer, (uint64_t) size);
    put_texts(&k.out, allowedSyntaxes, countSyntaxes);
    put_number(&k.out, (uint64_t) allowNewSopInstanceUid);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) {
      take_buffer(&k, transcoded);
      if (k.in.isBad) returned = lose_callback(&k);
    }
    end_callback(&k);
    if (!(returned != OrthancPluginErrorCode_Success)) break;
  }
  return returned;
}

static void on_DicomWebBinaryCallback(OrthancPluginDicomWebNode* node, OrthancPluginDicomWebSetBinaryNode setter, uint32_t levelDepth, const uint16_t* levelTagGroup, const uint16_t* levelTagElement, const uint32_t* levelIndex, uint16_t tagGroup, uint16_t tagElement, OrthancPluginValueRepresentation vr)
{
  if (innermost == NULL) return;
  Callback k;
  begin_callback(&k, CALLBACK_DicomWebBinaryCallback, innermost);
  put_number(&k.out, give_handle(&k, CLASS_DicomWebNode, node));
  put_number(&k.out, give_function(&k, FUNCTION_DicomWebSetBinaryNode, (Function) setter));
  put_number(&k.out, (uint64_t) levelDepth);
  put_bytes(&k.out, levelTagGroup, 2 * (uint64_t) levelDepth);
  put_bytes(&k.out, levelTagElement, 2 * (uint64_t) levelDepth);
  put_bytes(&k.out, levelIndex, 4 * (uint64_t) levelDepth);
  put_number(&k.out, (uint64_t) tagGroup);
  put_number(&k.out, (uint64_t) tagElement);
  put_number(&k.out, (uint64_t) vr);
  run_callback(&k);
  end_callback(&k);
}

static void on_DicomWebBinaryCallback2(OrthancPluginDicomWebNode* node, OrthancPluginDicomWebSetBinaryNode setter, uint32_t levelDepth, const uint16_t* levelTagGroup, const uint16_t* levelTagElement, const uint32_t* levelIndex, uint16_t tagGroup, uint16_t tagElement, OrthancPluginValueRepresentation vr, void* payload)
{
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_DicomWebBinaryCallback2, &owner->target);
  put_number(&k.out, give_handle(&k, CLASS_DicomWebNode, node));
  put_number(&k.out, give_function(&k, FUNCTION_DicomWebSetBinaryNode, (Function) setter));
  put_number(&k.out, (uint64_t) levelDepth);
  put_bytes(&k.out, levelTagGroup, 2 * (uint64_t) levelDepth);
  put_bytes(&k.out, levelTagElement, 2 * (uint64_t) levelDepth);
  put_bytes(&k.out, levelIndex, 4 * (uint64_t) levelDepth);
  put_number(&k.out, (uint64_t) tagGroup);
  put_number(&k.out, (uint64_t) tagElement);
  put_number(&k.out, (uint64_t) vr);
  put_number(&k.out, owner->value);
  run_callback(&k);
  end_callback(&k);
}

static OrthancPluginErrorCode on_WorklistCallback(OrthancPluginWorklistAnswers* answers, const OrthancPluginWorklistQuery* query, const char* issuerAet, const char* calledAet)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_WorklistCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_WorklistCallback, &plugin);
    put_number(&k.out, give_handle(&k, CLASS_WorklistAnswers, answers));
    put_number(&k.out, give_handle(&k, CLASS_WorklistQuery, query));
    put_text(&k.out, issuerAet);
    put_text(&k.out, calledAet);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_FindCallback(OrthancPluginFindAnswers* answers, const OrthancPluginFindQuery* query, const char* issuerAet, const char* calledAet)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_FindCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_FindCallback, &plugin);
    put_number(&k.out, give_handle(&k, CLASS_FindAnswers, answers));
    put_number(&k.out, give_handle(&k, CLASS_FindQuery, query));
    put_text(&k.out, issuerAet);
    put_text(&k.out, calledAet);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static void* on_MoveCallback(OrthancPluginResourceType resourceType, const char* patientId, const char* accessionNumber, const char* studyInstanceUid, const char* seriesInstanceUid, const char* sopInstanceUid, const char* originatorAet, const char* sourceAet, const char* targetAet, uint16_t originatorId)
{
  void* returned = NULL;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_MoveCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_MoveCallback, &plugin);
    put_number(&k.out, (uint64_t) resourceType);
    put_text(&k.out, patientId);
    put_text(&k.out, accessionNumber);
    put_text(&k.out, studyInstanceUid);
    put_text(&k.out, seriesInstanceUid);
    put_text(&k.out, sopInstanceUid);
    put_text(&k.out, originatorAet);
    put_text(&k.out, sourceAet);
    put_text(&k.out, targetAet);
    put_number(&k.out, (uint64_t) originatorId);
    returned = run_callback(&k) ? make_owner(&k, get_number(&k.in)) : NULL;
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static uint32_t on_GetMoveSize(void* moveDriver)
{
  uint32_t returned = 0;
  Owner* owner = (Owner*) moveDriver;
  Callback k;
  begin_callback(&k, CALLBACK_GetMoveSize, &owner->target);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? (uint32_t) get_number(&k.in) : 0;
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_ApplyMove(void* moveDriver)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) moveDriver;
  Callback k;
  begin_callback(&k, CALLBACK_ApplyMove, &owner->target);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static void on_FreeMove(void* moveDriver)
{
  Owner* owner = (Owner*) moveDriver;
  Callback k;
  begin_callback(&k, CALLBACK_FreeMove, &owner->target);
  put_number(&k.out, owner->value);
  run_callback(&k);
  end_callback(&k);
  free_owner(owner);
}

static OrthancPluginErrorCode on_StorageCommitmentFactory(void** handler, const char* jobId, const char* transactionUid, const char* const* sopClassUids, const char* const* sopInstanceUids, uint32_t countInstances, const char* remoteAet, const char* calledAet)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_StorageCommitmentFactory, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_StorageCommitmentFactory, &plugin);
    put_text(&k.out, jobId);
    put_text(&k.out, transactionUid);
    put_texts(&k.out, sopClassUids, countInstances);
    put_texts(&k.out, sopInstanceUids, countInstances);
    put_text(&k.out, remoteAet);
    put_text(&k.out, calledAet);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) {
      *handler = (void*) make_owner(&k, get_number(&k.in));
      if (k.in.isBad) returned = lose_callback(&k);
    }
    end_callback(&k);
    if (!(returned != OrthancPluginErrorCode_Success || *handler == NULL)) break;
  }
  return returned;
}

static void on_StorageCommitmentDestructor(void* handler)
{
  Owner* owner = (Owner*) handler;
  Callback k;
  begin_callback(&k, CALLBACK_StorageCommitmentDestructor, &owner->target);
  put_number(&k.out, owner->value);
  run_callback(&k);
  end_callback(&k);
  free_owner(owner);
}

static OrthancPluginErrorCode on_StorageCommitmentLookup(OrthancPluginStorageCommitmentFailureReason* target, void* handler, const char* sopClassUid, const char* sopInstanceUid)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) handler;
  Callback k;
  begin_callback(&k, CALLBACK_StorageCommitmentLookup, &owner->target);
  put_number(&k.out, owner->value);
  put_text(&k.out, sopClassUid);
  put_text(&k.out, sopInstanceUid);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *target = (OrthancPluginStorageCommitmentFailureReason) get_number(&k.in);
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_StorageCreate(const char* uuid, const void* content, int64_t size, OrthancPluginContentType type)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_StorageCreate, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_StorageCreate, &plugin);
    put_text(&k.out, uuid);
    put_bytes(&k.out, content, (uint64_t) size);
    put_number(&k.out, (uint64_t) type);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_StorageRead(void** content, int64_t* size, const char* uuid, OrthancPluginContentType type)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_StorageRead, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_StorageRead, &plugin);
    put_text(&k.out, uuid);
    put_number(&k.out, (uint64_t) type);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) {
      take_allocated(&k, content, size);
      if (k.in.isBad) returned = lose_callback(&k);
    }
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_StorageReadWhole(OrthancPluginMemoryBuffer64* target, const char* uuid, OrthancPluginContentType type)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_StorageReadWhole, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_StorageReadWhole, &plugin);
    put_text(&k.out, uuid);
    put_number(&k.out, (uint64_t) type);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) {
      take_buffer64(&k, target);
      if (k.in.isBad) returned = lose_callback(&k);
    }
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_StorageReadRange(OrthancPluginMemoryBuffer64* target, const char* uuid, OrthancPluginContentType type, uint64_t rangeStart)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_StorageReadRange, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_StorageReadRange, &plugin);
    put_text(&k.out, uuid);
    put_number(&k.out, (uint64_t) type);
    put_number(&k.out, (uint64_t) rangeStart);
    put_number(&k.out, (uint64_t) target->size);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    if (returned == OrthancPluginErrorCode_Success) {
      take_filled(&k, target);
      if (k.in.isBad) returned = lose_callback(&k);
    }
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static OrthancPluginErrorCode on_StorageRemove(const char* uuid, OrthancPluginContentType type)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_StorageRemove, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_StorageRemove, &plugin);
    put_text(&k.out, uuid);
    put_number(&k.out, (uint64_t) type);
    returned = run_callback(&k) ? get_code(&k) : k.failure;
    end_callback(&k);
    if (!(0)) break;
  }
  return returned;
}

static void on_JobFinalize(void* job)
{
  Owner* owner = (Owner*) job;
  Callback k;
  begin_callback(&k, CALLBACK_JobFinalize, &owner->target);
  put_number(&k.out, owner->value);
  run_callback(&k);
  end_callback(&k);
  free_owner(owner);
}

static float on_JobGetProgress(void* job)
{
  float returned = 0;
  Owner* owner = (Owner*) job;
  Callback k;
  begin_callback(&k, CALLBACK_JobGetProgress, &owner->target);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_fraction(&k.in) : 0;
  end_callback(&k);
  return returned;
}

static OrthancPluginJobStepStatus on_JobStep(void* job)
{
  OrthancPluginJobStepStatus returned = OrthancPluginJobStepStatus_Failure;
  Owner* owner = (Owner*) job;
  Callback k;
  begin_callback(&k, CALLBACK_JobStep, &owner->target);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? (OrthancPluginJobStepStatus) get_choice(&k.in, 3, OrthancPluginJobStepStatus_Failure) : OrthancPluginJobStepStatus_Failure;
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_JobReset(void* job)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) job;
  Callback k;
  begin_callback(&k, CALLBACK_JobReset, &owner->target);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static OrthancPluginJob* on_JobsUnserializer(const char* jobType, const char* serialized)
{
  OrthancPluginJob* returned = NULL;
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_JobsUnserializer, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_JobsUnserializer, &plugin);
    put_text(&k.out, jobType);
    put_text(&k.out, serialized);
    returned = run_callback(&k) ? (OrthancPluginJob*) take_handle(&k, CLASS_Job) : NULL;
    end_callback(&k);
    if (!(returned == NULL)) break;
  }
  return returned;
}

static void on_RefreshMetricsCallback(void)
{
  Target plugin;
  for (unsigned at = 0; next_target(CALLBACK_RefreshMetricsCallback, &at, &plugin);) {
    Callback k;
    begin_callback(&k, CALLBACK_RefreshMetricsCallback, &plugin);
    run_callback(&k);
    end_callback(&k);
  }
}

static OrthancPluginErrorCode on_WebDavIsExistingFolderCallback(uint8_t* isExisting, uint32_t pathSize, const char* const* pathItems, void* payload)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_WebDavIsExistingFolderCallback, &owner->target);
  put_texts(&k.out, pathItems, pathSize);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *isExisting = (uint8_t) get_number(&k.in);
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_WebDavListFolderCallback(uint8_t* isExisting, OrthancPluginWebDavCollection* collection, OrthancPluginWebDavAddFile addFile, OrthancPluginWebDavAddFolder addFolder, uint32_t pathSize, const char* const* pathItems, void* payload)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_WebDavListFolderCallback, &owner->target);
  put_number(&k.out, give_handle(&k, CLASS_WebDavCollection, collection));
  put_number(&k.out, give_function(&k, FUNCTION_WebDavAddFile, (Function) addFile));
  put_number(&k.out, give_function(&k, FUNCTION_WebDavAddFolder, (Function) addFolder));
  put_texts(&k.out, pathItems, pathSize);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *isExisting = (uint8_t) get_number(&k.in);
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_WebDavRetrieveFileCallback(OrthancPluginWebDavCollection* collection, OrthancPluginWebDavRetrieveFile retrieveFile, uint32_t pathSize, const char* const* pathItems, void* payload)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_WebDavRetrieveFileCallback, &owner->target);
  put_number(&k.out, give_handle(&k, CLASS_WebDavCollection, collection));
  put_number(&k.out, give_function(&k, FUNCTION_WebDavRetrieveFile, (Function) retrieveFile));
  put_texts(&k.out, pathItems, pathSize);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_WebDavStoreFileCallback(uint8_t* isReadOnly, uint32_t pathSize, const char* const* pathItems, const void* data, uint64_t size, void* payload)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_WebDavStoreFileCallback, &owner->target);
  put_texts(&k.out, pathItems, pathSize);
  put_bytes(&k.out, data, (uint64_t) size);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *isReadOnly = (uint8_t) get_number(&k.in);
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_WebDavCreateFolderCallback(uint8_t* isReadOnly, uint32_t pathSize, const char* const* pathItems, void* payload)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_WebDavCreateFolderCallback, &owner->target);
  put_texts(&k.out, pathItems, pathSize);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *isReadOnly = (uint8_t) get_number(&k.in);
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

static OrthancPluginErrorCode on_WebDavDeleteItemCallback(uint8_t* isReadOnly, uint32_t pathSize, const char* const* pathItems, void* payload)
{
  OrthancPluginErrorCode returned = OrthancPluginErrorCode_Plugin;
  Owner* owner = (Owner*) payload;
  Callback k;
  begin_callback(&k, CALLBACK_WebDavDeleteItemCallback, &owner->target);
  put_texts(&k.out, pathItems, pathSize);
  put_number(&k.out, owner->value);
  returned = run_callback(&k) ? get_code(&k) : k.failure;
  if (returned == OrthancPluginErrorCode_Success) {
    *isReadOnly = (uint8_t) get_number(&k.in);
    if (k.in.isBad) returned = lose_callback(&k);
  }
  end_callback(&k);
  return returned;
}

#define SLOT(n) static OrthancPluginErrorCode slot_RestCallback_##n(OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request) { return on_RestCallback(n, output, url, request); }
SLOT(0) SLOT(1) SLOT(2) SLOT(3) SLOT(4) SLOT(5) SLOT(6) SLOT(7)
SLOT(8) SLOT(9) SLOT(10) SLOT(11) SLOT(12) SLOT(13) SLOT(14) SLOT(15)
SLOT(16) SLOT(17) SLOT(18) SLOT(19) SLOT(20) SLOT(21) SLOT(22) SLOT(23)
SLOT(24) SLOT(25) SLOT(26) SLOT(27) SLOT(28) SLOT(29) SLOT(30) SLOT(31)
SLOT(32) SLOT(33) SLOT(34) SLOT(35) SLOT(36) SLOT(37) SLOT(38) SLOT(39)
SLOT(40) SLOT(41) SLOT(42) SLOT(43) SLOT(44) SLOT(45) SLOT(46) SLOT(47)
SLOT(48) SLOT(49) SLOT(50) SLOT(51) SLOT(52) SLOT(53) SLOT(54) SLOT(55)
SLOT(56) SLOT(57) SLOT(58) SLOT(59) SLOT(60) SLOT(61) SLOT(62) SLOT(63)
SLOT(64) SLOT(65) SLOT(66) SLOT(67) SLOT(68) SLOT(69) SLOT(70) SLOT(71)
SLOT(72) SLOT(73) SLOT(74) SLOT(75) SLOT(76) SLOT(77) SLOT(78) SLOT(79)
SLOT(80) SLOT(81) SLOT(82) SLOT(83) SLOT(84) SLOT(85) SLOT(86) SLOT(87)
SLOT(88) SLOT(89) SLOT(90) SLOT(91) SLOT(92) SLOT(93) SLOT(94) SLOT(95)
SLOT(96) SLOT(97) SLOT(98) SLOT(99) SLOT(100) SLOT(101) SLOT(102) SLOT(103)
SLOT(104) SLOT(105) SLOT(106) SLOT(107) SLOT(108) SLOT(109) SLOT(110) SLOT(111)
SLOT(112) SLOT(113) SLOT(114) SLOT(115) SLOT(116) SLOT(117) SLOT(118) SLOT(119)
SLOT(120) SLOT(121) SLOT(122) SLOT(123) SLOT(124) SLOT(125) SLOT(126) SLOT(127)
SLOT(128) SLOT(129) SLOT(130) SLOT(131) SLOT(132) SLOT(133) SLOT(134) SLOT(135)
SLOT(136) SLOT(137) SLOT(138) SLOT(139) SLOT(140) SLOT(141) SLOT(142) SLOT(143)
SLOT(144) SLOT(145) SLOT(146) SLOT(147) SLOT(148) SLOT(149) SLOT(150) SLOT(151)
SLOT(152) SLOT(153) SLOT(154) SLOT(155) SLOT(156) SLOT(157) SLOT(158) SLOT(159)
SLOT(160) SLOT(161) SLOT(162) SLOT(163) SLOT(164) SLOT(165) SLOT(166) SLOT(167)
SLOT(168) SLOT(169) SLOT(170) SLOT(171) SLOT(172) SLOT(173) SLOT(174) SLOT(175)
SLOT(176) SLOT(177) SLOT(178) SLOT(179) SLOT(180) SLOT(181) SLOT(182) SLOT(183)
SLOT(184) SLOT(185) SLOT(186) SLOT(187) SLOT(188) SLOT(189) SLOT(190) SLOT(191)
SLOT(192) SLOT(193) SLOT(194) SLOT(195) SLOT(196) SLOT(197) SLOT(198) SLOT(199)
SLOT(200) SLOT(201) SLOT(202) SLOT(203) SLOT(204) SLOT(205) SLOT(206) SLOT(207)
SLOT(208) SLOT(209) SLOT(210) SLOT(211) SLOT(212) SLOT(213) SLOT(214) SLOT(215)
SLOT(216) SLOT(217) SLOT(218) SLOT(219) SLOT(220) SLOT(221) SLOT(222) SLOT(223)
SLOT(224) SLOT(225) SLOT(226) SLOT(227) SLOT(228) SLOT(229) SLOT(230) SLOT(231)
SLOT(232) SLOT(233) SLOT(234) SLOT(235) SLOT(236) SLOT(237) SLOT(238) SLOT(239)
SLOT(240) SLOT(241) SLOT(242) SLOT(243) SLOT(244) SLOT(245) SLOT(246) SLOT(247)
SLOT(248) SLOT(249) SLOT(250) SLOT(251) SLOT(252) SLOT(253) SLOT(254) SLOT(255)
#undef SLOT
static const Function slots_RestCallback[SLOT_COUNT] = {
(Function) slot_RestCallback_0, (Function) slot_RestCallback_1, (Function) slot_RestCallback_2, (Function) slot_RestCallback_3, (Function) slot_RestCallback_4, (Function) slot_RestCallback_5, (Function) slot_RestCallback_6, (Function) slot_RestCallback_7,
(Function) slot_RestCallback_8, (Function) slot_RestCallback_9, (Function) slot_RestCallback_10, (Function) slot_RestCallback_11, (Function) slot_RestCallback_12, (Function) slot_RestCallback_13, (Function) slot_RestCallback_14, (Function) slot_RestCallback_15,
(Function) slot_RestCallback_16, (Function) slot_RestCallback_17, (Function) slot_RestCallback_18, (Function) slot_RestCallback_19, (Function) slot_RestCallback_20, (Function) slot_RestCallback_21, (Function) slot_RestCallback_22, (Function) slot_RestCallback_23,
(Function) slot_RestCallback_24, (Function) slot_RestCallback_25, (Function) slot_RestCallback_26, (Function) slot_RestCallback_27, (Function) slot_RestCallback_28, (Function) slot_RestCallback_29, (Function) slot_RestCallback_30, (Function) slot_RestCallback_31,
(Function) slot_RestCallback_32, (Function) slot_RestCallback_33, (Function) slot_RestCallback_34, (Function) slot_RestCallback_35, (Function) slot_RestCallback_36, (Function) slot_RestCallback_37, (Function) slot_RestCallback_38, (Function) slot_RestCallback_39,
(Function) slot_RestCallback_40, (Function) slot_RestCallback_41, (Function) slot_RestCallback_42, (Function) slot_RestCallback_43, (Function) slot_RestCallback_44, (Function) slot_RestCallback_45, (Function) slot_RestCallback_46, (Function) slot_RestCallback_47,
(Function) slot_RestCallback_48, (Function) slot_RestCallback_49, (Function) slot_RestCallback_50, (Function) slot_RestCallback_51, (Function) slot_RestCallback_52, (Function) slot_RestCallback_53, (Function) slot_RestCallback_54, (Function) slot_RestCallback_55,
(Function) slot_RestCallback_56, (Function) slot_RestCallback_57, (Function) slot_RestCallback_58, (Function) slot_RestCallback_59, (Function) slot_RestCallback_60, (Function) slot_RestCallback_61, (Function) slot_RestCallback_62, (Function) slot_RestCallback_63,
(Function) slot_RestCallback_64, (Function) slot_RestCallback_65, (Function) slot_RestCallback_66, (Function) slot_RestCallback_67, (Function) slot_RestCallback_68, (Function) slot_RestCallback_69, (Function) slot_RestCallback_70, (Function) slot_RestCallback_71,
(Function) slot_RestCallback_72, (Function) slot_RestCallback_73, (Function) slot_RestCallback_74, (Function) slot_RestCallback_75, (Function) slot_RestCallback_76, (Function) slot_RestCallback_77, (Function) slot_RestCallback_78, (Function) slot_RestCallback_79,
(Function) slot_RestCallback_80, (Function) slot_RestCallback_81, (Function) slot_RestCallback_82, (Function) slot_RestCallback_83, (Function) slot_RestCallback_84, (Function) slot_RestCallback_85, (Function) slot_RestCallback_86, (Function) slot_RestCallback_87,
(Function) slot_RestCallback_88, (Function) slot_RestCallback_89, (Function) slot_RestCallback_90, (Function) slot_RestCallback_91, (Function) slot_RestCallback_92, (Function) slot_RestCallback_93, (Function) slot_RestCallback_94, (Function) slot_RestCallback_95,
(Function) slot_RestCallback_96, (Function) slot_RestCallback_97, (Function) slot_RestCallback_98, (Function) slot_RestCallback_99, (Function) slot_RestCallback_100, (Function) slot_RestCallback_101, (Function) slot_RestCallback_102, (Function) slot_RestCallback_103,
(Function) slot_RestCallback_104, (Function) slot_RestCallback_105, (Function) slot_RestCallback_106, (Function) slot_RestCallback_107, (Function) slot_RestCallback_108, (Function) slot_RestCallback_109, (Function) slot_RestCallback_110, (Function) slot_RestCallback_111,
(Function) slot_RestCallback_112, (Function) slot_RestCallback_113, (Function) slot_RestCallback_114, (Function) slot_RestCallback_115, (Function) slot_RestCallback_116, (Function) slot_RestCallback_117, (Function) slot_RestCallback_118, (Function) slot_RestCallback_119,
(Function) slot_RestCallback_120, (Function) slot_RestCallback_121, (Function) slot_RestCallback_122, (Function) slot_RestCallback_123, (Function) slot_RestCallback_124, (Function) slot_RestCallback_125, (Function) slot_RestCallback_126, (Function) slot_RestCallback_127,
(Function) slot_RestCallback_128, (Function) slot_RestCallback_129, (Function) slot_RestCallback_130, (Function) slot_RestCallback_131, (Function) slot_RestCallback_132, (Function) slot_RestCallback_133, (Function) slot_RestCallback_134, (Function) slot_RestCallback_135,
(Function) slot_RestCallback_136, (Function) slot_RestCallback_137, (Function) slot_RestCallback_138, (Function) slot_RestCallback_139, (Function) slot_RestCallback_140, (Function) slot_RestCallback_141, (Function) slot_RestCallback_142, (Function) slot_RestCallback_143,
(Function) slot_RestCallback_144, (Function) slot_RestCallback_145, (Function) slot_RestCallback_146, (Function) slot_RestCallback_147, (Function) slot_RestCallback_148, (Function) slot_RestCallback_149, (Function) slot_RestCallback_150, (Function) slot_RestCallback_151,
(Function) slot_RestCallback_152, (Function) slot_RestCallback_153, (Function) slot_RestCallback_154, (Function) slot_RestCallback_155, (Function) slot_RestCallback_156, (Function) slot_RestCallback_157, (Function) slot_RestCallback_158, (Function) slot_RestCallback_159,
(Function) slot_RestCallback_160, (Function) slot_RestCallback_161, (Function) slot_RestCallback_162, (Function) slot_RestCallback_163, (Function) slot_RestCallback_164, (Function) slot_RestCallback_165, (Function) slot_RestCallback_166, (Function) slot_RestCallback_167,
(Function) slot_RestCallback_168, (Function) slot_RestCallback_169, (Function) slot_RestCallback_170, (Function) slot_RestCallback_171, (Function) slot_RestCallback_172, (Function) slot_RestCallback_173, (Function) slot_RestCallback_174, (Function) slot_RestCallback_175,
(Function) slot_RestCallback_176, (Function) slot_RestCallback_177, (Function) slot_RestCallback_178, (Function) slot_RestCallback_179, (Function) slot_RestCallback_180, (Function) slot_RestCallback_181, (Function) slot_RestCallback_182, (Function) slot_RestCallback_183,
(Function) slot_RestCallback_184, (Function) slot_RestCallback_185, (Function) slot_RestCallback_186, (Function) slot_RestCallback_187, (Function) slot_RestCallback_188, (Function) slot_RestCallback_189, (Function) slot_RestCallback_190, (Function) slot_RestCallback_191,
(Function) slot_RestCallback_192, (Function) slot_RestCallback_193, (Function) slot_RestCallback_194, (Function) slot_RestCallback_195, (Function) slot_RestCallback_196, (Function) slot_RestCallback_197, (Function) slot_RestCallback_198, (Function) slot_RestCallback_199,
(Function) slot_RestCallback_200, (Function) slot_RestCallback_201, (Function) slot_RestCallback_202, (Function) slot_RestCallback_203, (Function) slot_RestCallback_204, (Function) slot_RestCallback_205, (Function) slot_RestCallback_206, (Function) slot_RestCallback_207,
(Function) slot_RestCallback_208, (Function) slot_RestCallback_209, (Function) slot_RestCallback_210, (Function) slot_RestCallback_211, (Function) slot_RestCallback_212, (Function) slot_RestCallback_213, (Function) slot_RestCallback_214, (Function) slot_RestCallback_215,
(Function) slot_RestCallback_216, (Function) slot_RestCallback_217, (Function) slot_RestCallback_218, (Function) slot_RestCallback_219, (Function) slot_RestCallback_220, (Function) slot_RestCallback_221, (Function) slot_RestCallback_222, (Function) slot_RestCallback_223,
(Function) slot_RestCallback_224, (Function) slot_RestCallback_225, (Function) slot_RestCallback_226, (Function) slot_RestCallback_227, (Function) slot_RestCallback_228, (Function) slot_RestCallback_229, (Function) slot_RestCallback_230, (Function) slot_RestCallback_231,
(Function) slot_RestCallback_232, (Function) slot_RestCallback_233, (Function) slot_RestCallback_234, (Function) slot_RestCallback_235, (Function) slot_RestCallback_236, (Function) slot_RestCallback_237, (Function) slot_RestCallback_238, (Function) slot_RestCallback_239,
(Function) slot_RestCallback_240, (Function) slot_RestCallback_241, (Function) slot_RestCallback_242, (Function) slot_RestCallback_243, (Function) slot_RestCallback_244, (Function) slot_RestCallback_245, (Function) slot_RestCallback_246, (Function) slot_RestCallback_247,
(Function) slot_RestCallback_248, (Function) slot_RestCallback_249, (Function) slot_RestCallback_250, (Function) slot_RestCallback_251, (Function) slot_RestCallback_252, (Function) slot_RestCallback_253, (Function) slot_RestCallback_254, (Function) slot_RestCallback_255,
};

#define SLOT(n) static OrthancPluginErrorCode slot_ServerChunkedRequestReaderFactory_##n(OrthancPluginServerChunkedRequestReader** reader, const char* url, const OrthancPluginHttpRequest* request) { return on_ServerChunkedRequestReaderFactory(n, reader, url, request); }
SLOT(0) SLOT(1) SLOT(2) SLOT(3) SLOT(4) SLOT(5) SLOT(6) SLOT(7)
SLOT(8) SLOT(9) SLOT(10) SLOT(11) SLOT(12) SLOT(13) SLOT(14) SLOT(15)
SLOT(16) SLOT(17) SLOT(18) SLOT(19) SLOT(20) SLOT(21) SLOT(22) SLOT(23)
SLOT(24) SLOT(25) SLOT(26) SLOT(27) SLOT(28) SLOT(29) SLOT(30) SLOT(31)
SLOT(32) SLOT(33) SLOT(34) SLOT(35) SLOT(36) SLOT(37) SLOT(38) SLOT(39)
SLOT(40) SLOT(41) SLOT(42) SLOT(43) SLOT(44) SLOT(45) SLOT(46) SLOT(47)
SLOT(48) SLOT(49) SLOT(50) SLOT(51) SLOT(52) SLOT(53) SLOT(54) SLOT(55)
SLOT(56) SLOT(57) SLOT(58) SLOT(59) SLOT(60) SLOT(61) SLOT(62) SLOT(63)
SLOT(64) SLOT(65) SLOT(66) SLOT(67) SLOT(68) SLOT(69) SLOT(70) SLOT(71)
SLOT(72) SLOT(73) SLOT(74) SLOT(75) SLOT(76) SLOT(77) SLOT(78) SLOT(79)
SLOT(80) SLOT(81) SLOT(82) SLOT(83) SLOT(84) SLOT(85) SLOT(86) SLOT(87)
SLOT(88) SLOT(89) SLOT(90) SLOT(91) SLOT(92) SLOT(93) SLOT(94) SLOT(95)
SLOT(96) SLOT(97) SLOT(98) SLOT(99) SLOT(100) SLOT(101) SLOT(102) SLOT(103)
SLOT(104) SLOT(105) SLOT(106) SLOT(107) SLOT(108) SLOT(109) SLOT(110) SLOT(111)
SLOT(112) SLOT(113) SLOT(114) SLOT(115) SLOT(116) SLOT(117) SLOT(118) SLOT(119)
SLOT(120) SLOT(121) SLOT(122) SLOT(123) SLOT(124) SLOT(125) SLOT(126) SLOT(127)
SLOT(128) SLOT(129) SLOT(130) SLOT(131) SLOT(132) SLOT(133) SLOT(134) SLOT(135)
SLOT(136) SLOT(137) SLOT(138) SLOT(139) SLOT(140) SLOT(141) SLOT(142) SLOT(143)
SLOT(144) SLOT(145) SLOT(146) SLOT(147) SLOT(148) SLOT(149) SLOT(150) SLOT(151)
SLOT(152) SLOT(153) SLOT(154) SLOT(155) SLOT(156) SLOT(157) SLOT(158) SLOT(159)
SLOT(160) SLOT(161) SLOT(162) SLOT(163) SLOT(164) SLOT(165) SLOT(166) SLOT(167)
SLOT(168) SLOT(169) SLOT(170) SLOT(171) SLOT(172) SLOT(173) SLOT(174) SLOT(175)
SLOT(176) SLOT(177) SLOT(178) SLOT(179) SLOT(180) SLOT(181) SLOT(182) SLOT(183)
SLOT(184) SLOT(185) SLOT(186) SLOT(187) SLOT(188) SLOT(189) SLOT(190) SLOT(191)
SLOT(192) SLOT(193) SLOT(194) SLOT(195) SLOT(196) SLOT(197) SLOT(198) SLOT(199)
SLOT(200) SLOT(201) SLOT(202) SLOT(203) SLOT(204) SLOT(205) SLOT(206) SLOT(207)
SLOT(208) SLOT(209) SLOT(210) SLOT(211) SLOT(212) SLOT(213) SLOT(214) SLOT(215)
SLOT(216) SLOT(217) SLOT(218) SLOT(219) SLOT(220) SLOT(221) SLOT(222) SLOT(223)
SLOT(224) SLOT(225) SLOT(226) SLOT(227) SLOT(228) SLOT(229) SLOT(230) SLOT(231)
SLOT(232) SLOT(233) SLOT(234) SLOT(235) SLOT(236) SLOT(237) SLOT(238) SLOT(239)
SLOT(240) SLOT(241) SLOT(242) SLOT(243) SLOT(244) SLOT(245) SLOT(246) SLOT(247)
SLOT(248) SLOT(249) SLOT(250) SLOT(251) SLOT(252) SLOT(253) SLOT(254) SLOT(255)
#undef SLOT
static const Function slots_ServerChunkedRequestReaderFactory[SLOT_COUNT] = {
(Function) slot_ServerChunkedRequestReaderFactory_0, (Function) slot_ServerChunkedRequestReaderFactory_1, (Function) slot_ServerChunkedRequestReaderFactory_2, (Function) slot_ServerChunkedRequestReaderFactory_3, (Function) slot_ServerChunkedRequestReaderFactory_4, (Function) slot_ServerChunkedRequestReaderFactory_5, (Function) slot_ServerChunkedRequestReaderFactory_6, (Function) slot_ServerChunkedRequestReaderFactory_7,
(Function) slot_ServerChunkedRequestReaderFactory_8, (Function) slot_ServerChunkedRequestReaderFactory_9, (Function) slot_ServerChunkedRequestReaderFactory_10, (Function) slot_ServerChunkedRequestReaderFactory_11, (Function) slot_ServerChunkedRequestReaderFactory_12, (Function) slot_ServerChunkedRequestReaderFactory_13, (Function) slot_ServerChunkedRequestReaderFactory_14, (Function) slot_ServerChunkedRequestReaderFactory_15,
(Function) slot_ServerChunkedRequestReaderFactory_16, (Function) slot_ServerChunkedRequestReaderFactory_17, (Function) slot_ServerChunkedRequestReaderFactory_18, (Function) slot_ServerChunkedRequestReaderFactory_19, (Function) slot_ServerChunkedRequestReaderFactory_20, (Function) slot_ServerChunkedRequestReaderFactory_21, (Function) slot_ServerChunkedRequestReaderFactory_22, (Function) slot_ServerChunkedRequestReaderFactory_23,
(Function) slot_ServerChunkedRequestReaderFactory_24, (Function) slot_ServerChunkedRequestReaderFactory_25, (Function) slot_ServerChunkedRequestReaderFactory_26, (Function) slot_ServerChunkedRequestReaderFactory_27, (Function) slot_ServerChunkedRequestReaderFactory_28, (Function) slot_ServerChunkedRequestReaderFactory_29, (Function) slot_ServerChunkedRequestReaderFactory_30, (Function) slot_ServerChunkedRequestReaderFactory_31,
(Function) slot_ServerChunkedRequestReaderFactory_32, (Function) slot_ServerChunkedRequestReaderFactory_33, (Function) slot_ServerChunkedRequestReaderFactory_34, (Function) slot_ServerChunkedRequestReaderFactory_35, (Function) slot_ServerChunkedRequestReaderFactory_36, (Function) slot_ServerChunkedRequestReaderFactory_37, (Function) slot_ServerChunkedRequestReaderFactory_38, (Function) slot_ServerChunkedRequestReaderFactory_39,
(Function) slot_ServerChunkedRequestReaderFactory_40, (Function) slot_ServerChunkedRequestReaderFactory_41, (Function) slot_ServerChunkedRequestReaderFactory_42, (Function) slot_ServerChunkedRequestReaderFactory_43, (Function) slot_ServerChunkedRequestReaderFactory_44, (Function) slot_ServerChunkedRequestReaderFactory_45, (Function) slot_ServerChunkedRequestReaderFactory_46, (Function) slot_ServerChunkedRequestReaderFactory_47,
(Function) slot_ServerChunkedRequestReaderFactory_48, (Function) slot_ServerChunkedRequestReaderFactory_49, (Function) slot_ServerChunkedRequestReaderFactory_50, (Function) slot_ServerChunkedRequestReaderFactory_51, (Function) slot_ServerChunkedRequestReaderFactory_52, (Function) slot_ServerChunkedRequestReaderFactory_53, (Function) slot_ServerChunkedRequestReaderFactory_54, (Function) slot_ServerChunkedRequestReaderFactory_55,
(Function) slot_ServerChunkedRequestReaderFactory_56, (Function) slot_ServerChunkedRequestReaderFactory_57, (Function) slot_ServerChunkedRequestReaderFactory_58, (Function) slot_ServerChunkedRequestReaderFactory_59, (Function) slot_ServerChunkedRequestReaderFactory_60, (Function) slot_ServerChunkedRequestReaderFactory_61, (Function) slot_ServerChunkedRequestReaderFactory_62, (Function) slot_ServerChunkedRequestReaderFactory_63,
(Function) slot_ServerChunkedRequestReaderFactory_64, (Function) slot_ServerChunkedRequestReaderFactory_65, (Function) slot_ServerChunkedRequestReaderFactory_66, (Function) slot_ServerChunkedRequestReaderFactory_67, (Function) slot_ServerChunkedRequestReaderFactory_68, (Function) slot_ServerChunkedRequestReaderFactory_69, (Function) slot_ServerChunkedRequestReaderFactory_70, (Function) slot_ServerChunkedRequestReaderFactory_71,
(Function) slot_ServerChunkedRequestReaderFactory_72, (Function) slot_ServerChunkedRequestReaderFactory_73, (Function) slot_ServerChunkedRequestReaderFactory_74, (Function) slot_ServerChunkedRequestReaderFactory_75, (Function) slot_ServerChunkedRequestReaderFactory_76, (Function) slot_ServerChunkedRequestReaderFactory_77, (Function) slot_ServerChunkedRequestReaderFactory_78, (Function) slot_ServerChunkedRequestReaderFactory_79,
(Function) slot_ServerChunkedRequestReaderFactory_80, (Function) slot_ServerChunkedRequestReaderFactory_81, (Function) slot_ServerChunkedRequestReaderFactory_82, (Function) slot_ServerChunkedRequestReaderFactory_83, (Function) slot_ServerChunkedRequestReaderFactory_84, (Function) slot_ServerChunkedRequestReaderFactory_85, (Function) slot_ServerChunkedRequestReaderFactory_86, (Function) slot_ServerChunkedRequestReaderFactory_87,
(Function) slot_ServerChunkedRequestReaderFactory_88, (Function) slot_ServerChunkedRequestReaderFactory_89, (Function) slot_ServerChunkedRequestReaderFactory_90, (Function) slot_ServerChunkedRequestReaderFactory_91, (Function) slot_ServerChunkedRequestReaderFactory_92, (Function) slot_ServerChunkedRequestReaderFactory_93, (Function) slot_ServerChunkedRequestReaderFactory_94, (Function) slot_ServerChunkedRequestReaderFactory_95,
(Function) slot_ServerChunkedRequestReaderFactory_96, (Function) slot_ServerChunkedRequestReaderFactory_97, (Function) slot_ServerChunkedRequestReaderFactory_98, (Function) slot_ServerChunkedRequestReaderFactory_99, (Function) slot_ServerChunkedRequestReaderFactory_100, (Function) slot_ServerChunkedRequestReaderFactory_101, (Function) slot_ServerChunkedRequestReaderFactory_102, (Function) slot_ServerChunkedRequestReaderFactory_103,
(Function) slot_ServerChunkedRequestReaderFactory_104, (Function) slot_ServerChunkedRequestReaderFactory_105, (Function) slot_ServerChunkedRequestReaderFactory_106, (Function) slot_ServerChunkedRequestReaderFactory_107, (Function) slot_ServerChunkedRequestReaderFactory_108, (Function) slot_ServerChunkedRequestReaderFactory_109, (Function) slot_ServerChunkedRequestReaderFactory_110, (Function) slot_ServerChunkedRequestReaderFactory_111,
(Function) slot_ServerChunkedRequestReaderFactory_112, (Function) slot_ServerChunkedRequestReaderFactory_113, (Function) slot_ServerChunkedRequestReaderFactory_114, (Function) slot_ServerChunkedRequestReaderFactory_115, (Function) slot_ServerChunkedRequestReaderFactory_116, (Function) slot_ServerChunkedRequestReaderFactory_117, (Function) slot_ServerChunkedRequestReaderFactory_118, (Function) slot_ServerChunkedRequestReaderFactory_119,
(Function) slot_ServerChunkedRequestReaderFactory_120, (Function) slot_ServerChunkedRequestReaderFactory_121, (Function) slot_ServerChunkedRequestReaderFactory_122, (Function) slot_ServerChunkedRequestReaderFactory_123, (Function) slot_ServerChunkedRequestReaderFactory_124, (Function) slot_ServerChunkedRequestReaderFactory_125, (Function) slot_ServerChunkedRequestReaderFactory_126, (Function) slot_ServerChunkedRequestReaderFactory_127,
(Function) slot_ServerChunkedRequestReaderFactory_128, (Function) slot_ServerChunkedRequestReaderFactory_129, (Function) slot_ServerChunkedRequestReaderFactory_130, (Function) slot_ServerChunkedRequestReaderFactory_131, (Function) slot_ServerChunkedRequestReaderFactory_132, (Function) slot_ServerChunkedRequestReaderFactory_133, (Function) slot_ServerChunkedRequestReaderFactory_134, (Function) slot_ServerChunkedRequestReaderFactory_135,
(Function) slot_ServerChunkedRequestReaderFactory_136, (Function) slot_ServerChunkedRequestReaderFactory_137, (Function) slot_ServerChunkedRequestReaderFactory_138, (Function) slot_ServerChunkedRequestReaderFactory_139, (Function) slot_ServerChunkedRequestReaderFactory_140, (Function) slot_ServerChunkedRequestReaderFactory_141, (Function) slot_ServerChunkedRequestReaderFactory_142, (Function) slot_ServerChunkedRequestReaderFactory_143,
(Function) slot_ServerChunkedRequestReaderFactory_144, (Function) slot_ServerChunkedRequestReaderFactory_145, (Function) slot_ServerChunkedRequestReaderFactory_146, (Function) slot_ServerChunkedRequestReaderFactory_147, (Function) slot_ServerChunkedRequestReaderFactory_148, (Function) slot_ServerChunkedRequestReaderFactory_149, (Function) slot_ServerChunkedRequestReaderFactory_150, (Function) slot_ServerChunkedRequestReaderFactory_151,
(Function) slot_ServerChunkedRequestReaderFactory_152, (Function) slot_ServerChunkedRequestReaderFactory_153, (Function) slot_ServerChunkedRequestReaderFactory_154, (Function) slot_ServerChunkedRequestReaderFactory_155, (Function) slot_ServerChunkedRequestReaderFactory_156, (Function) slot_ServerChunkedRequestReaderFactory_157, (Function) slot_ServerChunkedRequestReaderFactory_158, (Function) slot_ServerChunkedRequestReaderFactory_159,
(Function) slot_ServerChunkedRequestReaderFactory_160, (Function) slot_ServerChunkedRequestReaderFactory_161, (Function) slot_ServerChunkedRequestReaderFactory_162, (Function) slot_ServerChunkedRequestReaderFactory_163, (Function) slot_ServerChunkedRequestReaderFactory_164, (Function) slot_ServerChunkedRequestReaderFactory_165, (Function) slot_ServerChunkedRequestReaderFactory_166, (Function) slot_ServerChunkedRequestReaderFactory_167,
(Function) slot_ServerChunkedRequestReaderFactory_168, (Function) slot_ServerChunkedRequestReaderFactory_169, (Function) slot_ServerChunkedRequestReaderFactory_170, (Function) slot_ServerChunkedRequestReaderFactory_171, (Function) slot_ServerChunkedRequestReaderFactory_172, (Function) slot_ServerChunkedRequestReaderFactory_173, (Function) slot_ServerChunkedRequestReaderFactory_174, (Function) slot_ServerChunkedRequestReaderFactory_175,
(Function) slot_ServerChunkedRequestReaderFactory_176, (Function) slot_ServerChunkedRequestReaderFactory_177, (Function) slot_ServerChunkedRequestReaderFactory_178, (Function) slot_ServerChunkedRequestReaderFactory_179, (Function) slot_ServerChunkedRequestReaderFactory_180, (Function) slot_ServerChunkedRequestReaderFactory_181, (Function) slot_ServerChunkedRequestReaderFactory_182, (Function) slot_ServerChunkedRequestReaderFactory_183,
(Function) slot_ServerChunkedRequestReaderFactory_184, (Function) slot_ServerChunkedRequestReaderFactory_185, (Function) slot_ServerChunkedRequestReaderFactory_186, (Function) slot_ServerChunkedRequestReaderFactory_187, (Function) slot_ServerChunkedRequestReaderFactory_188, (Function) slot_ServerChunkedRequestReaderFactory_189, (Function) slot_ServerChunkedRequestReaderFactory_190, (Function) slot_ServerChunkedRequestReaderFactory_191,
(Function) slot_ServerChunkedRequestReaderFactory_192, (Function) slot_ServerChunkedRequestReaderFactory_193, (Function) slot_ServerChunkedRequestReaderFactory_194, (Function) slot_ServerChunkedRequestReaderFactory_195, (Function) slot_ServerChunkedRequestReaderFactory_196, (Function) slot_ServerChunkedRequestReaderFactory_197, (Function) slot_ServerChunkedRequestReaderFactory_198, (Function) slot_ServerChunkedRequestReaderFactory_199,
(Function) slot_ServerChunkedRequestReaderFactory_200, (Function) slot_ServerChunkedRequestReaderFactory_201, (Function) slot_ServerChunkedRequestReaderFactory_202, (Function) slot_ServerChunkedRequestReaderFactory_203, (Function) slot_ServerChunkedRequestReaderFactory_204, (Function) slot_ServerChunkedRequestReaderFactory_205, (Function) slot_ServerChunkedRequestReaderFactory_206, (Function) slot_ServerChunkedRequestReaderFactory_207,
(Function) slot_ServerChunkedRequestReaderFactory_208, (Function) slot_ServerChunkedRequestReaderFactory_209, (Function) slot_ServerChunkedRequestReaderFactory_210, (Function) slot_ServerChunkedRequestReaderFactory_211, (Function) slot_ServerChunkedRequestReaderFactory_212, (Function) slot_ServerChunkedRequestReaderFactory_213, (Function) slot_ServerChunkedRequestReaderFactory_214, (Function) slot_ServerChunkedRequestReaderFactory_215,
(Function) slot_ServerChunkedRequestReaderFactory_216, (Function) slot_ServerChunkedRequestReaderFactory_217, (Function) slot_ServerChunkedRequestReaderFactory_218, (Function) slot_ServerChunkedRequestReaderFactory_219, (Function) slot_ServerChunkedRequestReaderFactory_220, (Function) slot_ServerChunkedRequestReaderFactory_221, (Function) slot_ServerChunkedRequestReaderFactory_222, (Function) slot_ServerChunkedRequestReaderFactory_223,
(Function) slot_ServerChunkedRequestReaderFactory_224, (Function) slot_ServerChunkedRequestReaderFactory_225, (Function) slot_ServerChunkedRequestReaderFactory_226, (Function) slot_ServerChunkedRequestReaderFactory_227, (Function) slot_ServerChunkedRequestReaderFactory_228, (Function) slot_ServerChunkedRequestReaderFactory_229, (Function) slot_ServerChunkedRequestReaderFactory_230, (Function) slot_ServerChunkedRequestReaderFactory_231,
(Function) slot_ServerChunkedRequestReaderFactory_232, (Function) slot_ServerChunkedRequestReaderFactory_233, (Function) slot_ServerChunkedRequestReaderFactory_234, (Function) slot_ServerChunkedRequestReaderFactory_235, (Function) slot_ServerChunkedRequestReaderFactory_236, (Function) slot_ServerChunkedRequestReaderFactory_237, (Function) slot_ServerChunkedRequestReaderFactory_238, (Function) slot_ServerChunkedRequestReaderFactory_239,
(Function) slot_ServerChunkedRequestReaderFactory_240, (Function) slot_ServerChunkedRequestReaderFactory_241, (Function) slot_ServerChunkedRequestReaderFactory_242, (Function) slot_ServerChunkedRequestReaderFactory_243, (Function) slot_ServerChunkedRequestReaderFactory_244, (Function) slot_ServerChunkedRequestReaderFactory_245, (Function) slot_ServerChunkedRequestReaderFactory_246, (Function) slot_ServerChunkedRequestReaderFactory_247,
(Function) slot_ServerChunkedRequestReaderFactory_248, (Function) slot_ServerChunkedRequestReaderFactory_249, (Function) slot_ServerChunkedRequestReaderFactory_250, (Function) slot_ServerChunkedRequestReaderFactory_251, (Function) slot_ServerChunkedRequestReaderFactory_252, (Function) slot_ServerChunkedRequestReaderFactory_253, (Function) slot_ServerChunkedRequestReaderFactory_254, (Function) slot_ServerChunkedRequestReaderFactory_255,
};

Function callback_function(unsigned id, unsigned slot)
{
  switch (id) {
  case CALLBACK_RestCallback: return slots_RestCallback[slot];
  case CALLBACK_IncomingHttpRequestFilter: return (Function) on_IncomingHttpRequestFilter;
  case CALLBACK_IncomingHttpRequestFilter2: return (Function) on_IncomingHttpRequestFilter2;
  case CALLBACK_ServerChunkedRequestReaderFactory: return slots_ServerChunkedRequestReaderFactory[slot];
  case CALLBACK_ServerChunkedRequestReaderAddChunk: return (Function) on_ServerChunkedRequestReaderAddChunk;
  case CALLBACK_ServerChunkedRequestReaderExecute: return (Function) on_ServerChunkedRequestReaderExecute;
  case CALLBACK_ServerChunkedRequestReaderFinalize: return (Function) on_ServerChunkedRequestReaderFinalize;
  case CALLBACK_ChunkedClientAnswerAddHeader: return (Function) on_ChunkedClientAnswerAddHeader;
  case CALLBACK_ChunkedClientAnswerAddChunk: return (Function) on_ChunkedClientAnswerAddChunk;
  case CALLBACK_ChunkedClientRequestIsDone: return (Function) on_ChunkedClientRequestIsDone;
  case CALLBACK_ChunkedClientRequestNext: return (Function) on_ChunkedClientRequestNext;
  case CALLBACK_ChunkedClientRequestGetChunkData: return (Function) on_ChunkedClientRequestGetChunkData;
  case CALLBACK_ChunkedClientRequestGetChunkSize: return (Function) on_ChunkedClientRequestGetChunkSize;
  case CALLBACK_OnStoredInstanceCallback: return (Function) on_OnStoredInstanceCallback;
  case CALLBACK_OnChangeCallback: return (Function) on_OnChangeCallback;
  case CALLBACK_IncomingDicomInstanceFilter: return (Function) on_IncomingDicomInstanceFilter;
  case CALLBACK_IncomingCStoreInstanceFilter: return (Function) on_IncomingCStoreInstanceFilter;
  case CALLBACK_ReceivedInstanceCallback: return (Function) on_ReceivedInstanceCallback;
  case CALLBACK_DecodeImageCallback: return (Function) on_DecodeImageCallback;
  case CALLBACK_TranscoderCallback: return (Function) on_TranscoderCallback;
  case CALLBACK_DicomWebBinaryCallback: return (Function) on_DicomWebBinaryCallback;
  case CALLBACK_DicomWebBinaryCallback2: return (Function) on_DicomWebBinaryCallback2;
  case CALLBACK_WorklistCallback: return (Function) on_WorklistCallback;
  case CALLBACK_FindCallback: return (Function) on_FindCallback;
  case CALLBACK_MoveCallback: return (Function) on_MoveCallback;
  case CALLBACK_GetMoveSize: return (Function) on_GetMoveSize;
  case CALLBACK_ApplyMove: return (Function) on_ApplyMove;
  case CALLBACK_FreeMove: return (Function) on_FreeMove;
  case CALLBACK_StorageCommitmentFactory: return (Function) on_StorageCommitmentFactory;
  case CALLBACK_StorageCommitmentDestructor: return (Function) on_StorageCommitmentDestructor;
  case CALLBACK_StorageCommitmentLookup: return (Function) on_StorageCommitmentLookup;
  case CALLBACK_StorageCreate: return (Function) on_StorageCreate;
  case CALLBACK_StorageRead: return (Function) on_StorageRead;
  case CALLBACK_StorageReadWhole: return (Function) on_StorageReadWhole;
  case CALLBACK_StorageReadRange: return (Function) on_StorageReadRange;
  case CALLBACK_StorageRemove: return (Function) on_StorageRemove;
  case CALLBACK_JobFinalize: return (Function) on_JobFinalize;
  case CALLBACK_JobGetProgress: return (Function) on_JobGetProgress;
  case CALLBACK_JobGetContent: return (Function) on_JobGetContent;
  case CALLBACK_JobGetContent2: return (Function) on_JobGetContent;
  case CALLBACK_JobGetSerialized: return (Function) on_JobGetSerialized;
  case CALLBACK_JobGetSerialized2: return (Function) on_JobGetSerialized;
  case CALLBACK_JobStep: return (Function) on_JobStep;
  case CALLBACK_JobStop: return (Function) on_JobStop;
  case CALLBACK_JobReset: return (Function) on_JobReset;
  case CALLBACK_JobsUnserializer: return (Function) on_JobsUnserializer;
  case CALLBACK_RefreshMetricsCallback: return (Function) on_RefreshMetricsCallback;
  case CALLBACK_WebDavIsExistingFolderCallback: return (Function) on_WebDavIsExistingFolderCallback;
  case CALLBACK_WebDavListFolderCallback: return (Function) on_WebDavListFolderCallback;
  case CALLBACK_WebDavRetrieveFileCallback: return (Function) on_WebDavRetrieveFileCallback;
  case CALLBACK_WebDavStoreFileCallback: return (Function) on_WebDavStoreFileCallback;
  case CALLBACK_WebDavCreateFolderCallback: return (Function) on_WebDavCreateFolderCallback;
  case CALLBACK_WebDavDeleteItemCallback: return (Function) on_WebDavDeleteItemCallback;
  case CALLBACK_Free: return (Function) free;
  default: return NULL;
  }
}
