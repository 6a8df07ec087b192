/** The enumerations of the SDK that a plugin names. */
export {
  ChangeType,
  CreateDicomFlags,
  ErrorCode,
  HttpMethod,
  ImageFormat,
  InstanceOrigin,
  MetricsType,
  PixelFormat,
  ReceivedInstanceAction,
  ResourceType,
} from './abi'
