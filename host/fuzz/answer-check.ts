import type { Answer, Header } from '../exchange/answer.ts'
import { bytesOfBody, type Body } from '../exchange/byte-string.ts'
import type { ExpectedAnswer, ExpectedBody } from './expected-answer.ts'
import { imageDifference } from './image-check.ts'

/** Where an answer differs from what it must be; `undefined`: nowhere. */
export function answerDifference(expected: ExpectedAnswer, actual: Answer): string | undefined {
  if (expected.kind === 'complete' && actual.kind === 'complete') {
    const { body, ...rest } = expected
    const { body: actualBody, ...actualRest } = actual
    return unequal(rest, actualRest) ?? bodyDifference(body, actualBody)
  }
  if (expected.kind === 'error' && actual.kind === 'error') {
    const { details, ...rest } = expected
    const { details: actualDetails, ...actualRest } = actual
    return unequal(rest, actualRest) ?? detailsDifference(details, actualDetails)
  }
  return unequal(expected, actual)
}

/** Whether two lists of headers hold the same, in the same order. */
export function sameHeaders(a: readonly Header[], b: readonly Header[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function bodyDifference(expected: ExpectedBody, actual: Body): string | undefined {
  const bytes = bytesOfBody(actual)
  if (expected.kind === 'image') return imageDifference(bytes, expected.image)
  if (expected.bytes.equals(bytes)) return undefined
  return `a body of ${bytes.length} bytes that are not the ${expected.bytes.length} given`
}

/** The details name what is wrong, in words that are not compared. */
function detailsDifference(
  expected: readonly string[],
  actual: string | undefined,
): string | undefined {
  const missing = expected.find((text) => actual?.includes(text) !== true)
  return missing === undefined
    ? undefined
    : `details ${quote(actual)} that do not say ${quote(missing)}`
}

function unequal(expected: object, actual: object): string | undefined {
  const [wanted, found] = [sorted(expected), sorted(actual)]
  return wanted === found ? undefined : `${cut(found)} instead of ${cut(wanted)}`
}

function sorted(value: object): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  )
}

function quote(text: string | undefined): string {
  return cut(JSON.stringify(text) ?? 'nothing')
}

function cut(text: string): string {
  return text.length > 400 ? `${text.slice(0, 400)}…` : text
}
