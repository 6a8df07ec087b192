import { BlockList, isIP, isIPv6, SocketAddress } from 'node:net'
import type { ByteString } from '../exchange/byte-string.ts'
import { valuesOf } from '../exchange/request.ts'

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
