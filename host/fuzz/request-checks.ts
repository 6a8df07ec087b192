import { PluginLoadError } from '../exchange/errors.ts'
import type { TracedRequest } from '../exchange/trace.ts'
import type { RequestRunner } from './request-runner.ts'

/** The size of the memory is read after each of these numbers of requests. */
const readings = [125, 250, 500, 1000, 2000]
/** How many readings in a row must find it grown. */
const growths = 3
/** Time limit of the repetitions of one request. */
const longestMs = 10_000
/** The seed of compared instances, which get the same inputs. */
const seed = 1
/** The bytes with which free memory is filled. */
const fills = [0xa5, 0x5a] as const

/**
 * Repeats a request on one instance, and describes how its memory grows if it still does at the end, or reaches its limit: an
 * allocator and a garbage collector grow it only at first. Returns `undefined` otherwise.
 */
export async function repeatRequest(
  runner: RequestRunner,
  traced: TracedRequest,
  body: Uint8Array<ArrayBuffer>,
): Promise<string | undefined> {
  await runner.begin({ kind: 'invented', seed })
  const endMs = performance.now() + longestMs
  let first: number | undefined
  let sizes: readonly number[] = []
  for (let run = 1; run <= (readings.at(-1) ?? 0) && performance.now() < endMs; run++) {
    const outcome = await runner.run(traced, body)
    const bytes = outcome.kind === 'ended' ? outcome.memoryBytes : undefined
    if (outcome.kind !== 'ended' || bytes === undefined) return undefined
    first ??= bytes
    const isFull = bytes > first && bytes >= runner.mostMemoryBytes
    // A trap with much memory left has another cause.
    const isStarved = outcome.death !== undefined && bytes > runner.mostMemoryBytes / 2
    if (isFull || (isStarved && bytes > 2 * first))
      return `its memory grows with each request: ${kibibytes(first)} after 1, ${kibibytes(bytes)} after ${run}, and no more is there`
    if (outcome.death !== undefined) return undefined
    if (readings.includes(run)) sizes = [...sizes, bytes]
    if (!mayStillGrow(sizes)) return undefined
  }
  if (sizes.length < readings.length) return undefined
  const story = sizes.map((bytes, i) => `${kibibytes(bytes)} after ${readings[i]}`).join(', ')
  return `its memory grows with each request: ${story}`
}

function kibibytes(bytes: number): string {
  return `${bytes >> 10} KiB`
}

/** Whether each of the latest readings is larger than the one before. */
function mayStillGrow(sizes: readonly number[]): boolean {
  const latest = sizes.slice(readings.length - 1 - growths)
  return latest.every((bytes, i) => i === 0 || bytes > (latest[i - 1] ?? 0))
}

/**
 * Whether the answer to a request does not depend on the content of the plugin's free memory: otherwise it has bytes that
 * the plugin never wrote. True also for an answer that differs each time.
 */
export async function writesAll(
  runner: RequestRunner,
  traced: TracedRequest,
  body: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const digests: string[] = []
  for (const fill of [fills[0], fills[1], fills[0]])
    digests.push(await digestWith(runner, { traced, body, fill }))
  const [first, other, again] = digests
  return first === other || first !== again
}

/** The digest of the answer of an instance whose free memory is full of a byte. */
async function digestWith(
  runner: RequestRunner,
  { traced, body, fill }: { traced: TracedRequest; body: Uint8Array<ArrayBuffer>; fill: number },
): Promise<string> {
  try {
    await runner.begin({ kind: 'invented', seed, fill })
    const outcome = await runner.run(traced, body)
    return outcome.kind === 'ended' ? `${outcome.shape} ${outcome.digest}` : outcome.kind
  } catch (error) {
    // The plugin does not start with its free memory filled.
    if (error instanceof PluginLoadError) return 'refused'
    throw error
  }
}
