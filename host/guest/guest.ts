import { errorCodes } from '../../abi/enums.ts'
import type { CompleteAnswer } from '../exchange/answer.ts'
import { BufferShelf } from '../exchange/buffer-shelf.ts'
import { CallError, loadReasonsOf, PluginError } from '../exchange/errors.ts'
import type { AnswerSink, OutboundCall, OutboundReply } from '../exchange/ports.ts'
import type { BodyFile } from '../frames/body-file.ts'
import { decodeCallback, type ReceivedCallback } from '../frames/callback-frame.ts'
import { callCodes, encodeFrame, FrameError, frameKinds, type Frame } from '../frames/frame.ts'
import {
  decodeLoad,
  decodeReply,
  decodeTaken,
  encodeDied,
  encodeLog,
  encodeOutbound,
  encodeRefused,
  encodeStarted,
  encodeStreamBegin,
  encodeStreamPart,
} from '../frames/messages.ts'
import { encodeOtherReturn, returnHeadBytes, writeReturn } from '../frames/return-frame.ts'
import { TraceFile } from '../frames/trace-file.ts'
import type { BlockingSocket } from './blocking-socket.ts'
import { GuestBodies } from './guest-bodies.ts'
import { InstanceTrace } from './instance-trace.ts'
import { LoadedPlugin } from './loaded-plugin.ts'

/** The descriptors that a guest process has. */
export interface GuestDoors {
  readonly control: BlockingSocket
  readonly front: BlockingSocket
  /** Where large bodies pass; absent: in the frames. */
  readonly bodies: BodyFile | undefined
  /** The descriptor of the file that keeps what happens in the instance. */
  readonly trace: number | undefined
}

/** Nearly all heads of answers are shorter. */
const outBytes = 64 * 1024

/** What is kept of buffers: the largest body that passes in the file, twice. */
const shelfBytes = 16 * 1024 * 1024

/**
 * One plugin in this process: it waits for a frame, runs what that asks for, and waits again. It never returns to the event
 * loop while the plugin is served, and does not know who is at the other end of the front socket.
 */
export class Guest {
  readonly #control: BlockingSocket
  readonly #front: BlockingSocket
  readonly #bodies: GuestBodies | undefined
  readonly #trace: InstanceTrace | undefined
  readonly #shelf = new BufferShelf(shelfBytes)
  /** Callbacks that came while the guest waited for a RESULT; their turn comes after that of the running one. */
  readonly #waiting: ReceivedCallback[] = []
  readonly #out = Buffer.allocUnsafeSlow(outBytes)
  #plugin: LoadedPlugin | undefined

  constructor({ control, front, bodies, trace }: GuestDoors) {
    this.#control = control
    this.#front = front
    this.#bodies = bodies === undefined ? undefined : new GuestBodies(bodies)
    this.#trace = trace === undefined ? undefined : new InstanceTrace(new TraceFile(trace))
  }

  /** Does what the supervisor says until it closes the control socket. */
  async run(): Promise<void> {
    this.#control.send(encodeFrame(frameKinds.ready))
    for (
      let frame = this.#control.receive();
      frame !== undefined;
      frame = this.#control.receive()
    ) {
      if (frame.kind === frameKinds.load) await this.#load(frame)
      else if (frame.kind === frameKinds.start) this.#startAndServe()
      else if (frame.kind === frameKinds.finalize) this.#finalize()
      else throw unexpected(frame)
    }
  }

  async #load(frame: Frame): Promise<void> {
    try {
      this.#plugin = await LoadedPlugin.load(decodeLoad(frame), {
        ask: (call) => this.#ask(call),
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
    for (
      let callback = this.#nextCallback();
      callback !== undefined;
      callback = this.#nextCallback()
    )
      if (!this.#answer(this.#plugin, callback)) return
  }

  #finalize(): void {
    this.#plugin?.finalize()
    this.#control.send(encodeFrame(frameKinds.finalized))
  }

  /** Makes an instance, fresh or first, and says how that went. */
  #start(plugin: LoadedPlugin): boolean {
    try {
      this.#control.send(encodeStarted(plugin.start()))
      return true
    } catch (error) {
      this.#control.send(encodeRefused(loadReasonsOf(error)))
      return false
    }
  }

  #nextCallback(): ReceivedCallback | undefined {
    const waiting = this.#waiting.shift()
    if (waiting !== undefined) return waiting
    const frame = this.#front.receive()
    if (frame === undefined) return undefined
    if (frame.kind !== frameKinds.callback) throw unexpected(frame)
    return decodeCallback(frame)
  }

  /** Answers a callback. False once no instance runs, and none can be made. */
  #answer(plugin: LoadedPlugin, received: ReceivedCallback): boolean {
    const death = this.#runCallback(plugin, received)
    if (death === undefined) return true
    if (this.#trace !== undefined) this.#waitForReader()
    return this.#start(plugin)
  }

  /** Runs a callback and sends its answer. Returns what ended the instance, if anything did. */
  #runCallback(plugin: LoadedPlugin, received: ReceivedCallback): PluginError | undefined {
    const { ordinal, request } = received
    this.#bodies?.acknowledge(received.answersRead)
    const body = this.#bodies?.sourceOf(received)
    const callback = body === undefined ? received : { ...received, request: { ...request, body } }
    const { answer, death } = plugin.answer(callback, this.#sink())
    // Before the answer: the supervisor gives the next callback less time than a start.
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

  #return(ordinal: number, answer: CompleteAnswer): void {
    const { body } = answer
    if (typeof body === 'string') {
      const buffer = this.#room(returnHeadBytes(answer) + body.length)
      const end = writeReturn(buffer, 0, { ordinal, answer, filed: undefined })
      return this.#front.send([buffer.subarray(0, end)])
    }
    const buffer = this.#room(returnHeadBytes(answer))
    const filed = this.#bodies?.write(body)
    const end = writeReturn(buffer, 0, { ordinal, answer, filed })
    const head = buffer.subarray(0, end)
    this.#front.send(filed === undefined ? [head, body] : [head])
    this.#shelf.put(body.buffer)
  }

  /** A buffer for the head of an answer, or for all of a short one. */
  #room(length: number): Buffer {
    return length <= this.#out.length ? this.#out : Buffer.allocUnsafe(length)
  }

  /** The supervisor reads the trace before the next instance overwrites it. */
  #waitForReader(): void {
    this.#control.send(encodeFrame(frameKinds.call, undefined, { code: callCodes.traced }))
    this.#result(this.#control)
  }

  #ask(call: OutboundCall): OutboundReply {
    this.#control.send(encodeOutbound(call))
    return decodeReply(this.#result(this.#control))
  }

  /** Where the parts of an answer go: each one is a call, which returns once the client may have the next. */
  #sink(): AnswerSink {
    return {
      begin: (head) => this.#part(encodeStreamBegin(head)),
      write: (bytes) => this.#part(encodeStreamPart(bytes)),
    }
  }

  #part(pieces: readonly Uint8Array[]): void {
    this.#front.send(pieces)
    if (!decodeTaken(this.#result(this.#front)))
      throw new CallError(errorCodes.NetworkProtocol, 'the client has left')
  }

  /** The RESULT of a CALL. A nested callback runs meanwhile, others wait. */
  #result(socket: BlockingSocket): Frame {
    for (;;) {
      const frame = socket.receive()
      // The other side is gone, and with it all that could be told the guest.
      if (frame === undefined) process.exit(0)
      if (frame.kind === frameKinds.result) return frame
      if (frame.kind !== frameKinds.callback) throw unexpected(frame)
      const callback = decodeCallback(frame)
      if (callback.isNested) this.#nest(callback)
      else this.#waiting.push(copied(callback))
    }
  }

  /** Runs a callback on top of the one whose CALL waits. What ends the instance ends both. */
  #nest(callback: ReceivedCallback): void {
    const death = this.#plugin && this.#runCallback(this.#plugin, callback)
    if (death !== undefined) throw new PluginError(death.message)
  }
}

/** A callback that outlives its frame. */
function copied(callback: ReceivedCallback): ReceivedCallback {
  const { request } = callback
  return { ...callback, request: { ...request, body: new Uint8Array(request.body) } }
}

function unexpected({ kind }: Frame): FrameError {
  return new FrameError(`a frame of kind ${kind} that is not expected here`)
}
