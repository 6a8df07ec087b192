import { BlockList, isIP, isIPv6, SocketAddress } from 'node:net'
import type { ByteString } from './byte-string.ts'
import { valuesOf } from './request.ts'

/**
 * The amount of one resource that each client holds, with a limit for one client. `undefined` stands for clients without a limit:
 * callers of the library, plugins, connections of trusted proxies.
 */
export class ClientShares {
  /** The most that one client may hold; `Infinity` if one client may have all. */
  readonly limit: number
  readonly #held = new Map<string, number>()

  /** `share`: the part of `capacity` that one client may hold, more than 0; 1 turns the limit off. */
  constructor(capacity: number, share: number) {
    this.limit = share >= 1 ? Infinity : Math.max(1, Math.floor(capacity * share))
  }

  /** Whether a client may hold that much more. One that holds nothing may, so that nothing is too large for a share. */
  hasRoom(client: string | undefined, amount = 1): boolean {
    if (client === undefined) return true
    const held = this.heldBy(client)
    return held === 0 || held + amount <= this.limit
  }

  heldBy(client: string): number {
    return this.#held.get(client) ?? 0
  }

  take(client: string | undefined, amount = 1): void {
    if (client !== undefined) this.#held.set(client, this.heldBy(client) + amount)
  }

  release(client: string | undefined, amount = 1): void {
    if (client === undefined) return
    const left = this.heldBy(client) - amount
    if (left > 0) this.#held.set(client, left)
    else this.#held.delete(client)
  }
}

/** The reverse proxies whose `X-Forwarded-For` names the client. */
export class TrustedProxies {
  readonly #list = new BlockList()

  /** Addresses, or networks as `10.0.0.0/8`, all of them valid (`isProxy`). */
  constructor(proxies: readonly string[]) {
    for (const proxy of proxies) addProxy(this.#list, proxy)
  }

  /** Whether an address is that of a trusted proxy. */
  has(address: string): boolean {
    return this.#list.check(address, familyOf(address))
  }

  /**
   * The address whose share a request of a proxy counts in: that of the last hop that is not a trusted proxy. It is
   * the proxy's own if the header is absent or malformed, or names proxies alone.
   */
  shareAddress(proxy: string, headerLines: readonly ByteString[]): string {
    const hops = forwardedFor(headerLines)
    const client = hops.findLast((hop) => isIP(hop) === 0 || !this.has(hop))
    return shareAddress(client !== undefined && isIP(client) > 0 ? client : proxy)
  }
}

/** Whether a text of the configuration is an address or a network. */
export function isProxy(text: string): boolean {
  try {
    addProxy(new BlockList(), text)
    return true
  } catch {
    // Of node:net, which checks the address and the length of its prefix
    return false
  }
}

function addProxy(list: BlockList, text: string): void {
  const [address = '', ...rest] = text.split('/')
  const prefix = rest.join('/')
  if (rest.length === 0) list.addAddress(address, familyOf(address))
  else list.addSubnet(address, /^\d+$/.test(prefix) ? Number(prefix) : -1, familyOf(address))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return address.includes(':') ? 'ipv6' : 'ipv4'
}

/** The hops of all lines of the header, in order. */
function forwardedFor(headerLines: readonly ByteString[]): readonly string[] {
  return valuesOf(headerLines, 'x-forwarded-for').flatMap((value) =>
    value.split(',').map((hop) => hop.trim()),
  )
}

/**
 * The address whose share a client counts in: an IPv4 address, or the /64 network of an IPv6 address, since one customer has all
 * addresses of a /64. An IPv4 address mapped into IPv6 is the IPv4 address.
 */
export function shareAddress(address: string): string {
  if (!isIPv6(address)) return address
  const { address: canonical } = new SocketAddress({ address, family: 'ipv6' })
  const mapped = /^::ffff:([\d.]+)$/.exec(canonical)?.[1]
  return mapped ?? `${networkOf(canonical)}::/64`
}

/** The first four groups of an address in its canonical form. */
function networkOf(canonical: string): string {
  const [before = [], after = []] = canonical.split('::').map(groupsOf)
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}

function groupsOf(part: string): readonly string[] {
  return part === '' ? [] : part.split(':')
}
