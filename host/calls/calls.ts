import type { SupportedService } from '../../abi/services.ts'
import * as answers from './answers.ts'
import * as buffers from './buffers.ts'
import type { CallContext, Fields, Handlers, Result } from './call-context.ts'
import { chunkedHttpClient } from './chunked-http-client.ts'
import * as httpClient from './http-client.ts'
import * as instances from './instances.ts'
import * as images from './images.ts'
import * as log from './log.ts'
import * as metrics from './metrics.ts'
import * as registration from './registration.ts'
import * as restApi from './rest-api.ts'
import * as texts from './texts.ts'

/** One handler for each supported service: a missing or a mistyped one is a compile error. */
type Calls = {
  readonly [S in SupportedService]: (context: CallContext, fields: Fields<S>) => Result<S>
}

const calls: Calls = {
  LogInfo: log.logInfo,
  LogWarning: log.logWarning,
  LogError: log.logError,
  LogMessage: log.logMessage,
  GetOrthancPath: texts.getOrthancPath,
  GetOrthancDirectory: texts.getOrthancDirectory,
  GetConfigurationPath: texts.getConfigurationPath,
  SetPluginProperty: registration.setPluginProperty,
  GetConfiguration: texts.getConfiguration,
  GetErrorDescription: texts.getErrorDescription,
  SetMetricsValue: metrics.setMetricsValue,
  SetMetricsIntegerValue: metrics.setMetricsIntegerValue,
  ComputeMd5: texts.computeMd5,
  ComputeSha1: texts.computeSha1,
  GenerateUuid: texts.generateUuid,
  CreateMemoryBuffer: buffers.createMemoryBuffer,
  CreateMemoryBuffer64: buffers.createMemoryBuffer64,
  FreeMemoryBuffer: buffers.freeMemoryBuffer,
  FreeMemoryBuffer64: buffers.freeMemoryBuffer64,
  FreeString: buffers.freeString,
  GetImagePixelFormat: images.getImagePixelFormat,
  GetImageWidth: images.getImageWidth,
  GetImageHeight: images.getImageHeight,
  GetImagePitch: images.getImagePitch,
  GetImageBuffer: images.getImageBuffer,
  UncompressImage: images.uncompressImage,
  FreeImage: images.freeImage,
  CompressImage: images.compressImage,
  ConvertPixelFormat: images.convertPixelFormat,
  CreateImage: images.createImage,
  CreateImageAccessor: images.createImageAccessor,
  RegisterRestCallback: registration.registerRestCallback,
  RegisterRestCallbackNoLock: registration.registerRestCallbackNoLock,
  RegisterOnChangeCallback: registration.registerOnChangeCallback,
  AnswerBuffer: answers.answerBuffer,
  Redirect: answers.redirect,
  SendHttpStatusCode: answers.sendHttpStatusCode,
  SendUnauthorized: answers.sendUnauthorized,
  SendMethodNotAllowed: answers.sendMethodNotAllowed,
  SetCookie: answers.setCookie,
  SetHttpHeader: answers.setHttpHeader,
  StartMultipartAnswer: answers.startMultipartAnswer,
  SendMultipartItem: answers.sendMultipartItem,
  SendHttpStatus: answers.sendHttpStatus,
  CompressAndAnswerImage: answers.compressAndAnswerImage,
  SendMultipartItem2: answers.sendMultipartItem2,
  SetHttpErrorDetails: answers.setHttpErrorDetails,
  StartStreamAnswer: answers.startStreamAnswer,
  SendStreamChunk: answers.sendStreamChunk,
  GetDicomForInstance: instances.getDicomForInstance,
  RestApiGet: restApi.restApiGet,
  RestApiPost: restApi.restApiPost,
  RestApiDelete: restApi.restApiDelete,
  RestApiPut: restApi.restApiPut,
  LookupPatient: instances.lookupPatient,
  LookupStudy: instances.lookupStudy,
  LookupSeries: instances.lookupSeries,
  LookupInstance: instances.lookupInstance,
  LookupStudyWithAccessionNumber: instances.lookupStudyWithAccessionNumber,
  RestApiGetAfterPlugins: restApi.restApiGetAfterPlugins,
  RestApiPostAfterPlugins: restApi.restApiPostAfterPlugins,
  RestApiDeleteAfterPlugins: restApi.restApiDeleteAfterPlugins,
  RestApiPutAfterPlugins: restApi.restApiPutAfterPlugins,
  RestApiGet2: restApi.restApiGet2,
  CallRestApi: restApi.callRestApi,
  CallHttpClient: httpClient.callHttpClient,
  CallHttpClient2: httpClient.callHttpClient2,
  ChunkedHttpClient: chunkedHttpClient,
}

/** The handlers of this host. All entry points (named imports, InvokeService, components) call those of the context. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a decoder makes the fields from the row of the service
export const handlers = calls as unknown as Handlers
