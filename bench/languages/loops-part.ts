import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { commandLine, runCommand } from './languages-server.ts'

/** What an author waits for in a new project, in ms. */
export interface LoopFigures {
  readonly newMs: number
  /** From the start of `dev` to the first answer of the plugin. */
  readonly firstAnswerMs: number
  /** From a changed line to the first answer that shows it. */
  readonly editMs: number
}

/** The source of each project that `new` writes, by its language. */
export const projectSources: Readonly<Record<string, string>> = {
  assemblyscript: 'plugin.ts',
  c: 'plugin.c',
  cpp: 'plugin.cpp',
  rust: 'plugin.rs',
  javascript: 'plugin.js',
}

const pollMs = 10
const longestMs = 60_000

/** Writes a project into a folder, runs `dev` in it, and changes the text that it answers. */
export async function measureLoop(language: string, folder: string): Promise<LoopFigures> {
  const name = `loop-${language}`
  const project = join(folder, name)
  const before = performance.now()
  await runCommand(['new', name, '--language', language], folder)
  const newMs = performance.now() - before
  const file = projectSources[language] ?? ''
  const options = existsSync(join(project, 'config.json')) ? ['--config', 'config.json'] : []
  const start = performance.now()
  // The module has the name of the project: config.json has the rights of a file of that name.
  const args = ['dev', file, '-o', `${name}.wasm`, '--port', '0', ...options]
  const child = spawn(process.execPath, [commandLine, ...args], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const exited = once(child, 'exit')
  try {
    const firstLine = once(createInterface(child.stdout), 'line')
    const [line]: unknown[] = await Promise.race([firstLine, exited.then(() => [])])
    const url = /^Listening on (http\S+)$/.exec(String(line))?.[1]
    if (url === undefined) throw new Error(`${project}: dev does not serve ${file}`)
    const path = `${url}/${name}/hello/you`
    await waitForAnswer(path, 'Hello you!\n')
    const firstAnswerMs = performance.now() - start
    const source = join(project, file)
    writeFileSync(source, readFileSync(source, 'utf8').replace('Hello ', 'Goodbye '))
    const edited = performance.now()
    await waitForAnswer(path, 'Goodbye you!\n')
    return { newMs, firstAnswerMs, editMs: performance.now() - edited }
  } finally {
    child.kill('SIGTERM')
    await exited
  }
}

async function waitForAnswer(url: string, text: string): Promise<void> {
  const start = performance.now()
  while ((await (await fetch(url)).text()) !== text) {
    if (performance.now() - start > longestMs) throw new Error(`${url} does not answer ${text}`)
    await sleep(pollMs)
  }
}
