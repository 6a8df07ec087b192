import type { AppliedDifference } from './differences.ts'
import { compareBody } from './compare-body.ts'
import type { Expected } from './expected-answer.ts'
import { headerOf, withFixedBoundary, type RawAnswer } from './raw-answer.ts'
import { show } from './show.ts'

/** What differs between an answer and the recorded one, as far as the differences ask for it. */
export async function compareAnswer(
  expected: Expected,
  raw: RawAnswer,
  rules: readonly AppliedDifference[],
): Promise<readonly string[]> {
  const answer = withFixedBoundary(raw)
  if (rules.some(({ orStatus }) => orStatus === answer.status)) return []
  const own = rules.find(({ expect }) => expect !== undefined)?.expect
  if (own !== undefined) return compareWithOwn(own, answer)
  const replaced = rules.find(({ statusLine }) => statusLine?.from === expected.statusLine)
  const statusLine = replaced?.statusLine?.to ?? expected.statusLine
  if (rules.some(({ compare }) => compare === 'code')) {
    return answer.status === codeOf(statusLine) ? [] : [difference(answer.statusLine, statusLine)]
  }
  const texts = answer.statusLine === statusLine ? [] : [difference(answer.statusLine, statusLine)]
  texts.push(...compareHeaders(expected, answer, rules))
  if (rules.some(({ body }) => body === 'any')) return texts
  const mayBeAbsent = rules.some(({ body }) => body === 'may-be-absent')
  if (mayBeAbsent && answer.body.length === 0) return texts
  return [...texts, ...(await compareBody(expected.body, answer, raw))]
}

function compareWithOwn(
  own: NonNullable<AppliedDifference['expect']>,
  answer: RawAnswer,
): readonly string[] {
  const { status, includes, lacks } = own
  const texts: string[] = []
  if (status !== undefined && answer.status !== status) {
    texts.push(difference(answer.statusLine, `status ${status}`))
  }
  if (includes !== undefined && !answer.body.toString('latin1').includes(includes)) {
    texts.push(`the body lacks "${includes}": ${show(answer.body)}`)
  }
  if (lacks !== undefined && answer.raw.toString('latin1').includes(lacks)) {
    texts.push(`the answer has ${JSON.stringify(lacks)}`)
  }
  return texts
}

/** Headers that a coded body or an image changes; they are compared with the body itself. */
function compareHeaders(
  { headers, body }: Expected,
  answer: RawAnswer,
  rules: readonly AppliedDifference[],
): readonly string[] {
  const ignored = new Set(
    rules.flatMap(({ ignoreHeaders = [] }) => ignoreHeaders.map((name) => name.toLowerCase())),
  )
  const isAnyBody = rules.some((rule) => rule.body === 'any')
  const isRemade = body.kind === 'image' || (body.kind === 'hash' && body.coding !== undefined)
  if (isRemade || isAnyBody) ignored.add('content-length')
  const found = linesOf(answer.headers, ignored)
  const wanted = linesOf(headers, ignored)
  const texts = found === wanted ? [] : [difference(found, wanted)]
  const length = headerOf(answer, 'content-length')
  if (isRemade && length !== String(answer.body.length)) {
    texts.push(`Content-Length is ${length}, the body has ${answer.body.length} bytes`)
  }
  return texts
}

function linesOf(headers: RawAnswer['headers'], ignored: ReadonlySet<string>): string {
  return headers
    .filter(([name]) => !ignored.has(name.toLowerCase()))
    .map(([name, value]) => (value === null ? name : `${name}: ${value}`))
    .join('\n')
}

function codeOf(statusLine: string): number {
  return Number(statusLine.split(' ')[1])
}

function difference(found: string, wanted: string): string {
  return `got      ${indent(found)}\nexpected ${indent(wanted)}`
}

function indent(text: string): string {
  return text.replaceAll('\n', '\n         ')
}
