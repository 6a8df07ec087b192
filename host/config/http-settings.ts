import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { ConfigSection, ConfigString } from './config-section.ts'
import { escapeText } from '../exchange/log.ts'
import {
  allInterfaces,
  isLoopback,
  loopback,
  portRange,
  showListenAddress,
} from './listen-address.ts'
import type { HttpSettings } from './settings.ts'
import { describeSystemError } from './plugin-files.ts'

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
    tls: readTls(root, folder),
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
  if (users === undefined && !isLoopback(address.host))
    return [
      `authentication is off: every client that reaches ${showListenAddress(address)} is served`,
    ]
  return []
}

function readTls(root: ConfigSection, folder: string): HttpSettings['tls'] {
  const enabled = root.boolean('SslEnabled') ?? false
  const file = root.string('SslCertificate')
  if (!enabled) return undefined
  if (file !== undefined) return readCertificate(file, folder)
  root.refuse('SslEnabled', '"SslCertificate" is missing: the PEM file with certificate and key')
  return undefined
}

function readCertificate(file: ConfigString, folder: string): HttpSettings['tls'] {
  const path = resolve(folder, file.value)
  try {
    const text = readFileSync(path, 'latin1')
    const certificate = pemBlocks(text, 'CERTIFICATE').join('\n')
    const [key] = pemBlocks(text, '(?:RSA |EC |ENCRYPTED )?PRIVATE KEY')
    const problem = certificateProblem(certificate, key)
    if (key !== undefined && problem === undefined) return { certificate, key }
    file.refuse(`${escapeText(path)}: ${problem}`)
  } catch (error) {
    file.refuse(`${escapeText(path)}: ${describeSystemError(error)}`)
  }
  return undefined
}

function pemBlocks(text: string, label: string): readonly string[] {
  const block = new RegExp(`-----BEGIN (${label})-----[^]*?-----END \\1-----`, 'g')
  return [...text.matchAll(block)].map(([found]) => found)
}

function certificateProblem(certificate: string, key: string | undefined): string | undefined {
  if (certificate === '') return 'it has no certificate: expected "-----BEGIN CERTIFICATE-----"'
  if (key === undefined) return 'it has no private key: expected "-----BEGIN PRIVATE KEY-----"'
  if (key.includes('ENCRYPTED'))
    return 'the private key is encrypted: a key without a password is needed'
  const matches = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
  return matches ? undefined : 'the private key does not belong to the certificate'
}
