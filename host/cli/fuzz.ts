import { randomInt } from 'node:crypto'
import { defaultLimits } from '../exchange/limits.ts'
import { attack } from '../fuzz/host/attack.ts'
import { fuzzPlugin } from '../fuzz/plugin/fuzz-plugin.ts'
import type { FuzzOptions, FuzzFailure, FuzzOutcome, ReplayOutcome } from '../fuzz/fuzz-outcome.ts'
import { replay } from '../fuzz/replay/replay.ts'
import { type ExitCode, stopRequest } from './command.ts'
import { complain, ProgressLine, type Terminal } from './terminal.ts'
import { escapeJson, escapeText } from '../exchange/log.ts'

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

/** Attacks the host or a plugin, or replays a file. 1: a failure was found. */
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
    complain(terminal, `--replay ${file} names what is attacked: leave out the plugin`)
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

const countWidth = 10

/** What a run found, for a person or as one line of JSON. */
function formatOutcome(
  outcome: FuzzOutcome,
  { plugin, json }: { readonly plugin: string | undefined; readonly json: boolean },
): string {
  if (json) return jsonLine({ plugin: plugin ?? null, ...outcome })
  const { seed, failures, tried } = outcome
  const found =
    failures.length === 0
      ? ['no failure found']
      : failures.flatMap((failure, i) => failureLines(failure, i + 1))
  return joinLines([
    `seed ${seed}`,
    amount(outcome, plugin),
    ...tried.map(({ what, count }) => `${String(count).padStart(countWidth)}  ${what}`),
    ...found,
  ])
}

/** What a replay found, for a person or as one line of JSON. */
function formatReplay(
  outcome: ReplayOutcome,
  { file, json }: { readonly file: string; readonly json: boolean },
): string {
  if (json) return jsonLine({ file, ...outcome })
  const verdict = outcome.reproduced ? 'the failure came back' : 'the failure did not come back'
  return joinLines([`${file}: ${verdict}`, ...outcome.details.map((line) => `  ${line}`)])
}

function amount({ runs, callsPerSecond }: FuzzOutcome, plugin: string | undefined): string {
  const what = plugin === undefined ? 'calls of the host' : `requests to ${plugin}`
  const speed = callsPerSecond === undefined ? '' : `, ${callsPerSecond} per second`
  return `${runs} ${what}${speed}`
}

function failureLines({ summary, details, replayFile }: FuzzFailure, number: number): string[] {
  const replayLine = replayFile === undefined ? [] : [`  replay: fuzz --replay ${replayFile}`]
  return [`failure ${number}: ${summary}`, ...details.map((line) => `  ${line}`), ...replayLine]
}

/** The lines with the text of guests escaped. */
function joinLines(lines: readonly string[]): string {
  return lines.map((line) => `${escapeText(line)}\n`).join('')
}

function jsonLine(value: object): string {
  return `${escapeJson(JSON.stringify(value))}\n`
}
