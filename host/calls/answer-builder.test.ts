import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../abi/enums.ts'
import type { StreamHead } from '../exchange/answer.ts'
import { AnswerBuilder, type AnswerContext } from './answer-builder.ts'
import { bytesOf } from '../exchange/byte-string.ts'
import { CallError } from '../exchange/errors.ts'

const text = (bytes: string) => bytesOf(bytes)
const none = new Uint8Array(0)

function newAnswer(changes: Partial<AnswerContext> = {}) {
  const heads: StreamHead[] = []
  const sent: string[] = []
  const warnings: string[] = []
  const builder = new AnswerBuilder({
    sink: {
      begin: (head) => void heads.push(head),
      write: (bytes) => void sent.push(Buffer.from(bytes).toString('latin1')),
    },
    maxAnswerBytes: 1000,
    redirectStatus: 301,
    uuid: () => '00000000-1111-2222-3333-444444444444',
    warn: (message) => void warnings.push(message),
    ...changes,
  })
  return { builder, heads, sent, warnings }
}

/** The code with which a call fails, 0 if it does not. */
function codeOf(call: () => void): number {
  try {
    call()
    return errorCodes.Success
  } catch (error) {
    if (error instanceof CallError) return error.code
    throw error
  }
}

const boundary = '00000000-1111-2222-3333-444444444444-00000000-1111-2222-3333-444444444'

/** A part as it is framed. */
function part(body: string): string {
  return `--${boundary}\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\nMIME-Version: 1.0\r\n\r\n${body}\r\n`
}

describe('one answer', () => {
  it('is 200 with its type in the order of the headers', () => {
    const { builder } = newAnswer()
    builder.setHeader('X-A', '1')
    builder.answer('hello', 'text/plain')
    expect(builder.finish(0)).toMatchObject({
      kind: 'complete',
      status: 200,
      headers: [
        ['X-A', '1'],
        ['Content-Type', 'text/plain'],
      ],
      nosniff: true,
    })
  })

  it('wins over all later ones, which fail with code 6', () => {
    const { builder } = newAnswer()
    builder.answer('first', 'text/plain')
    const codes = [
      () => builder.answer('second', 'text/plain'),
      () => builder.redirect('/x'),
      () => builder.sendUnauthorized('realm'),
      () => builder.sendMethodNotAllowed('GET'),
      () => builder.sendStatus(404, ''),
      () => builder.setHeader('X-Late', '1'),
      () => builder.setCookie('a', 'b'),
      () => builder.startMultipart('mixed', 'text/plain'),
    ].map(codeOf)
    expect(new Set(codes)).toEqual(new Set([errorCodes.BadSequenceOfCalls]))
    expect(builder.finish(0)).toMatchObject({
      body: 'first',
      headers: [['Content-Type', 'text/plain']],
    })
  })

  it('is kept when the callback returns an error', () => {
    const { builder } = newAnswer()
    builder.answer('kept', 'text/plain')
    expect(builder.finish(errorCodes.BadRequest)).toMatchObject({ kind: 'complete' })
  })

  it('is nothing after Success without one', () => {
    expect(newAnswer().builder.finish(0)).toEqual({ kind: 'nothing' })
  })

  it('is the error of the code, with headers and details', () => {
    const { builder } = newAnswer()
    builder.setHeader('X-A', '1')
    builder.setErrorDetails('first')
    builder.setErrorDetails('why')
    expect(builder.finish(errorCodes.UnknownResource)).toEqual({
      kind: 'error',
      code: errorCodes.UnknownResource,
      headers: [['X-A', '1']],
      hasType: false,
      nosniff: true,
      details: 'why',
    })
  })

  it('drops all headers for a redirect, but remembers X-Content-Type-Options', () => {
    const { builder } = newAnswer()
    builder.setHeader('X-Content-Type-Options', 'none')
    builder.setCookie('a', 'b')
    builder.redirect('/there')
    expect(builder.finish(0)).toMatchObject({
      status: 301,
      headers: [['Location', '/there']],
      nosniff: false,
    })
  })
})

describe('a status', () => {
  it.each([0, 99, 100, 101, 103, 299, 308, 418, 429, 451, 600, 65535])(
    '%i has no name: code 3, nothing sent',
    (status) => {
      const { builder } = newAnswer()
      expect(codeOf(() => builder.sendStatus(status, ''))).toBe(errorCodes.ParameterOutOfRange)
      expect(builder.finish(0)).toEqual({ kind: 'nothing' })
    },
  )

  it('without a name is kept, so that a later buffer fails and a redirect does not', () => {
    const { builder } = newAnswer()
    codeOf(() => builder.sendStatus(299, ''))
    const late = () => builder.answer('x', 'text/plain')
    expect(codeOf(late)).toBe(errorCodes.ParameterOutOfRange)
    builder.redirect('/x')
    expect(builder.finish(0)).toMatchObject({ status: 301 })
  })

  it.each([301, 405])('%i is refused and leaves the answer open', (status) => {
    const { builder } = newAnswer()
    expect(codeOf(() => builder.sendStatus(status, ''))).toBe(errorCodes.ParameterOutOfRange)
    builder.answer('x', 'text/plain')
    expect(builder.finish(0)).toMatchObject({ status: 200 })
  })

  it('with a function of its own is refused and sets no type', () => {
    const { builder } = newAnswer()
    codeOf(() => builder.sendStatus(405, 'body'))
    expect(builder.finish(3)).toMatchObject({ headers: [], hasType: false })
  })

  it('without a name sets its own type, which the error answer then has', () => {
    const { builder } = newAnswer()
    codeOf(() => builder.sendStatus(451, 'body'))
    expect(builder.finish(3)).toMatchObject({
      headers: [['Content-Type', 'text/plain']],
      hasType: true,
    })
  })

  it('without a name keeps the type of a buffer for the error answer', () => {
    const { builder } = newAnswer()
    codeOf(() => builder.sendStatus(508, ''))
    codeOf(() => builder.answer('a', 'x/y'))
    expect(builder.finish(5)).toMatchObject({ headers: [['Content-Type', 'x/y']], hasType: true })
  })

  it('has the type text/plain with a body, none without', () => {
    const withBody = newAnswer().builder
    withBody.sendStatus(404, 'gone')
    expect(withBody.finish(0)).toMatchObject({ headers: [['Content-Type', 'text/plain']] })
    const without = newAnswer().builder
    without.sendStatus(404, '')
    expect(without.finish(0)).toMatchObject({ headers: [] })
  })
})

describe('a text for a header line', () => {
  const bad = ['a\rb', 'a\nb', 'a\0b', 'a\r\nX-Evil: 1']
  it.each(bad)('is refused when it is %j', (value) => {
    const calls: ((builder: AnswerBuilder) => void)[] = [
      (builder) => builder.answer('', value),
      (builder) => builder.redirect(value),
      (builder) => builder.sendUnauthorized(value),
      (builder) => builder.sendMethodNotAllowed(value),
      (builder) => builder.setHeader(value, 'x'),
      (builder) => builder.setHeader('x', value),
      (builder) => builder.setCookie(value, 'x'),
      (builder) => builder.setCookie('x', value),
      (builder) => builder.startMultipart(value, 'x/y'),
      (builder) => builder.startMultipart('mixed', value),
    ]
    for (const call of calls)
      expect(codeOf(() => call(newAnswer().builder))).toBe(errorCodes.ParameterOutOfRange)
  })

  it('is left out, with a warning, when it frames the message', () => {
    const { builder, warnings } = newAnswer()
    builder.setHeader('content-length', '5')
    builder.setHeader('Transfer-Encoding', 'chunked')
    builder.setHeader('Connection', 'close')
    builder.sendStatus(404, '')
    expect(builder.finish(0)).toMatchObject({ headers: [] })
    expect(warnings).toHaveLength(3)
  })

  it('is limited in number and in bytes', () => {
    const many = newAnswer().builder
    const long = newAnswer().builder
    expect(() => {
      for (let i = 0; i < 100_000; i++) many.setHeader('X', 'y')
    }).toThrow('header lines')
    expect(() => long.setHeader('X', 'y'.repeat(1024 * 1024))).toThrow('bytes, at most')
  })
})

describe('a refused request', () => {
  it('stays refused, whatever the plugin does afterwards', () => {
    const { builder } = newAnswer()
    builder.refuse('OrthancPluginRedirect: redirection is bad')
    builder.refuse('another reason')
    builder.answer('x', 'text/plain')
    expect(builder.finish(0)).toMatchObject({
      kind: 'error',
      code: errorCodes.Plugin,
      details: 'OrthancPluginRedirect: redirection is bad',
      headers: [],
    })
  })

  it('does not begin a stream', () => {
    const { builder, heads } = newAnswer()
    builder.refuse('a bad pointer')
    builder.startMultipart('mixed', 'text/plain')
    const send = () => builder.sendPart(text('1'), [])
    expect([codeOf(send), codeOf(send)]).toEqual([6, 6])
    expect(heads).toEqual([])
    expect(builder.finish(0)).toMatchObject({ kind: 'error', code: errorCodes.Plugin })
  })

  it('cuts a stream that has begun', () => {
    const { builder } = newAnswer()
    builder.startMultipart('mixed', 'text/plain')
    builder.sendPart(text('1'), [])
    builder.sendPart(text('2'), [])
    builder.refuse('a bad pointer')
    expect(builder.finish(0)).toEqual({ kind: 'streamed', complete: false })
  })
})

describe('an answer in chunks', () => {
  it('begins with its header fields, and ends without a frame', () => {
    const { builder, heads, sent } = newAnswer()
    builder.setCookie('a', 'b')
    builder.startStream('text/plain')
    const headers = [
      ['Set-Cookie', 'a=b'],
      ['Content-Type', 'text/plain'],
    ]
    expect(heads).toEqual([{ status: 200, headers }])
    for (const chunk of ['one', '', 'two']) builder.sendChunk(text(chunk))
    expect(builder.finish(0)).toEqual({ kind: 'streamed', complete: true })
    expect(sent).toEqual(['one', 'two'])
  })

  it('refuses chunks before its start, and parts and another answer after it', () => {
    const { builder } = newAnswer()
    expect(codeOf(() => builder.sendChunk(text('1')))).toBe(errorCodes.BadSequenceOfCalls)
    builder.startStream('text/plain')
    expect(codeOf(() => builder.sendPart(text('1'), []))).toBe(errorCodes.ParameterOutOfRange)
    expect(codeOf(() => builder.answer('1', 'text/plain'))).toBe(errorCodes.BadSequenceOfCalls)
  })

  it('refuses a line break in its type', () => {
    const { builder, heads } = newAnswer()
    expect(codeOf(() => builder.startStream('a\r\nb'))).toBe(errorCodes.ParameterOutOfRange)
    expect(heads).toEqual([])
  })

  it('is cut beyond the limit of an answer', () => {
    const { builder } = newAnswer({ maxAnswerBytes: 3 })
    builder.startStream('text/plain')
    builder.sendChunk(text('one'))
    expect(codeOf(() => builder.sendChunk(text('t')))).toBe(errorCodes.NotEnoughMemory)
    expect(builder.finish(0)).toEqual({ kind: 'streamed', complete: false })
  })
})

describe('a multipart answer', () => {
  it.each([0, 1])('of %i parts is one body', (count) => {
    const { builder, sent } = newAnswer()
    builder.setCookie('a', 'b')
    builder.startMultipart('related', 'text/plain')
    if (count === 1) builder.sendPart(text('one'), [])
    expect(builder.finish(0)).toMatchObject({
      kind: 'complete',
      headers: [
        ['Set-Cookie', 'a=b'],
        ['Content-Type', `multipart/related; type="text/plain"; boundary=${boundary}`],
      ],
      body: `${count === 1 ? part('one') : ''}--${boundary}--\r\n`,
    })
    expect(sent).toEqual([])
  })

  it('of two parts is streamed from the second on', () => {
    const { builder, sent } = newAnswer()
    builder.startMultipart('mixed', 'text/plain')
    builder.sendPart(text('one'), [])
    expect(sent).toEqual([])
    builder.sendPart(text('two'), [])
    expect(builder.finish(0)).toEqual({ kind: 'streamed', complete: true })
    expect(sent.join('')).toBe(`${part('one')}${part('two')}--${boundary}--\r\n`)
  })

  it('does not stream with the status of an earlier call that has no name', () => {
    const { builder, sent } = newAnswer()
    codeOf(() => builder.sendStatus(299, ''))
    builder.startMultipart('mixed', 'text/plain')
    builder.sendPart(text('one'), [])
    const later = [1, 2].map(() => codeOf(() => builder.sendPart(text('two'), [])))
    expect(later).toEqual([errorCodes.ParameterOutOfRange, errorCodes.ParameterOutOfRange])
    expect(builder.finish(0)).toMatchObject({ kind: 'error', code: 3, hasType: true })
    expect(sent).toEqual([])
  })

  it('without quotes for a type that has no slash', () => {
    const { builder } = newAnswer()
    builder.startMultipart('mixed', 'text')
    expect(builder.finish(0)).toMatchObject({
      headers: [['Content-Type', `multipart/mixed; type=text; boundary=${boundary}`]],
    })
  })

  it('writes the headers of a part sorted, the last of each name, and then the missing ones', () => {
    const { builder } = newAnswer()
    builder.startMultipart('mixed', 'text/plain')
    const headers = [
      ['X-B', '1'],
      ['X-A', '2'],
      ['X-B', '3'],
      ['content-type', 'a/b'],
    ] as const
    builder.sendPart(text('x'), headers)
    const answer = builder.finish(0)
    if (answer.kind !== 'complete') throw new Error(answer.kind)
    expect(answer.body).toBe(
      `--${boundary}\r\nX-A: 2\r\nX-B: 3\r\ncontent-type: a/b\r\nContent-Length: 1\r\nMIME-Version: 1.0\r\n\r\nx\r\n--${boundary}--\r\n`,
    )
  })

  it('of another subtype is the error answer 3 at the end, and code 3 at the second part', () => {
    const { builder } = newAnswer()
    builder.startMultipart('alternative', 'text/plain')
    builder.sendPart(text('1'), [])
    expect(codeOf(() => builder.sendPart(text('2'), []))).toBe(errorCodes.ParameterOutOfRange)
    expect(builder.finish(0)).toMatchObject({ kind: 'error', code: errorCodes.ParameterOutOfRange })
  })

  it('with other headers than cookies is the error answer 6, which quotes them', () => {
    const { builder } = newAnswer()
    builder.setHeader('X-A', '1')
    builder.startMultipart('mixed', 'text/plain')
    expect(builder.finish(0)).toMatchObject({
      kind: 'error',
      code: errorCodes.BadSequenceOfCalls,
      details: expect.stringContaining('X-A: 1'),
      headers: [['X-A', '1']],
    })
  })

  it('is refused for its headers before its subtype', () => {
    const { builder } = newAnswer()
    builder.setHeader('A', 'b')
    builder.startMultipart('MIXED', 'text/plain')
    expect(builder.finish(0)).toMatchObject({ code: errorCodes.BadSequenceOfCalls })
  })

  it('refuses a part before it was started, and a second start', () => {
    const { builder } = newAnswer()
    expect(codeOf(() => builder.sendPart(none, []))).toBe(errorCodes.BadSequenceOfCalls)
    builder.startMultipart('mixed', 'text/plain')
    const again = () => builder.startMultipart('mixed', 'text/plain')
    expect(codeOf(again)).toBe(errorCodes.BadSequenceOfCalls)
  })

  it('is limited as a whole', () => {
    const { builder } = newAnswer({ maxAnswerBytes: 10 })
    builder.startMultipart('mixed', 'text/plain')
    builder.sendPart(text('12345'), [])
    expect(() => builder.sendPart(text('1234567'), [])).toThrow('answer of 12 bytes, at most 10')
    // Whether the plugin looks at the code or not: without the part it would not be the answer.
    expect(builder.finish(errorCodes.Success)).toMatchObject({
      kind: 'error',
      details: expect.stringContaining('at most 10'),
    })
  })

  it('is cut if one part is too large and others were sent', () => {
    const { builder } = newAnswer({ maxAnswerBytes: 10 })
    builder.startMultipart('mixed', 'text/plain')
    builder.sendPart(text('1'), [])
    builder.sendPart(text('2'), [])
    expect(() => builder.sendPart(text('123456789'), [])).toThrow('at most 10')
    expect(builder.finish(errorCodes.Success)).toEqual({ kind: 'streamed', complete: false })
  })
})
