import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A message of the DevTools protocol. */
interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: Readonly<Record<string, unknown>>
  readonly result?: Readonly<Record<string, unknown>>
}

/** A client of a debugger, which speaks the DevTools protocol over WebSocket (RFC 6455). */
export class DevTools {
  readonly #socket: Socket
  readonly #messages: Message[] = []
  #received = Buffer.alloc(0)
  #id = 0
  #changed: () => void = () => undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (bytes) => {
      this.#received = Buffer.concat([this.#received, bytes])
      this.#read()
    })
  }

  /** Connects to the first target of a debugger at `HOST:PORT`. */
  static async connect(address: string): Promise<DevTools> {
    const list = await fetch(`http://${address}/json/list`)
    const targets: { webSocketDebuggerUrl: string }[] = JSON.parse(await list.text())
    const url = new URL(targets[0]?.webSocketDebuggerUrl ?? '')
    const socket = connect(Number(url.port), url.hostname)
    const key = randomBytes(16).toString('base64')
    socket.write(
      `GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    )
    await once(socket, 'data')
    return new DevTools(socket)
  }

  /** Calls a method and returns its result. */
  async call(method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> {
    const id = ++this.#id
    this.#write(JSON.stringify({ id, method, params }))
    return (await this.#wait((message) => message.id === id)).result ?? {}
  }

  /** The first event of a kind for which a condition holds. */
  async event(
    method: string,
    condition: (params: Readonly<Record<string, unknown>>) => boolean = () => true,
  ): Promise<Readonly<Record<string, unknown>>> {
    const found = await this.#wait(
      (message) => message.method === method && condition(message.params ?? {}),
    )
    return found.params ?? {}
  }

  close(): void {
    this.#socket.destroy()
  }

  async #wait(isWanted: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.#messages.find(isWanted)
      if (found !== undefined) return found
      await new Promise<void>((resolve) => {
        this.#changed = resolve
      })
    }
  }

  /** Text frames of clients are masked; the mask is 0 here. */
  #write(text: string): void {
    const payload = Buffer.from(text)
    const head = Buffer.from([
      0x81,
      0x80 | 126,
      payload.length >> 8,
      payload.length & 0xff,
      0,
      0,
      0,
      0,
    ])
    this.#socket.write(Buffer.concat([head, payload]))
  }

  #read(): void {
    for (;;) {
      const short = (this.#received[1] ?? 0) & 0x7f
      const headBytes = short === 127 ? 10 : short === 126 ? 4 : 2
      if (this.#received.length < headBytes) return
      const length =
        short === 127
          ? Number(this.#received.readBigUInt64BE(2))
          : short === 126
            ? this.#received.readUInt16BE(2)
            : short
      if (this.#received.length < headBytes + length) return
      this.#messages.push(
        JSON.parse(this.#received.toString('utf8', headBytes, headBytes + length)),
      )
      this.#received = this.#received.subarray(headBytes + length)
      this.#changed()
    }
  }
}
