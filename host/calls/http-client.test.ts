import { describe, expect, it } from 'vitest'
import { TestGuest } from '../../test/support/guest.ts'
import type { OutboundCall } from '../exchange/ports.ts'

/** A plugin whose requests get this status, and its requests. */
function client(status = 200): { guest: TestGuest; sent: OutboundCall[]; target: number } {
  const guest = new TestGuest()
  const sent: OutboundCall[] = []
  const ask = (call: OutboundCall) => {
    sent.push(call)
    const body = new Uint8Array(Buffer.from('body'))
    return { kind: 'answered', status, headers: [['A', 'b']], body } as const
  }
  Object.assign(guest.context, { ask })
  return { guest, sent, target: guest.bytes(new Uint8Array(8)) }
}

const accept = ['Accept', '*/*']
const form = ['Content-Type', 'application/x-www-form-urlencoded']
const bytes = (text: string) => new Uint8Array(Buffer.from(text))

describe('a request to another server', () => {
  it.each([
    ['HttpGet', 1, false, [accept], ''],
    ['HttpPost', 2, true, [accept, form], 'abc'],
    ['HttpPut', 3, true, [accept, form], 'abc'],
  ] as const)('of %s has method %i and its headers', (name, method, hasBody, headers, body) => {
    const { guest, sent, target } = client()
    const url = guest.text('http://host/a')
    const content = hasBody ? [guest.text('abc'), 3] : []
    const credentials = [guest.text('user'), guest.text('word')]
    const values = [target, url, ...content, ...credentials]
    expect(guest.call(`OrthancPlugin${name}`, ...values)).toBe(0)
    expect(sent).toEqual([
      {
        kind: 'http',
        method,
        url: 'http://host/a',
        headers,
        body: bytes(body),
        credentials: 'user:word',
        timeoutMs: 0,
      },
    ])
  })

  it('of HttpDelete has no body, and no credentials without a password', () => {
    const { guest, sent } = client()
    expect(guest.call('OrthancPluginHttpDelete', guest.text('http://h'), guest.text('u'), 0)).toBe(
      0,
    )
    expect(sent).toMatchObject([{ method: 4, body: bytes(''), credentials: undefined }])
  })

  it('of HttpClient has the headers and the timeout of its caller', () => {
    const { guest, sent, target } = client()
    const list = (text: string) =>
      guest.bytes(new Uint8Array(new Uint32Array([guest.text(text)]).buffer))
    const [keys, values] = [list('accept'), list('text/plain')]
    const status = guest.bytes(new Uint8Array(2))
    const request = [2, guest.text('http://h'), 1, keys, values, guest.text('abc'), 3]
    const rest = [0, 0, 10, 0, 0, 0, 0]
    expect(guest.call('OrthancPluginHttpClient', target, 0, status, ...request, ...rest)).toBe(0)
    expect(guest.memory.readU16(status)).toBe(200)
    expect(sent).toMatchObject([
      {
        method: 2,
        headers: [form, ['accept', 'text/plain']],
        body: bytes('abc'),
        timeoutMs: 10_000,
      },
    ])
  })

  it('of HttpClient with a client certificate is not sent', () => {
    const { guest, sent, target } = client()
    const status = guest.bytes(new Uint8Array(2))
    const request = [
      1,
      guest.text('http://h'),
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      guest.text('a.pem'),
      0,
      0,
      0,
    ]
    expect(guest.call('OrthancPluginHttpClient', target, 0, status, ...request)).toBe(2)
    expect(sent).toEqual([])
    expect(guest.log).toEqual([
      'error: OrthancPluginHttpClient: client certificates are not supported',
    ])
  })
})

it.each([
  [200, 0],
  [299, 0],
  [199, 9],
  [302, 9],
  [400, 8],
  [401, 29],
  [403, 29],
  [404, 17],
  [500, 9],
])('the status %i makes HttpGet return %i', (status, code) => {
  const { guest, target } = client(status)
  expect(guest.call('OrthancPluginHttpGet', target, guest.text('http://h'), 0, 0)).toBe(code)
})
