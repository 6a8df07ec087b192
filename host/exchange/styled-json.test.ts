import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byteStringOf } from './byte-string.ts'
import { jsonString, styledJson } from './styled-json.ts'

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

it('writes members as jsoncpp does, in their order', () => {
  expect(
    styledJson([
      ['b', '"\xc3\xa9'],
      ['a', 2],
    ]),
  ).toBe('{\n\t"b" : "\\"\\u00e9",\n\t"a" : 2\n}\n')
  expect(styledJson([])).toBe('{}\n')
})
