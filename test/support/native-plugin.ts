import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { bridgeProtocol, controlKinds } from '../../host/frames/bridge-control.ts'
import { FrameReader, type Frame } from '../../host/frames/frame.ts'
import { ValueReader, ValueWriter } from '../../host/frames/values.ts'
import { Inbox } from './inbox.ts'

const mostBytes = 64 * 1024 * 1024

/** What a native plugin says of itself and of its Orthanc. */
export interface NativePluginOptions {
  readonly version: string
  readonly configuration?: object
  readonly protocol?: number
  readonly isParent?: boolean
}

/** The native plugin inside Orthanc as a supervisor sees it: a control connection, and a front whenever it is asked for one. */
export class NativePlugin {
  readonly #path: string
  readonly #control: Socket
  /** Frames of the supervisor but for FRONTS and LOG. */
  readonly frames = new Inbox<Frame>()
  readonly log: string[] = []
  /** Fronts by their numbers. */
  readonly fronts = new Map<number, Connection>()
  readonly closed: Promise<unknown>

  private constructor(path: string, control: Socket) {
    this.#path = path
    this.#control = control
    this.closed = closeOf(control)
    control.on('error', () => undefined)
    const reader = new FrameReader(mostBytes)
    control.on('data', (chunk) => reader.push(chunk, (frame) => this.#take(frame)))
  }

  /** Connects and says hello. */
  static async connect(path: string, options: NativePluginOptions): Promise<NativePlugin> {
    const control = connect(path)
    await once(control, 'connect')
    const plugin = new NativePlugin(path, control)
    const { version, configuration = {}, protocol = bridgeProtocol, isParent = false } = options
    const hello = new ValueWriter().number(protocol).text(version).text('1.12.7')
    hello
      .text(JSON.stringify(configuration))
      .text('')
      .number(isParent ? 1 : 0)
    plugin.send(hello.frame({ kind: controlKinds.hello }))
    return plugin
  }

  send(pieces: readonly Uint8Array[]): void {
    this.#control.write(Buffer.concat(pieces))
  }

  /** Sends a frame of numbers alone, and waits for the reply of that kind. */
  async ask(kind: number, reply: number, ...numbers: readonly number[]): Promise<Frame> {
    const writer = new ValueWriter()
    for (const number of numbers) writer.number(number)
    this.send(writer.frame({ kind }))
    return this.until(reply)
  }

  /** The next frame of that kind; those before it are dropped. */
  async until(kind: number): Promise<Frame> {
    for (;;) {
      const frame = await this.frames.take()
      if (frame.kind === kind) return frame
      if (frame.kind === controlKinds.refused)
        throw new Error(new ValueReader(frame.payload).texts().join('; '))
    }
  }

  close(): void {
    this.#control.destroy()
    for (const front of this.fronts.values()) front.socket.destroy()
  }

  #take(frame: Frame): void {
    const reader = new ValueReader(frame.payload)
    if (frame.kind === controlKinds.log) {
      reader.number()
      this.log.push(reader.text() ?? '')
    } else if (frame.kind === controlKinds.fronts)
      for (let i = reader.number(); i > 0; i--) void this.#openFront()
    else if (frame.kind === controlKinds.drop) {
      this.fronts.get(reader.number())?.socket.end()
      this.frames.put(copyOf(frame))
    } else this.frames.put(copyOf(frame))
  }

  async #openFront(): Promise<void> {
    const front = new Connection(connect(this.#path))
    const { payload } = await front.frames.take()
    this.fronts.set(new ValueReader(payload).number(), front)
  }
}

/** One front. */
export class Connection {
  readonly socket: Socket
  readonly frames = new Inbox<Frame>()
  readonly closed: Promise<unknown>

  constructor(socket: Socket) {
    this.socket = socket
    this.closed = closeOf(socket)
    socket.on('error', () => undefined)
    const reader = new FrameReader(mostBytes)
    socket.on('data', (chunk) => reader.push(chunk, (frame) => this.frames.put(copyOf(frame))))
  }

  send(pieces: readonly Uint8Array[]): void {
    this.socket.write(Buffer.concat(pieces))
  }
}

/** Settles once a socket is closed, also by an error. */
function closeOf(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('close', resolve))
}

/** The frame without its reader's buffer. */
function copyOf(frame: Frame): Frame {
  return { ...frame, payload: Buffer.from(frame.payload) }
}
