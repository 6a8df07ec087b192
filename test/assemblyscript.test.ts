import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { createHost, Host, LogEvent } from '../host/host.ts'
import { runProgram } from './support/program.ts'
import { commandLine, root } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('assemblyscript')
const log: LogEvent[] = []
let host: Host

/** What authors expect of AssemblyScript's own library. */
const source = `import { ErrorCode, plugin, route } from 'orthanc-wasm/assembly'

plugin('library', '1.0')
console.log('at the top')

route('/console', (output) => {
  console.log('log')
  console.info('info')
  console.debug('debug')
  console.warn('warn')
  console.error('error')
  console.assert(false, 'wrong')
  console.assert(true, 'right')
  console.time('timer')
  console.timeEnd('timer')
  console.timeEnd('timer')
  output.answer('', 'text/plain')
  return ErrorCode.Success
})

route('/values', (output) => {
  const bytes = new Uint8Array(16)
  crypto.getRandomValues(bytes)
  const values = [Math.random().toString(), Date.now().toString(), performance.now().toString()]
  output.answer(values.join(' ') + ' ' + bytes.toString(), 'text/plain')
  return ErrorCode.Success
})
`

beforeAll(async () => {
  writeFileSync(join(folder, 'library.ts'), source)
  await runProgram(folder, process.execPath, commandLine, 'build', 'library.ts')
  // The built one: guest processes run its bundles. tsc does not resolve a computed path.
  const built: { createHost: typeof createHost } = await import(join(root, 'dist/host/host.js'))
  host = built.createHost({
    plugins: [join(folder, 'library.wasm')],
    log: (event) => void log.push(event),
  })
  await host.ready()
})

afterAll(() => host.close())

async function ask(path: string): Promise<string> {
  return (await host.fetch(new Request(`http://localhost${path}`))).text()
}

it('console writes to the log of the host, also before the plugin is initialized', async () => {
  expect(log.map(({ level, message }) => [level, message])).toEqual([['info', 'at the top']])
  log.length = 0
  await ask('/console')
  expect(log.map(({ level, message }) => [level, message])).toEqual([
    ['info', 'log'],
    ['info', 'info'],
    ['info', 'debug'],
    ['warning', 'warn'],
    ['error', 'error'],
    ['error', 'Assertion failed: wrong'],
    ['info', expect.stringMatching(/^timer: [\d.e-]+ ms$/)],
  ])
})

it('Math.random, Date, performance and crypto have values of this machine', async () => {
  const [first, second] = [await ask('/values'), await ask('/values')].map((text) =>
    text.split(' '),
  )
  expect(Number(first?.[0])).toBeLessThan(1)
  expect(Math.abs(Number(first?.[1]) - Date.now())).toBeLessThan(600_000)
  expect(Number(second?.[2])).toBeGreaterThan(Number(first?.[2]))
  expect([second?.[0], second?.[3]]).not.toEqual([first?.[0], first?.[3]])
  expect(new Set(first?.[3]?.split(',')).size).toBeGreaterThan(4)
})

it.each([
  [
    'what its parser refuses',
    [
      'async function f(): void {}',
      'const [first] = [1]',
      'const n = "a"?.length',
      'const b: string | i32 = 1',
    ],
  ],
  [
    'what the next step of the compiler refuses',
    [
      'const found = [1].filter((one) => one > limit)',
      'try { f() } catch (e) {}',
      'const a: any = 1',
      'const c = { a: 1 }',
      'for (const one of [1]) {}',
      'const d = [...[1]]',
      'const e = /a/',
    ],
  ],
])('says what to write instead of %s', async (_, lines) => {
  const body = ['let limit = f()', 'limit++', ...lines].join('\n  ')
  const text = `export function f(): i32 {\n  return 1\n}\nexport function g(): void {\n  ${body}\n}\n`
  writeFileSync(join(folder, 'lacks.ts'), text)
  const { err } = await runProgram(folder, process.execPath, commandLine, 'build', 'lacks.ts')
  const helped = [...err.matchAll(/^ +\d+ \| +(.*)\n.*\n +. = help: /gm)].map(([, line]) => line)
  expect(new Set(helped)).toEqual(new Set(lines))
})
