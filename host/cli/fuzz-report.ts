import { escapeJson, escapeText } from '../exchange/log.ts'
import type { FuzzFailure, FuzzOutcome, ReplayOutcome } from '../fuzz/fuzz-outcome.ts'

const countWidth = 10

/** What a run found, for a person or as one line of JSON. */
export function formatOutcome(
  outcome: FuzzOutcome,
  { plugin, json }: { readonly plugin: string | undefined; readonly json: boolean },
): string {
  if (json) return jsonLine({ plugin: plugin ?? null, ...outcome })
  const { seed, failures, tried } = outcome
  const found =
    failures.length === 0
      ? ['no failure found']
      : failures.flatMap((failure, i) => failureLines(failure, i + 1))
  return text([
    `seed ${seed}`,
    amount(outcome, plugin),
    ...tried.map(({ what, count }) => `${String(count).padStart(countWidth)}  ${what}`),
    ...found,
  ])
}

/** What a replay found, for a person or as one line of JSON. */
export function formatReplay(
  outcome: ReplayOutcome,
  { file, json }: { readonly file: string; readonly json: boolean },
): string {
  if (json) return jsonLine({ file, ...outcome })
  const verdict = outcome.reproduced ? 'the failure came back' : 'the failure did not come back'
  return text([`${file}: ${verdict}`, ...outcome.details.map((line) => `  ${line}`)])
}

function amount({ runs, callsPerSecond }: FuzzOutcome, plugin: string | undefined): string {
  const what = plugin === undefined ? 'calls of the host' : `requests to ${plugin}`
  const speed = callsPerSecond === undefined ? '' : `, ${callsPerSecond} a second`
  return `${runs} ${what}${speed}`
}

function failureLines({ summary, details, replayFile }: FuzzFailure, number: number): string[] {
  const replay = replayFile === undefined ? [] : [`  replay: fuzz --replay ${replayFile}`]
  return [`failure ${number}: ${summary}`, ...details.map((line) => `  ${line}`), ...replay]
}

/** Lines, in which nothing of a guest moves the cursor. */
function text(lines: readonly string[]): string {
  return lines.map((line) => `${escapeText(line)}\n`).join('')
}

function jsonLine(value: object): string {
  return `${escapeJson(JSON.stringify(value))}\n`
}
