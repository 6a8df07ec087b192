import { readFileSync, statSync, type Stats } from 'node:fs'
import { ConfigError } from '../../exchange/errors.ts'
import { describeSystemError } from '../../config/plugin-files.ts'
import type { ReplayOptions, ReplayOutcome } from '../fuzz-outcome.ts'
import { replayCallsApart } from './replay-calls.ts'
import { replayHead } from '../replay-file.ts'
import { replayRequest } from './replay-request.ts'
import { readScenario } from '../scenario/scenario-reader.ts'

/** The limit of a replay file; `fuzz` and `serve --record` write smaller ones. */
const longestFileMiB = 512

/** The parsed content of a file to replay. */
type JsonObject = Readonly<Record<string, unknown>>

/** Repeats the calls or the request of a file. Throws `ConfigError` for another file. */
export async function replay(options: ReplayOptions): Promise<ReplayOutcome> {
  const content = readReplay(options.file)
  const { kind } = content
  if (kind === 'calls')
    return replayCallsApart(readScenario(content['scenario'], options.file), options)
  if (kind === 'request') return replayRequest(content, options)
  throw wrong(options.file, `"kind" is ${describe(kind)}, "calls" or "request" needed`)
}

function readReplay(file: string): JsonObject {
  const content = parse(file, read(file))
  if (!isObject(content) || content['format'] !== replayHead.format)
    throw wrong(file, `not a file to replay: "format" is not "${replayHead.format}"`)
  const { version } = content
  if (version !== replayHead.version)
    throw wrong(file, `"version" is ${describe(version)}, this version reads ${replayHead.version}`)
  return content
}

function read(file: string): string {
  const stats = statsOf(file)
  if (!stats.isFile() && !stats.isDirectory()) throw wrong(file, 'not a file')
  try {
    if (stats.size <= longestFileMiB * 1024 * 1024) return readFileSync(file, 'utf8')
  } catch (error) {
    throw wrong(file, describeSystemError(error))
  }
  throw wrong(file, `not a file to replay: larger than ${longestFileMiB} MiB`)
}

function statsOf(file: string): Stats {
  try {
    return statSync(file)
  } catch (error) {
    throw wrong(file, describeSystemError(error))
  }
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw wrong(file, 'not a file to replay: no JSON')
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function describe(value: unknown): string {
  return value === undefined ? 'missing' : (JSON.stringify(value) ?? '').slice(0, 50)
}

function wrong(file: string, why: string): ConfigError {
  return new ConfigError(`${file}: ${why}`)
}
