import { createServer, type RequestListener } from 'node:http'
import { httpSettings } from './http-settings.ts'
import { createServer as createSocketServer, type Server, type Socket } from 'node:net'
import { once } from 'node:events'
import { afterEach } from 'vitest'
import type { Dispatch } from '../../host/exchange/ports.ts'
import { sdkProfile } from '../../host/exchange/profile.ts'
import type { Match, MatchPath } from '../../host/http/match.ts'
import type { HandlerOptions } from '../../host/http/request-handler.ts'
import { createHttpServer, type HttpServer } from '../../host/http/server.ts'
import { createUpstream, type Upstream, type UpstreamOptions } from '../../host/upstream/orthanc.ts'
import { portOf } from './port.ts'

interface ProxyOptions extends Partial<UpstreamOptions> {
  /** Before `@127.0.0.1:PORT`, and after it. */
  readonly user?: string
  readonly basePath?: string
  readonly protocol?: string
}

/** Servers that stand for Orthanc and hosts in front of them; after each test all are closed. */
export class Proxies {
  readonly #upstreams: Upstream[] = []
  readonly #hosts: HttpServer[] = []
  readonly #servers: Server[] = []
  readonly #sockets = new Set<Socket>()
  /** What the hosts have logged in this test. */
  readonly log: string[] = []
  readonly #log: UpstreamOptions['log'] = ({ message }) => void this.log.push(message)

  constructor() {
    afterEach(async () => {
      await Promise.all(this.#hosts.splice(0).map((host) => host.close(0)))
      for (const upstream of this.#upstreams.splice(0)) upstream.close()
      await this.closeServers()
      this.log.length = 0
    })
  }

  /** Ends the servers that stand for Orthanc. */
  async closeServers(): Promise<void> {
    const closed = this.#servers.splice(0).map((server) => once(server.close(), 'close'))
    for (const socket of this.#sockets) socket.destroy()
    await Promise.all(closed)
  }

  /** A server that answers as `listener` does; its port. */
  orthanc(listener: RequestListener): Promise<number> {
    return this.listen(createServer(listener))
  }

  /** A server that does with a connection what it wants; its port. */
  sockets(listener: (socket: Socket) => void): Promise<number> {
    const server = createSocketServer((socket) => {
      socket.on('error', () => undefined)
      listener(socket)
    })
    return this.listen(server)
  }

  /** A server that answers any data with these bytes, and closes; returns its port. */
  saying(bytes: string): Promise<number> {
    return this.sockets((socket) => socket.once('data', () => socket.end(bytes, 'latin1')))
  }

  /** Has a server listen; its port. */
  async listen(server: Server): Promise<number> {
    this.#servers.push(server)
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    return portOf(server)
  }

  /** Asks what is on a port. */
  upstream(port: number, options: ProxyOptions = {}): Upstream {
    const { user = '', basePath = '', protocol = 'http', ...others } = options
    const url = `${protocol}://${user}127.0.0.1:${port}${basePath}`
    const upstream = createUpstream(url, { authorization: 'passed', log: this.#log, ...others })
    this.#upstreams.push(upstream)
    return upstream
  }

  /** A host without plugins in front of what is on a port; its own port. */
  before(port: number, options: ProxyOptions = {}): Promise<number> {
    return this.beforeUpstream(this.upstream(port, options))
  }

  async beforeUpstream({ dispatch }: Upstream, streamsBody = false): Promise<number> {
    const match: MatchPath = (path) => ({ ...matchAll(dispatch)(path), streamsBody })
    const host = createHttpServer({ ...handlerOptions, log: this.#log, match })
    this.#hosts.push(host)
    return (await host.listen()).port
  }
}

/** The options of a server, except who answers. */
export const handlerOptions: Omit<HandlerOptions, 'match'> = {
  settings: httpSettings,
  profile: sdkProfile('1.12.3'),
  log: () => undefined,
}

/** Resolves all paths to that dispatcher. */
export const matchAll =
  (dispatch: Dispatch): MatchPath =>
  () => ({ maxBodyBytes: 10_000_000, answer: answerWith(dispatch) })

/** Who answers, for a match: that dispatcher. */
export const answerWith =
  (dispatch: Dispatch): Match['answer'] =>
  (request, client, settle) =>
    settle(dispatch(request, client))
