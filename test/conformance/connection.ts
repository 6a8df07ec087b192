import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Part } from './case-file.ts'
import { makeData } from './recipe.ts'

/** How long the wire waits for the server to take what was sent. */
const longestWriteMs = 4000

/** A client's raw connection: what it sends and what came back so far. */
export class Connection {
  isClosed = false
  /** When the last byte came, or the last step began. */
  lastMs = Date.now()
  readonly #socket: Socket
  #received: Buffer[] = []

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (bytes: Buffer) => {
      this.#received.push(bytes)
      this.lastMs = Date.now()
    })
    const close = (): void => {
      this.isClosed = true
    }
    socket.on('end', close)
    socket.on('close', close)
    // A reset is an end as any other; what came before it counts.
    socket.on('error', close)
  }

  static async open(port: number): Promise<Connection> {
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return new Connection(socket)
  }

  /** Sends one part after the other, and stops when the server has closed. */
  async send(send: Part | readonly Part[]): Promise<void> {
    for (const part of partsOf(send)) {
      if (this.isClosed) return
      if (typeof part === 'object' && 'delay' in part) await sleep(part.delay)
      else await this.#write(bytesOf(part))
    }
  }

  async #write(bytes: Buffer): Promise<void> {
    const written = new Promise<void>((resolve) => {
      this.#socket.write(bytes, () => resolve())
    })
    await Promise.race([written, sleep(longestWriteMs, undefined, { ref: false })])
  }

  /** What came since the last `take()`. */
  peek(): Buffer {
    const whole = Buffer.concat(this.#received)
    this.#received = [whole]
    return whole
  }

  /** The same, and forgets it. */
  take(): Buffer {
    const whole = this.peek()
    this.#received = []
    return whole
  }

  get hasReceived(): boolean {
    return this.#received.some(({ length }) => length > 0)
  }

  close(): void {
    this.#socket.destroy()
  }
}

function partsOf(send: Part | readonly Part[]): readonly Part[] {
  return typeof send === 'string' || !isList(send) ? [send] : send
}

function isList(send: Part | readonly Part[]): send is readonly Part[] {
  return Array.isArray(send)
}

function bytesOf(part: Exclude<Part, { delay: number }>): Buffer {
  if (typeof part === 'string') return Buffer.from(part, 'latin1')
  return 'recipe' in part ? makeData(part.recipe) : writeChunks(makeData(part.chunked), part.size)
}

function writeChunks(body: Buffer, size: number): Buffer {
  const pieces: Buffer[] = []
  for (let at = 0; at < body.length; at += size) {
    const piece = body.subarray(at, at + size)
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'))
  }
  return Buffer.concat([...pieces, Buffer.from('0\r\n\r\n')])
}
