import { randomInt } from 'node:crypto'
import { defaultLimits } from '../exchange/limits.ts'
import { attack } from '../fuzz/host/attack.ts'
import { fuzzPlugin } from '../fuzz/plugin/fuzz-plugin.ts'
import type { FuzzOptions } from '../fuzz/fuzz-outcome.ts'
import { replay } from '../fuzz/replay/replay.ts'
import type { ExitCode } from './failure.ts'
import { formatOutcome, formatReplay } from './fuzz-report.ts'
import { stopRequest } from './stop-request.ts'
import { complain, ProgressLine, type Terminal } from './terminal.ts'

/** The options of `fuzz`. */
export interface FuzzCommandOptions {
  readonly runs?: number
  readonly seed?: number
  readonly timeout?: number
  readonly memory?: number
  readonly json?: boolean
  readonly replay?: string
  readonly verbose?: boolean
}

const defaults = { calls: 100_000, requests: 2000 } as const
const mostSeeds = 2 ** 32

/** Attacks the host, or a plugin; or does again what a file says. 1: a failure was found. */
export async function fuzz(
  plugin: string | undefined,
  options: FuzzCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (options.replay !== undefined) return again(plugin, options.replay, options, terminal)
  const progress = new ProgressLine(terminal)
  const settings = settingsOf(plugin, options, (text) => progress.show(text))
  terminal.err(`seed ${settings.seed}\n`)
  const outcome = await (
    plugin === undefined ? attack(settings) : fuzzPlugin({ ...settings, file: plugin })
  ).finally(() => progress.clear())
  terminal.out(formatOutcome(outcome, { plugin, json: options.json ?? false }))
  return outcome.failures.length === 0 ? 0 : 1
}

function settingsOf(
  plugin: string | undefined,
  { runs, seed, timeout, memory }: FuzzCommandOptions,
  progress: (text: string) => void,
): FuzzOptions {
  const stop = new AbortController()
  void stopRequest().then(() => stop.abort())
  return {
    runs: runs ?? (plugin === undefined ? defaults.calls : defaults.requests),
    seed: seed ?? randomInt(mostSeeds),
    timeoutMs: timeout ?? defaultLimits.timeoutMs,
    memoryMiB: memory ?? defaultLimits.memoryMiB,
    folder: '.',
    progress,
    signal: stop.signal,
  }
}

async function again(
  plugin: string | undefined,
  file: string,
  { json = false, timeout }: FuzzCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (plugin !== undefined) {
    complain(terminal, `--replay ${file} says what is attacked: no plugin beside it`)
    return 2
  }
  const progress = new ProgressLine(terminal)
  const outcome = await replay({
    file,
    timeoutMs: timeout ?? defaultLimits.timeoutMs,
    progress: (text) => progress.show(text),
  }).finally(() => progress.clear())
  terminal.out(formatReplay(outcome, { file, json }))
  return outcome.reproduced ? 1 : 0
}
