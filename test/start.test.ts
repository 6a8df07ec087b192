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
let npm: ReturnType<typeof startNpm>
let url: string

beforeAll(async () => {
  for (const name of ['package.json', 'asconfig.json', 'guest', 'dist'])
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (source) => source !== join(root, 'dist', 'examples'),
    })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  npm = startNpm()
  url = await npm.url()
})

afterAll(async () => {
  await npm.stop()
})

function startNpm(): { url: () => Promise<string>; stop: () => Promise<void> } {
  const child = spawn('npm', ['start', '--', '--port', '0'], {
    cwd: copy,
    env: environment(),
    // A group of its own: npm, the shell and the server are stopped together.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  return {
    url: async () => {
      // npm prints lines of its own before.
      for await (const line of createInterface(child.stdout)) {
        const found = /^Listening on (http\S+)$/.exec(line)?.[1]
        if (found !== undefined) return found
      }
      throw new Error(`npm start ended:\n${log}`)
    },
    stop: async () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
      await exited
    },
  }
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
