import { ClientShares } from '../exchange/client-shares.ts'
import { LeastRate, type Transfer } from '../exchange/least-rate.ts'
import { unlimitedClients, type ClientLimits } from '../exchange/limits.ts'

/** The part of a budget that one body takes. */
interface BodyShare {
  readonly client: string | undefined
  /** Refuses the body, and so releases it. */
  readonly cut: () => void
  bytes: number
  isReading: boolean
  /** How fast its client sends it, from when it takes memory. */
  transfer: Transfer | undefined
  /** Has more of it come; absent: nothing holds it. */
  resume: (() => void) | undefined
  /** Slow bodies are not cut for it any more. */
  endWait: (() => void) | undefined
}

/** Why a body is not read: all bodies, or those of its client, take what they may. */
export type NoRoom = 'budget' | 'share'

/**
 * What the bodies of requests to one plugin may take together, and those of one client, from their first byte until their
 * requests are answered. When it is used up, clients are read from again as answers leave, and bodies that come too slowly
 * are cut. Where no body is whole yet, so that there is nothing to be answered, the one that came first is read all the same.
 */
export class BodyBudget {
  readonly #limitBytes: number
  readonly #clients: ClientShares
  readonly #leastRate: LeastRate
  readonly #shares = new Set<BodyShare>()
  #used = 0

  constructor(limitBytes: number, clients: ClientLimits = unlimitedClients) {
    this.#limitBytes = limitBytes
    this.#clients = new ClientShares(limitBytes, clients.share)
    this.#leastRate = new LeastRate(clients.leastRateKiBps)
  }

  /** Why a further body of a client is not read; `undefined`: there is room, maybe after slow bodies were cut. */
  refusalOf(client: string | undefined): NoRoom | undefined {
    let noRoom = this.#noRoomFor(client)
    while (noRoom !== undefined && this.#leastRate.cutSlowest(ownerOf(noRoom, client)))
      noRoom = this.#noRoomFor(client)
    return noRoom
  }

  /** The share of a new body. `cut` is called where it comes too slowly while others wait: it refuses the request. */
  open(client: string | undefined, cut: () => void): OpenBody {
    const share: BodyShare = {
      client,
      cut,
      bytes: 0,
      isReading: true,
      transfer: undefined,
      resume: undefined,
      endWait: undefined,
    }
    this.#shares.add(share)
    return {
      take: (piece, resume) => this.#take(share, piece, resume),
      whole: () => this.#stopReading(share),
      release: () => this.#release(share),
    }
  }

  #take(share: BodyShare, { received, taken }: Piece, resume: () => void): 'goes-on' | 'waits' {
    if (!this.#shares.has(share)) return 'goes-on'
    share.bytes += taken
    this.#used += taken
    this.#clients.take(share.client, taken)
    share.transfer ??= this.#leastRate.begin(share.client, share.cut)
    share.transfer.resume()
    share.transfer.count(received)
    const noRoom = this.#noRoomFor(share.client)
    if (noRoom === undefined) return 'goes-on'
    const owner = ownerOf(noRoom, share.client)
    if (this.#oldestReading().get(owner) === share) return 'goes-on'
    share.transfer.pause()
    share.resume = resume
    share.endWait = this.#leastRate.cutWhileWaiting(owner)
    return 'waits'
  }

  #stopReading(share: BodyShare): void {
    share.isReading = false
    share.transfer?.end()
    this.#wake()
  }

  #release(share: BodyShare): void {
    if (!this.#shares.delete(share)) return
    share.transfer?.end()
    share.endWait?.()
    this.#used -= share.bytes
    this.#clients.release(share.client, share.bytes)
    this.#wake()
  }

  #noRoomFor(client: string | undefined): NoRoom | undefined {
    if (this.#used >= this.#limitBytes) return 'budget'
    return this.#clients.isReached(client) ? 'share' : undefined
  }

  /** While there is no room the oldest one is read from at most. */
  #wake(): void {
    const oldest = this.#oldestReading()
    for (const share of this.#shares) {
      const { resume, client } = share
      if (resume === undefined) continue
      const noRoom = this.#noRoomFor(client)
      if (noRoom !== undefined && oldest.get(ownerOf(noRoom, client)) !== share) continue
      share.endWait?.()
      share.transfer?.resume()
      share.resume = undefined
      resume()
    }
  }

  /**
   * By client, and by `undefined` for all together, the one that is read from all the same; none where there are whole ones,
   * whose answers make room.
   */
  #oldestReading(): ReadonlyMap<string | undefined, BodyShare | undefined> {
    const oldest = new Map<string | undefined, BodyShare | undefined>()
    for (const share of this.#shares)
      for (const owner of [undefined, share.client])
        if (!share.isReading) oldest.set(owner, undefined)
        else if (!oldest.has(owner)) oldest.set(owner, share)
    return oldest
  }
}

/** Whose bodies may make room: those of the client alone where its share is reached. */
function ownerOf(noRoom: NoRoom, client: string | undefined): string | undefined {
  return noRoom === 'share' ? client : undefined
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
