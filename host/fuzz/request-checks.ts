import { PluginLoadError } from '../exchange/errors.ts'
import type { TracedRequest } from '../exchange/trace.ts'
import type { RequestRunner } from './request-runner.ts'

/** The requests of one check, doubling; the memory is looked at after each of these. */
const looks = [125, 250, 500, 1000, 2000]
/** Looks one after the other that must find it grown. */
const growths = 3
/** Slow requests are not repeated that often. */
const longestMs = 10_000
/** The seed of the instances that are compared: they get the same from their host. */
const seed = 1
/** Bytes that free memory is full of. */
const fills = [0xa5, 0x5a] as const

/**
 * Repeats a request on one instance and tells how its memory grows, if it still does at the end, or until there is no
 * more: what an allocator and a garbage collector take for themselves is had once. `undefined` where it does not.
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
  for (let run = 1; run <= (looks.at(-1) ?? 0) && performance.now() < endMs; run++) {
    const outcome = await runner.run(traced, body)
    const bytes = outcome.kind === 'ended' ? outcome.memoryBytes : undefined
    if (outcome.kind !== 'ended' || bytes === undefined) return undefined
    first ??= bytes
    const isFull = bytes > first && bytes >= runner.mostMemoryBytes
    // A plugin that dies with much memory left dies of something else.
    const isStarved = outcome.death !== undefined && bytes > runner.mostMemoryBytes / 2
    if (isFull || (isStarved && bytes > 2 * first))
      return `its memory grows with each request: ${kibibytes(first)} after 1, ${kibibytes(bytes)} after ${run}, and no more is there`
    if (outcome.death !== undefined) return undefined
    if (looks.includes(run)) sizes = [...sizes, bytes]
    if (!mayStillGrow(sizes)) return undefined
  }
  if (sizes.length < looks.length) return undefined
  const story = sizes.map((bytes, i) => `${kibibytes(bytes)} after ${looks[i]}`).join(', ')
  return `its memory grows with each request: ${story}`
}

function kibibytes(bytes: number): string {
  return `${bytes >> 10} KiB`
}

/** Whether each of the latest looks found more than the one before, as far as there are any. */
function mayStillGrow(sizes: readonly number[]): boolean {
  const latest = sizes.slice(looks.length - 1 - growths)
  return latest.every((bytes, i) => i === 0 || bytes > (latest[i - 1] ?? 0))
}

/**
 * Whether the answer to a request is the same whatever was in the plugin's free memory before: if not, it has bytes that
 * the plugin never wrote. One that differs from time to time anyway is not told.
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

/** What an instance answers whose free memory is full of a byte. */
async function digestWith(
  runner: RequestRunner,
  { traced, body, fill }: { traced: TracedRequest; body: Uint8Array<ArrayBuffer>; fill: number },
): Promise<string> {
  try {
    await runner.begin({ kind: 'invented', seed, fill })
    const outcome = await runner.run(traced, body)
    return outcome.kind === 'ended' ? `${outcome.shape} ${outcome.digest}` : outcome.kind
  } catch (error) {
    // An allocator that does not bear being filled: nothing is known then.
    if (error instanceof PluginLoadError) return 'refused'
    throw error
  }
}
