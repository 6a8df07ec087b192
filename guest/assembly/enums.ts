/** The enumerations of the SDK that a plugin names. */
export {
  ChangeType,
  CreateDicomFlags,
  ErrorCode,
  HttpMethod,
  ImageFormat,
  InstanceOrigin,
  JobStepStatus,
  JobStopReason,
  MetricsType,
  PixelFormat,
  ReceivedInstanceAction,
  ResourceType,
  StorageCommitmentFailureReason,
} from './abi'
