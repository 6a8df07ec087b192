import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorAnswer } from '../../exchange/answer.ts'
import { byteStringOf } from '../../exchange/byte-string.ts'
import { sdkProfile } from '../../exchange/profile.ts'
import { jsonString, renderError } from './error-answer.ts'

const profile = sdkProfile('1.12.3')
const request = { method: 1, uri: '/script/a b' }

describe('renderError', () => {
  it('renders the bytes of the real server', () => {
    const { status, headers, body } = renderError(errorAnswer(17), request, {
      profile,
      describe: true,
    })
    expect(status).toBe(404)
    expect(headers).toEqual([['Content-Type', 'text/plain']])
    expect(body).toBe(
      '{\n\t"HttpError" : "Not Found",\n\t"HttpStatus" : 404,\n\t"Message" : "Unknown resource",\n' +
        '\t"Method" : "GET",\n\t"OrthancError" : "Unknown resource",\n\t"OrthancStatus" : 17,\n' +
        '\t"Uri" : "/script/a b"\n}\n',
    )
  })

  it('puts details first, also empty ones', () => {
    const { body } = renderError(errorAnswer(8, { details: '' }), request, {
      profile,
      describe: true,
    })
    expect(body).toMatch(/^\{\n\t"Details" : "",\n\t"HttpError"/)
  })

  it('has neither body nor type if errors are not described', () => {
    const answer = errorAnswer(17, { headers: [['X-A', '1']] })
    const rendered = renderError(answer, request, { profile, describe: false })
    expect(rendered).toEqual({ status: 404, headers: [['X-A', '1']], body: '' })
  })

  it('prefers the status of the answer to that of the code', () => {
    const { status, body } = renderError(errorAnswer(8, { status: 413 }), request, {
      profile,
      describe: true,
    })
    expect(status).toBe(413)
    expect(body).toContain('"Request Entity Too Large"')
  })
})

describe('jsonString', () => {
  it.each([
    ['\xc3\xa9 \xe2\x82\xac \xf0\x9d\x84\x9e', String.raw`"\u00e9 \u20ac \ud834\udd1e"`],
    ['\xff\xfe\x80', String.raw`"\ufffd\ufffd\ufffd"`],
    ['\xed\xa0\x80', String.raw`"\ufffd"`],
    ['\xc1\xbf', String.raw`"\ufffd"`],
    ['\x01\t\n\r\x1f\x7f', '"\\u0001\\t\\n\\r\\u001f\x7f"'],
    ['<b>/"\\', String.raw`"<b>/\"\\"`],
  ])('escapes %j', (bytes, json) => {
    expect(jsonString(bytes)).toBe(json)
  })

  it('parses back to the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(JSON.parse(jsonString(byteStringOf(text)))).toBe(text)
      }),
    )
  })

  it('is JSON for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
        expect(() => {
          JSON.parse(jsonString(Buffer.from(bytes).toString('latin1')))
        }).not.toThrow()
      }),
    )
  })
})
