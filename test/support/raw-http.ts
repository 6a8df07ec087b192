import { connect, type Socket } from 'node:net'

/** An answer as it was on the wire. Without one all of it is empty. */
export interface RawAnswer {
  readonly statusLine: string
  /** In the order of the wire. */
  readonly headerLines: readonly string[]
  readonly body: Buffer
  /** The connection right after it: `open` only after an answer with a length. */
  readonly connection: ConnectionState
}

type ConnectionState = 'open' | 'closed' | 'reset'

const headEnd = '\r\n\r\n'

/** A connection that sends bytes as they are and reads answers, one after another. */
export class RawConnection {
  readonly #socket: Socket
  #state: ConnectionState = 'open'
  #chunks: Buffer[] = []
  #length = 0
  #changed: (() => void)[] = []

  /** `localAddress`: the client's own, another one of the loopback for another client. */
  constructor(port: number, localAddress = '127.0.0.1') {
    this.#socket = connect({ port, host: '127.0.0.1', localAddress })
    this.#socket.on('data', (bytes) => {
      this.#chunks.push(bytes)
      this.#length += bytes.length
      this.#change()
    })
    this.#socket.on('error', () => (this.#state = 'reset'))
    this.#socket.on('close', () => {
      if (this.#state === 'open') this.#state = 'closed'
      this.#change()
    })
  }

  send(bytes: string | Uint8Array): this {
    this.#socket.write(bytes)
    return this
  }

  /** The next answer: as many bytes as it announces, else all up to the end of the connection. */
  async answer(): Promise<RawAnswer> {
    let end = this.#answerEnd()
    for (; end === undefined; end = this.#answerEnd()) await this.received(this.#length + 1)
    await this.received(end)
    const received = Buffer.concat(this.#chunks)
    this.#chunks = [received.subarray(end)]
    this.#length = this.#chunks[0]?.length ?? 0
    return parseAnswer(received.subarray(0, end), this.#state)
  }

  /** Resolves once this number of bytes has arrived, or the connection has ended. */
  async received(count: number): Promise<void> {
    while (this.#length < count && this.#state === 'open')
      await new Promise<void>((resolve) => this.#changed.push(resolve))
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

  #change(): void {
    for (const resolve of this.#changed.splice(0)) resolve()
  }

  /** Where the next answer ends: `Infinity` where only the connection ends it, `undefined` as long as its head is missing. */
  #answerEnd(): number | undefined {
    const received = Buffer.concat(this.#chunks)
    const headLength = received.indexOf(headEnd)
    if (headLength < 0) return this.#state === 'open' ? undefined : received.length
    const head = received.toString('latin1', 0, headLength)
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Infinity
    return headLength + headEnd.length + Number(length)
  }
}

/** One request on a connection of its own. */
export async function exchange(
  port: number,
  request: string | Uint8Array,
  localAddress?: string,
): Promise<RawAnswer> {
  using connection = new RawConnection(port, localAddress)
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

function parseAnswer(bytes: Buffer, connection: ConnectionState): RawAnswer {
  const text = bytes.toString('latin1')
  const [head = ''] = text.split(headEnd, 1)
  const [statusLine = '', ...headerLines] = head.split('\r\n')
  return { statusLine, headerLines, body: bytes.subarray(head.length + headEnd.length), connection }
}
