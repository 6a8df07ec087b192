import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { validate } from 'dockerfile-utils'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { readConfig } from '../host/config/config.ts'
import { findFreePort } from './support/port.ts'
import { missingPackage } from './support/requirements.ts'
import { root, sample, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const page = readFileSync(join(root, 'docs', 'operate.md'), 'utf8')
const folder = temporaryFolder('operate')

/** The block of the page that names a file in its first line. */
function blockOf(name: string): string {
  const blocks = [...page.matchAll(/```\w+\n(.*?)```/gs)].map(([, text = '']) => text)
  const found = blocks.find((text) => text.split('\n', 1)[0]?.endsWith(name))
  if (found === undefined) throw new Error(`no block of ${name}`)
  return found
}

it('the configuration is valid, and every key in it is known', () => {
  const file = join(folder, 'config.json')
  mkdirSync(join(folder, 'plugins'))
  const text = blockOf('config.json').replace('/etc/orthanc-wasm/plugins', join(folder, 'plugins'))
  writeFileSync(file, text.replace(`"\${ALICE_PASSWORD}"`, '"secret"'))
  expect(readConfig(file, {}).warnings).toEqual([])
})

describe.skipIf(missingPackage('systemd-analyze', 'systemd'))('the systemd unit', () => {
  const unit = join(folder, 'orthanc-wasm.service')

  beforeAll(() => writeFileSync(unit, blockOf('orthanc-wasm.service')))

  it('has the rating that the page says', () => {
    const options = ['security', '--offline=true', '--no-pager', unit]
    const report = execFileSync('systemd-analyze', options, { encoding: 'utf8' })
    const rating = /exposure level for orthanc-wasm\.service: ([\d.]+)/.exec(report)?.[1]
    expect(page).toContain(`rates this ${rating} of 10`)
  })

  it('has no setting that systemd does not know', () => {
    const { status, stderr } = spawnVerify(unit)
    expect(stderr.split('\n').filter((line) => line.includes('orthanc-wasm.service'))).toEqual([])
    expect(status).toBe(0)
  })

  it('starts the file that the package has', () => {
    const command = /^ExecStart=(.*)$/m.exec(blockOf('orthanc-wasm.service'))?.[1]?.split(' ')
    const { bin }: { bin: Readonly<Record<string, string>> } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    )
    expect(command?.[1]).toBe(`/opt/orthanc-wasm/node_modules/orthanc-wasm/${bin['orthanc-wasm']}`)
  })
})

function spawnVerify(unit: string): { status: number; stderr: string } {
  try {
    // Programs that a unit names are looked for; this one is where the page installs it.
    execFileSync('systemd-analyze', ['verify', '--man=no', '--recursive-errors=no', unit], {
      stdio: 'pipe',
    })
    return { status: 0, stderr: '' }
  } catch (error) {
    if (!(error instanceof Error && 'stderr' in error && 'status' in error)) throw error
    return { status: Number(error.status), stderr: String(error.stderr) }
  }
}

it('the Dockerfile has no fault', () => {
  expect(validate(blockOf('Dockerfile'))).toEqual([])
  expect(validate('FROM node\nRNU x\nENTRYPOINT a\nENTRYPOINT b\n')).not.toEqual([])
})

it('the compose file starts the host of the Dockerfile next to Orthanc', () => {
  const { services } = parse(blockOf('compose.yaml'))
  expect(services).toMatchObject({
    orthanc: { image: expect.stringMatching(/^orthancteam\/orthanc:[\d.]+$/) },
    plugins: { build: '.', init: true, read_only: true, depends_on: ['orthanc'] },
  })
})

/** What the compiler finds wrong if the manifests are values of the types that Kubernetes publishes for them. */
function findFaults(manifests: string): string[] {
  const types = { Deployment: 'apps/v1', Service: 'core/v1' }
  const source = parseAllDocuments(manifests)
    .map((document): Record<string, unknown> => document.toJS())
    .map((value, i) => {
      const kind = Object.entries(types).find(([name]) => name === value['kind'])
      if (kind === undefined) throw new Error(`a manifest of kind ${String(value['kind'])}`)
      const [name, group] = kind
      const json = JSON.stringify(value)
      return `import type { ${name} as T${i} } from 'kubernetes-types/${group}'\nexport const v${i}: T${i} = ${json}\n`
    })
    .join('')
  const file = join(folder, 'manifests.ts')
  writeFileSync(file, source)
  const program = ts.createProgram([file], {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    lib: ['lib.es5.d.ts'],
    types: [],
  })
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}

it('the manifests for Kubernetes have the types of its API', () => {
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const manifests = blockOf('kubernetes.yaml')
  expect(findFaults(manifests)).toEqual([])
  expect(findFaults(manifests.replace('readinessProbe', 'readyProbe'))).toHaveLength(1)
})

describe.skipIf(
  [missingPackage('nginx', 'nginx-light'), missingPackage('openssl', 'openssl')].includes(true),
)('nginx in front of two hosts', () => {
  const hosts: RunningServer[] = []
  let nginx: ChildProcess
  let port: number

  beforeAll(async () => {
    const config = join(folder, 'host.json')
    writeFileSync(
      config,
      JSON.stringify({ KeepAliveTimeout: 75, WebAssembly: { TrustedProxies: ['127.0.0.1'] } }),
    )
    const plugins = [sample('hello'), sample('rest')]
    for (let i = 0; i < 2; i++)
      hosts.push(await startServer({ plugins, args: ['--config', config] }))
    port = await findFreePort()
    nginx = startNginx(
      port,
      hosts.map((host) => host.port),
    )
  })

  afterAll(async () => {
    nginx.kill('SIGQUIT')
    await Promise.all(hosts.map((host) => host.stop()))
  })

  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false })

  /** A GET or POST through nginx. */
  function ask(method: 'GET' | 'POST'): Promise<{ status: number | undefined; text: string }> {
    const path = method === 'GET' ? '/hello/you' : '/rest/echo'
    return new Promise((resolve, reject) => {
      const sent = request({ port, agent, method, path }, (answer) => {
        answer.setEncoding('utf8')
        answer
          .toArray()
          .then((parts) => resolve({ status: answer.statusCode, text: parts.join('') }), reject)
      })
      sent.on('error', reject)
      sent.end(method === 'POST' ? 'a body' : '')
    })
  }

  it('loses only POSTs in flight on a host that is killed', async () => {
    await expect
      .poll(() =>
        ask('GET').then(
          ({ status }) => status,
          () => undefined,
        ),
      )
      .toBe(200)
    const lost = { GET: 0, POST: 0 }
    let answered = 0
    const load = { isOver: false }
    const clients = 8
    const clientsRun = Array.from({ length: clients }, async (_, i) => {
      const method = i % 4 === 0 ? 'POST' : 'GET'
      while (!load.isOver) {
        const { status, text } = await ask(method)
        if (status === 200 && /you|a body/.test(text)) answered++
        else lost[method]++
      }
    })
    await expect.poll(() => answered, { interval: 5 }).toBeGreaterThan(200)
    process.kill(hosts[0]?.pid ?? 0, 'SIGKILL')
    const before = answered
    await expect.poll(() => answered, { interval: 5 }).toBeGreaterThan(before + 500)
    load.isOver = true
    await Promise.all(clientsRun)
    expect(lost.GET).toBe(0)
    expect(lost.POST).toBeLessThanOrEqual(clients / 4)
  })
})

/** nginx with the server of the page, on other ports and with a certificate of its own. */
function startNginx(port: number, hosts: readonly number[]): ChildProcess {
  const [certificate, key] = [join(folder, 'nginx.pem'), join(folder, 'nginx.key')]
  const options = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
  execFileSync('openssl', ['req', '-x509', ...options, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  })
  const server = blockOf('conf.d/orthanc-wasm.conf')
    .replace('listen 443 ssl', `listen 127.0.0.1:${port} ssl`)
    .replace('127.0.0.1:8043', `127.0.0.1:${hosts[0]}`)
    .replace('127.0.0.1:8044', `127.0.0.1:${hosts[1]}`)
    .replace('/etc/ssl/orthanc-wasm.pem', certificate)
    .replace('/etc/ssl/orthanc-wasm.key', key)
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join(' ')
  const main = `daemon off; pid ${join(folder, 'nginx.pid')}; error_log stderr crit; events {} http { access_log off; ${paths}\n${server} }`
  writeFileSync(join(folder, 'nginx.conf'), main)
  return spawn('nginx', ['-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
}
