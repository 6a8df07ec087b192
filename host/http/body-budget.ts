/** The part of a budget that one body takes. */
interface BodyShare {
  bytes: number
  isReading: boolean
  /** Has more of it come; absent: nothing holds it. */
  resume: (() => void) | undefined
}

/**
 * What the bodies of requests to one plugin may take together, from their first byte until their requests are answered.
 * When it is used up, clients are read from again as answers leave. Where no body is whole yet, so that there is nothing to
 * be answered, the one that came first is read from all the same.
 */
export class BodyBudget {
  readonly #limitBytes: number
  readonly #shares = new Set<BodyShare>()
  #used = 0

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes
  }

  /** Whether a further body would have to wait for its first byte. */
  get isFull(): boolean {
    return this.#used >= this.#limitBytes
  }

  /** The share of a new body. */
  open(): OpenBody {
    const share: BodyShare = { bytes: 0, isReading: true, resume: undefined }
    this.#shares.add(share)
    return {
      take: (bytes, resume) => this.#take(share, bytes, resume),
      whole: () => this.#stopReading(share),
      release: () => this.#release(share),
    }
  }

  #take(share: BodyShare, bytes: number, resume: () => void): 'goes-on' | 'waits' {
    if (!this.#shares.has(share)) return 'goes-on'
    share.bytes += bytes
    this.#used += bytes
    if (!this.isFull || share === this.#oldestReading()) return 'goes-on'
    share.resume = resume
    return 'waits'
  }

  #stopReading(share: BodyShare): void {
    share.isReading = false
    this.#wake()
  }

  #release(share: BodyShare): void {
    if (!this.#shares.delete(share)) return
    this.#used -= share.bytes
    this.#wake()
  }

  /** While it is full the oldest one is read from at most. */
  #wake(): void {
    const oldest = this.#oldestReading()
    for (const share of this.#shares) {
      if (this.isFull && share !== oldest) continue
      const { resume } = share
      share.resume = undefined
      resume?.()
    }
  }

  /** The one that is read from all the same; none while there are whole ones, whose answers make room. */
  #oldestReading(): BodyShare | undefined {
    const shares = [...this.#shares]
    return shares.some(({ isReading }) => !isReading) ? undefined : shares[0]
  }
}

/** What its reader does with a share of the budget. */
export interface OpenBody {
  /** Counts bytes that came; when it waits, `resume` is called as soon as more may come. */
  take(bytes: number, resume: () => void): 'goes-on' | 'waits'
  /** The last byte has come. */
  whole(): void
  /** The body is not needed any more; further calls do nothing. */
  release(): void
}
