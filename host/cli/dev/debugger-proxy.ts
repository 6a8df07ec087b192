import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { Transform } from 'node:stream'

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
    client.pipe(target).pipe(hideSourceMap()).pipe(client)
  }
}

/**
 * Node before version 23 names one kind of symbols for a module: a source map, if there is one. VS Code's debugger would fetch it as if it
 * were DWARF; without the address it reads the module's own. DevTools reads the address of the source map elsewhere. Both texts have the
 * same length, as the frames of a WebSocket have theirs at their head.
 */
const named = Buffer.from('"debugSymbols":{"type":"SourceMap","externalURL":')
const unnamed = Buffer.from('"debugSymbols":{"type":"SourceMap","unusedField":')

function hideSourceMap(): Transform {
  let held = Buffer.alloc(0)
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const bytes = Buffer.concat([held, chunk])
      for (let at = bytes.indexOf(named); at >= 0; at = bytes.indexOf(named, at))
        unnamed.copy(bytes, at)
      const end = bytes.length - heldLength(bytes)
      held = bytes.subarray(end)
      done(null, bytes.subarray(0, end))
    },
    flush(done) {
      done(null, held)
    },
  })
}

/** The length of an end that the next chunk may complete to the text. */
function heldLength(bytes: Buffer): number {
  for (let length = Math.min(named.length - 1, bytes.length); length > 0; length--)
    if (bytes.subarray(-length).equals(named.subarray(0, length))) return length
  return 0
}

async function listen(port: number): Promise<Server> {
  const server = createServer()
  server.listen(port, address)
  await once(server, 'listening')
  return server
}
