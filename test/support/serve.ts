import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { findPackageRoot } from '../../guest/build/package-root.ts'

export const root = findPackageRoot()
/** The program `orthanc-wasm`. */
export const commandLine = join(root, 'dist', 'host', 'cli', 'main.js')

/** The compiled sample of that name. */
export function sample(name: string): string {
  return join(root, 'dist', 'examples', `${name}.wasm`)
}

/** A command in front of a server that limits one of its resources: `-n 256` leaves it 256 descriptors. */
export function ulimit(option: string): readonly string[] {
  return ['sh', '-c', `ulimit ${option}; exec "$@"`, 'sh']
}

interface ServeOptions {
  /** The command to run, if not `serve`. */
  readonly command?: 'serve' | 'dev'
  /** The folder to run it in, if not the current one. */
  readonly cwd?: string
  /** The program to run, if not this repository's own. */
  readonly program?: string
  /** A command in front that becomes the server, as `setsid` does. */
  readonly wrapper?: readonly string[]
}

/** A running `orthanc-wasm serve`; disposal kills the process. */
export class ServeProcess {
  readonly process: ChildProcessByStdio<null, Readable, Readable>
  readonly #written = { out: '', err: '' }
  readonly #exited: Promise<unknown>

  constructor(args: readonly string[], options: ServeOptions = {}) {
    const { program = commandLine, wrapper = [], command = 'serve', cwd = '.' } = options
    const [first = '', ...rest] = [...wrapper, process.execPath, program, command, ...args]
    this.process = spawn(first, rest, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#exited = once(this.process, 'exit')
    const { stdout, stderr } = this.process
    stdout.setEncoding('utf8').on('data', (text: string) => (this.#written.out += text))
    stderr.setEncoding('utf8').on('data', (text: string) => (this.#written.err += text))
  }

  get out(): string {
    return this.#written.out
  }

  get err(): string {
    return this.#written.err
  }

  get isAlive(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null
  }

  /** The address that it prints; rejects if it ends before. */
  async url(): Promise<string> {
    const closed = once(this.process, 'close')
    while (!this.out.includes('\n')) {
      const ended = await Promise.race([
        once(this.process.stdout, 'data').then(() => false),
        closed.then(() => true),
      ])
      if (ended) break
    }
    const url = /^Listening on (http\S+)$/m.exec(this.out)?.[1]
    if (url === undefined) throw new Error(`the server did not start:\n${this.err}`)
    return url
  }

  /** Sends signals, SIGTERM by default, and waits; returns the exit code. */
  async stop(...signals: readonly NodeJS.Signals[]): Promise<number | null> {
    for (const signal of signals.length > 0 ? signals : ['SIGTERM' as const])
      this.process.kill(signal)
    await this.#exited
    return this.process.exitCode
  }

  [Symbol.dispose](): void {
    this.process.kill('SIGKILL')
  }
}

/** A server that listens. */
export interface RunningServer {
  readonly url: string
  readonly port: number
  readonly pid: number
  isAlive(): boolean
  /** The log up to now. */
  log(): string
  /** Sends SIGTERM and waits; returns the exit code. */
  stop(): Promise<number | null>
}

interface StartOptions extends ServeOptions {
  readonly plugins: readonly string[]
  readonly args?: readonly string[]
}

/** Starts `orthanc-wasm serve` on a free port and waits until it listens. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { plugins, args = [] } = options
  const server = new ServeProcess([...plugins, '--port', '0', ...args], options)
  const url = await server.url()
  return {
    url,
    port: Number(new URL(url).port),
    pid: server.process.pid ?? 0,
    isAlive: () => server.isAlive,
    log: () => server.err,
    stop: () => server.stop(),
  }
}
