import type { Random } from '../random.ts'
import type { ReplyStep } from './scenario.ts'

const statuses = [
  200, 200, 200, 200, 200, 200, 200, 200, 201, 204, 299, 300, 302, 199, 100, 400, 401, 403, 404,
  405, 409, 500, 503, 599, 999,
]
const headers: readonly (readonly [string, string])[] = [
  ['Content-Type', 'text/plain'],
  ['content-type', 'application/json'],
  ['X-A', '1'],
  ['x-a', '2'],
  ['X-\xc3\x89', '\xc3\xa9'],
  ['Set-Cookie', 'a=b'],
  ['B', '\xef\xbb\xbfmark'],
  ['C', '"\\/\t\x01\x7f'],
  ['D', '\xff\xfe'],
  ['__proto__', 'x'],
  ['', ''],
]
/** Codes in the body of an error, as JSON, valid and invalid. */
const codes = ['17', '8', '1', '-1', '2000', '0', '1.5', '"8"', 'null', '4294967296', '1e300']
/** Replies to lookups, valid and invalid. */
const lists = [
  '[{"ID":"x","Type":"Patient"}]',
  '[{"ID":"x","Type":"Study"}]',
  '[{"ID":"x","Type":"Series"}]',
  '[{"ID":"x","Type":"Instance"}]',
  '[{"ID":"p","Type":"Patient"},{"ID":"s","Type":"Study"},{"ID":"e","Type":"Series"},{"ID":"i","Type":"Instance"}]',
  '[{"ID":"a","Type":"Patient"},{"ID":"b","Type":"Patient"},{"ID":"s","Type":"Study"}]',
  '[{"ID":7,"Type":"Study"},{"Type":"Series"},{"ID":"i"},null,[],"x"]',
  '["only"]',
  '["a","b"]',
  '[1,"a",null]',
  '["\\u00e9\\ud800\\u0000z"]',
  '\xef\xbb\xbf["marked"]',
  '["\xff"]',
  '[]',
  '{"ID":"x"}',
  'null',
  '[',
]
const sizes = [1, 7, 100, 4096, 65_535, 65_536, 65_537, 200_000]
const hugeSize = 1_000_000
const failures = [9, 4, 45, 12, 6, 16, 24]

/** Generates the reply to the next request. */
export function generateReply(random: Random): ReplyStep {
  if (random.chance(12)) {
    const reason = random.chance(70) ? { reason: random.pick(['no server', '', 'a\nb']) } : {}
    return { do: 'reply', fails: random.pick(failures), ...reason }
  }
  const status = random.pick(statuses)
  const body = bodyFor(random, status)
  const step = { do: 'reply', status, headers: someHeaders(random), body } as const
  if (!random.chance(10)) return step
  // Up to the limit of an error's body, and above the size of the guest's memory.
  const size = random.chance(3) ? hugeSize : random.pick(sizes)
  return { ...step, pad: Math.max(0, size - body.length) }
}

function someHeaders(random: Random): readonly (readonly [string, string])[] {
  return Array.from({ length: random.below(5) }, () => random.pick(headers))
}

function bodyFor(random: Random, status: number): string {
  if (status !== 200 && random.chance(60))
    return `{"HttpError":"x","OrthancStatus":${random.pick(codes)}}`
  if (random.chance(60)) return random.pick(lists)
  return random.pick(['', 'answer', '\0\xff', '{}', 'x'.repeat(random.below(300))])
}
