import type { Socket } from 'node:net'
import { controlKinds, encodeNumbers } from '../frames/bridge-control.ts'
import type { RemoteFront } from '../pool/guest-process.ts'

interface Waiting {
  readonly resolve: (socket: Socket) => void
  readonly reject: (error: Error) => void
}

/** The fronts of guest processes: connections that the native plugin opens when it is asked to. */
export class Fronts {
  readonly #send: (pieces: readonly Uint8Array[]) => void
  readonly #waiting: Waiting[] = []
  #last = 0
  #isClosed = false

  /** `send` writes frames to the native plugin. */
  constructor(send: (pieces: readonly Uint8Array[]) => void) {
    this.#send = send
  }

  /** Whether the next connection is a front. */
  get isExpected(): boolean {
    return this.#waiting.length > 0
  }

  /** Asks for a front. Rejects if the native plugin leaves before it opens one. */
  async take(): Promise<RemoteFront> {
    if (this.#isClosed) throw new Error('Orthanc has closed the connection')
    const opened = new Promise<Socket>((resolve, reject) => {
      this.#waiting.push({ resolve, reject })
    })
    this.#send(encodeNumbers(controlKinds.fronts, 1))
    const socket = await opened
    const ordinal = ++this.#last
    await writeAll(socket, encodeNumbers(controlKinds.front, ordinal))
    let hasEnded = false
    const end = (): void => {
      if (!hasEnded) this.#send(encodeNumbers(controlKinds.drop, ordinal))
      hasEnded = true
    }
    return { ordinal, socket, end }
  }

  /** Accepts a connection that was not read. */
  accept(socket: Socket): void {
    socket.on('error', () => undefined)
    this.#waiting.shift()?.resolve(socket)
  }

  /** The native plugin has left. */
  close(): void {
    this.#isClosed = true
    for (const { reject } of this.#waiting.splice(0))
      reject(new Error('Orthanc has closed the connection'))
  }
}

/** Resolves once the system has the bytes: after that another process may own the socket. */
async function writeAll(socket: Socket, pieces: readonly Uint8Array[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.write(Buffer.concat(pieces), (error) => {
      if (error) reject(error)
      else resolve()
    })
  })
}
