import type { KeyType } from './configuration-keys.ts'

/**
 * All options of Orthanc 1.12.7 outside of `WebAssembly`. What restricts who may do what is obeyed or refused, never ignored.
 * docs/configuration.md lists them.
 */
interface ObeyedRow {
  readonly use: 'obeyed'
  readonly type: KeyType
  /** For readers. */
  readonly default: string
  readonly meaning: string
  /** True if it decides who may do what: then it may not be empty because a variable is not set. */
  readonly restricts?: true
}

/** An option that this host cannot obey. */
interface RefusedRow {
  readonly use: 'refused'
  /** The value with which it restricts, and is refused. */
  readonly value: boolean
  readonly why: string
}

/** An option that closes a part of Orthanc's own REST API, in front of the upstream Orthanc too, if it is false. */
interface ClosedRow {
  readonly use: 'closed'
  /** What is answered 403, as entries of `Allow.RestApi`. */
  readonly requests: readonly string[]
}

export type OptionRow = ObeyedRow | RefusedRow | ClosedRow

export const usedOptions = {
  Name: { use: 'obeyed', type: 'string', default: 'none', meaning: 'shown to plugins' },
  HttpPort: { use: 'obeyed', type: 'port', default: '8042', meaning: 'port; `--port`' },
  RemoteAccessAllowed: {
    use: 'obeyed',
    type: 'boolean',
    default: 'false',
    meaning:
      'whether to listen on all addresses instead of the loopback alone; `--host` names one. Needs users, or `AuthenticationEnabled` false',
    restricts: true,
  },
  HttpDescribeErrors: {
    use: 'obeyed',
    type: 'boolean',
    default: 'true',
    meaning: 'whether error answers have a body',
  },
  HttpCompressionEnabled: {
    use: 'obeyed',
    type: 'boolean',
    default: 'false',
    meaning: 'gzip and deflate for large texts',
  },
  KeepAlive: {
    use: 'obeyed',
    type: 'boolean',
    default: 'true',
    meaning: 'whether connections are kept',
  },
  KeepAliveTimeout: {
    use: 'obeyed',
    type: 'seconds',
    default: '1',
    meaning:
      'seconds that a connection may be idle. Behind a reverse proxy set it longer than the idle time of the proxy',
  },
  HttpRequestTimeout: {
    use: 'obeyed',
    type: 'seconds',
    default: '30',
    meaning:
      'seconds within which a request must have arrived; else its connection is closed, or answered 503 if it waited for memory (`MaxBodiesMiB`)',
  },
  AuthenticationEnabled: {
    use: 'obeyed',
    type: 'boolean',
    default: 'as `RemoteAccessAllowed`',
    meaning: 'whether clients need a name and a password (Basic authentication)',
    restricts: true,
  },
  RegisteredUsers: {
    use: 'obeyed',
    type: 'passwords',
    default: '{}',
    meaning: 'names and passwords',
    restricts: true,
  },
  SslEnabled: {
    use: 'obeyed',
    type: 'boolean',
    default: 'false',
    meaning: 'HTTPS',
    restricts: true,
  },
  SslCertificate: {
    use: 'obeyed',
    type: 'string',
    default: 'none',
    meaning: 'PEM file with the certificate, those that certify it, and the key',
    restricts: true,
  },
  SslMinimumProtocolVersion: {
    use: 'obeyed',
    type: 'integer',
    default: '4',
    meaning:
      '5: TLS 1.3, 4: TLS 1.2, 3: TLS 1.1, 0 to 2: TLS 1.0, and all that are newer. OpenSSL 3 accepts TLS older than 1.2 only with `@SECLEVEL=0` among the ciphers',
    restricts: true,
  },
  SslCiphersAccepted: {
    use: 'obeyed',
    type: 'strings',
    default: "Orthanc's",
    meaning: 'ciphers for TLS up to 1.2, by their names in OpenSSL; TLS 1.3 has its own',
    restricts: true,
  },
  SslVerifyPeers: {
    use: 'obeyed',
    type: 'boolean',
    default: 'false',
    meaning:
      'whether clients need a certificate: without one the TLS handshake fails, with one that is not trusted the connection is closed (Orthanc sends the alert `unknown ca`). Refused without `SslEnabled`',
    restricts: true,
  },
  SslTrustedClientCertificates: {
    use: 'obeyed',
    type: 'string',
    default: 'none',
    meaning: 'PEM file with the certificates, or their authorities, that clients may have',
    restricts: true,
  },
  HttpsCACertificates: {
    use: 'obeyed',
    type: 'string',
    default: "Node's",
    meaning:
      'PEM file of the authorities that plugins’ requests to other servers trust (`OrthancPluginHttp*`). Certificates are always verified, also with `HttpsVerifyPeers` false',
    restricts: true,
  },
  Plugins: {
    use: 'obeyed',
    type: 'strings',
    default: '[]',
    meaning:
      'files and folders, relative to the configuration file; of a folder its `*.wasm` by name. Native libraries are left out with a warning',
    restricts: true,
  },
  LuaScripts: {
    use: 'obeyed',
    type: 'strings',
    default: '[]',
    meaning:
      'not run. A script that filters HTTP requests (`IncomingHttpRequestFilter`), or that cannot be read, is refused',
    restricts: true,
  },
  HttpServerEnabled: {
    use: 'refused',
    value: false,
    why: 'this host is an HTTP server and nothing else: do not start it',
  },
  ReadOnly: {
    use: 'refused',
    value: true,
    why: 'this host cannot keep plugins and an upstream Orthanc from writing: set it in the configuration of that Orthanc, and remove it here',
  },
  ExecuteLuaEnabled: { use: 'closed', requests: ['* /tools/execute-script'] },
  RestApiWriteToFileSystemEnabled: { use: 'closed', requests: ['* /instances/*/export'] },
  OrthancExplorerEnabled: { use: 'closed', requests: ['* /app', '* /app/*'] },
  WebDavEnabled: { use: 'closed', requests: ['* /webdav', '* /webdav/*'] },
  WebDavUploadAllowed: { use: 'closed', requests: ['PUT /webdav/*', 'POST /webdav/*'] },
  WebDavDeleteAllowed: { use: 'closed', requests: ['DELETE /webdav/*'] },
} as const satisfies Readonly<Record<string, OptionRow>>

/** Options without a meaning for this host, and why none of them restricts anything here. */
export const ignoredOptions: readonly {
  readonly area: string
  readonly names: readonly string[]
}[] = [
  {
    area: 'DICOM: this host has no DICOM server, and sends nothing by DICOM',
    names: [
      'AcceptedSopClasses',
      'AcceptedTransferSyntaxes',
      'BuiltinDecoderTranscoderOrder',
      'CaseSensitivePN',
      'DefaultEncoding',
      'DefaultPrivateCreator',
      'DeflatedTransferSyntaxAccepted',
      'DicomAet',
      'DicomAlwaysAllowEcho',
      'DicomAlwaysAllowFind',
      'DicomAlwaysAllowFindWorklist',
      'DicomAlwaysAllowGet',
      'DicomAlwaysAllowMove',
      'DicomAlwaysAllowStore',
      'DicomAssociationCloseDelay',
      'DicomCheckCalledAet',
      'DicomCheckModalityHost',
      'DicomDefaultRetrieveMethod',
      'DicomEchoChecksFind',
      'DicomLossyTranscodingQuality',
      'DicomModalities',
      'DicomModalitiesInDatabase',
      'DicomPort',
      'DicomScpTimeout',
      'DicomScuPreferredTransferSyntax',
      'DicomScuTimeout',
      'DicomServerEnabled',
      'DicomThreadsCount',
      'DicomTlsCertificate',
      'DicomTlsCiphersAccepted',
      'DicomTlsEnabled',
      'DicomTlsMinimumProtocolVersion',
      'DicomTlsPrivateKey',
      'DicomTlsRemoteCertificateRequired',
      'DicomTlsTrustedCertificates',
      'Dictionary',
      'ExternalDictionaries',
      'H265TransferSyntaxAccepted',
      'Jpeg2000TransferSyntaxAccepted',
      'JpegLosslessTransferSyntaxAccepted',
      'JpegTransferSyntaxAccepted',
      'JpipTransferSyntaxAccepted',
      'LimitFindInstances',
      'LimitFindResults',
      'LoadPrivateDictionary',
      'MaximumConcurrentDcmtkTranscoders',
      'MaximumPduLength',
      'Mpeg2TransferSyntaxAccepted',
      'Mpeg4TransferSyntaxAccepted',
      'QueryRetrieveSize',
      'RejectedSopClasses',
      'RleTransferSyntaxAccepted',
      'StrictAetComparison',
      'SynchronousCMove',
      'TranscodeDicomProtocol',
      'UnknownSopClassAccepted',
    ],
  },
  {
    area: 'storage and database: this host stores nothing',
    names: [
      'CheckRevisions',
      'DatabaseServerIdentifier',
      'ExtraMainDicomTags',
      'IndexDirectory',
      'IngestTranscoding',
      'IngestTranscodingOfCompressed',
      'IngestTranscodingOfUncompressed',
      'MaximumPatientCount',
      'MaximumStorageCacheSize',
      'MaximumStorageMode',
      'MaximumStorageSize',
      'OverwriteInstances',
      'StableAge',
      'StorageAccessOnFind',
      'StorageCommitmentReportsSize',
      'StorageCompression',
      'StorageDirectory',
      'StoreDicom',
      'StoreMD5ForAttachments',
      'SyncStorageArea',
      'TemporaryDirectory',
      'UserContentType',
      'UserMetadata',
    ],
  },
  {
    area: 'jobs, archives and scripts: an upstream Orthanc runs them',
    names: [
      'ConcurrentJobs',
      'JobsEngineThreadsCount',
      'JobsHistorySize',
      'LuaHeartBeatPeriod',
      'MediaArchiveSize',
      'SaveJobs',
      'SynchronousZipStream',
      'ZipLoaderThreads',
    ],
  },
  {
    area: 'requests of Orthanc itself to other servers: a plugin of this host sends what its `Allow` lists, directly, and over HTTPS only to servers with a trusted certificate',
    names: [
      'HttpProxy',
      'HttpTimeout',
      'HttpVerbose',
      'HttpsVerifyPeers',
      'OrthancPeers',
      'OrthancPeersInDatabase',
      'Pkcs11',
    ],
  },
  {
    area: 'logs, metrics and resources: this host logs no values of requests and has limits of its own',
    names: [
      'DeidentifyLogs',
      'DeidentifyLogsDicomVersion',
      'HttpThreadsCount',
      'Locale',
      'LogExportedResources',
      'MallocArenaMax',
      'MetricsEnabled',
      'TcpNoDelay',
      'Warnings',
    ],
  },
]

const rows: Readonly<Record<string, OptionRow>> = usedOptions

/** All names at the top of a configuration that Orthanc or this host know. */
export const knownOptions: readonly string[] = [
  ...Object.keys(usedOptions),
  ...ignoredOptions.flatMap(({ names }) => names),
  'WebAssembly',
]

/** Whether an option decides who may do what. */
export function restrictsAccess(name: string): boolean {
  const row = Object.hasOwn(rows, name) ? rows[name] : undefined
  return row !== undefined && (row.use !== 'obeyed' || row.restricts === true)
}
