import { ClientShares } from '../exchange/client-shares.ts'
import type { LeastRate } from '../exchange/least-rate.ts'
import type { Client } from '../exchange/ports.ts'

interface SlotOptions {
  /** Connections with Orthanc. */
  readonly connections: number
  /** Requests that wait for one. */
  readonly waiting: number
  /** The longest that a request waits, in ms. */
  readonly waitMs: number
  /** The part of the connections that one client address may hold. */
  readonly share: number
  /** Ends answers whose clients hold a connection by reading slowly. */
  readonly leastRate: LeastRate
}

/** One connection, held until it is released. */
interface Slot {
  release(): void
}

/**
 * Why a request has no connection: too many requests wait, its client holds its share, it has waited too long, or its client has
 * left.
 */
export type NoSlot = 'busy' | 'share' | 'late' | 'left'

interface Waiter {
  readonly client: string | undefined
  readonly settle: (outcome: Slot | NoSlot) => void
}

/**
 * The connections with Orthanc. Requests wait for one in order; a request whose client holds its share is refused. Answers that are
 * read too slowly are cut for both.
 */
export class ConnectionSlots {
  readonly #options: SlotOptions
  readonly #shares: ClientShares
  readonly #waiters = new Set<Waiter>()
  #used = 0

  constructor(options: SlotOptions) {
    this.#options = options
    this.#shares = new ClientShares(options.connections, options.share)
  }

  take({ shareAddress, signal }: Client): Promise<Slot | NoSlot> {
    const isReached = !this.#shares.hasRoom(shareAddress)
    if (!isReached && this.#used < this.#options.connections)
      return Promise.resolve(this.#open(shareAddress))
    if (this.#waiters.size >= this.#options.waiting) return Promise.resolve('busy')
    const isCut = this.#options.leastRate.cutSlowest(isReached ? shareAddress : undefined)
    if (isReached && !isCut) return Promise.resolve('share')
    return this.#wait(shareAddress, signal)
  }

  #open(client: string | undefined): Slot {
    this.#used++
    this.#shares.take(client)
    return { release: () => this.#release(client) }
  }

  #release(client: string | undefined): void {
    this.#used--
    this.#shares.release(client)
    for (const waiter of this.#waiters) {
      if (this.#used >= this.#options.connections) return
      if (this.#shares.hasRoom(waiter.client)) waiter.settle(this.#open(waiter.client))
    }
  }

  #wait(client: string | undefined, signal: AbortSignal): Promise<Slot | NoSlot> {
    const { leastRate, waitMs } = this.#options
    return new Promise((resolve) => {
      const isReached = !this.#shares.hasRoom(client)
      const endCutting = leastRate.cutWhileWaiting(isReached ? client : undefined)
      const settle = (outcome: Slot | NoSlot): void => {
        this.#waiters.delete(waiter)
        endCutting()
        clearTimeout(late)
        signal.removeEventListener('abort', leave)
        resolve(outcome)
      }
      const leave = (): void => settle('left')
      const late = setTimeout(() => settle('late'), waitMs)
      const waiter = { client, settle }
      this.#waiters.add(waiter)
      signal.addEventListener('abort', leave)
      if (signal.aborted) leave()
    })
  }
}
