import { execFile, execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Load, LoadProgram, LoadRequest, LoadResult } from './load.ts'

/** Whether Debian's wrk, or another one, is installed. */
export function hasWrk(): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v wrk'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** wrk with one thread, and a script that says what to send and prints what came back. */
export class WrkLoad implements LoadProgram {
  readonly name = 'wrk'
  readonly #folder: string
  readonly #files = new Map<Uint8Array, string>()

  constructor(folder: string) {
    this.#folder = folder
  }

  async run({ url, connections, requests, seconds }: Load): Promise<LoadResult> {
    const script = join(this.#folder, 'load.lua')
    writeFileSync(script, scriptOf(requests.map((request) => this.#table(request))))
    const options = ['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '--timeout', '60s']
    const { stdout } = await promisify(execFile)('wrk', [...options, '-s', script, url])
    return resultOf(stdout)
  }

  async close(): Promise<void> {}

  /** A request as Lua's `wrk.format` takes it. */
  #table({ method, path, headers = {}, body }: LoadRequest): string {
    const fields = Object.entries(headers).map(
      ([name, value]) => `[${quote(name)}]=${quote(value)}`,
    )
    const bytes = body === undefined ? 'nil' : `read(${quote(this.#file(body))})`
    return `wrk.format(${quote(method)}, ${quote(path)}, {${fields.join(', ')}}, ${bytes})`
  }

  #file(body: Uint8Array): string {
    const known = this.#files.get(body)
    if (known !== undefined) return known
    const file = join(this.#folder, `body-${this.#files.size}`)
    writeFileSync(file, body)
    this.#files.set(body, file)
    return file
  }
}

function scriptOf(requests: readonly string[]): string {
  return `
local function read(name)
  local file = io.open(name, "rb")
  local bytes = file:read("*a")
  file:close()
  return bytes
end
local requests = {}
local sent = 0
init = function() requests = {${requests.join(',\n')}} end
request = function()
  sent = sent + 1
  return requests[(sent - 1) % #requests + 1]
end
done = function(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("RESULT %d %d %d %d %.4f %.4f\\n", summary.requests, errors.status, failed,
    summary.duration, latency:percentile(50), latency:percentile(99)))
end
`
}

/** What the script printed last: counts, and times in microseconds. */
function resultOf(output: string): LoadResult {
  const words = /^RESULT (.*)$/m.exec(output)?.[1]?.split(' ').map(Number) ?? []
  const [all = NaN, refused = NaN, failed = NaN, duration = NaN, p50 = NaN, p99 = NaN] = words
  if (!Number.isFinite(p99)) throw new Error(`wrk printed no result:\n${output}`)
  const answered = all - refused
  const perSecond = (answered / duration) * 1e6
  return { answered, refused, failed, perSecond, p50Ms: p50 / 1000, p99Ms: p99 / 1000 }
}

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}
