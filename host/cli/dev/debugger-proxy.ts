import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

/** Where debuggers look for Node. */
const usualPort = 9229
const address = '127.0.0.1'

/**
 * One address for the debugger of a plugin, whose process, and so the port of its debugger, changes with each version. Closed
 * with `close`.
 */
export class DebuggerProxy {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #port: number | undefined

  private constructor(server: Server) {
    this.#server = server
    server.on('connection', (client) => this.#forward(client))
  }

  /** Listens on Node's usual port, or on a free one. */
  static async open(): Promise<DebuggerProxy> {
    return new DebuggerProxy(await listen(usualPort).catch(() => listen(0)))
  }

  /** `HOST:PORT`. */
  get address(): string {
    const bound = this.#server.address()
    return `${address}:${typeof bound === 'object' && bound !== null ? bound.port : usualPort}`
  }

  /** Forwards new connections to the debugger of a new process. `line`: as Node writes it. */
  use(line: string): void {
    this.#port = Number(/:(\d+)\//.exec(line)?.[1])
  }

  close(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }

  #forward(client: Socket): void {
    if (this.#port === undefined) return void client.destroy()
    const target = connect(this.#port, address)
    for (const socket of [client, target]) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        client.destroy()
        target.destroy()
      })
    }
    client.pipe(target).pipe(client)
  }
}

async function listen(port: number): Promise<Server> {
  const server = createServer()
  server.listen(port, address)
  await once(server, 'listening')
  return server
}
