import { readSubject } from '../request-runner.ts'
import { readCodecs } from '../../pool/codecs.ts'
import { PluginLoadError, ReportError } from '../../exchange/errors.ts'
import { boundedLine, escapeText } from '../../exchange/log.ts'
import type { Bundle, BundledRequest } from '../../record/bundle.ts'
import type { ReplayOptions, ReplayOutcome } from '../fuzz-outcome.ts'
import { readBundle, readModule } from './request-bundle.ts'
import { repeatRequest, writesAll } from '../request-checks.ts'
import { formatRequest } from '../request-line.ts'
import { RequestRunner, type RunOutcome } from '../request-runner.ts'
import { findPlaces, type SourceLines } from '../../plugin/source-map.ts'
import { readSourceMap } from '../request-source-map.ts'

const patienceMs = 30_000

type JsonObject = Readonly<Record<string, unknown>>

/** What the last request of a bundle did in the replay. */
interface Found {
  readonly reproduced: boolean
  readonly lines: readonly string[]
}

/**
 * Replays the requests of a bundle on a fresh instance of its module, with the recorded inputs. Throws `ConfigError` for an
 * invalid bundle or a missing module, and an error if the plugin does not start.
 */
export async function replayRequest(
  content: JsonObject,
  options: ReplayOptions,
): Promise<ReplayOutcome> {
  const bundle = readBundle(options.file, content)
  const { path, bytes } = await readModule(options.file, bundle)
  const load = {
    settings: bundle.settings,
    codecs: await readCodecs(),
    module: await readSubject(bytes, bundle),
  }
  const runner = new RequestRunner({ load, ...timesOf(bundle) })
  try {
    const { reproduced, lines } = await replayWith(runner, bundle, readSourceMap(path))
    return { reproduced, details: [...describeBundle(bundle), ...lines] }
  } catch (error) {
    if (!(error instanceof PluginLoadError)) throw error
    const lines = error.reasons.map((reason) => `${path}: ${boundedLine(reason)}`)
    throw new ReportError(lines, { cause: error })
  } finally {
    await runner.close()
  }
}

/** A longer deadline for a busy machine, unless the failure is a deadline. */
function timesOf({ failure, timeoutMs, initializeTimeoutMs }: Bundle) {
  return {
    timeoutMs: failure.kind === 'deadline' ? timeoutMs : Math.max(timeoutMs, patienceMs),
    initializeTimeoutMs: Math.max(initializeTimeoutMs, patienceMs),
  }
}

function describeBundle(bundle: Bundle): readonly string[] {
  const { plugin, requests, requestsBefore, failure } = bundle
  const failed = requests.at(-1)
  const lines = [`plugin ${escapeText(plugin.name)} (${escapeText(plugin.file)})`]
  if (requests.length > 1) lines.push(`after ${requests.length - 1} requests of the same instance`)
  if (requestsBefore > 0)
    lines.push(`${requestsBefore} requests before them are not recorded: its state may differ`)
  if (failed !== undefined) lines.push(...formatRequest(failed, bodyOf(failed)))
  return [...lines, `recorded: ${escapeText(failure.message)}`]
}

function bodyOf({ body }: BundledRequest): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(body, 'base64'))
}

async function replayWith(
  runner: RequestRunner,
  bundle: Bundle,
  findPlace: SourceLines,
): Promise<Found> {
  const failed = bundle.requests.at(-1)
  if (failed === undefined) throw new Error('a bundle without requests')
  const { kind } = bundle.failure
  if (kind === 'memory') return memoryFound(runner, failed)
  if (kind === 'unwritten') return unwrittenFound(runner, failed)
  const outcome = await replayAll(runner, bundle)
  const { divergence } = runner
  const where = divergence === undefined ? [] : [`not as recorded ${escapeText(divergence)}`]
  return {
    reproduced: isSame(bundle, outcome),
    lines: [...outcomeLines(outcome, timesOf(bundle).timeoutMs, findPlace), ...where],
  }
}

/** What the last request did; an earlier one that ends the instance is the last. */
async function replayAll(
  runner: RequestRunner,
  { start, requests, failure }: Bundle,
): Promise<RunOutcome> {
  await runner.begin({ kind: 'recorded', start: { events: start, isComplete: true } })
  let outcome: RunOutcome = { kind: 'process', message: 'nothing was run' }
  for (const request of requests) {
    const { route, groups, events, isCut } = request
    const wasKilled = request === requests.at(-1) && failure.kind !== 'trap'
    const expected = { events, isComplete: !isCut && !wasKilled, wasKilled: wasKilled && !isCut }
    outcome = await runner.run(
      { request: request.request, route, groups },
      bodyOf(request),
      expected,
    )
    if (outcome.kind !== 'ended' || outcome.death !== undefined) return outcome
  }
  return outcome
}

function isSame({ failure }: Bundle, outcome: RunOutcome): boolean {
  if (outcome.kind !== 'ended') return outcome.kind === failure.kind
  if (failure.kind === 'refused') return outcome.refusals.includes(failure.message)
  return failure.kind === 'trap' && outcome.death !== undefined && isTrap(failure, outcome.death)
}

/** The server adds the lines of the source to the message of a trap. */
function isTrap({ message }: Bundle['failure'], death: { readonly message: string }): boolean {
  return message === death.message || message.startsWith(`${death.message} at `)
}

function outcomeLines(
  outcome: RunOutcome,
  timeoutMs: number,
  findPlace: SourceLines,
): readonly string[] {
  if (outcome.kind === 'deadline') return [`now: a callback did not end within ${timeoutMs} ms`]
  if (outcome.kind === 'process') return [`now: ${escapeText(outcome.message)}`]
  const refusals = outcome.refusals.map((refusal) => `now refused: ${escapeText(refusal)}`)
  const { death } = outcome
  if (death === undefined) return [`now: answered (${outcome.shape})`, ...refusals]
  const places = findPlaces(death.offsets, findPlace).map((place) => `  at ${escapeText(place)}`)
  return [`now: ${escapeText(death.message)}`, ...places, ...refusals]
}

async function memoryFound(runner: RequestRunner, failed: BundledRequest): Promise<Found> {
  const growth = await repeatRequest(runner, failed, bodyOf(failed))
  if (growth === undefined) return { reproduced: false, lines: ['now: the memory does not grow'] }
  return { reproduced: true, lines: [`now: ${growth}`] }
}

async function unwrittenFound(runner: RequestRunner, failed: BundledRequest): Promise<Found> {
  const isWritten = await writesAll(runner, failed, bodyOf(failed))
  const now = isWritten ? 'the same answer' : 'another answer'
  return { reproduced: !isWritten, lines: [`now: ${now} with other bytes in free memory`] }
}
