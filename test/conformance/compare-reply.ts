import { compareAnswer } from './compare-answer.ts'
import { decodeBody } from './compare-body.ts'
import type { ImageRecord } from './case-file.ts'
import type { Conversation } from './conversation.ts'
import type { Reply } from './converse.ts'
import { applyDifferences, type AppliedDifference, type Differences } from './differences.ts'
import type { Expected, ExpectedBody } from './expected-answer.ts'
import { hashOf } from './hash.ts'
import { differencesOf } from './live-difference.ts'
import { fixBody, withFixedBoundary, type RawAnswer } from './raw-answer.ts'
import { readPng } from '../support/png-reader.ts'

/** How the reply of ours stands to that of the real server. */
export type Comparison =
  | { readonly kind: 'same' }
  | { readonly kind: 'differs-on-purpose'; readonly ids: readonly string[] }
  | { readonly kind: 'differs'; readonly differences: readonly string[] }

/** Compares answer by answer. After an intentional difference the comparison continues as long as both servers do. */
export async function compareReplies(
  conversation: Conversation,
  { real, ours }: { readonly real: Reply; readonly ours: Reply },
  table: Differences,
): Promise<Comparison> {
  const requests = conversation.flat()
  const used = new Set<string>()
  for (const [i, request] of requests.entries()) {
    const rules = applyDifferences(table, differencesOf(request, real.answers[i]))
    const strict = await comparePair(i, { real, ours }, [])
    if (strict.length === 0) {
      const closing = rules.find(({ after }) => after === 'any')
      if (closing === undefined || !hasClosed(ours, i) || hasClosed(real, i)) continue
      used.add(closing.id)
      break
    }
    const applied = await firstThatAllows(i, { real, ours }, rules)
    if (applied === undefined) return { kind: 'differs', differences: strict }
    used.add(applied.id)
    // From here on the two may have closed or not.
    if (real.answers.length !== ours.answers.length || real.after !== ours.after) break
  }
  if (used.size > 0) return { kind: 'differs-on-purpose', ids: [...used] }
  if (real.after === ours.after && real.answers.length === ours.answers.length)
    return { kind: 'same' }
  const differences = [`after ${ours.answers.length} answers: ${ours.after}`]
  differences.push(`expected ${real.answers.length}: ${real.after}`)
  return { kind: 'differs', differences }
}

/** Whether the answer `i` was the last one of its connection. */
function hasClosed({ answers, after }: Reply, i: number): boolean {
  return after === 'closed' && answers.length === i + 1
}

async function firstThatAllows(
  i: number,
  replies: { readonly real: Reply; readonly ours: Reply },
  rules: readonly AppliedDifference[],
): Promise<AppliedDifference | undefined> {
  for (const rule of rules) {
    if (rule.answers === 'any') return rule
    if ((await comparePair(i, replies, [rule])).length === 0) return rule
  }
  return undefined
}

async function comparePair(
  i: number,
  { real, ours }: { readonly real: Reply; readonly ours: Reply },
  rules: readonly AppliedDifference[],
): Promise<readonly string[]> {
  const wanted = real.answers[i]
  const found = ours.answers[i]
  const label = `answer ${i + 1}: `
  if (wanted === undefined && found === undefined) return []
  const own = rules.find(({ expect }) => expect !== undefined)
  if (found === undefined) return [`${label}none (${ours.after}), expected ${wanted?.statusLine}`]
  if (wanted === undefined && own === undefined) {
    return [`${label}${found.statusLine}, expected none (${real.after})`]
  }
  const texts = await compareAnswer(expectedOf(wanted ?? found), found, rules)
  return texts.map((text) => label + text)
}

function expectedOf(raw: RawAnswer): Expected {
  const { statusLine, headers, body } = withFixedBoundary(raw)
  return { statusLine, headers, body: expectedBody(raw, body) }
}

function expectedBody(raw: RawAnswer, fixed: Buffer): ExpectedBody {
  const coding = codingOf(raw)
  if ((coding === 'gzip' || coding === 'deflate') && isCoded(raw.body)) {
    const body = fixBody(decodeBody(raw.body, coding), raw)
    return { kind: 'hash', sha256: hashOf(body), length: body.length, coding }
  }
  const image = readImage(raw.body)
  return image === undefined ? { kind: 'bytes', bytes: fixed } : { kind: 'image', image }
}

/** The server's, which follows one that a plugin has set. */
function codingOf({ headers }: RawAnswer): string | null | undefined {
  return headers.findLast(([name]) => name.toLowerCase() === 'content-encoding')?.[1]
}

/** A plugin may say of any bytes that they are coded. */
function isCoded(body: Buffer): boolean {
  return (
    (body[0] === 0x1f && body[1] === 0x8b) || (body[0] === 0x78 && body.readUInt16BE() % 31 === 0)
  )
}

/** The record of a PNG; `undefined` if the bytes are not one. */
function readImage(file: Buffer): ImageRecord | undefined {
  if (!file.subarray(0, 4).equals(pngStart)) return undefined
  try {
    const { width: w, height: h, depth, colourType: type, rows } = readPng(untilEnd(file))
    const longest = file.length * 1.5 + 2048
    return { kind: 'png', w, h, depth, type, sha256: hashOf(rows), max_bytes: longest }
  } catch {
    // What the strict reader refuses is compared byte by byte.
    return undefined
  }
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47])

/** The real server's 16-bit images contain a second end, which viewers ignore. */
function untilEnd(file: Buffer): Buffer {
  return file.subarray(0, file.indexOf('IEND') + 8)
}
