import { errorCodes } from '../../abi/enums.ts'
import type { CompleteAnswer } from '../exchange/answer.ts'
import { BufferShelf } from '../exchange/bytes.ts'
import { CallError, loadReasonsOf, PluginError } from '../exchange/errors.ts'
import type { AnswerSink, OutboundCall, OutboundReply } from '../exchange/ports.ts'
import type { BodyFile } from '../frames/body-file.ts'
import type { BodySource } from '../exchange/request.ts'
import {
  decodeCallback,
  type ReceivedCallback,
  encodeOtherReturn,
  returnHeadBytes,
  writeReturn,
} from '../frames/rest-callback.ts'
import {
  callCodes,
  encodeFrame,
  FrameError,
  frameKinds,
  type Frame,
  type BlockingSocket,
} from '../frames/frame.ts'
import {
  decodeLoad,
  decodeReply,
  decodeTaken,
  encodeDied,
  encodeLog,
  encodeOutbound,
  encodeRefused,
  encodeStarted,
  encodeTimer,
  encodeStreamBegin,
  encodeStreamPart,
} from '../frames/messages.ts'
import { encodeMetrics } from '../frames/metrics-frame.ts'
import type { Invocation, Invoked } from '../frames/native.ts'
import { TraceFile } from '../frames/trace-file.ts'
import { encodeImage } from '../wasm/memory-image.ts'
import { InstanceTrace } from './instance-trace.ts'
import { LoadedPlugin } from './loaded-plugin.ts'
import { NativeCallbacks } from './native-callbacks.ts'

/** The open descriptors of a guest process. */
export interface GuestDescriptors {
  readonly control: BlockingSocket
  readonly front: BlockingSocket
  /** The file for large bodies; absent: they pass in frames. */
  readonly bodies: BodyFile | undefined
  /** The descriptor of the instance's trace file. */
  readonly trace: number | undefined
}

/** Room for an answer's head; nearly all are shorter. */
const outBytes = 64 * 1024

/** Bytes of buffers kept for reuse: twice the largest body that passes through the file. */
const shelfBytes = 16 * 1024 * 1024

/**
 * Serves one plugin: waits for a frame, carries it out, and waits again. It never returns to the event loop meanwhile, and
 * does not know which front is at the other end of the front socket.
 */
export class Guest {
  readonly #control: BlockingSocket
  readonly #front: BlockingSocket
  readonly #bodies: BodyFile | undefined
  readonly #trace: InstanceTrace | undefined
  readonly #shelf = new BufferShelf(shelfBytes)
  /** Callbacks that arrived while the guest waited for a RESULT; they run after the current one. */
  readonly #waiting: ReceivedCallback[] = []
  readonly #out = Buffer.allocUnsafeSlow(outBytes)
  readonly #native: NativeCallbacks
  /** Sends the parts of an answer: each one is a CALL, which returns when the client can take the next part. */
  readonly #sink: AnswerSink = {
    begin: (head) => this.#part(encodeStreamBegin(head)),
    write: (bytes) => this.#part(encodeStreamPart(bytes)),
  }
  #plugin: LoadedPlugin | undefined
  /** Answers in the file that the other side has read. */
  #answersRead = 0

  constructor({ control, front, bodies, trace }: GuestDescriptors) {
    this.#control = control
    this.#front = front
    this.#bodies = bodies
    this.#trace = trace === undefined ? undefined : new InstanceTrace(new TraceFile(trace))
    this.#native = new NativeCallbacks(front, {
      onDeath: ({ error, id }) =>
        control.send(encodeDied({ ordinal: 0, message: error.message, request: id, route: 0 })),
      onEnd: (plugin) => this.#sendTimer(plugin),
    })
  }

  /** Carries out the supervisor's frames until it closes the control socket. */
  async run(): Promise<void> {
    this.#control.send(encodeFrame(frameKinds.ready))
    for (
      let frame = this.#control.receive();
      frame !== undefined;
      frame = this.#control.receive()
    ) {
      if (frame.kind === frameKinds.load) await this.#load(frame)
      else if (frame.kind === frameKinds.start) this.#startAndServe()
      else if (frame.kind === frameKinds.prepare) this.#prepare()
      else if (frame.kind === frameKinds.finalize) this.#finalize()
      else throw unexpectedFrame(frame)
    }
  }

  async #load(frame: Frame): Promise<void> {
    try {
      this.#plugin = await LoadedPlugin.load(decodeLoad(frame), {
        ask: (call) => this.#ask(call),
        invoke: (quiet, call) => this.#invoke(quiet, call),
        log: (line) => this.#control.send(encodeLog(line)),
        shelf: this.#shelf,
        trace: this.#trace,
      })
    } catch (error) {
      this.#control.send(encodeRefused(loadReasonsOf(error)))
    }
  }

  #startAndServe(): void {
    if (this.#plugin === undefined || !this.#start(this.#plugin)) return
    if (this.#plugin.isNative) return this.#serveNative(this.#plugin)
    for (
      let callback = this.#nextCallback();
      callback !== undefined;
      callback = this.#nextCallback()
    )
      if (!this.#answer(this.#plugin, callback)) return
  }

  #prepare(): void {
    // A module that cannot be loaded was refused.
    if (this.#plugin === undefined) return
    try {
      const bytes = encodeImage(this.#plugin.prepare())
      this.#control.send(encodeFrame(frameKinds.prepared, undefined, { bytes }))
    } catch (error) {
      this.#control.send(encodeRefused(loadReasonsOf(error)))
    }
  }

  #serveNative(plugin: LoadedPlugin): void {
    while (this.#native.serve(plugin)) {
      if (this.#trace !== undefined) this.#waitForReader()
      if (!this.#start(plugin)) return
    }
  }

  #invoke(quiet: readonly Invocation[], call: Invocation): Invoked {
    if (this.#plugin === undefined) throw new Error('a call of no plugin')
    return this.#native.invoke(this.#plugin, quiet, call)
  }

  #finalize(): void {
    this.#plugin?.finalize()
    this.#control.send(encodeFrame(frameKinds.finalized))
  }

  /** Makes the first or the next instance, and reports the outcome. */
  #start(plugin: LoadedPlugin): boolean {
    try {
      const description = plugin.start()
      this.#sendMetrics(plugin)
      this.#sendTimer(plugin)
      this.#control.send(encodeStarted(description))
      return true
    } catch (error) {
      this.#control.send(encodeRefused(loadReasonsOf(error)))
      return false
    }
  }

  #nextCallback(): ReceivedCallback | undefined {
    const waiting = this.#waiting.shift()
    if (waiting !== undefined) return waiting
    let frame = this.#front.receive()
    while (frame?.kind === frameKinds.wake) frame = this.#front.receive()
    if (frame === undefined) return undefined
    if (frame.kind !== frameKinds.callback) throw unexpectedFrame(frame)
    return decodeCallback(frame)
  }

  /** Answers a callback. Returns false if its instance died and no other one could be made. */
  #answer(plugin: LoadedPlugin, received: ReceivedCallback): boolean {
    const death = this.#runCallback(plugin, received)
    if (death === undefined) return true
    if (this.#trace !== undefined) this.#waitForReader()
    return this.#start(plugin)
  }

  /** Runs a callback and sends its answer. Returns the trap that ended the instance, if any. */
  #runCallback(plugin: LoadedPlugin, received: ReceivedCallback): PluginError | undefined {
    const { ordinal, request } = received
    this.#answersRead = received.answersRead
    const body = this.#filedBody(received)
    const callback = body === undefined ? received : { ...received, request: { ...request, body } }
    const { answer, death } = plugin.answer(callback, this.#sink)
    this.#sendMetrics(plugin)
    if (death === undefined) this.#sendTimer(plugin)
    // Before the answer, so that the supervisor applies the deadline of a start and not that of the next callback.
    if (death !== undefined)
      this.#control.send(
        encodeDied({
          ordinal,
          message: death.message,
          request: request.id,
          route: received.route,
        }),
      )
    if (answer.kind === 'complete') this.#return(ordinal, answer)
    else this.#front.send(encodeOtherReturn(ordinal, answer))
    return death
  }

  /** The body of a callback in the file; `undefined` if it is in the frame. */
  #filedBody({ bodyAt, bodyLength }: ReceivedCallback): BodySource | undefined {
    if (bodyAt === undefined) return undefined
    return {
      length: bodyLength,
      copyTo: (target) => {
        if (this.#bodies?.read(target, bodyAt) !== true)
          throw new FrameError('a body that is missing in the file')
      },
    }
  }

  #sendMetrics(plugin: LoadedPlugin): void {
    const metrics = plugin.takeMetrics()
    if (metrics.length > 0) this.#control.send(encodeMetrics(metrics))
  }

  /** Within the deadline of the callback, as the plugin is called. */
  #sendTimer(plugin: LoadedPlugin): void {
    const timer = plugin.takeTimer()
    if (timer !== undefined) this.#control.send(encodeTimer(timer.dueMs))
  }

  #return(ordinal: number, answer: CompleteAnswer): void {
    const { body } = answer
    if (typeof body === 'string') {
      const buffer = this.#room(returnHeadBytes(answer) + body.length)
      const end = writeReturn(buffer, 0, { ordinal, answer, filed: undefined })
      return this.#front.sendFrom(buffer, end)
    }
    const buffer = this.#room(returnHeadBytes(answer))
    const at = this.#bodies?.write(body, this.#answersRead)
    const filed = at === undefined ? undefined : { at, length: body.length }
    const end = writeReturn(buffer, 0, { ordinal, answer, filed })
    const head = buffer.subarray(0, end)
    this.#front.send(filed === undefined ? [head, body] : [head])
    this.#shelf.put(body.buffer)
  }

  /** A buffer for the head of an answer, or for a whole short answer. */
  #room(length: number): Buffer {
    return length <= this.#out.length ? this.#out : Buffer.allocUnsafe(length)
  }

  /** The supervisor reads the trace before the next instance overwrites it. */
  #waitForReader(): void {
    this.#control.send(encodeFrame(frameKinds.call, undefined, { code: callCodes.traced }))
    this.#awaitResult(this.#control)
  }

  #ask(call: OutboundCall): OutboundReply {
    this.#control.send(encodeOutbound(call))
    return decodeReply(this.#awaitResult(this.#control))
  }

  #part(pieces: readonly Uint8Array[]): void {
    this.#front.send(pieces)
    if (!decodeTaken(this.#awaitResult(this.#front)))
      throw new CallError(errorCodes.NetworkProtocol, 'the client has left')
  }

  /** Waits for the RESULT of a CALL. Runs nested callbacks meanwhile; others wait. */
  #awaitResult(socket: BlockingSocket): Frame {
    for (;;) {
      const frame = socket.receive()
      // The supervisor has gone; nothing can be sent to the guest any more.
      if (frame === undefined) process.exit(0)
      if (frame.kind === frameKinds.result) return frame
      if (frame.kind !== frameKinds.callback) throw unexpectedFrame(frame)
      const callback = decodeCallback(frame)
      if (callback.isNested) this.#nest(callback)
      else this.#waiting.push(withOwnBody(callback))
    }
  }

  /** Runs a callback on top of the one whose CALL waits. A trap ends both. */
  #nest(callback: ReceivedCallback): void {
    const death = this.#plugin && this.#runCallback(this.#plugin, callback)
    if (death !== undefined) throw new PluginError(death.message)
  }
}

/** The callback with a copy of its body, so that it outlives its frame. */
function withOwnBody(callback: ReceivedCallback): ReceivedCallback {
  const { request } = callback
  return { ...callback, request: { ...request, body: new Uint8Array(request.body) } }
}

function unexpectedFrame({ kind }: Frame): FrameError {
  return new FrameError(`unexpected frame of kind ${kind}`)
}
