import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { run } from '../../host/cli/program.ts'
import type { ProcessSupply } from '../../host/pool/process-supply.ts'

const dist = new URL('../../dist/host/', import.meta.url)
const main = fileURLToPath(new URL('cli/main.js', dist))

/** What a command wrote, and its exit code. */
export interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a command other than `serve` in this process, which is ten times faster than to start the program. */
export async function runCommand(
  args: readonly string[],
  options: { cwd?: string } = {},
): Promise<Outcome> {
  const program: { run: typeof run } = await import(new URL('cli/program.js', dist).href)
  const pool: { ProcessSupply: typeof ProcessSupply } = await import(
    new URL('pool/process-supply.js', dist).href
  )
  const processes = new pool.ProcessSupply()
  const written = { out: '', err: '' }
  const terminal = {
    out: (text: string) => (written.out += text),
    err: (text: string) => (written.err += text),
    errIsTerminal: false,
  }
  const folder = process.cwd()
  if (options.cwd !== undefined) process.chdir(options.cwd)
  try {
    return { code: await program.run(args, terminal, processes), ...written }
  } finally {
    process.chdir(folder)
    await processes.close(2000)
  }
}

/** Starts `orthanc-wasm` as a process and waits for its end. */
export function orthancWasm(args: readonly string[], options: { cwd?: string } = {}): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    ...options,
    encoding: 'utf8',
    timeout: 50_000,
  })
  return { code: status, out: stdout, err: stderr }
}

/** A running `orthanc-wasm serve`; disposal kills the process. */
export class RunningServer {
  readonly process: ChildProcess
  readonly #written = { out: '', err: '' }

  constructor(args: readonly string[]) {
    this.process = spawn(process.execPath, [main, 'serve', ...args])
    this.process.stdout?.on('data', (chunk) => (this.#written.out += String(chunk)))
    this.process.stderr?.on('data', (chunk) => (this.#written.err += String(chunk)))
  }

  get err(): string {
    return this.#written.err
  }

  get out(): string {
    return this.#written.out
  }

  /** The address that it prints; rejects if it ends before. */
  async url(): Promise<string> {
    while (!this.out.includes('\n')) {
      const next = [once(this.process.stdout ?? this.process, 'data'), once(this.process, 'exit')]
      await Promise.race(next)
      if (this.process.exitCode !== null) throw new Error(`it ended: ${this.err}`)
    }
    return this.out.replace('Listening on ', '').trim()
  }

  /** Sends signals and returns the exit code. */
  async stop(...signals: readonly NodeJS.Signals[]): Promise<number | null> {
    const end = once(this.process, 'exit')
    for (const signal of signals) this.process.kill(signal)
    await end
    return this.process.exitCode
  }

  [Symbol.dispose](): void {
    this.process.kill('SIGKILL')
  }
}
