import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import { errorCodes } from '../../abi/enums.ts'
import type { AskOutside, Caller, Outside, OutsideCall, OutsideReply } from '../exchange/ports.ts'

/** How long one wait lasts before the port is looked at again: a lost wake-up costs no more than this. */
const waitMs = 1000
/** Rung for each reply: the thread that waits reads no messages. */
const bell = 0

/** The thread's end of the way back; sent with `load`. */
export interface ReplyWire {
  readonly port: MessagePort
  readonly bell: SharedArrayBuffer
}

/** A call on its way to the main thread. */
export interface CallMessage {
  readonly kind: 'call'
  /** Its reply has the same. */
  readonly ordinal: number
  readonly call: OutsideCall
}

interface ReplyMessage {
  readonly ordinal: number
  readonly reply: OutsideReply
}

/** The thread's side: a call is posted as any message, and the thread sleeps until its reply is there. */
export class SyncCaller {
  readonly #wire: ReplyWire
  readonly #bell: Int32Array<SharedArrayBuffer>
  readonly #post: (message: CallMessage, transfer: ArrayBuffer[]) => void
  #last = 0

  constructor(wire: ReplyWire, post: (message: CallMessage, transfer: ArrayBuffer[]) => void) {
    this.#wire = wire
    this.#bell = new Int32Array(wire.bell)
    this.#post = post
  }

  /**
   * Waits as long as it takes: the deadline of what the guest is at ends the thread. The buffer of the call's body is handed
   * over.
   */
  readonly ask: AskOutside = (call) => {
    const ordinal = ++this.#last
    let rung = Atomics.load(this.#bell, bell)
    const { buffer } = call.body
    this.#post({ kind: 'call', ordinal, call }, buffer.byteLength === 0 ? [] : [buffer])
    for (;;) {
      const reply = this.#take(ordinal)
      if (reply !== undefined) return reply
      Atomics.wait(this.#bell, bell, rung, waitMs)
      rung = Atomics.load(this.#bell, bell)
    }
  }

  #take(ordinal: number): OutsideReply | undefined {
    const received: { message: ReplyMessage } | undefined = receiveMessageOnPort(this.#wire.port)
    return received?.message.ordinal === ordinal ? received.message.reply : undefined
  }
}

/** The main thread's side: has calls made, one at a time, and wakes the thread that waits. */
export class SyncCalls {
  readonly wire: ReplyWire
  readonly #port: MessagePort
  readonly #bell: Int32Array<SharedArrayBuffer>
  readonly #outside: Outside | undefined
  #current: AbortController | undefined
  #isStopped = false

  /** Without `outside` every call fails. */
  constructor(outside: Outside | undefined) {
    const { port1, port2 } = new MessageChannel()
    const memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
    this.wire = { port: port2, bell: memory }
    this.#port = port1
    this.#bell = new Int32Array(memory)
    this.#outside = outside
  }

  /** Has a call made and replies. It is given up when the client leaves, and by `stop`. */
  async answer({ ordinal, call }: CallMessage, caller: WaitingCaller): Promise<void> {
    if (this.#isStopped) return
    const { client, ...others } = caller
    const current = new AbortController()
    const leave = (): void => current.abort()
    this.#current = current
    client?.addEventListener('abort', leave)
    if (client?.aborted === true) leave()
    const reply = await this.#outside?.(call, { ...others, signal: current.signal })
    client?.removeEventListener('abort', leave)
    this.#reply({ ordinal, reply: reply ?? nobody })
  }

  /** The thread is gone: gives up what it waited for. */
  stop(): void {
    this.#isStopped = true
    this.#current?.abort()
    this.#port.close()
  }

  #reply(message: ReplyMessage): void {
    if (this.#isStopped) return
    this.#port.postMessage(message, bodiesOf(message.reply))
    Atomics.add(this.#bell, bell, 1)
    Atomics.notify(this.#bell, bell)
  }
}

/** Who waits for a reply, and for which client. */
interface WaitingCaller extends Omit<Caller, 'signal'> {
  /** Aborted when the client leaves; `undefined` where there is none. */
  readonly client: AbortSignal | undefined
}

const nobody: OutsideReply = { kind: 'failed', code: errorCodes.NetworkProtocol }

function bodiesOf(reply: OutsideReply): ArrayBuffer[] {
  const isLarge = reply.kind === 'answered' && reply.body.length > 0
  return isLarge ? [reply.body.buffer] : []
}
