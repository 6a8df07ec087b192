import type { ByteString } from '../exchange/byte-string.ts'
import { unlimitedClients, type ClientLimits } from '../exchange/limits.ts'
import { BodyBudget } from './body-budget.ts'
import { UnsentBodies } from './unsent-bodies.ts'

/** Who answers a path, as far as its traffic goes, and what that may take of the host's memory. */
export interface TrafficOwner {
  /** The same for all paths of one plugin. */
  readonly key: object
  /** Bodies of requests that have no answer yet. */
  readonly bodyBytes: number
  /** Large answers that clients have not taken yet. */
  readonly unsentBytes: number
  /** Told whether its clients take too little of its answers for now. */
  hold?(isHeld: boolean): void
}

/** What is on its way to a plugin and back from it. */
interface PluginTraffic {
  readonly bodies: BodyBudget
  readonly unsent: UnsentBodies
}

/** The large bodies in the host's memory, plugin by plugin, so that one that is slow takes nothing from the others. */
export class Traffic {
  readonly #ownerOf: (path: ByteString) => TrafficOwner
  readonly #onCut: () => void
  readonly #clients: ClientLimits
  readonly #byOwner = new WeakMap<object, PluginTraffic>()

  /** `onCut` is told when a client that reads nothing is cut. */
  constructor(
    ownerOf: (path: ByteString) => TrafficOwner,
    onCut: () => void,
    clients = unlimitedClients,
  ) {
    this.#ownerOf = ownerOf
    this.#onCut = onCut
    this.#clients = clients
  }

  of(path: ByteString): PluginTraffic {
    const owner = this.#ownerOf(path)
    const { key, bodyBytes, unsentBytes } = owner
    const known = this.#byOwner.get(key)
    if (known !== undefined) return known
    const unsent = new UnsentBodies(unsentBytes, {
      onCut: this.#onCut,
      onFull: (isFull) => owner.hold?.(isFull),
    })
    const traffic = { bodies: new BodyBudget(bodyBytes, this.#clients), unsent }
    this.#byOwner.set(key, traffic)
    return traffic
  }
}
