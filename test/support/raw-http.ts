import { connect, type Socket } from 'node:net'

/** An answer as it was on the wire. Without one all of it is empty. */
export interface RawAnswer {
  readonly statusLine: string
  /** In the order of the wire. */
  readonly headerLines: readonly string[]
  readonly body: Buffer
  /** The connection right after it: `open` only behind an answer with a length. */
  readonly connection: ConnectionState
}

type ConnectionState = 'open' | 'closed' | 'reset'

const headEnd = '\r\n\r\n'

/** A connection that sends bytes as they are and reads answers, one after another. */
export class RawConnection {
  readonly #socket: Socket
  #state: ConnectionState = 'open'
  #received = Buffer.alloc(0)

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.on('data', (bytes) => (this.#received = Buffer.concat([this.#received, bytes])))
    this.#socket.on('error', () => (this.#state = 'reset'))
    this.#socket.on('close', () => {
      if (this.#state === 'open') this.#state = 'closed'
    })
  }

  send(bytes: string | Uint8Array): this {
    this.#socket.write(bytes)
    return this
  }

  /** The next answer: as many bytes as it announces, else all up to the end of the connection. */
  async answer(): Promise<RawAnswer> {
    for (;;) {
      const answer = takeAnswer(this.#received, this.#state)
      if (answer !== undefined) {
        this.#received = this.#received.subarray(lengthOnWire(answer))
        return answer
      }
      await this.#change()
    }
  }

  /** Resolves once this many bytes have come. */
  async received(count: number): Promise<void> {
    while (this.#received.length < count && this.#state === 'open') await this.#change()
  }

  /** Reads nothing until `resume`. */
  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** Leaves at once, with a reset. */
  leave(): void {
    this.#socket.resetAndDestroy()
  }

  [Symbol.dispose](): void {
    this.#socket.destroy()
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.once('data', () => resolve()).once('close', () => resolve())
    })
  }
}

/** One request on a connection of its own. */
export async function exchange(port: number, request: string | Uint8Array): Promise<RawAnswer> {
  using connection = new RawConnection(port)
  return await connection.send(request).answer()
}

/** A GET as bytes; the path goes as it is. */
export function get(path: string, ...headerLines: readonly string[]): string {
  return [`GET ${path} HTTP/1.1`, 'Host: test', ...headerLines, '', ''].join('\r\n')
}

/** A POST with its length. */
export function post(path: string, body: string, ...headerLines: readonly string[]): string {
  const length = `Content-Length: ${Buffer.byteLength(body)}`
  return [`POST ${path} HTTP/1.1`, 'Host: test', length, ...headerLines, '', body].join('\r\n')
}

function takeAnswer(bytes: Buffer, connection: ConnectionState): RawAnswer | undefined {
  const bodyAt = bytes.indexOf(headEnd) + headEnd.length
  if (bodyAt < headEnd.length)
    return connection === 'open'
      ? undefined
      : { statusLine: bytes.toString('latin1'), headerLines: [], body: Buffer.alloc(0), connection }
  const head = bytes.toString('latin1', 0, bodyAt - headEnd.length).split('\r\n')
  const [statusLine = '', ...headerLines] = head
  const length = /\r\ncontent-length: (\d+)/i.exec(head.join('\r\n'))?.[1]
  const end = length === undefined ? Infinity : bodyAt + Number(length)
  if (bytes.length < end && connection === 'open') return undefined
  const state = bytes.length < end ? connection : connection
  return { statusLine, headerLines, body: bytes.subarray(bodyAt, end), connection: state }
}

function lengthOnWire({ statusLine, headerLines, body }: RawAnswer): number {
  const head = [statusLine, ...headerLines].join('\r\n')
  return Math.max(0, head.length + headEnd.length + body.length)
}
