/** The enumerations of the SDK that a plugin names. */
export { ErrorCode, HttpMethod, ImageFormat, PixelFormat } from './abi'
