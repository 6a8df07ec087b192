import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isLoopback, showListenAddress, type ListenAddress } from '../config/listen-address.ts'
import { textOf } from '../exchange/byte-string.ts'
import type { ServedPlugin } from '../exchange/instance.ts'
import type { Observer } from '../exchange/ports.ts'
import { Activity } from './activity.ts'
import { Metrics } from './metrics.ts'
import { joinObservers } from './observers.ts'
import { page } from './page.ts'
import { encodePath } from './served-plugin.ts'

/** Why requests are not accepted; `undefined`: they are. */
export type NotReady = 'plugins are loading' | 'the server is stopping'

/** The host, as the admin listener sees it. */
export interface AdminSource {
  readonly notReady: () => NotReady | undefined
  readonly plugins: () => readonly ServedPlugin[]
  /** The URL of the server; absent while it does not listen. */
  readonly url: () => string | undefined
  /** Starts a plugin again from its file. Returns why it cannot; then the running one stays. */
  readonly restart: (file: string) => Promise<readonly string[]>
}

/** The listener for operators, and the observer that it shows the numbers of. Closed with `close`. */
export class AdminServer {
  readonly observer: Observer
  readonly #source: AdminSource
  readonly #metrics: Metrics
  readonly #activity = new Activity()
  readonly #startedMs = Date.now()
  readonly #server: Server
  /** Whether only programs of this machine reach it. */
  readonly #isLocal: boolean
  readonly #address: ListenAddress

  constructor(address: ListenAddress, source: AdminSource) {
    this.#address = address
    this.#source = source
    this.#isLocal = isLoopback(address.host)
    this.#metrics = new Metrics(source.plugins)
    this.observer = joinObservers([this.#metrics, this.#activity])
    this.#server = createServer((request, response) => {
      this.#answer(request)
        .catch((error: unknown) => text(500, `${String(error)}\n`))
        .then((answer) => send(request, response, answer))
        .catch(() => response.destroy())
    })
    this.#server.maxConnections = mostConnections
  }

  /** Returns the URL. Rejects with the system's error if the address is not available. */
  listen(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#address, () => {
        this.#server.off('error', reject)
        resolve(`http://${showListenAddress({ ...this.#address, port: portOf(this.#server) })}`)
      })
    })
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }

  async #answer(request: IncomingMessage): Promise<AdminAnswer> {
    const { method = '', url = '' } = request
    const [path = '', query] = url.split('?', 2)
    // A page of another site whose name leads to the loopback (DNS rebinding) names that site.
    const { host } = request.headers
    if (this.#isLocal && host !== undefined && !isLoopback(hostIn(host)))
      return text(403, 'The Host header must name the loopback: use http://localhost\n')
    if (path === '/restart') return this.#restart(request, query)
    if (method !== 'GET' && method !== 'HEAD')
      return { ...text(405, 'Only GET\n'), headers: { Allow: 'GET' } }
    switch (path) {
      case '/':
        return pageAnswer
      case '/health':
        return text(200, 'ok\n')
      case '/ready':
        return this.#ready()
      case '/metrics':
        return {
          status: 200,
          type: this.#metrics.contentType,
          body: await this.#metrics.text(),
        }
      case '/status':
        return json(200, this.#status())
      default:
        return text(404, 'Known are /, /health, /ready and /metrics\n')
    }
  }

  #ready(): AdminAnswer {
    const reason = this.#source.notReady()
    return reason === undefined ? json(200, { ready: true }) : json(503, { ready: false, reason })
  }

  /** For a page of this listener alone, in a browser of this machine. */
  async #restart({ method, headers, socket }: IncomingMessage, query = ''): Promise<AdminAnswer> {
    if (method !== 'POST') return { ...text(405, 'Only POST\n'), headers: { Allow: 'POST' } }
    const { host, origin } = headers
    if (origin === undefined || origin !== `http://${host}`)
      return text(403, 'Only the page of this listener restarts plugins\n')
    if (!isLoopbackAddress(socket.remoteAddress) || !isLoopback(hostIn(host)))
      return text(403, 'Plugins are restarted from the loopback only\n')
    const name = new URLSearchParams(query).get('plugin')
    const plugin = this.#source
      .plugins()
      .find(({ description }) => textOf(description.name) === name)
    if (plugin === undefined) return text(404, 'Plugin not found\n')
    const reasons = await this.#source.restart(plugin.file)
    if (reasons.length > 0) return text(409, `${reasons.join('\n')}\n`)
    if (name !== null) this.observer.onRestart?.(name)
    return text(200, 'restarted\n')
  }

  /** What the page shows. */
  #status(): object {
    const { notReady, plugins, url } = this.#source
    return {
      notReady: notReady() ?? null,
      url: url() ?? null,
      startedMs: this.#startedMs,
      plugins: plugins().map((plugin) => this.#describe(plugin)),
      others: this.#activity.recent(''),
      failures: this.#activity.failures,
    }
  }

  #describe(plugin: ServedPlugin): object {
    const { description, file, sha256, paths, waiting, residentBytes, isServing } = plugin
    const name = textOf(description.name)
    const links = new Set(paths)
    return {
      name,
      version: textOf(description.version),
      file,
      sha256,
      routes: description.routes.slice(0, mostRoutes).map(({ pattern }) => ({
        pattern: textOf(pattern),
        link: links.has(pattern) ? encodePath(pattern) : null,
      })),
      moreRoutes: Math.max(0, description.routes.length - mostRoutes),
      waiting,
      residentBytes,
      isServing,
      ...this.#activity.countsOf(name),
      recent: this.#activity.recent(name),
    }
  }
}

/** Connections of operators and their programs. */
const mostConnections = 100

/** Routes of one plugin that the page shows. */
const mostRoutes = 100

interface AdminAnswer {
  readonly status: number
  readonly type: string
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

function text(status: number, body: string): AdminAnswer {
  return { status, type: 'text/plain; charset=utf-8', body }
}

function json(status: number, value: object): AdminAnswer {
  return { status, type: 'application/json', body: `${JSON.stringify(value)}\n` }
}

/** The hash that the content policy names an element of the page with. */
function hashOf(element: 'script' | 'style'): string {
  const content = page.split(`<${element}>`)[1]?.split(`</${element}>`)[0] ?? ''
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`
}

const pageAnswer: AdminAnswer = {
  status: 200,
  type: 'text/html; charset=utf-8',
  body: page,
  headers: {
    'Content-Security-Policy': `default-src 'none'; connect-src 'self'; script-src ${hashOf('script')}; style-src ${hashOf('style')}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    'Referrer-Policy': 'no-referrer',
  },
}

function send(
  { method }: IncomingMessage,
  response: ServerResponse,
  { status, type, body, headers = {} }: AdminAnswer,
): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  })
  response.end(method === 'HEAD' ? '' : body)
}

/** The host in a `Host` header, without its port. */
function hostIn(header = ''): string {
  const [, bracketed, plain = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d+)?$/.exec(header) ?? []
  return bracketed ?? plain
}

function isLoopbackAddress(address = ''): boolean {
  return isLoopback(address.replace(/^::ffff:/, ''))
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
