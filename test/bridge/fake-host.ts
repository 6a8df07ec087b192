import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { nativeServices } from '../../abi/native.ts'
import { refusalCodes, type ServiceRights } from '../../host/bridge/service-rights.ts'
import {
  controlKinds,
  decodeQuestion,
  encodeNumbers,
  encodePlugins,
  encodePrepare,
  type Question,
} from '../../host/frames/bridge-control.ts'
import { FrameReader, frameKinds, type Frame } from '../../host/frames/frame.ts'
import {
  decodeInvoked,
  decodeNativeCall,
  encodeInvoke,
  encodeNativeReturn,
  encodeQuiet,
  invokePayload,
  nativeFlags,
  type Invoked,
  type NativeCall,
  type NativeReturn,
  type NativeValues,
} from '../../host/frames/native.ts'
import { Inbox } from '../support/inbox.ts'

/** What a guest does with a callback, and what that returns; `sent`: it has sent its RETURN itself. */
export type Act = (
  call: NativeCall,
  guest: FakeGuest,
) => Promise<Partial<Returned> | 'sent' | undefined>

type Returned = Extract<NativeReturn, { readonly kind: 'returned' }>

interface FakeHostOptions {
  /** Registrations by the names of their services; a callback is an index of `functions`. */
  readonly registrations: readonly (readonly [string, NativeValues])[]
  readonly functions: readonly (Act | undefined)[]
  /** What `OrthancPluginInitialize` does. */
  readonly onStart?: (guest: FakeGuest) => Promise<unknown>
  readonly timeoutMs?: number
  /** What guests may call. All. */
  readonly rights?: ServiceRights
  /** Services that are judged: those whose arguments contain "forbidden" are refused. */
  readonly judged?: readonly string[]
}

const mostBytes = 2 ** 31

/**
 * A supervisor and its guests in this process, at the socket that the native plugin connects to. It says nothing that the
 * native plugin does not expect of a supervisor, but its guests do what a test wants.
 */
export class FakeHost {
  readonly #options: FakeHostOptions
  readonly #server: Server
  #control: Socket | undefined
  #fronts = 0
  /** What the native plugin says on the control connection, besides PING and JUDGE. */
  readonly reports = new Inbox<Frame>()

  private constructor(options: FakeHostOptions) {
    this.#options = options
    this.#server = createServer((socket) => {
      socket.on('error', () => undefined)
      if (this.#control === undefined) this.#listen(socket)
      else this.#serveFront(socket)
    })
  }

  static async start(socket: string, options: FakeHostOptions): Promise<FakeHost> {
    const host = new FakeHost(options)
    host.#server.listen(socket)
    await once(host.#server, 'listening')
    return host
  }

  /** The native plugin opens one more front, for one more guest. */
  addGuest(): void {
    this.#send(encodeNumbers(controlKinds.fronts, 1))
  }

  close(): void {
    this.#control?.destroy()
    this.#server.close()
  }

  #listen(socket: Socket): void {
    this.#control = socket
    const reader = new FrameReader(mostBytes)
    socket.on('data', (chunk) => reader.push(chunk, (frame) => this.#onControl(frame)))
    socket.once('close', () => (this.#control = undefined))
  }

  #onControl(frame: Frame): void {
    const { kind, payload } = frame
    if (kind === controlKinds.hello) this.addGuest()
    else if (kind === controlKinds.ping) this.#send(encodeNumbers(controlKinds.pong))
    else if (kind === controlKinds.stop) this.#send(encodeNumbers(controlKinds.stopped))
    else if (kind === controlKinds.judge) {
      const question = decodeQuestion(frame)
      this.#send(encodeNumbers(controlKinds.verdict, question.id, this.#judge(question)))
    } else this.reports.put({ ...frame, payload: Buffer.from(payload) })
  }

  #serveFront(socket: Socket): void {
    const front = ++this.#fronts
    socket.write(Buffer.concat(encodeNumbers(controlKinds.front, front)))
    const guest = new FakeGuest(socket, this.#options.functions)
    this.#send(encodePrepare(front, 0, this.#rights))
    const { onStart = async () => undefined } = this.#options
    void onStart(guest).then(() => this.#start(front))
  }

  #start(front: number): void {
    this.#send(encodeNumbers(controlKinds.assign, front, 0))
    if (front === 1) this.#send(this.#plugins())
  }

  #plugins(): readonly Uint8Array[] {
    const { registrations, timeoutMs = 10_000 } = this.#options
    return encodePlugins(1000, [
      {
        name: 'fake',
        timeoutMs,
        bodyBytes: 2 ** 20,
        isReentrant: true,
        services: this.#rights,
        registrations: registrations.map(([service, values]) => ({
          service: nativeServices.get(service)?.number ?? 0,
          payload: invokePayload({ service, values }),
        })),
      },
    ])
  }

  #judge({ service, payload, held }: Question): number {
    const { rights } = this.#options
    if (rights === undefined) return payload.includes('forbidden') ? 45 : 0
    const refusal = rights.refusalOf(service, payload, held)
    return refusal === undefined ? 0 : refusalCodes[refusal.kind]
  }

  get #rights(): ReadonlyMap<number, 'allowed' | 'judged'> {
    const { judged = [], rights } = this.#options
    if (rights !== undefined) return rights.byNumber
    return new Map(
      [...nativeServices].map(([name, { number }]) => [
        number,
        judged.includes(name) ? 'judged' : 'allowed',
      ]),
    )
  }

  #send(pieces: readonly Uint8Array[]): void {
    this.#control?.write(Buffer.concat(pieces))
  }
}

/** A guest of that host. */
export class FakeGuest {
  readonly socket: Socket
  readonly #functions: FakeHostOptions['functions']
  readonly #waiting: { service: string; resolve: (invoked: Invoked) => void }[] = []
  #quiet: Uint8Array[] = []
  /** How many callbacks run, and those that were sent ahead. */
  #depth = 0
  readonly #ahead: Frame[] = []
  /** Has one item for each callback that was sent ahead. */
  readonly sentAhead = new Inbox<true>()

  constructor(socket: Socket, functions: FakeHostOptions['functions']) {
    this.socket = socket
    this.#functions = functions
    const reader = new FrameReader(mostBytes)
    socket.on('data', (chunk) =>
      reader.push(chunk, (frame) =>
        this.#onFrame({ ...frame, payload: Buffer.from(frame.payload) }),
      ),
    )
  }

  /** Calls a service and waits for its reply. */
  invoke(service: string, values: NativeValues): Promise<Invoked> {
    return new Promise((resolve) => {
      this.#waiting.push({ service, resolve })
      this.#send([...this.#takeQuiet(), ...encodeInvoke({ service, values })])
    })
  }

  /** Calls a service when the callback returns. */
  quiet(service: string, values: NativeValues): void {
    this.#quiet.push(...encodeQuiet({ service, values }))
  }

  /** Answers a request with a text. */
  answer({ values }: NativeCall, text: string): undefined {
    const { output } = values
    this.quiet('AnswerBuffer', { output, answer: Buffer.from(text), mimeType: 'text/plain' })
  }

  return({ name }: NativeCall, ended?: Partial<Returned>): void {
    const returned: Returned = { kind: 'returned', value: 0, outs: {}, ...ended }
    this.#send([...this.#takeQuiet(), ...encodeNativeReturn(name, returned)])
  }

  #onFrame(frame: Frame): void {
    if (frame.kind === frameKinds.callback) this.#onCallback(frame)
    else {
      const call = this.#waiting.pop()
      call?.resolve(decodeInvoked(call.service, frame))
    }
  }

  #onCallback(frame: Frame): void {
    if (frame.flags === 0 && this.#depth > 0) {
      this.#ahead.push(frame)
      this.sentAhead.put(true)
    } else if ((frame.flags & nativeFlags.ahead) === 0) void this.#run(decodeNativeCall(frame))
    else this.#runAhead()
  }

  #runAhead(): void {
    const frame = this.#ahead.shift()
    if (frame !== undefined) void this.#run(decodeNativeCall(frame))
  }

  async #run(call: NativeCall): Promise<void> {
    this.#depth++
    const ended = await this.#functions[call.callback]?.(call, this)
    if (ended !== 'sent') this.return(call, ended)
    this.#depth--
    if (this.#depth === 0) this.#runAhead()
  }

  #takeQuiet(): readonly Uint8Array[] {
    const quiet = this.#quiet
    this.#quiet = []
    return quiet
  }

  #send(pieces: readonly Uint8Array[]): void {
    this.socket.write(Buffer.concat(pieces))
  }
}
