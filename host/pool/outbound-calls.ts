import { errorCodes } from '../../abi/enums.ts'
import type { Caller, Outbound, OutboundCall, OutboundReply } from '../exchange/ports.ts'
import { encodeReply } from '../frames/messages.ts'

/** The caller that waits for a reply, and its client. */
interface WaitingCaller extends Omit<Caller, 'signal'> {
  /** Aborted when the client leaves; `undefined` without a client. */
  readonly client: AbortSignal | undefined
}

/** Makes the outbound requests of a guest, one at a time: the guest waits for each reply. */
export class OutboundCalls {
  readonly #outbound: Outbound | undefined
  readonly #reply: (pieces: readonly Uint8Array[]) => void
  #current: AbortController | undefined
  #isStopped = false

  /** Without `outbound` all calls fail. */
  constructor(outbound: Outbound | undefined, reply: (pieces: readonly Uint8Array[]) => void) {
    this.#outbound = outbound
    this.#reply = reply
  }

  /** Whether a call waits for its reply. */
  get isBusy(): boolean {
    return this.#current !== undefined
  }

  /** Makes a call and sends the reply. The call is aborted when the client leaves, and by `stop`. */
  async answer(call: OutboundCall, { client, ...caller }: WaitingCaller): Promise<void> {
    if (this.#isStopped) return
    const current = new AbortController()
    const leave = (): void => current.abort()
    this.#current = current
    client?.addEventListener('abort', leave)
    if (client?.aborted === true) leave()
    const reply = await this.#outbound?.(call, { ...caller, signal: current.signal })
    client?.removeEventListener('abort', leave)
    this.#current = undefined
    if (!this.#isStopped) this.#reply(encodeReply(reply ?? unreachable))
  }

  /** Aborts the call in progress: its process has ended. */
  stop(): void {
    this.#isStopped = true
    this.#current?.abort()
  }
}

const unreachable: OutboundReply = { kind: 'failed', code: errorCodes.NetworkProtocol }
