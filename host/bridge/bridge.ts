import { once } from 'node:events'
import { rmdirSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { Orthanc, type BridgeOptions } from './orthanc.ts'

/** The supervisor of plugins inside Orthanc: waits for the native plugin of one Orthanc at a time. Closed with `close`. */
export class Bridge {
  readonly #options: BridgeOptions
  readonly #server: Server
  #orthanc: Orthanc | undefined
  #path = ''
  #isChild = false
  #end: () => void = () => undefined
  /** Resolves when an Orthanc that has started this process is gone. */
  readonly ended = new Promise<undefined>((resolve) => {
    this.#end = () => resolve(undefined)
  })

  constructor(options: BridgeOptions) {
    this.#options = options
    // Fronts are handed to guest processes unread.
    this.#server = createServer({ pauseOnConnect: true }, (socket) => this.#accept(socket))
  }

  /**
   * Listens on a Unix socket that only the same user may open. Replaces one that an earlier process has left. Rejects with the
   * system's error.
   */
  async listen(path: string): Promise<void> {
    this.#path = path
    if (await isStale(path)) rmSync(path, { force: true })
    const others = process.umask(0o077)
    try {
      this.#server.listen(path)
    } finally {
      process.umask(others)
    }
    await once(this.#server, 'listening')
  }

  /** Ends all plugins. */
  async close(): Promise<void> {
    this.#server.close()
    await this.#orthanc?.close()
    if (this.#isChild) removeIfEmpty(dirname(this.#path))
  }

  #accept(socket: Socket): void {
    socket.on('error', () => undefined)
    if (this.#orthanc?.fronts.isExpected === true) return this.#orthanc.fronts.accept(socket)
    const orthanc: Orthanc = new Orthanc(socket, this.#options, {
      admit: () => {
        if (this.#orthanc !== undefined) return false
        this.#orthanc = orthanc
        return true
      },
      onEnd: (isParent) => {
        this.#orthanc = undefined
        this.#isChild = isParent
        if (isParent) this.#end()
      },
    })
  }
}

/** Removes the folder that the native plugin has made for the socket, which it does itself unless it was killed. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // It is gone, or an operator keeps other files there.
  }
}

/** Whether a socket exists and no process listens on it. */
async function isStale(path: string): Promise<boolean> {
  const socket = connect(path)
  try {
    await once(socket, 'connect')
    return false
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
  } finally {
    socket.destroy()
  }
}
