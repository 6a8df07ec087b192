import { execFile, execFileSync, spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from './support/certificate.ts'
import { findFreePort } from './support/port.ts'
import { missingPackage } from './support/requirements.ts'
import { sample, ServeProcess } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('tls-clients')
const orthanc = '/usr/sbin/Orthanc'
const run = promisify(execFile)

beforeAll(() => {
  makeCertificate(folder)
  // Clients: one of an authority, one that is trusted itself, a stranger
  makeKey('authority', ['-x509'])
  makeKey('own', ['-x509'])
  makeKey('stranger', ['-x509'])
  makeKey('member', [])
  const signing = [
    'x509',
    '-req',
    '-in',
    'member.crt',
    '-CA',
    'authority.crt',
    '-CAkey',
    'authority.key',
  ]
  openssl([...signing, '-CAcreateserial', '-days', '1', '-out', 'member.crt'])
  const trusted = execFileSync('cat', ['authority.crt', 'own.crt'], { cwd: folder })
  writeFileSync(join(folder, 'trusted.pem'), trusted)
})

function makeKey(name: string, kind: readonly string[]): void {
  const files = ['-keyout', `${name}.key`, '-out', `${name}.crt`]
  openssl(['req', ...kind, '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`, ...files])
}

function openssl(args: readonly string[]): void {
  execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' })
}

const verify = { SslVerifyPeers: true, SslTrustedClientCertificates: 'trusted.pem' }

/** Options of the server, those of `openssl s_client`, and what comes of the handshake. */
const handshakes: readonly (readonly [object, readonly string[], string])[] = [
  [{}, ['-tls1_1'], 'refused'],
  [{}, ['-tls1_2'], 'ECDHE-RSA-AES256-GCM-SHA384'],
  [{}, ['-tls1_2', '-cipher', 'AES128-SHA'], 'AES128-SHA'],
  [{}, ['-tls1_2', '-cipher', 'AES128-GCM-SHA256'], 'refused'],
  [{}, ['-tls1_2', '-cipher', 'ECDHE-RSA-CHACHA20-POLY1305'], 'refused'],
  [{}, ['-tls1_3'], 'TLS_AES_256_GCM_SHA384'],
  [{ SslMinimumProtocolVersion: 5 }, ['-tls1_2'], 'refused'],
  [{ SslMinimumProtocolVersion: 5 }, ['-tls1_3'], 'TLS_AES_256_GCM_SHA384'],
  [{ SslMinimumProtocolVersion: 0 }, ['-tls1'], 'refused'],
  [{ SslCiphersAccepted: ['AES128-GCM-SHA256'] }, ['-tls1_2'], 'AES128-GCM-SHA256'],
  [{ SslCiphersAccepted: ['AES128-GCM-SHA256', 'NOSUCH'] }, ['-tls1_2'], 'AES128-GCM-SHA256'],
  [{ SslCiphersAccepted: ['AES128-GCM-SHA256'] }, ['-tls1_3'], 'TLS_AES_256_GCM_SHA384'],
  [verify, ['-tls1_2', ...certificateOf('member')], 'ECDHE-RSA-AES256-GCM-SHA384'],
  [verify, ['-tls1_2', ...certificateOf('own')], 'ECDHE-RSA-AES256-GCM-SHA384'],
  [verify, ['-tls1_2'], 'refused'],
]

function certificateOf(name: string): readonly string[] {
  return ['-cert', join(folder, `${name}.crt`), '-key', join(folder, `${name}.key`)]
}

/** The cipher that a client agrees on with a server. */
async function handshake(port: number, args: readonly string[]): Promise<string> {
  const connect = ['s_client', '-connect', `127.0.0.1:${port}`]
  const running = run('openssl', [...connect, ...args], { cwd: folder })
  running.child.stdin?.end()
  const { stdout, stderr } = await running.catch(outputOf)
  const cipher = /Cipher is ([A-Z0-9_-]+)/.exec(stdout)?.[1]
  // A server may refuse the certificate after the client has printed the cipher.
  return cipher === undefined || /\balert\b/.test(stderr) ? 'refused' : cipher
}

function outputOf(error: unknown): { readonly stdout: string; readonly stderr: string } {
  if (error instanceof Error && 'stdout' in error && 'stderr' in error)
    return { stdout: String(error.stdout), stderr: String(error.stderr) }
  throw error
}

function writeConfig(options: object): string {
  const file = join(folder, 'orthanc.json')
  const tls = { SslEnabled: true, SslCertificate: 'both.pem' }
  writeFileSync(file, JSON.stringify({ ...tls, ...options }))
  return file
}

async function startOurs(options: object): Promise<ServeProcess & { readonly port: number }> {
  const server = new ServeProcess([
    sample('hello'),
    '--port',
    '0',
    '--config',
    writeConfig(options),
  ])
  return Object.assign(server, { port: Number(new URL(await server.url()).port) })
}

it.each(handshakes)('with %j a client with %j gets %s', async (options, args, cipher) => {
  using server = await startOurs(options)
  expect(await handshake(server.port, args)).toBe(cipher)
})

describe.skipIf(missingPackage(orthanc, 'orthanc'))('Orthanc', () => {
  it.each(handshakes)(
    'with %j and a client with %j does the same: %s',
    async (options, args, cipher) => {
      const port = await findFreePort()
      mkdirSync(join(folder, 'db'), { recursive: true })
      const config = writeConfig({
        ...options,
        HttpPort: port,
        DicomServerEnabled: false,
        StorageDirectory: 'db',
      })
      const server = spawn(orthanc, [config], { stdio: ['ignore', 'ignore', 'pipe'] })
      try {
        for await (const text of server.stderr)
          if (String(text).includes('Orthanc has started')) break
        expect(await handshake(port, args)).toBe(cipher)
      } finally {
        server.kill('SIGKILL')
      }
    },
  )
})

/** The answer of a request over TLS 1.3, or the exit code of curl. */
async function get(port: number, name: string | undefined): Promise<string> {
  const certificate = name === undefined ? [] : ['--cert', `${name}.crt`, '--key', `${name}.key`]
  const url = `https://127.0.0.1:${port}/hello/tls`
  const result = run('curl', ['-ks', '--tlsv1.3', ...certificate, url], { cwd: folder })
  return result.then(
    ({ stdout }) => stdout,
    (error: unknown) => `curl ${error instanceof Error && 'code' in error && String(error.code)}`,
  )
}

it('answers clients with a trusted certificate, and no others, over TLS 1.3 too', async () => {
  using server = await startOurs(verify)
  expect(await get(server.port, 'member')).toBe('Hello tls!\n')
  expect(await get(server.port, 'own')).toBe('Hello tls!\n')
  expect(await get(server.port, 'stranger')).toMatch(/^curl (?:35|52|55|56)$/)
  expect(await get(server.port, undefined)).toMatch(/^curl (?:35|52|55|56)$/)
  expect(server.isAlive).toBe(true)
  const refused = / warning client-certificate: The certificate of .+ is refused: (.+) \(/g
  await expect
    .poll(() => [...server.err.matchAll(refused)].map(([, reason]) => reason))
    .toEqual(['DEPTH_ZERO_SELF_SIGNED_CERT', 'it has none'])
})

it('serves a renewed certificate and trusts other clients after SIGHUP, without a new start', async () => {
  using server = await startOurs(verify)
  await handshake(server.port, ['-tls1_2', '-sess_out', 'own.sess', ...certificateOf('own')])
  // A client resumes a session without its certificate.
  const resume = (): Promise<string> => handshake(server.port, ['-tls1_2', '-sess_in', 'own.sess'])
  expect(await resume()).not.toBe('refused')
  const before = await serialOf(server.port)
  makeCertificate(folder)
  writeConfig({ ...verify, SslTrustedClientCertificates: 'authority.crt' })
  await reload(server, 'The configuration was reloaded')
  expect(await serialOf(server.port)).not.toBe(before)
  expect(await get(server.port, 'member')).toBe('Hello tls!\n')
  expect(await get(server.port, 'own')).toMatch(/^curl/)
  expect(await resume()).toBe('refused')
})

it('loses no request while certificates are renewed, and keeps the running one if the new one is broken', async () => {
  using server = await startOurs({})
  const url = `https://127.0.0.1:${server.port}/hello/tls`
  const load = { isOn: true, answers: 0 }
  const client = async (): Promise<void> => {
    while (load.isOn) {
      const { stdout } = await run('curl', ['-ksS', url], { cwd: folder })
      expect(stdout).toBe('Hello tls!\n')
      load.answers++
    }
  }
  const clients = Promise.all([client(), client()])
  for (let renewals = 0; renewals < 3; renewals++) {
    makeCertificate(folder)
    await reload(server, 'The configuration was reloaded')
    const { answers } = load
    await expect.poll(() => load.answers).toBeGreaterThan(answers + 2)
  }
  const serial = await serialOf(server.port)
  writeFileSync(join(folder, 'both.pem'), 'no certificate')
  await reload(server, 'The running configuration stays')
  expect(await serialOf(server.port)).toBe(serial)
  load.isOn = false
  await clients
})

/** The serial number of a server's certificate. */
async function serialOf(port: number): Promise<string> {
  const connect = ['s_client', '-connect', `127.0.0.1:${port}`, '-showcerts']
  const running = run('openssl', connect, { cwd: folder })
  running.child.stdin?.end()
  const { stdout } = await running.catch(outputOf)
  const certificate = /-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/.exec(stdout)?.[0]
  return new X509Certificate(certificate ?? '').serialNumber
}

async function reload(server: ServeProcess, line: string): Promise<void> {
  const before = server.err.length
  server.process.kill('SIGHUP')
  await expect.poll(() => server.err.slice(before)).toContain(line)
}
