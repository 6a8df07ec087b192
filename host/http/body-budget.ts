import { ClientShares } from '../exchange/client-shares.ts'
import { LeastRate, type Transfer } from '../exchange/least-rate.ts'
import { unlimitedClients, type ClientLimits } from '../exchange/limits.ts'

/** Why a body is refused: all bodies take what they may, or those of its client; or it comes too slowly for those. */
export type BodyRefusal = 'budget' | 'share' | 'slow'

/** A body that is to be read. */
interface NewBody {
  /** The address in whose share it is counted. */
  readonly client: string | undefined
  /** As many bytes as the client announced; 0 where it did not. */
  readonly announced: number
  /** Refuses the request, which releases the body. */
  readonly refuse: (reason: BodyRefusal) => void
}

/** The part of a budget that one body takes. */
interface BodyShare {
  readonly body: NewBody
  /** How fast its client sends it. */
  readonly transfer: Transfer
  bytes: number
  /** What it takes of its client's share: what was announced, or else its bytes. */
  reserved: number
  isReading: boolean
  /** Has more of it come; absent: nothing holds it. */
  resume: (() => void) | undefined
  /** Slow bodies are not cut for it any more. */
  endWait: (() => void) | undefined
}

/**
 * What the bodies of requests to one plugin may take together, and those of one client, from their first byte until their
 * requests are answered. When it is used up, clients are read from again as answers leave, and bodies that come too slowly
 * are refused. Where no body is whole yet, so that there is nothing to be answered, the one that came first is read from all
 * the same.
 */
export class BodyBudget {
  readonly #limitBytes: number
  readonly #clients: ClientShares
  readonly #leastRate: LeastRate
  readonly #shares = new Set<BodyShare>()
  #used = 0

  constructor(limitBytes: number, clients: ClientLimits = unlimitedClients) {
    this.#limitBytes = limitBytes
    this.#clients = new ClientShares(limitBytes, clients.clientShare)
    this.#leastRate = new LeastRate(clients.leastRateKiBps)
  }

  /** The share of a new body; where there is no room, not even after slow ones are refused, the reason. */
  open(body: NewBody): OpenBody | BodyRefusal {
    const { client, announced, refuse } = body
    const noRoom = this.#makeRoom(client, announced)
    if (noRoom !== undefined) return noRoom
    this.#clients.take(client, announced)
    const share: BodyShare = {
      body,
      transfer: this.#leastRate.begin(client, () => refuse('slow')),
      bytes: 0,
      reserved: announced,
      isReading: true,
      resume: undefined,
      endWait: undefined,
    }
    this.#shares.add(share)
    share.transfer.resume()
    return {
      take: (piece, resume) => this.#take(share, piece, resume),
      whole: () => this.#stopReading(share),
      release: () => this.#release(share),
    }
  }

  get #isFull(): boolean {
    return this.#used >= this.#limitBytes
  }

  #makeRoom(client: string | undefined, announced: number): BodyRefusal | undefined {
    while (this.#isFull) if (!this.#leastRate.cutSlowest()) return 'budget'
    while (!this.#clients.hasRoom(client, announced))
      if (!this.#leastRate.cutSlowest(client)) return 'share'
    return undefined
  }

  #take(share: BodyShare, { received, taken }: Piece, resume: () => void): 'goes-on' | 'waits' {
    if (!this.#shares.has(share)) return 'goes-on'
    share.bytes += taken
    this.#used += taken
    share.transfer.count(received)
    if (!this.#reserve(share)) {
      share.body.refuse('share')
      return 'goes-on'
    }
    if (!this.#isFull || share === this.#oldestReading()) return 'goes-on'
    share.transfer.pause()
    share.resume = resume
    share.endWait = this.#leastRate.cutWhileWaiting(undefined)
    return 'waits'
  }

  /** Counts what a body without a length takes of its client's share; false: that is too much besides its other bodies. */
  #reserve(share: BodyShare): boolean {
    const { client, announced } = share.body
    if (announced > 0) return true
    this.#clients.release(client, share.reserved)
    const hasRoom = this.#clients.hasRoom(client, share.bytes)
    share.reserved = share.bytes
    this.#clients.take(client, share.reserved)
    return hasRoom
  }

  #stopReading(share: BodyShare): void {
    share.isReading = false
    share.transfer.end()
    this.#wake()
  }

  #release(share: BodyShare): void {
    if (!this.#shares.delete(share)) return
    share.transfer.end()
    share.endWait?.()
    this.#used -= share.bytes
    this.#clients.release(share.body.client, share.reserved)
    this.#wake()
  }

  /** While it is full the oldest one is read from at most. */
  #wake(): void {
    const oldest = this.#oldestReading()
    for (const share of this.#shares) {
      const { resume } = share
      if (resume === undefined || (this.#isFull && share !== oldest)) continue
      share.endWait?.()
      share.transfer.resume()
      share.resume = undefined
      resume()
    }
  }

  /** The one that is read from all the same; none while there are whole ones, whose answers make room. */
  #oldestReading(): BodyShare | undefined {
    const shares = [...this.#shares]
    return shares.some(({ isReading }) => !isReading) ? undefined : shares[0]
  }
}

/** A piece of a body: its bytes, and those of the memory that the body takes more with it. */
interface Piece {
  readonly received: number
  readonly taken: number
}

/** What its reader does with a share of the budget. */
export interface OpenBody {
  /** Counts a piece that came; when it waits, `resume` is called as soon as more may come. */
  take(piece: Piece, resume: () => void): 'goes-on' | 'waits'
  /** The last byte has come. */
  whole(): void
  /** The body is not needed any more; further calls do nothing. */
  release(): void
}
