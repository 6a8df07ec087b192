import { afterEach, describe, expect, it } from 'vitest'
import { errorCodes, httpMethods } from '../../abi/enums.ts'
import { settingsFrom } from '../config/config.ts'
import type { OutboundReply, RestCall, AnswerRequest } from '../exchange/ports.ts'
import { createFunctionUpstream } from './function-upstream.ts'
import { createOutbound } from './outbound.ts'

const log: string[] = []
afterEach(() => void log.splice(0))

const get: RestCall = {
  kind: 'rest',
  method: httpMethods.Get,
  uri: '/system',
  headers: [],
  body: new Uint8Array(0),
  afterPlugins: false,
}

/** The reply to a plugin that may use paths below `/system`. */
async function call(
  answer: AnswerRequest,
  changes: Partial<RestCall> = {},
): Promise<OutboundReply> {
  const upstream = createFunctionUpstream(answer, {
    authorization: 'passed',
    log: ({ message }) => void log.push(message),
    quietMs: 100,
  })
  const outbound = createOutbound({ orthanc: upstream.dispatch, plugins: () => undefined })
  const allow = { restApi: ['* /system', '* /system/*'], http: [], services: [] }
  const caller = {
    plugin: 'p',
    request: '1',
    maxAnswerBytes: 10,
    signal: new AbortController().signal,
  }
  const entry = { ...settingsFrom({}).general, name: 'p', allow }
  return outbound(entry)({ ...get, ...changes }, caller)
}

describe('a function in place of Orthanc', () => {
  it('receives the request of a plugin, and its response is the reply', async () => {
    let received: unknown[] = []
    const reply = await call(
      async (request) => {
        const { method, url, headers } = request
        received = [method, url, headers.get('X-One'), await request.text()]
        return new Response('done', { status: 201, headers: { 'X-Two': '2' } })
      },
      {
        method: httpMethods.Post,
        uri: '/system/a b?x=%41',
        headers: [['X-One', '1']],
        body: new Uint8Array([0x61]),
      },
    )
    expect(received).toEqual(['POST', 'http://localhost:8042/system/a%20b?x=%41', '1', 'a'])
    expect(reply).toMatchObject({ kind: 'answered', status: 201 })
    if (reply.kind !== 'answered') return
    expect(reply.headers).toContainEqual(['x-two', '2'])
    expect(Buffer.from(reply.body).toString()).toBe('done')
  })

  it('is not called for what Allow does not list', async () => {
    let calls = 0
    const count = (): Response => {
      calls++
      return new Response()
    }
    expect(await call(count, { uri: '/patients' })).toMatchObject({ kind: 'failed' })
    expect(calls).toBe(0)
  })

  it.each<[string, AnswerRequest, object]>([
    ['204', () => new Response(null, { status: 204 }), { kind: 'answered', status: 204 }],
    [
      'a body beyond the limit',
      () => new Response('01234567890'),
      { kind: 'failed', code: errorCodes.NotEnoughMemory },
    ],
    [
      'an error',
      () => {
        throw new Error('no such study')
      },
      { kind: 'failed', code: errorCodes.NetworkProtocol },
    ],
    ['no response', () => Response.error(), { kind: 'failed', code: errorCodes.NetworkProtocol }],
    ['nothing, ever', () => new Promise(() => undefined), { code: errorCodes.Timeout }],
    [
      'a body that breaks off',
      () => new Response(new ReadableStream({ start: (body) => body.error(new Error('broken')) })),
      { kind: 'failed', code: errorCodes.NetworkProtocol },
    ],
  ])('may answer with %s', async (_, answer, expected) => {
    expect(await call(answer)).toMatchObject(expected)
  })

  it('has its errors logged', async () => {
    const reply = await call(() => Promise.reject(new Error('no such study')))
    expect(log).toEqual(['orthanc: no such study'])
    expect(reply.kind === 'failed' && reply.reason).toContain('its function threw')
  })
})
