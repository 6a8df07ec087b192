import { ClientShares } from '../../exchange/client-shares.ts'
import { LeastRate, type Transfer } from '../../exchange/least-rate.ts'
import { unlimitedClients, type ClientLimits } from '../../exchange/limits.ts'

/** Why a body is refused: the bodies of all clients, or of its client, use up their memory, or it arrives too slowly. */
export type BodyRefusal = 'budget' | 'share' | 'slow'

/** A body that will be read. */
interface NewBody {
  /** The address whose share it counts in. */
  readonly client: string | undefined
  /** The announced length; 0 if the client announced none. */
  readonly announced: number
  /** Refuses the request, which releases the body. */
  readonly refuse: (reason: BodyRefusal) => void
}

/** The part of a budget that one body uses. */
interface BodyShare {
  readonly body: NewBody
  /** Measures how fast its client sends it. */
  readonly transfer: Transfer
  bytes: number
  /** What it uses of its client's share: the announced length, or else its bytes. */
  reserved: number
  isReading: boolean
  /** Resumes reading; absent while the body is not paused. */
  resume: (() => void) | undefined
  /** Stops cutting slow bodies on its behalf. */
  endWait: (() => void) | undefined
}

/**
 * Limits the memory of request bodies for one plugin, together and per client, from their first byte until their requests are
 * answered. When it is used up, bodies are paused until answers are sent, and bodies that arrive too slowly are refused. If
 * no body is complete, so that no answer can free memory, the oldest one is read nevertheless.
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

  /** Returns the share of a new body or, if there is no room even after slow bodies are refused, the reason. */
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

  /** Counts what a body without a length uses of its client's share. Returns false if that exceeds the share. */
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

  /** While the budget is full, at most the oldest body is resumed. */
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

  /** The body that is read even if the budget is full; none if a complete body exists, whose answer will free memory. */
  #oldestReading(): BodyShare | undefined {
    const shares = [...this.#shares]
    return shares.some(({ isReading }) => !isReading) ? undefined : shares[0]
  }
}

/** A piece of a body: its length, and the memory that was allocated for it. */
interface Piece {
  readonly received: number
  readonly taken: number
}

/** A share of the budget, as the reader of the body uses it. */
export interface OpenBody {
  /** Counts a piece. If it returns `waits`, the reader pauses until `resume` is called. */
  take(piece: Piece, resume: () => void): 'goes-on' | 'waits'
  /** The last byte has arrived. */
  whole(): void
  /** The body is no longer needed; further calls do nothing. */
  release(): void
}
