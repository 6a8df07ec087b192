import type { ConfigSection } from './file/config-section.ts'
import {
  allInterfaces,
  isLoopback,
  loopback,
  portRange,
  showListenAddress,
} from './listen-address.ts'
import type { HttpSettings } from './settings.ts'
import { readTlsSettings } from './tls-settings.ts'

interface HttpSource {
  /** Relative paths start here. */
  readonly folder: string
  readonly overrides: { readonly host?: string | undefined; readonly port?: number | undefined }
  readonly warnings: string[]
}

/** A timer of Node runs at most 2^31 - 1 ms. */
const longestTimerS = 2_147_483

/** How the server speaks HTTP, with the defaults of Orthanc 1.12. */
export function readHttpSettings(root: ConfigSection, source: HttpSource): HttpSettings {
  const { folder, overrides, warnings } = source
  const remote = root.boolean('RemoteAccessAllowed') ?? false
  const port = root.integer('HttpPort', portRange.minimum, portRange.maximum) ?? 8042
  const settings: HttpSettings = {
    host: overrides.host ?? (remote ? allInterfaces : loopback),
    port: overrides.port ?? port,
    describeErrors: root.boolean('HttpDescribeErrors') ?? true,
    compression: root.boolean('HttpCompressionEnabled') ?? false,
    keepAlive: root.boolean('KeepAlive') ?? true,
    keepAliveTimeoutS: root.integer('KeepAliveTimeout', 1, longestTimerS) ?? 1,
    requestTimeoutS: root.integer('HttpRequestTimeout', 1, longestTimerS) ?? 30,
    users: readUsers(root, remote),
    tls: readTlsSettings(root, folder, warnings),
  }
  warnings.push(...accessWarnings(settings))
  return settings
}

/**
 * The users that may log in; `undefined`: no authentication. As in Orthanc, remote access turns authentication on unless the
 * configuration says otherwise. *Differs:* with remote access and no user Orthanc makes one with a known password.
 */
function readUsers(root: ConfigSection, remote: boolean): HttpSettings['users'] {
  const users = new Map<string, string>()
  const section = root.section('RegisteredUsers')
  for (const name of section?.keys() ?? []) {
    const password = section?.string(name)
    if (password !== undefined) users.set(name, password.value)
  }
  if (!(root.boolean('AuthenticationEnabled') ?? remote)) return undefined
  if (remote && users.size === 0) root.refuse('RemoteAccessAllowed', noUsers)
  return users
}

const noUsers =
  'remote access needs users: add them to "RegisteredUsers", or set "AuthenticationEnabled" to false'

function accessWarnings({ users, ...address }: HttpSettings): readonly string[] {
  if (users?.size === 0)
    return ['authentication is on and "RegisteredUsers" is empty: every request is refused']
  if (users?.get('orthanc') === 'orthanc')
    return [
      'the user "orthanc" has the default password of Orthanc, which everyone knows: your setup is INSECURE; change it in "RegisteredUsers"',
    ]
  if (users === undefined && !isLoopback(address.host))
    return [
      `authentication is off: every client that reaches ${showListenAddress(address)} is served`,
    ]
  return []
}
