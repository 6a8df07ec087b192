/** The enumerations of the SDK that a plugin names. */
export { ErrorCode, HttpMethod, ImageFormat, MetricsType, PixelFormat } from './abi'
