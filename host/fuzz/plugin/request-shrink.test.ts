import { describe, expect, it } from 'vitest'
import type { Draft } from './request-draft.ts'
import { shrink, type StillFails } from './request-shrink.ts'

const large: Draft = {
  method: 'PUT',
  path: '/route/some-BAD-thing',
  query: 'a=1&b=2&c=3',
  headerLines: ['A', '1', 'B', '2', 'C', '3'],
  body: new Uint8Array(Buffer.from('before\0\xff\xffafter', 'latin1')),
}
const plenty = () => ({ tries: 1000, failures: 1000 })

const failsByPath: StillFails = async ({ path }) =>
  path.startsWith('/route/') && path.includes('BAD')
const failsByHead: StillFails = async ({ headerLines, query = '' }) =>
  headerLines.join('=').includes('B=2') && query.includes('c=3')
const failsByHeader: StillFails = async ({ headerLines }) => headerLines.includes('C')
const failsByBody: StillFails = async ({ body }) => body.includes(0xff)

describe('shrink', () => {
  it('leaves a bare GET of what fails by its path alone', async () => {
    const small = await shrink(large, failsByPath, plenty())
    expect(small).toEqual({
      method: 'GET',
      path: '/route/BAD',
      query: undefined,
      headerLines: [],
      body: new Uint8Array(0),
    })
  })

  it('keeps the one header and the one argument that are needed', async () => {
    const small = await shrink(large, failsByHead, plenty())
    expect(small.headerLines).toEqual(['B', '2'])
    expect(small.query).toBe('c=3')
  })

  it('keeps the last header if that is needed', async () => {
    expect((await shrink(large, failsByHeader, plenty())).headerLines).toEqual(['C', '3'])
  })

  it('keeps the bytes of a body that are needed', async () => {
    expect([...(await shrink(large, failsByBody, plenty())).body]).toEqual([0xff])
  })

  it('returns the request itself if nothing simpler fails', async () => {
    const small = await shrink(large, async (draft) => draft === large, plenty())
    expect(small).toBe(large)
  })

  it('stops at its time limit', async () => {
    const late = { ...plenty(), endMs: performance.now() - 1 }
    expect(await shrink(large, failsByPath, late)).toBe(large)
  })

  it('stops at its limit of requests, also with a large body', async () => {
    const body = new Uint8Array(1024 * 1024).map((_, i) => i % 251)
    const lengths: number[] = []
    const fails = async (draft: Draft): Promise<boolean> => {
      lengths.push(draft.body.length)
      return false
    }
    await shrink({ ...large, body }, fails, { tries: 30, failures: 30 })
    expect(lengths).toHaveLength(30)
  })
})
