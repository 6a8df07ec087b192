/**
 * The SDK for plugins in AssemblyScript: `import { plugin, route, … } from "orthanc-wasm/assembly"`.
 *
 * It has the nouns of Orthanc's C header. One of these wraps every function of the header that the host supports. None
 * takes an address, a length in bytes or a terminating NUL, and none returns memory that must be freed.
 */
export { plugin, onInitialize, onFinalize } from './plugin'
export { route, routeNoLock, RestHandler } from './routes'
export { setDescription, setRootUri } from './properties'
export { Output } from './output'
export { Request } from './request'
export { Arguments, Headers, Groups } from './request-fields'
export { CString } from './c-string'
export { Bytes } from './bytes'
export { MemoryBuffer } from './buffers'
export { Image, GrayImage, RgbImage, RgbaImage } from './images'
export { ErrorCode, HttpMethod, ImageFormat, PixelFormat } from './enums'
export { Reply, HttpReply } from './reply'
export { RestApi, orthanc, orthancAfterPlugins } from './rest-api'
export { HttpClient, http } from './http-client'
export { logError, logInfo, logWarning } from './log'
export {
  computeMd5,
  computeSha1,
  generateUuid,
  getConfiguration,
  getConfigurationPath,
  getErrorDescription,
  getOrthancDirectory,
  getOrthancPath,
} from './texts'
