import type { Draft } from './request-draft.ts'
import { noBytes } from '../../exchange/bytes.ts'

/** Whether a request still fails in the same way. */
export type StillFails = (draft: Draft) => Promise<boolean>

/** Limits of shrinking: requests, and requests that still fail, which may take a deadline each. */
export interface ShrinkBudget {
  tries: number
  failures: number
  /** When it ends at the latest, in the time of `performance.now()`. */
  readonly endMs?: number
}

type Field = 'path' | 'query' | 'body'

/**
 * Simplifies a request while it still fails: removes headers, query and body as far as they are not needed, and shortens the
 * rest and the path.
 */
export async function shrink(
  draft: Draft,
  stillFails: StillFails,
  budget: ShrinkBudget,
): Promise<Draft> {
  let best = draft
  for (const candidate of simplify(draft, () => best)) {
    if (isSpent(budget)) break
    if (isSame(candidate, best)) continue
    budget.tries--
    if (!(await stillFails(candidate))) continue
    budget.failures--
    best = candidate
  }
  return best
}

function isSpent({ tries, failures, endMs = Number.POSITIVE_INFINITY }: ShrinkBudget): boolean {
  return tries <= 0 || failures <= 0 || performance.now() > endMs
}

function isSame(a: Draft, b: Draft): boolean {
  return (
    a.method === b.method &&
    a.path === b.path &&
    a.query === b.query &&
    a.headerLines.join('\n') === b.headerLines.join('\n') &&
    Buffer.compare(a.body, b.body) === 0
  )
}

/** Changes that are tried once, each on the result of those before. */
function simplifications({ headerLines }: Draft): readonly ((draft: Draft) => Draft)[] {
  return [
    (draft) => ({ ...draft, method: 'GET', query: undefined, headerLines: [], body: noBytes }),
    (draft) => ({ ...draft, headerLines: [] }),
    // The last ones first, so that the indexes of the others stay.
    ...headerLines.map((_, i) => (draft: Draft) => withoutHeader(draft, i)).toReversed(),
    (draft) => ({ ...draft, query: undefined }),
    (draft) => ({ ...draft, body: noBytes }),
    (draft) => ({ ...draft, method: 'GET', body: noBytes }),
    (draft) => ({ ...draft, method: draft.method === 'PUT' ? 'POST' : draft.method }),
    (draft) => ({ ...draft, body: new Uint8Array(draft.body.length) }),
  ]
}

function withoutHeader(draft: Draft, at: number): Draft {
  const isKept = (_: string, i: number): boolean => i !== at && i !== at + 1
  return at % 2 === 0 && at < draft.headerLines.length
    ? { ...draft, headerLines: draft.headerLines.filter(isKept) }
    : draft
}

/** Candidates, each made from the result of those before. */
function* simplify(draft: Draft, best: () => Draft): Generator<Draft> {
  for (const simpler of simplifications(draft)) yield simpler(best())
  for (const field of ['path', 'query', 'body'] as const) yield* shorten(field, best)
}

/** Leaves out pieces from the end on: halves at first, then smaller ones. */
function* shorten(field: Field, best: () => Draft): Generator<Draft> {
  for (let size = lengthOf(best(), field) >> 1; size >= 1; size >>= 1)
    for (let at = lengthOf(best(), field) - size; at >= 0; at -= size)
      yield without(best(), field, at, size)
}

function lengthOf(draft: Draft, field: Field): number {
  return draft[field]?.length ?? 0
}

function without(draft: Draft, field: Field, at: number, size: number): Draft {
  const { path, query = '', body } = draft
  if (field === 'path') return { ...draft, path: path.slice(0, at) + path.slice(at + size) }
  if (field === 'query') return { ...draft, query: query.slice(0, at) + query.slice(at + size) }
  const rest = [body.subarray(0, at), body.subarray(at + size)]
  return { ...draft, body: new Uint8Array(Buffer.concat(rest)) }
}
