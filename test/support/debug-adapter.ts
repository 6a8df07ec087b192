import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** VS Code's debugger as a server, its file `dapDebugServer.js`. npm does not have it: without the variable it is not tested. */
export const debugAdapter = process.env['ORTHANC_WASM_JS_DEBUG']

type Values = Readonly<Record<string, unknown>>

/** A message of the Debug Adapter Protocol. */
interface Message {
  readonly type: 'request' | 'response' | 'event'
  readonly seq?: number
  readonly command?: string
  readonly arguments?: Values
  readonly request_seq?: number
  readonly event?: string
  readonly body?: Values
}

/** The line that an editor marks. */
export interface Breakpoint {
  readonly path: string
  readonly line: number
}

/** VS Code's debugger, as the editor drives it: a session for the configuration, and one for each process that it finds. Disposal ends it. */
export class DebugAdapter {
  readonly #port: number
  readonly #breakpoint: Breakpoint
  readonly #process: ReturnType<typeof spawn>
  readonly #events: { readonly session: Session; readonly message: Message }[] = []
  #changed: () => void = () => undefined

  private constructor(process: ReturnType<typeof spawn>, port: number, breakpoint: Breakpoint) {
    this.#process = process
    this.#port = port
    this.#breakpoint = breakpoint
  }

  static async start(breakpoint: Breakpoint): Promise<DebugAdapter> {
    const args = [debugAdapter ?? '', '0', '127.0.0.1']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
    const [line]: unknown[] = await once(child.stdout, 'data')
    const port = Number(/:(\d+)\s*$/.exec(String(line))?.[1])
    return new DebugAdapter(child, port, breakpoint)
  }

  /** Attaches as a configuration of `launch.json` says, with the folder of the editor. */
  async attach(configuration: Values): Promise<void> {
    const session = await Session.connect(this.#port, (message) => this.#receive(session, message))
    const hello = { adapterID: 'pwa-node', clientID: 'vscode', pathFormat: 'path' }
    await session.request('initialize', { ...hello, linesStartAt1: true, columnsStartAt1: true })
    const attached = session.request('attach', configuration)
    const { path, line } = this.#breakpoint
    await session.request('setBreakpoints', { source: { path }, breakpoints: [{ line }] })
    await session.request('configurationDone', {})
    await attached
  }

  /** Waits until a breakpoint is set in running code. */
  async bound(): Promise<void> {
    await this.#wait(({ event, body }) => {
      return event === 'breakpoint' && JSON.stringify(body).includes('"verified":true')
    })
  }

  /** Waits until a thread stops, and returns the innermost frame. */
  async stopped(): Promise<{ readonly frame: Values; readonly resume: () => Promise<Values> }> {
    const { session, message } = await this.#wait(({ event }) => event === 'stopped')
    const threadId = message.body?.['threadId']
    const { stackFrames } = await session.request('stackTrace', { threadId })
    const [frame = {}]: Values[] = Array.isArray(stackFrames) ? stackFrames : []
    return { frame, resume: () => session.request('continue', { threadId }) }
  }

  [Symbol.dispose](): void {
    this.#process.kill('SIGKILL')
  }

  #receive(session: Session, message: Message): void {
    this.#events.push({ session, message })
    this.#changed()
    if (message.command !== 'startDebugging') return
    session.respond(message)
    const { configuration } = message.arguments ?? {}
    void this.attach(Object(configuration))
  }

  async #wait(
    isWanted: (message: Message) => boolean,
  ): Promise<{ readonly session: Session; readonly message: Message }> {
    for (;;) {
      const found = this.#events.find(({ message }) => isWanted(message))
      if (found !== undefined) return found
      await new Promise<void>((resolve) => {
        this.#changed = resolve
      })
    }
  }
}

/** A connection of the Debug Adapter Protocol: JSON after a head with its length. */
class Session {
  readonly #socket: Socket
  readonly #receive: (message: Message) => void
  readonly #pending = new Map<number, (body: Values) => void>()
  #received = Buffer.alloc(0)
  #sequence = 0

  private constructor(socket: Socket, receive: (message: Message) => void) {
    this.#socket = socket
    this.#receive = receive
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      this.#received = Buffer.concat([this.#received, bytes])
      this.#read()
    })
  }

  static async connect(port: number, receive: (message: Message) => void): Promise<Session> {
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    return new Session(socket, receive)
  }

  request(command: string, args: Values): Promise<Values> {
    const sequence = this.#write({ type: 'request', command, arguments: args })
    return new Promise((resolve) => {
      this.#pending.set(sequence, resolve)
    })
  }

  respond({ seq = 0, command = '' }: Message): void {
    this.#write({ type: 'response', request_seq: seq, command })
  }

  #write(message: Message): number {
    const json = JSON.stringify({ seq: ++this.#sequence, success: true, ...message })
    this.#socket.write(`Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`)
    return this.#sequence
  }

  #read(): void {
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n') + 4
      const length = Number(/Content-Length: (\d+)/.exec(this.#received.toString())?.[1])
      if (end < 4 || this.#received.length < end + length) return
      const message: Message = JSON.parse(this.#received.toString('utf8', end, end + length))
      this.#received = this.#received.subarray(end + length)
      if (message.type === 'response')
        this.#pending.get(message.request_seq ?? 0)?.(message.body ?? {})
      else this.#receive(message)
    }
  }
}
