import { expect } from 'vitest'
import type { RawAnswer } from '../support/raw-http.ts'

/** What a client gets for an attack; `undefined` holds whatever it is. */
export interface Expected {
  readonly status: number | RegExp | 'nothing' | 'cut'
  /** The `OrthancStatus` of an error answer. */
  readonly code?: number
  readonly details?: RegExp
  /** The whole body, or what it looks like. */
  readonly body?: string | RegExp
  readonly header?: RegExp
  readonly noHeader?: RegExp
  /** What the log has of it. */
  readonly log?: RegExp
}

/** One thing that a callback does wrong, at the route of its name: instructions that leave an error code. */
export interface RouteRow {
  /** The line of the list of faults that it is for, in a few words. */
  readonly fault: string
  readonly name: string
  readonly body: string
  readonly expected: Expected
}

/** The same anywhere in a line. */
function within(details: RegExp): RegExp {
  return new RegExp(details.source.replace(/^\^/, ''))
}

export const trap = (details: RegExp): Expected => ({
  status: 500,
  code: 1,
  details,
  log: within(details),
})

/** A function without a code refuses the request for what no plugin may hand over. */
export const refusal = (details: RegExp): Expected => ({
  status: 500,
  code: 1,
  details,
  log: within(details),
})

export const deadline: Expected = { status: 504, code: 16, log: /did not end within/ }
export const nothing: Expected = { status: 'nothing' }
export const answered = (body: string | RegExp, more: Partial<Expected> = {}): Expected => ({
  status: 200,
  body,
  ...more,
})

/** The error answer of a code that the callback returned. */
export const failed = (status: number, code: number, more: Partial<Expected> = {}): Expected => ({
  status,
  code,
  ...more,
})

/** Compares what a client got with what it should. */
export function expectAnswer(answer: RawAnswer, expected: Expected): void {
  if (expected.status === 'nothing') {
    expect(answer).toMatchObject({ statusLine: '', connection: 'closed' })
    return
  }
  if (expected.status === 'cut') {
    expect(answer.statusLine).toMatch(/^HTTP\/1.1 200 /)
    // libuv takes a reset that it sees together with the last bytes for an end: a client that stalled cannot tell them apart.
    expect(answer.connection).not.toBe('open')
    expect(answer.body.toString('latin1')).not.toMatch(/--\r\n$/)
    return
  }
  const { status } = expected
  const [, found = ''] = answer.statusLine.split(' ')
  if (status instanceof RegExp) expect(found).toMatch(status)
  else expect(found).toBe(String(status))
  expectBody(answer, expected)
  const head = answer.headerLines.join('\n')
  if (expected.header !== undefined) expect(head).toMatch(expected.header)
  if (expected.noHeader !== undefined) expect(head).not.toMatch(expected.noHeader)
}

function expectBody({ body }: RawAnswer, expected: Expected): void {
  if (typeof expected.body === 'string') expect(body.toString('latin1')).toBe(expected.body)
  if (expected.body instanceof RegExp) expect(body.toString('latin1')).toMatch(expected.body)
  if (expected.code === undefined) return
  const json: unknown = JSON.parse(body.toString())
  expect(json).toMatchObject({ OrthancStatus: expected.code })
  if (expected.details !== undefined)
    expect(json).toMatchObject({ Details: expect.stringMatching(expected.details) })
}
