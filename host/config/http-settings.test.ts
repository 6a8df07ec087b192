import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ConfigFolder } from '../../test/support/config-folder.ts'
import { readConfig } from './config.ts'

const config = new ConfigFolder()

describe('access', () => {
  it('from elsewhere needs users', () => {
    expect(config.problem('{"RemoteAccessAllowed": true}')).toBe(
      'orthanc.json:1: "RemoteAccessAllowed": remote access needs users: add them to "RegisteredUsers", or set "AuthenticationEnabled" to false',
    )
  })

  it('from elsewhere turns authentication on', () => {
    const { http } = config.read('{"RemoteAccessAllowed": true, "RegisteredUsers": {"a": "b"}}')
    expect(http.host).toBe('0.0.0.0')
    expect(http.users).toEqual(new Map([['a', 'b']]))
  })

  it('from elsewhere without authentication is warned of', () => {
    const { http, warnings } = config.read(
      '{"RemoteAccessAllowed": true, "AuthenticationEnabled": false}',
    )
    expect(http.users).toBeUndefined()
    expect(warnings).toEqual([
      'authentication is off: every client that reaches 0.0.0.0:8042 is served',
    ])
    expect(readConfig(undefined, { host: '0.0.0.0' }).warnings).toHaveLength(1)
  })

  it('is refused to all clients when authentication is on without users', () => {
    const { http, warnings } = config.read('{"AuthenticationEnabled": true}')
    expect(http.users).toEqual(new Map())
    expect(warnings).toEqual([expect.stringContaining('every request is refused')])
  })

  it('is free for local users who are registered but not asked for', () => {
    expect(config.read('{"RegisteredUsers": {"a": "b"}}').http.users).toBeUndefined()
  })
})

function withCertificate(name: string): string {
  return `{"SslEnabled": true, "SslCertificate": "${name}"}`
}

describe('TLS', () => {
  beforeAll(() => {
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost']
    const output = ['-keyout', 'key.pem', '-out', 'cert.pem', '-days', '1']
    execFileSync('openssl', [...args, ...output], { cwd: config.path, stdio: 'ignore' })
    const [key, certificate] = ['key.pem', 'cert.pem'].map((name) =>
      readFileSync(join(config.path, name), 'utf8'),
    )
    writeFileSync(join(config.path, 'both.pem'), `${certificate}${key}`)
  })

  it('reads certificate and key of one file', () => {
    const { tls } = config.read(withCertificate('both.pem')).http
    expect(tls?.certificate).toMatch(/^-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----$/)
    expect(tls?.key).toMatch(/^-----BEGIN PRIVATE KEY-----[^-]*-----END PRIVATE KEY-----$/)
  })

  it.each([
    ['cert.pem', 'cert.pem: it has no private key'],
    ['key.pem', 'key.pem: it has no certificate'],
    ['none.pem', '"SslCertificate": none.pem: there is no such file'],
    [String.raw`a\u0000b`, 'the name has a NUL character'],
  ])('refuses %s', (name, message) => {
    expect(config.problem(withCertificate(name))).toContain(message)
  })

  it('needs a certificate', () => {
    expect(config.problem('{"SslEnabled": true}')).toContain(
      '"SslEnabled": "SslCertificate" is missing',
    )
    expect(config.problem('{"SslCertificate": "none.pem"}')).toBe('no problem')
  })
})
