import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { httpMethods } from '../../abi/enums.ts'
import { portOf } from '../../test/support/port.ts'
import { settingsFrom } from '../config/config.ts'
import type { Header } from '../exchange/answer.ts'
import type { Caller, Outbound, OutboundReply } from '../exchange/ports.ts'
import type { AccessPolicy } from '../config/settings.ts'
import { createOutbound } from './outbound.ts'

const servers: Server[] = []

/** Starts a server on a port of its own; its origin. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return `http://127.0.0.1:${portOf(server)}`
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** A server that redirects from `/go?LOCATION` there, and the targets of the other requests that it got. */
async function serveRedirects(): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = []
  const origin = await serve((incoming, response) => {
    const url = incoming.url ?? ''
    if (!url.startsWith('/go?')) asked.push(url)
    else response.writeHead(302, { Location: decodeURIComponent(url.slice('/go?'.length)) })
    response.end()
  })
  return { origin, asked }
}

function newCaller(): Caller {
  const { signal } = new AbortController()
  return { plugin: 'p', request: undefined, maxAnswerBytes: 1000, signal }
}

/** The way out of a plugin that may reach this, where there is no Orthanc. */
function outboundOf(allow: AccessPolicy): Outbound {
  const outboundFor = createOutbound({ orthanc: undefined, plugins: () => undefined })
  return outboundFor({ ...settingsFrom({}).general, name: 'p', allow })
}

interface Sending {
  readonly method?: number
  readonly headers?: readonly Header[]
  readonly body?: string
}

/** What a plugin gets that may GET all of the REST API, where there is no Orthanc. */
async function callRestApi(uri: string): Promise<{ readonly reason?: string }> {
  const outbound = outboundOf({ restApi: ['GET /*'], http: [], services: [] })
  const body = new Uint8Array(0)
  const reply = await outbound(
    { kind: 'rest', method: httpMethods.Get, uri, headers: [], body, afterPlugins: false },
    newCaller(),
  )
  return reply.kind === 'failed' ? reply : {}
}

/** What a plugin gets that may reach the URLs of `allowed`. */
function request(
  allowed: readonly string[],
  url: string,
  { method = httpMethods.Get, headers = [], body = '' }: Sending = {},
): Promise<OutboundReply> {
  const outbound = outboundOf({ restApi: [], http: allowed, services: [] })
  const sent = { method, url, headers, body: new Uint8Array(Buffer.from(body)) }
  return outbound(
    { kind: 'http', ...sent, credentials: 'alice:secret', timeoutMs: 10_000 },
    newCaller(),
  )
}

describe('the target of a redirect', () => {
  it.each([
    '/other',
    '/api/..%2fother',
    '/api/%252e%252e/other',
    '/api/..;/other',
    '/api/a%5c..%5cother',
    '/api//a',
    '/api/...',
    '/api/%20',
    'file:///etc/passwd',
    'http://[',
  ])('%s gets the code that it gets as a URL, and is not requested', async (target) => {
    const { origin, asked } = await serveRedirects()
    const allowed = [`${origin}/api/*`, `${origin}/go`]
    const direct = await request(allowed, target.startsWith('/') ? origin + target : target)
    const redirected = await request(allowed, `${origin}/go?${encodeURIComponent(target)}`)
    const code = target === '/other' ? 45 : 9
    expect([direct, redirected]).toMatchObject([
      { kind: 'failed', code },
      { kind: 'failed', code },
    ])
    expect(asked).toEqual([])
  })

  it('is requested where it is allowed, relative ones too', async () => {
    const { origin, asked } = await serveRedirects()
    const allowed = [`${origin}/api/*`, `${origin}/go`]
    for (const target of [`${origin}/api/a`, '/api/b', 'api/c'])
      await request(allowed, `${origin}/go?${encodeURIComponent(target)}`)
    expect(asked).toEqual(['/api/a', '/api/b', '/api/c'])
  })
})

it('a path that is not sent is named without its query', async () => {
  const { reason = '' } = await callRestApi('/instances/...?patient=doe')
  expect(reason).toMatch(/^"\/instances\/\.\.\." is not sent: expected a path without /)
  expect(reason).not.toContain('doe')
})

describe('of the headers of a plugin', () => {
  const headers: readonly Header[] = [
    ['Accept', 'a/b'],
    ['Accept-Language', 'fr'],
    ['Content-Encoding', 'x'],
    ['Content-Language', 'de'],
    ['Content-Type', 'c/d'],
    ['Range', 'bytes=0-'],
    ['Authorization', 'Bearer secret'],
    ['Cookie', 'secret'],
    ['X-Api-Key', 'secret'],
    ['X-Auth-Token', 'secret'],
  ]
  const safe = [
    'accept',
    'accept-language',
    'content-encoding',
    'content-language',
    'content-type',
    'range',
  ]
  const own = new Set(['host', 'connection', 'content-length'])

  /** The names that arrive after a redirect to a server, which is another one or the same. */
  async function namesAfterRedirect(to: 'other' | 'same'): Promise<readonly string[]> {
    let names: readonly string[] = []
    const listener: RequestListener = (incoming, response) => {
      names = Object.keys(incoming.headers).filter((name) => !own.has(name))
      const moved = incoming.url === '/a'
      response.writeHead(moved ? 307 : 200, { Location: moved ? target : '' }).end()
    }
    const first = await serve(listener)
    const second = await serve(listener)
    const target = `${to === 'same' ? first : second}/b`
    const sending = { method: httpMethods.Post, headers, body: 'body' }
    const reply = await request([`${first}/*`, `${second}/*`], `${first}/a`, sending)
    expect(reply).toMatchObject({ kind: 'answered', status: 200 })
    return names.toSorted()
  }

  it('only harmless ones follow a redirect to another origin', async () => {
    expect(await namesAfterRedirect('other')).toEqual(safe)
  })

  it('all follow a redirect to the same origin', async () => {
    const all = headers.map(([name]) => name.toLowerCase())
    expect(await namesAfterRedirect('same')).toEqual(all.toSorted())
  })
})
