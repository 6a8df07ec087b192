import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { environment } from './support/program.ts'
import { root } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

// A copy, as after `npm ci`: other tests read this repository's samples while these are built.
const copy = temporaryFolder('start')
for (const name of ['package.json', 'asconfig.json', 'guest', 'dist'])
  cpSync(join(root, name), join(copy, name), {
    recursive: true,
    filter: (source) => source !== join(root, 'dist', 'examples'),
  })
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

// A group of its own: npm, the shell and the server are stopped together.
const npm = spawn('npm', ['start', '--', '--port', '0'], {
  cwd: copy,
  env: environment(),
  detached: true,
  stdio: ['ignore', 'pipe', 'pipe'],
})
const exited = once(npm, 'exit')
let log = ''
npm.stderr.setEncoding('utf8').on('data', (text: string) => {
  log += text
})
let url: string

beforeAll(async () => {
  url = await printedUrl()
}, 60_000)

afterAll(async () => {
  if (npm.pid !== undefined && npm.exitCode === null) process.kill(-npm.pid, 'SIGTERM')
  await exited
})

/** The address on the line that is for people; npm prints lines of its own before. */
async function printedUrl(): Promise<string> {
  for await (const line of createInterface(npm.stdout)) {
    const found = /^Listening on (http\S+)$/.exec(line)?.[1]
    if (found !== undefined) return found
  }
  throw new Error(`npm start ended:\n${log}`)
}

it('builds the samples', () => {
  const samples = ['hello', 'rest', 'preview'].map((name) => `dist/examples/${name}.wasm`)
  expect(samples.map((file) => existsSync(join(copy, file)))).toEqual([true, true, true])
})

it.each([
  ['/hello/world', 'text/plain'],
  ['/rest/answer-buffer', 'text/plain'],
  ['/preview', 'text/html; charset=utf-8'],
  ['/preview/phantom', 'image/png'],
])('serves %s', async (path, type) => {
  const answer = await fetch(url + path)
  await answer.arrayBuffer()
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
})
