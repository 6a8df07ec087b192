import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ConfigFolder } from '../../test/support/config-folder.ts'
import type { TlsSettings } from './settings.ts'

const config = new ConfigFolder()

function withCertificate(name: string): string {
  return `{"SslEnabled": true, "SslCertificate": "${name}"}`
}

beforeAll(() => {
  const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost']
  const output = ['-keyout', 'key.pem', '-out', 'cert.pem', '-days', '1']
  execFileSync('openssl', [...args, ...output], { cwd: config.path, stdio: 'ignore' })
  const [key, certificate] = ['key.pem', 'cert.pem'].map((name) =>
    readFileSync(join(config.path, name), 'utf8'),
  )
  writeFileSync(join(config.path, 'both.pem'), `${certificate}${key}`)
})

describe('TLS', () => {
  it('reads certificate and key of one file', () => {
    const { tls } = config.read(withCertificate('both.pem')).http
    expect(tls?.certificate).toMatch(/^-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----$/)
    expect(tls?.key).toMatch(/^-----BEGIN PRIVATE KEY-----[^-]*-----END PRIVATE KEY-----$/)
  })

  it.each([
    ['cert.pem', 'cert.pem: it has no private key'],
    ['key.pem', 'key.pem: it has no certificate'],
    ['none.pem', '"SslCertificate": none.pem: file not found'],
    [String.raw`a\u0000b`, 'the name has a NUL character'],
  ])('refuses %s', (name, message) => {
    expect(config.problem(withCertificate(name))).toContain(message)
  })

  it('refuses what is not PEM between the lines of PEM', () => {
    writeFileSync(join(config.path, 'broken.pem'), broken('CERTIFICATE') + broken('PRIVATE KEY'))
    expect(config.problem(withCertificate('broken.pem'))).toContain(
      'broken.pem: the certificate or the key cannot be read',
    )
  })

  it('needs a certificate', () => {
    expect(config.problem('{"SslEnabled": true}')).toContain(
      '"SslEnabled": "SslCertificate" is missing',
    )
    expect(config.problem('{"SslCertificate": "none.pem"}')).toBe('no problem')
  })
})

function broken(label: string): string {
  return `-----BEGIN ${label}-----\nMIIB\n-----END ${label}-----\n`
}

function tlsWith(members: string): TlsSettings | undefined {
  return config.read(`{"SslEnabled": true, "SslCertificate": "both.pem", ${members}}`).http.tls
}

function problemWith(members: string): string {
  return config.problemOf(() => tlsWith(members))
}

describe('the protocol', () => {
  it.each([
    [0, 'TLSv1'],
    [2, 'TLSv1'],
    [3, 'TLSv1.1'],
    [4, 'TLSv1.2'],
    [5, 'TLSv1.3'],
  ])('%i is %s', (number, version) => {
    expect(tlsWith(`"SslMinimumProtocolVersion": ${number}`)?.minVersion).toBe(version)
  })

  it('is TLS 1.2 by default, and no newer than 1.3', () => {
    expect(tlsWith('"Name": ""')?.minVersion).toBe('TLSv1.2')
    expect(problemWith('"SslMinimumProtocolVersion": 6')).toContain('from 0 to 5, found 6')
  })
})

describe('the ciphers', () => {
  it('are those of the list and of TLS 1.3', () => {
    expect(
      tlsWith('"SslCiphersAccepted": ["AES128-GCM-SHA256", "TLS_AES_128_CCM_SHA256"]')?.ciphers,
    ).toBe(
      'AES128-GCM-SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256',
    )
  })

  it('that OpenSSL does not have are warned of', () => {
    const { warnings } = config.read('{"SslCiphersAccepted": ["HIGH", "!aNULL", "NOSUCH"]}')
    expect(warnings).toEqual(['"SslCiphersAccepted": OpenSSL does not have "NOSUCH"'])
  })

  it('must be at least one', () => {
    expect(problemWith('"SslCiphersAccepted": ["NOSUCH"]')).toContain('it has no cipher')
    expect(problemWith('"SslCiphersAccepted": []')).toContain('it has no cipher')
    expect(problemWith('"SslCiphersAccepted": [], "SslMinimumProtocolVersion": 5')).toBe(
      'no problem',
    )
  })
})

describe('the certificates of clients', () => {
  it('are read', () => {
    const members = '"SslVerifyPeers": true, "SslTrustedClientCertificates": "cert.pem"'
    expect(tlsWith(members)?.clients).toMatch(/^-----BEGIN CERTIFICATE-----/)
    expect(tlsWith('"SslTrustedClientCertificates": "none.pem"')?.clients).toBeUndefined()
  })

  it.each([
    ['"SslVerifyPeers": true', '"SslVerifyPeers": "SslTrustedClientCertificates" is missing'],
    [
      '"SslVerifyPeers": true, "SslTrustedClientCertificates": "none.pem"',
      'none.pem: file not found',
    ],
    [
      '"SslVerifyPeers": true, "SslTrustedClientCertificates": "key.pem"',
      'key.pem: it has no certificate',
    ],
    [
      '"SslVerifyPeers": true, "SslTrustedClientCertificates": "broken.pem"',
      'its certificate 1 cannot be read',
    ],
  ])('refuse %s', (members, message) => {
    expect(problemWith(members)).toContain(message)
  })

  it('need HTTPS', () => {
    expect(config.problem('{"SslVerifyPeers": true}')).toContain(
      'certificates of clients need HTTPS',
    )
  })
})

describe('the authorities of other servers', () => {
  it('are those of a file', () => {
    expect(config.read('{"HttpsCACertificates": "cert.pem"}').authorities).toMatch(/^-----BEGIN/)
    expect(config.read('{"HttpsCACertificates": ""}').authorities).toBeUndefined()
  })

  it('do not exist when the file cannot be read, with a warning', () => {
    const { authorities, warnings } = config.read('{"HttpsCACertificates": "none.pem"}')
    expect(authorities).toBe('')
    expect(warnings).toEqual([expect.stringContaining('requests of plugins over HTTPS fail')])
  })
})
