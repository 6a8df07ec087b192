import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { findFreePort } from './support/port.ts'
import { commandLine, root, sample, startServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const page = readFileSync(join(root, 'docs', 'monitoring.md'), 'utf8')
const folder = temporaryFolder('monitoring')

/** The only block of the page in that language. */
function blockIn(language: string): string {
  const [text = '', ...others] = [
    ...page.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs')),
  ].map(([, block = '']) => block)
  expect(others).toEqual([])
  return text
}

let log: string
let output: readonly string[]

beforeAll(async () => {
  const [port, admin] = [await findFreePort(), await findFreePort()]
  const commands = blockIn('sh')
    .replaceAll('8042', String(port))
    .replaceAll('9090', String(admin))
    .replace('orthanc-wasm', `${process.execPath} ${commandLine}`)
    .replace('hello.wasm', sample('hello'))
  const { stdout } = await promisify(execFile)('sh', ['-e', '-c', commands], { cwd: folder })
  output = stdout.trim().split('\n')
  log = readFileSync(join(folder, 'host.log'), 'utf8')
})

it('the commands show readiness, the answer, its count and its log line, and end with success', () => {
  expect(output).toEqual([
    expect.stringMatching(/^Listening on http/),
    '{"ready":true}',
    'Hello world!',
    'orthanc_wasm_requests_total{plugin="hello",status="200"} 1',
    expect.stringContaining('"status":200'),
  ])
})

it('the log has the line of each kind that the page describes, as JSON', () => {
  const lines = log
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line))
  expect(lines).toContainEqual({
    time: expect.any(String),
    level: 'info',
    plugin: 'hello',
    request: expect.any(String),
    message: expect.stringMatching(/^GET \/hello\/world 200, 13 bytes, /),
    method: 'GET',
    path: '/hello/world',
    status: 200,
    bytes: 13,
    ms: expect.any(Number),
  })
  expect(lines.map(({ message }) => message)).toContain('The configuration was reloaded')
})

it('has all metrics of a server, and a target that Prometheus reads', async () => {
  const server = await startServer({
    plugins: [sample('hello')],
    args: ['--admin', '0', '--access-log'],
  })
  try {
    await fetch(`${server.url}/hello/world`)
    const admin = /admin page is at (\S+)/.exec(server.log())?.[1] ?? ''
    const {
      scrape_configs: [job],
    } = parse(blockIn('yaml'))
    const [target] = job.static_configs[0].targets
    const url = new URL(`http://${target}${job.metrics_path ?? '/metrics'}`)
    url.port = new URL(admin).port
    const metrics = await (await fetch(url)).text()
    const named = [...metrics.matchAll(/^# TYPE (orthanc_wasm_\w+)/gm)].map(([, name]) => name)
    const described = [...page.matchAll(/^\| `(orthanc_wasm_\w+)\{/gm)].map(([, name]) => name)
    expect(new Set(named)).toEqual(new Set(described))
    const example = /^```\n\S+ info (.*\n)```/m.exec(page)?.[1] ?? ''
    const form = new RegExp(example.replace(/[[\]()]/g, '\\$&').replace(/[\w/.]+/g, '[\\w/.-]+'))
    await expect.poll(() => server.log()).toMatch(form)
  } finally {
    await server.stop()
  }
})
