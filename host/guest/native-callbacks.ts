import { PluginError } from '../exchange/errors.ts'
import { FrameError, frameKinds, type BlockingSocket, type Frame } from '../frames/frame.ts'
import {
  decodeInvoked,
  decodeNativeCall,
  encodeInvoke,
  encodeNativeReturn,
  encodeQuiet,
  nativeFlags,
  type Invocation,
  type Invoked,
} from '../frames/native.ts'
import { ValueWriter } from '../frames/values.ts'
import type { LoadedPlugin } from './loaded-plugin.ts'

/** Room for the frames of an answer; nearly all are shorter. */
const outBytes = 64 * 1024

/** A trap in a callback. */
interface NativeDeath {
  readonly error: PluginError
  /** The callback as log lines name it. */
  readonly id: string
}

/** Events, before the callback returns. */
interface NativeEvents {
  readonly onDeath: (death: NativeDeath) => void
  /** A callback has ended that did not run on top of another one. */
  readonly onEnd: (plugin: LoadedPlugin) => void
}

/** The conversation of one guest process with the native plugin inside Orthanc. */
export class NativeCallbacks {
  readonly #front: BlockingSocket
  readonly #events: NativeEvents
  readonly #out = Buffer.allocUnsafeSlow(outBytes)
  /** Callbacks that were sent ahead: they run in that order, after the one that runs or on top of it. */
  readonly #ahead: Frame[] = []
  /** Callbacks so far. */
  #count = 0
  /** The trap that ended the instance, until its callbacks have returned. */
  #death: PluginError | undefined

  constructor(front: BlockingSocket, events: NativeEvents) {
    this.#front = front
    this.#events = events
  }

  /** Runs callbacks until one ends the instance (true), or the native plugin closes the front (false). */
  serve(plugin: LoadedPlugin): boolean {
    while (this.#death === undefined) {
      const frame = this.#ahead.shift() ?? this.#front.receive()
      if (frame === undefined) return false
      if (frame.kind !== frameKinds.wake) this.#run(plugin, frame)
    }
    // The next instance may call Orthanc while it initializes.
    this.#death = undefined
    return true
  }

  /** Sends calls of the plugin and waits for the reply of the last one. Nested callbacks that arrive meanwhile run at once. */
  invoke(plugin: LoadedPlugin, quiet: readonly Invocation[], call: Invocation): Invoked {
    const writer = this.#writerOf(quiet)
    this.#front.send(encodeInvoke(call, writer))
    for (;;) {
      const frame = this.#front.receive()
      // Orthanc has given the callback up, or has ended.
      if (frame === undefined) process.exit(0)
      if (frame.kind !== frameKinds.invoked) {
        this.#runOrKeep(plugin, frame)
        continue
      }
      const invoked = decodeInvoked(call.service, frame)
      // A callback on top of this one ended the instance.
      if (this.#death !== undefined) throw new PluginError(this.#death.message)
      return invoked
    }
  }

  /** Runs a callback on top of the one that waits, or keeps it for later. */
  #runOrKeep(plugin: LoadedPlugin, frame: Frame): void {
    const { flags, payload } = frame
    if ((flags & nativeFlags.nested) === 0)
      this.#ahead.push({ ...frame, payload: Buffer.from(payload) })
    else if ((flags & nativeFlags.ahead) === 0) this.#run(plugin, frame)
    else {
      const first = this.#ahead.shift()
      if (first === undefined) throw new FrameError('a callback to begin that was not sent')
      this.#run(plugin, { ...first, flags })
    }
  }

  #run(plugin: LoadedPlugin, frame: Frame): void {
    if (frame.kind !== frameKinds.callback)
      throw new FrameError(`unexpected frame of kind ${frame.kind}`)
    const call = decodeNativeCall(frame)
    const id = `n${++this.#count}`
    const { ended, quiet, death } = plugin.callNative(call, id)
    if (death !== undefined && this.#death === undefined) {
      this.#death = death
      this.#events.onDeath({ error: death, id })
    }
    if (this.#death === undefined && !call.isNested) this.#events.onEnd(plugin)
    const writer = this.#writerOf(quiet)
    this.#front.send(encodeNativeReturn(call.name, ended, writer))
  }

  /** A writer that holds the frames of these calls. */
  #writerOf(quiet: readonly Invocation[]): ValueWriter {
    const writer = new ValueWriter(this.#out)
    for (const call of quiet) encodeQuiet(call, writer)
    return writer
  }
}
