import type { callbacks } from './callbacks.ts'
import type { ServiceName } from './services.ts'

/** What is particular about a service inside Orthanc. */
export interface InsideRow {
  /**
   * `orthanc`: Orthanc carries it out though this host could; `host`: this host does though Orthanc could, which refuses it. Absent:
   * this host where it has a handler, else Orthanc.
   */
  readonly runs?: 'orthanc' | 'host'
  /** Why the call returns NotImplemented. */
  readonly refused?: string
  /** It reaches beyond the plugin's own callbacks: `Allow.Services` must list its function. */
  readonly isListed?: true
  /**
   * The lock of Orthanc that the calling thread may hold. `database`: any; `instances`: that of the cache of instances. Absent: none, as
   * Orthanc would wait for ever where the call needs that lock, or another one whose owner waits for it.
   */
  readonly holding?: 'database' | 'instances'
  /** Registers what Orthanc has only one of. */
  readonly isSingle?: true
  /** A registration that has no effect after the start of Orthanc. */
  readonly isAtStart?: true
  /** Orthanc keeps what it defines until it ends, and accepts it at any time. */
  readonly isDefinition?: true
  /** The field with bytes that Orthanc parses, by functions that call themselves. */
  readonly parses?: string
  /** The field with the object that ends with a call that succeeds. */
  readonly ends?: string
}

const noStorageArea = 'no function of the SDK returns the storage area that it needs'

const rows: Readonly<Partial<Record<ServiceName, InsideRow>>> = {
  // Computations, and files of the system.
  LogInfo: { holding: 'database' },
  LogWarning: { holding: 'database' },
  LogError: { holding: 'database' },
  BufferCompression: { holding: 'database' },
  ComputeMd5: { holding: 'database' },
  ComputeSha1: { holding: 'database' },
  GenerateUuid: { holding: 'database' },
  AutodetectMimeType: { holding: 'database' },
  ReadFile: { holding: 'database', isListed: true },
  WriteFile: { holding: 'database', isListed: true },
  // Orthanc knows the codes and the resources of all plugins.
  GetErrorDescription: { holding: 'database', runs: 'orthanc' },
  GetDicomForInstance: { runs: 'orthanc' },
  RestApiGet: { runs: 'orthanc' },
  RestApiGet2: { runs: 'orthanc' },
  RestApiPost: { runs: 'orthanc', parses: 'body' },
  RestApiPut: { runs: 'orthanc', parses: 'body' },
  RestApiDelete: { runs: 'orthanc' },
  RestApiGetAfterPlugins: { runs: 'orthanc' },
  RestApiPostAfterPlugins: { runs: 'orthanc', parses: 'body' },
  RestApiPutAfterPlugins: { runs: 'orthanc', parses: 'body' },
  RestApiDeleteAfterPlugins: { runs: 'orthanc' },
  CallRestApi: { runs: 'orthanc', parses: 'body' },
  LookupPatient: { runs: 'orthanc' },
  LookupStudy: { runs: 'orthanc' },
  LookupSeries: { runs: 'orthanc' },
  LookupInstance: { runs: 'orthanc' },
  LookupStudyWithAccessionNumber: { runs: 'orthanc' },
  SetMetricsValue: { holding: 'instances', runs: 'orthanc' },
  SetMetricsIntegerValue: { holding: 'instances', runs: 'orthanc' },
  SetPluginProperty: { runs: 'orthanc' },
  // The supervisor sends requests to other servers.
  CallHttpClient: { runs: 'host' },
  CallHttpClient2: { runs: 'host' },
  ChunkedHttpClient: { runs: 'host' },
  // It hides secrets from the plugin.
  GetConfiguration: { runs: 'host' },
  // They lie in the memory of the guest.
  CreateMemoryBuffer: { runs: 'host' },
  CreateMemoryBuffer64: { runs: 'host' },
  CreateImage: { runs: 'host' },
  UncompressImage: { runs: 'host' },
  ConvertPixelFormat: { runs: 'host' },
  CompressImage: { runs: 'host' },
  CompressAndAnswerImage: { runs: 'host' },
  // Images, conversions, parsed files.
  GetImagePixelFormat: { holding: 'instances' },
  GetImageWidth: { holding: 'instances' },
  GetImageHeight: { holding: 'instances' },
  GetImagePitch: { holding: 'instances' },
  GetImageBuffer: { holding: 'instances' },
  FreeImage: { holding: 'instances', ends: 'image' },
  GetFontsCount: { holding: 'instances' },
  GetFontInfo: { holding: 'instances' },
  DrawText: { holding: 'instances' },
  CreateImageAccessor: { holding: 'instances' },
  DecodeDicomImage: { holding: 'instances', parses: 'buffer' },
  DicomBufferToJson: { holding: 'instances', parses: 'buffer' },
  CreateDicom: { holding: 'instances' },
  CreateDicom2: { holding: 'instances' },
  EncodeDicomWebJson: { holding: 'instances', parses: 'dicom' },
  EncodeDicomWebJson2: { holding: 'instances', parses: 'dicom' },
  EncodeDicomWebXml: { holding: 'instances', parses: 'dicom' },
  EncodeDicomWebXml2: { holding: 'instances', parses: 'dicom' },
  LookupDictionary: { holding: 'instances' },
  GetTagName: { holding: 'instances' },
  GetInstanceRemoteAet: { holding: 'instances' },
  GetInstanceSize: { holding: 'instances' },
  GetInstanceData: { holding: 'instances' },
  GetInstanceJson: { holding: 'instances' },
  GetInstanceSimplifiedJson: { holding: 'instances' },
  HasInstanceMetadata: { holding: 'instances' },
  GetInstanceMetadata: { holding: 'instances' },
  GetInstanceOrigin: { holding: 'instances' },
  GetInstanceTransferSyntaxUid: { holding: 'instances' },
  HasInstancePixelData: { holding: 'instances' },
  CreateDicomInstance: { holding: 'instances', parses: 'buffer' },
  FreeDicomInstance: { holding: 'instances', ends: 'dicom' },
  GetInstanceFramesCount: { holding: 'instances' },
  GetInstanceRawFrame: { holding: 'instances' },
  GetInstanceDecodedFrame: { holding: 'instances' },
  TranscodeDicomInstance: { holding: 'instances', parses: 'buffer' },
  SerializeDicomInstance: { holding: 'instances' },
  GetInstanceAdvancedJson: { holding: 'instances' },
  GetInstanceDicomWebJson: { holding: 'instances' },
  GetInstanceDicomWebXml: { holding: 'instances' },
  // Other servers, the settings of Orthanc, jobs.
  GetGlobalProperty: { isListed: true },
  SetGlobalProperty: { isListed: true },
  GenerateRestApiAuthorizationToken: { isListed: true },
  CallPeerApi: { isListed: true },
  FreePeers: { ends: 'peers' },
  CreateJob: { isListed: true },
  CreateJob2: { isListed: true },
  SubmitJob: { isListed: true, ends: 'job' },
  FreeJob: { ends: 'job' },
  FreeFindMatcher: { ends: 'matcher' },
  FindMatcherIsMatch: { parses: 'dicom' },
  FindAddAnswer: { parses: 'dicom' },
  WorklistAddAnswer: { parses: 'dicom' },
  WorklistIsMatch: { parses: 'dicom' },
  // Registrations through which a plugin sees or changes what others store, send or ask.
  RegisterJobsUnserializer: { isListed: true },
  RegisterIncomingHttpRequestFilter: { isListed: true },
  RegisterIncomingHttpRequestFilter2: { isListed: true },
  RegisterIncomingDicomInstanceFilter: { isListed: true },
  RegisterIncomingCStoreInstanceFilter: { isListed: true },
  RegisterReceivedInstanceCallback: { isListed: true, isSingle: true },
  RegisterDecodeImageCallback: { isListed: true },
  RegisterTranscoderCallback: { isListed: true },
  RegisterWorklistCallback: { isListed: true, isSingle: true, isAtStart: true },
  RegisterFindCallback: { isListed: true, isSingle: true, isAtStart: true },
  RegisterMoveCallback: { isListed: true, isSingle: true, isAtStart: true },
  RegisterStorageCommitmentScpCallback: { isListed: true },
  RegisterStorageArea: { isListed: true, isSingle: true, isAtStart: true },
  RegisterStorageArea2: { isListed: true, isSingle: true, isAtStart: true },
  RegisterWebDavCollection: { isListed: true, isAtStart: true },
  RegisterDictionaryTag: { isListed: true, isDefinition: true },
  RegisterPrivateDictionaryTag: { isListed: true, isDefinition: true },
  RegisterErrorCode: { isListed: true, isDefinition: true },
  // Impossible, or dangerous.
  RegisterDatabaseBackendV4: {
    isListed: true,
    refused: 'Orthanc cannot run without its database when the process of a plugin ends',
  },
  ReconstructMainDicomTags: { refused: noStorageArea },
  StorageAreaCreate: { refused: noStorageArea },
  StorageAreaRead: { refused: noStorageArea },
  StorageAreaRemove: { refused: noStorageArea },
  SetCurrentThreadName: { refused: "the thread is Orthanc's" },
}

/** What is particular about services inside Orthanc, by name. */
export const insideRows: Readonly<Record<string, InsideRow>> = rows

/**
 * What Orthanc holds while it calls a plugin. `jobs`: one of the few threads that run jobs, or a lock that jobs wait for; `metrics`: the
 * lock of the callbacks that refresh metrics; `plugins`: that of the plugins, which many calls of other threads wait for; `instances`: that
 * of the cache of instances; `database`: a transaction, or the lock of all jobs.
 */
export type Held = 'jobs' | 'metrics' | 'plugins' | 'instances' | 'database'

/** What Orthanc holds during a callback; absent: nothing that calls of the plugin wait for. */
export const heldBy: Readonly<Partial<Record<keyof typeof callbacks, Held>>> = {
  OrthancPluginJobStep: 'jobs',
  OrthancPluginOnStoredInstanceCallback: 'jobs',
  OrthancPluginRefreshMetricsCallback: 'metrics',
  OrthancPluginIncomingDicomInstanceFilter: 'plugins',
  OrthancPluginIncomingCStoreInstanceFilter: 'plugins',
  OrthancPluginReceivedInstanceCallback: 'instances',
  OrthancPluginStorageCreate: 'instances',
  OrthancPluginStorageRead: 'instances',
  OrthancPluginStorageReadWhole: 'instances',
  OrthancPluginStorageReadRange: 'instances',
  OrthancPluginDecodeImageCallback: 'instances',
  OrthancPluginTranscoderCallback: 'instances',
  OrthancPluginJobGetProgress: 'database',
  OrthancPluginJobGetContent: 'database',
  OrthancPluginJobGetContent2: 'database',
  OrthancPluginJobGetSerialized: 'database',
  OrthancPluginJobGetSerialized2: 'database',
  OrthancPluginJobReset: 'database',
  OrthancPluginJobFinalize: 'database',
  OrthancPluginStorageRemove: 'database',
}
