import type { ClientLimits, PluginLimits } from './limits.ts'
import type { SdkProfile } from './profile.ts'

/** How the server speaks HTTP; names and defaults are those of Orthanc's configuration. */
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
  /** Names and passwords; `undefined`: everybody may. */
  readonly users: ReadonlyMap<string, string> | undefined
  /** PEM texts of certificate and key. */
  readonly tls: { readonly certificate: string; readonly key: string } | undefined
}

/** What a plugin may reach beside its own routes; nothing unless it is listed. */
export interface Allowance {
  /** Calls of Orthanc's REST API, as `GET /instances/*`. */
  readonly restApi: readonly string[]
  /** URLs of other servers, as `https://host/*`. */
  readonly http: readonly string[]
}

/** The checked settings of a host. */
export interface Settings {
  readonly http: HttpSettings
  readonly clients: ClientLimits
  readonly profile: SdkProfile
  /** Files of the plugins, in the order in which they are loaded. */
  readonly plugins: readonly string[]
  /** What `OrthancPluginGetConfiguration` gives: JSON without users and without the host's own section. */
  readonly configuration: string
  /** URL of a real Orthanc behind this host. */
  readonly orthanc: string | undefined
  /** The folder that gets what is needed to replay a request that fails. */
  readonly record: string | undefined
  /** The plugins that the configuration has an entry for. */
  readonly named: readonly string[]
  /** Limits of the plugin of that name (a text, no byte string). */
  limitsOf(plugin: string): PluginLimits
  /** What the plugin of that name (a text) may reach. */
  allowanceOf(plugin: string): Allowance
  /** What works, but should be known to who starts the host; a line each. */
  readonly warnings: readonly string[]
}
