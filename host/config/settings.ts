import type { SecureVersion } from 'node:tls'
import type { ByteString } from '../exchange/byte-string.ts'
import type { ClientLimits, PluginLimits, PluginRights } from '../exchange/limits.ts'
import type { SdkProfile } from '../exchange/profile.ts'
import type { ListenAddress } from './listen-address.ts'

/** The settings of the HTTP server; names and defaults are those of Orthanc's configuration. */
export interface HttpSettings {
  /** Address to listen on. */
  readonly host: string
  /** 0: a free one. */
  readonly port: number
  /** `HttpDescribeErrors`: whether error answers have a body. */
  readonly describeErrors: boolean
  /** `HttpCompressionEnabled`. */
  readonly compression: boolean
  readonly keepAlive: boolean
  /** `KeepAliveTimeout`, seconds that a connection may be idle. */
  readonly keepAliveTimeoutS: number
  /** `HttpRequestTimeout`, seconds within which a request must have arrived. */
  readonly requestTimeoutS: number
  /** Names and passwords; `undefined`: no authentication. */
  readonly users: ReadonlyMap<string, string> | undefined
  /** `undefined`: plain HTTP. */
  readonly tls: TlsSettings | undefined
}

/** How the server speaks TLS. */
export interface TlsSettings {
  /** PEM texts. */
  readonly certificate: string
  readonly key: string
  readonly minVersion: SecureVersion
  /** For OpenSSL, with those of TLS 1.3. */
  readonly ciphers: string
  /** PEM text of the certificates, or their authorities, that clients may have; `undefined`: clients need none. */
  readonly clients: string | undefined
}

/** An option of Orthanc that is false, and the requests that are refused therefore. */
export interface ClosedOption {
  readonly option: string
  /** As entries of `Allow.RestApi`. */
  readonly requests: readonly string[]
}

/** The requests that a plugin may send; none unless listed. */
export interface AccessPolicy {
  /** Calls of Orthanc's REST API, as `GET /instances/*`. */
  readonly restApi: readonly string[]
  /** URLs of other servers, as `https://host/*`. */
  readonly http: readonly string[]
  /** Functions of the SDK that reach beyond the plugin's own callbacks; inside Orthanc alone. */
  readonly services: readonly string[]
}

/** The configuration of one plugin. */
export interface PluginEntry {
  /** Its key under `WebAssembly.Plugins`, also if there is no such entry. */
  readonly name: string
  readonly limits: PluginLimits
  readonly allow: AccessPolicy
  /** Prefixes of the paths that it may answer, without a final `/`; `undefined`: all paths. */
  readonly routes: readonly ByteString[] | undefined
  readonly rights: PluginRights
}

/** An entry of `WebAssembly.Plugins`. It belongs to a file, whatever the plugin in that file calls itself. */
export interface FileEntry extends PluginEntry {
  /** An absolute path, or a base name, which means that file in any folder. */
  readonly file: string
  /** Whether `file` is the one of the configuration and not `<name>.wasm`. */
  readonly isFileGiven: boolean
  /** Hexadecimal digits in lower case; `undefined`: any content. */
  readonly sha256: string | undefined
}

/** How the processes of plugins are started. */
export interface ProcessSettings {
  /** The executable of Node. */
  readonly nodePath: string
  /** A command in front of each process, such as bubblewrap; empty: none. */
  readonly guestCommand: readonly string[]
  /** The folder of the unlinked files that large bodies pass through. */
  readonly bodyFolder: string
}

/** The checked settings of a host. */
export interface Settings {
  readonly http: HttpSettings
  readonly clients: ClientLimits
  readonly profile: SdkProfile
  /** Files of the plugins, in the order in which they are loaded. */
  readonly plugins: readonly string[]
  /** What `OrthancPluginGetConfiguration` returns, both without the host's own section: JSON without secrets, and with them. */
  readonly configuration: { readonly shown: string; readonly whole: string }
  /** Options that close a part of the REST API of the upstream Orthanc. */
  readonly closed: readonly ClosedOption[]
  /** PEM text of the authorities that requests of plugins to other servers trust, empty: none; `undefined`: those of Node. */
  readonly authorities: string | undefined
  /** URL of the upstream Orthanc. */
  readonly orthanc: string | undefined
  /** `Changes.State`: the file with the positions of plugins in the changes of the upstream Orthanc; `undefined`: they receive none. */
  readonly changesState: string | undefined
  readonly processes: ProcessSettings
  /** Folders and wheels with the packages of scripts in Python. */
  readonly pythonPath: readonly string[]
  /** The folder for the files that replay a failed request. */
  readonly record: string | undefined
  /** `Admin`: where the listener for operators listens. */
  readonly admin: ListenAddress | undefined
  /** `AccessLog`: whether each request is logged. */
  readonly accessLog: boolean
  /** `SkipRefused`: whether the other plugins are served if some are refused. */
  readonly skipRefused: boolean
  /** Valid for paths without a plugin, and for plugins without an entry. */
  readonly general: PluginEntry
  /** The entries of single plugins: see `findEntry`. */
  readonly entries: readonly FileEntry[]
  /** Warnings for the person who starts the host, a line each. */
  readonly warnings: readonly string[]
}
