import { randomBytes } from 'node:crypto'
import { gunzipSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { CompleteAnswer } from '../../exchange/answer.ts'
import { chooseCoding, compressAnswer } from './compression.ts'

const answer = (type: string, length: number): CompleteAnswer => ({
  kind: 'complete',
  status: 200,
  headers: [['Content-Type', type]],
  nosniff: true,
  compressAs: type,
  body: new Uint8Array(length),
})

describe('chooseCoding', () => {
  it.each([
    ['gzip', 'gzip'],
    ['deflate', 'deflate'],
    ['deflate, gzip', 'gzip'],
    ['br,  gzip  ', 'gzip'],
    [',,gzip,,', 'gzip'],
    ['deflate;q=0.5, gzip', 'gzip'],
    ['gzip;q=1.0', undefined],
    ['GZIP', undefined],
    ['*', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('takes from %j %j', (accepted, coding) => {
    expect(chooseCoding(answer('text/plain', 2048), accepted)).toBe(coding)
  })

  it('leaves small bodies as they are', () => {
    expect(chooseCoding(answer('text/plain', 2047), 'gzip')).toBeUndefined()
  })

  it.each([
    ['text/plain; charset=utf-8', 'gzip'],
    ['xapplication/json', 'gzip'],
    ['TEXT/PLAIN', undefined],
    ['image/svg+xml', undefined],
    ['application/dicom', undefined],
  ])('looks for known types in %s', (type, coding) => {
    expect(chooseCoding(answer(type, 4000), 'gzip')).toBe(coding)
  })
})

describe('compressAnswer', () => {
  it.each([
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
  ] as const)('compresses with %s and says so after the type', async (coding, inflate) => {
    const compressed = await compressAnswer(answer('text/plain', 5000), coding)
    expect(compressed.headers.at(-1)).toEqual(['Content-Encoding', coding])
    expect(new Uint8Array(inflate(compressed.body))).toEqual(new Uint8Array(5000))
  })

  it.each([
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
  ] as const)(
    'compresses a large body with %s, also one that stays large',
    async (coding, inflate) => {
      const body = new Uint8Array(randomBytes(9_000_000))
      const compressed = await compressAnswer({ ...answer('text/plain', 0), body }, coding)
      expect(compressed.headers.at(-1)).toEqual(['Content-Encoding', coding])
      expect(Buffer.from(inflate(compressed.body)).equals(body)).toBe(true)
    },
  )

  it('gives up after a cancel', async () => {
    const controller = new AbortController()
    const large = answer('text/plain', 50_000_000)
    const compressed = compressAnswer(large, 'gzip', controller.signal)
    controller.abort()
    expect(await compressed).toBe(large)
  })

  it('does not give a buffer back that zlib may still read', async () => {
    const controller = new AbortController()
    const large = { ...answer('text/plain', 50_000_000), release: () => undefined }
    const compressed = compressAnswer(large, 'gzip', controller.signal)
    controller.abort()
    expect((await compressed).release).toBeUndefined()
  })
})
