import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createSecureContext, type SecureVersion } from 'node:tls'
import { quote, type ConfigSection, type ConfigString } from './file/config-section.ts'
import { escapeText } from '../exchange/log.ts'
import { describeSystemError } from './plugin-files.ts'
import type { TlsSettings } from './settings.ts'

/** By `SslMinimumProtocolVersion`; OpenSSL 3 has nothing older than TLS 1.0. */
const versions = ['TLSv1', 'TLSv1', 'TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const
const defaultVersion = 4
const newestVersion = 'TLSv1.3'

/** What Orthanc 1.12.7 accepts without `SslCiphersAccepted`. */
const defaultCiphers: readonly string[] = [
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES256-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-SHA384',
  'ECDHE-RSA-AES128-SHA256',
  'ECDHE-RSA-AES128-SHA',
  'ECDHE-RSA-AES256-SHA',
  'AES256-SHA',
  'AES128-SHA',
]

/** Those of TLS 1.3 do not depend on the list, in Orthanc neither. */
const modernCiphers: readonly string[] = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
]

/** How the server speaks TLS; `undefined`: it speaks plain HTTP. */
export function readTlsSettings(
  root: ConfigSection,
  folder: string,
  warnings: string[],
): TlsSettings | undefined {
  const isEnabled = root.boolean('SslEnabled') ?? false
  const minVersion = readVersion(root)
  const ciphers = readCiphers(root, minVersion, warnings)
  const pair = readPair(root, folder, isEnabled)
  const clients = readClients(root, folder, isEnabled)
  return pair && { ...pair, minVersion, ciphers, clients }
}

function readVersion(root: ConfigSection): SecureVersion {
  const number = root.integer('SslMinimumProtocolVersion', 0, versions.length - 1)
  return versions[number ?? defaultVersion] ?? newestVersion
}

/** A list for OpenSSL. Names that it does not have are left out, as in Orthanc. */
function readCiphers(root: ConfigSection, minVersion: SecureVersion, warnings: string[]): string {
  const texts = root.strings('SslCiphersAccepted')
  if (texts === undefined) return [...defaultCiphers, ...modernCiphers].join(':')
  const older = texts.map(({ value }) => value).filter((name) => !name.startsWith('TLS_'))
  const unknown = older.filter((name) => /^[A-Z]/.test(name) && !hasCipher(name))
  if (minVersion !== newestVersion && !hasCipher(older.join(':')))
    root.refuse('SslCiphersAccepted', noCipher)
  else if (unknown.length > 0)
    warnings.push(`"SslCiphersAccepted": OpenSSL does not have ${unknown.map(quote).join(', ')}`)
  return [...older, ...modernCiphers].join(':')
}

const noCipher =
  'it has no cipher that OpenSSL has: add one, or set "SslMinimumProtocolVersion" to 5 for TLS 1.3 alone'

function hasCipher(list: string): boolean {
  if (list === '') return false
  try {
    createSecureContext({ ciphers: list })
    return true
  } catch {
    // Of OpenSSL: none of the list's ciphers exists
    return false
  }
}

function readPair(
  root: ConfigSection,
  folder: string,
  isEnabled: boolean,
): Pick<TlsSettings, 'certificate' | 'key'> | undefined {
  const file = root.string('SslCertificate')
  if (!isEnabled) return undefined
  const text = file && readPem(file, folder, file.refuse)
  if (file === undefined)
    root.refuse('SslEnabled', '"SslCertificate" is missing: the PEM file with certificate and key')
  if (file === undefined || text === undefined) return undefined
  const certificate = pemBlocks(text, 'CERTIFICATE').join('\n')
  const [key] = pemBlocks(text, '(?:RSA |EC |ENCRYPTED )?PRIVATE KEY')
  const problem = pairProblem(certificate, key)
  if (key !== undefined && problem === undefined) return { certificate, key }
  file.refuse(`${escapeText(resolve(folder, file.value))}: ${problem}`)
  return undefined
}

function pairProblem(certificate: string, key: string | undefined): string | undefined {
  if (certificate === '') return 'it has no certificate: expected "-----BEGIN CERTIFICATE-----"'
  if (key === undefined) return 'it has no private key: expected "-----BEGIN PRIVATE KEY-----"'
  if (key.includes('ENCRYPTED'))
    return 'the private key is encrypted: a key without a password is needed'
  try {
    const matches = new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
    return matches ? undefined : 'the private key does not belong to the certificate'
  } catch (error) {
    // Of OpenSSL, for bytes between the lines of PEM that are not those of a certificate or key
    return `the certificate or the key cannot be read: ${describeSystemError(error)}`
  }
}

/** The certificates that clients may have; `undefined`: clients need none. */
function readClients(root: ConfigSection, folder: string, isEnabled: boolean): string | undefined {
  const verifies = root.boolean('SslVerifyPeers') ?? false
  const file = root.string('SslTrustedClientCertificates')
  if (!verifies) return undefined
  if (isEnabled && file !== undefined) return readCertificates(file, folder, file.refuse)
  root.refuse('SslVerifyPeers', isEnabled ? noClients : noHttps)
  return undefined
}

const noClients =
  '"SslTrustedClientCertificates" is missing: the PEM file with the certificates that clients may have'
const noHttps = 'certificates of clients need HTTPS: set "SslEnabled", or remove this option'

/**
 * The authorities that requests of plugins to other servers trust, in PEM; `undefined`: those of Node. As in Orthanc, a file that
 * cannot be read does not stop the start: then no server is trusted.
 */
export function readAuthorities(
  root: ConfigSection,
  folder: string,
  warnings: string[],
): string | undefined {
  const file = root.string('HttpsCACertificates')
  if (file === undefined || file.value === '') return undefined
  const warn = (message: string): void =>
    void warnings.push(
      `${root.placeOf('HttpsCACertificates')}: ${message}; requests of plugins over HTTPS fail`,
    )
  return readCertificates(file, folder, warn) ?? ''
}

/** The certificates of a PEM file; `undefined` with a message if one of them cannot be read, or if there is none. */
function readCertificates(
  file: ConfigString,
  folder: string,
  refuse: (message: string) => void,
): string | undefined {
  const text = readPem(file, folder, refuse)
  if (text === undefined) return undefined
  const certificates = pemBlocks(text, '(?:TRUSTED )?CERTIFICATE')
  const problem =
    certificates.length === 0
      ? 'it has no certificate: expected "-----BEGIN CERTIFICATE-----"'
      : certificates.map(certificateProblem).find((each) => each !== undefined)
  if (problem === undefined) return certificates.join('\n')
  refuse(`${escapeText(resolve(folder, file.value))}: ${problem}`)
  return undefined
}

function certificateProblem(certificate: string, index: number): string | undefined {
  try {
    void new X509Certificate(certificate)
    return undefined
  } catch {
    // Of OpenSSL, whose message names its functions alone
    return `its certificate ${index + 1} cannot be read`
  }
}

function readPem(
  file: ConfigString,
  folder: string,
  refuse: (message: string) => void,
): string | undefined {
  const path = resolve(folder, file.value)
  try {
    return readFileSync(path, 'latin1')
  } catch (error) {
    refuse(`${escapeText(path)}: ${describeSystemError(error)}`)
    return undefined
  }
}

function pemBlocks(text: string, label: string): readonly string[] {
  const block = new RegExp(`-----BEGIN (${label})-----[^]*?-----END \\1-----`, 'g')
  return [...text.matchAll(block)].map(([found]) => found)
}
