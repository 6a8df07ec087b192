import { describe, expect, it } from 'vitest'
import { TestGuest } from '../../test/support/guest.ts'
import type { Header } from '../exchange/answer.ts'
import type { OutboundCall } from '../exchange/ports.ts'

interface Given {
  readonly status: number
  readonly body?: string
  readonly headers?: readonly Header[]
}

/** A guest whose requests get this answer. */
function guestWithReply({ status, body = '', headers = [] }: Given): TestGuest {
  const guest = new TestGuest()
  const bytes = new Uint8Array(Buffer.from(body))
  const ask = () => ({ kind: 'answered', status, headers, body: bytes }) as const
  Object.assign(guest.context, { ask })
  return guest
}

describe('the code in the body of an error', () => {
  it.each([
    ['is returned by the call', 400, '8', 8],
    ['may be that of a plugin', 500, '1000017', 1_000_017],
    ['is ignored if its 32 bits would be Success', 404, '4294967296', 17],
    ['is ignored if it is too large', 500, '1e300', 17],
    ['is ignored if it has a fraction', 500, '8.5', 17],
    ['is ignored if it is 0', 500, '0', 17],
  ] as const)('%s', (_, status, code, expected) => {
    const guest = guestWithReply({ status, body: `{"OrthancStatus":${code}}` })
    const target = guest.bytes(new Uint8Array(8).fill(7))
    expect(guest.call('OrthancPluginRestApiGet', target, guest.text('/a'))).toBe(expected)
    expect([...guest.memory.copy(target, 8)]).toEqual([7, 7, 7, 7, 7, 7, 7, 7])
  })
})

it('names of headers become lower case, and characters above ASCII are escaped, as in Orthanc', () => {
  const guest = guestWithReply({ status: 200, headers: [['X-\xc3\x89', 'A']] })
  const [headers, status] = [guest.bytes(new Uint8Array(8)), guest.bytes(new Uint8Array(2))]
  const rest = [1, guest.text('/a'), 0, 0, 0, 0, 0, 0]
  expect(guest.call('OrthancPluginCallRestApi', 0, headers, status, ...rest)).toBe(0)
  const text = guest.memory.copy(guest.memory.readU32(headers), guest.memory.readU32(headers + 4))
  expect(Buffer.from(text).toString()).toBe('{\n\t"x-\\u00c9" : "A"\n}\n')
})

describe('a request to the REST API', () => {
  const abc = new Uint8Array(Buffer.from('abc'))
  const none = new Uint8Array(0)

  it.each([
    ['RestApiGet', 1, false, none],
    ['RestApiGetAfterPlugins', 1, true, none],
    ['RestApiPost', 2, false, abc],
    ['RestApiPostAfterPlugins', 2, true, abc],
    ['RestApiPut', 3, false, abc],
    ['RestApiPutAfterPlugins', 3, true, abc],
    ['RestApiDelete', 4, false, none],
    ['RestApiDeleteAfterPlugins', 4, true, none],
  ] as const)('of %s has method %i, after plugins: %s', (name, method, afterPlugins, body) => {
    const guest = guestWithReply({ status: 200 })
    const sent = recordRequests(guest)
    const target = method === 4 ? [] : [guest.bytes(new Uint8Array(8))]
    const content = body.length === 0 ? [] : [guest.text('abc'), 3]
    const uri = guest.text('/a?b')
    expect(guest.call(`OrthancPlugin${name}`, ...target, uri, ...content)).toBe(0)
    expect(sent).toEqual([{ kind: 'rest', method, uri: '/a?b', headers: [], body, afterPlugins }])
  })

  it('of GetDicomForInstance reads the file of the instance', () => {
    const guest = guestWithReply({ status: 200 })
    const sent = recordRequests(guest)
    const target = guest.bytes(new Uint8Array(8))
    expect(guest.call('OrthancPluginGetDicomForInstance', target, guest.text('1'))).toBe(0)
    expect(sent).toMatchObject([{ method: 1, uri: '/instances/1/file', afterPlugins: false }])
  })

  it.each([
    ['RestApiGet2', 1, none],
    ['CallRestApi', 3, abc],
  ] as const)('of %s has the headers of its caller', (name, method, body) => {
    const guest = guestWithReply({ status: 200 })
    const sent = recordRequests(guest)
    const list = (text: string) =>
      guest.bytes(new Uint8Array(new Uint32Array([guest.text(text)]).buffer))
    const headers = [1, list('X-A'), list('1')]
    const [target, status] = [guest.bytes(new Uint8Array(8)), guest.bytes(new Uint8Array(2))]
    const uri = guest.text('/a')
    const values =
      name === 'RestApiGet2'
        ? [target, uri, ...headers, 1]
        : [target, 0, status, method, uri, ...headers, guest.text('abc'), 3, 1]
    expect(guest.call(`OrthancPlugin${name}`, ...values)).toBe(0)
    expect(sent).toEqual([
      { kind: 'rest', method, uri: '/a', headers: [['X-A', '1']], body, afterPlugins: true },
    ])
  })
})

it.each([
  ['RestApiGet', 200, 0],
  ['RestApiGet', 204, 17],
  ['RestApiGet', 401, 29],
  ['RestApiGet', 403, 45],
  ['RestApiGet', 500, 17],
  ['RestApiDelete', 204, 0],
  ['RestApiDelete', 404, 17],
  ['RestApiDelete', 500, 8],
])('%s returns, with the status %i, %i', (name, status, code) => {
  const guest = guestWithReply({ status })
  const target = name === 'RestApiGet' ? [guest.bytes(new Uint8Array(8))] : []
  expect(guest.call(`OrthancPlugin${name}`, ...target, guest.text('/a'))).toBe(code)
})

/** The requests that a plugin sends from now on. */
function recordRequests(guest: TestGuest): OutboundCall[] {
  const sent: OutboundCall[] = []
  const { ask } = guest.context
  Object.assign(guest.context, {
    ask: (call: OutboundCall) => {
      sent.push(call)
      return ask?.(call)
    },
  })
  return sent
}
