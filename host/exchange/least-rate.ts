/** A transfer is measured over this part of the last time in which its client had to act. */
const windowMs = 5000

/** The longest part of that time in which what moved is added up. */
const stepMs = 1000

/** How often slow transfers are looked for while others wait. */
const checkMs = 500

/** What moved in a part of the time. */
interface Step {
  bytes: number
  ms: number
}

/** A body on its way to or from a client. */
export interface Transfer {
  /** The client has to act: to send, or to read what was written. */
  resume(): void
  /** The host has to act, or another server. */
  pause(): void
  /** Counts bytes that the client has sent or read. */
  count(bytes: number): void
  end(): void
}

/**
 * Cuts transfers that are slower than a least rate while others wait for what they hold, the slowest first. While no one
 * waits no transfer is cut.
 */
export class LeastRate {
  readonly #bytesPerMs: number
  readonly #now: () => number
  readonly #transfers = new Set<MeasuredTransfer>()
  readonly #waiters = new Set<{ readonly client: string | undefined }>()
  #isChecking = false

  /** 0: no transfer is too slow. `now` returns milliseconds. */
  constructor(kibPerSecond: number, now = (): number => performance.now()) {
    this.#bytesPerMs = (kibPerSecond * 1024) / 1000
    this.#now = now
  }

  /** A transfer of a client, paused at first. `cut` is called once at most, and ends it. */
  begin(client: string | undefined, cut: () => void): Transfer {
    const transfer = new MeasuredTransfer(client, this.#now, {
      cut,
      end: () => this.#transfers.delete(transfer),
    })
    this.#transfers.add(transfer)
    return transfer
  }

  /** Cuts the slowest transfer that is slower than the least rate, if one is; with a client, of that client alone. */
  cutSlowest(client?: string): boolean {
    let slowest: MeasuredTransfer | undefined
    let least = this.#bytesPerMs
    for (const transfer of this.#transfers) {
      if (client !== undefined && transfer.client !== client) continue
      const rate = transfer.bytesPerMs()
      if (rate >= least) continue
      least = rate
      slowest = transfer
    }
    slowest?.cut()
    return slowest !== undefined
  }

  /** Cuts transfers that become too slow, of that client or of all, until the function that it returns is called. */
  cutWhileWaiting(client: string | undefined): () => void {
    const waiter = { client }
    this.#waiters.add(waiter)
    this.#checkLater()
    return () => void this.#waiters.delete(waiter)
  }

  #checkLater(): void {
    if (this.#isChecking) return
    this.#isChecking = true
    setTimeout(() => {
      this.#isChecking = false
      this.#check()
      if (this.#waiters.size > 0) this.#checkLater()
    }, checkMs).unref()
  }

  /** One for each waiter; those for whom nothing was found are not looked for again. */
  #check(): void {
    const without = new Set<string | undefined>()
    for (const { client } of this.#waiters) {
      if (without.has(client) || without.has(undefined)) continue
      if (!this.cutSlowest(client)) without.add(client)
    }
  }
}

class MeasuredTransfer implements Transfer {
  readonly client: string | undefined
  readonly #now: () => number
  readonly #on: { readonly cut: () => void; readonly end: () => void }
  /** What the window holds, the oldest first. */
  readonly #steps: Step[] = []
  #bytes = 0
  #ms = 0
  /** Since when time counts that is in no step yet. */
  #since: number | undefined

  constructor(
    client: string | undefined,
    now: () => number,
    on: { readonly cut: () => void; readonly end: () => void },
  ) {
    this.client = client
    this.#now = now
    this.#on = on
  }

  resume(): void {
    this.#since ??= this.#now()
  }

  pause(): void {
    this.#advance(0)
    this.#since = undefined
  }

  count(bytes: number): void {
    this.#advance(bytes)
  }

  end(): void {
    this.#on.end()
  }

  cut(): void {
    this.end()
    this.#on.cut()
  }

  /** `Infinity` as long as it is too young to be measured. */
  bytesPerMs(): number {
    this.#advance(0)
    return this.#ms < windowMs ? Infinity : this.#bytes / this.#ms
  }

  /** Counts the time up to now, and bytes that moved in it. */
  #advance(bytes: number): void {
    const now = this.#now()
    const ms = this.#since === undefined ? 0 : now - this.#since
    if (this.#since !== undefined) this.#since = now
    const last = this.#steps.at(-1)
    if (last === undefined || last.ms + ms > stepMs) this.#steps.push({ bytes, ms })
    else {
      last.bytes += bytes
      last.ms += ms
    }
    this.#bytes += bytes
    this.#ms += ms
    this.#forget()
  }

  /** Forgets the oldest steps beyond the window. */
  #forget(): void {
    for (;;) {
      const [oldest] = this.#steps
      if (oldest === undefined || this.#ms - oldest.ms < windowMs) return
      this.#steps.shift()
      this.#bytes -= oldest.bytes
      this.#ms -= oldest.ms
    }
  }
}
