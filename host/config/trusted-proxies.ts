import { BlockList, isIP } from 'node:net'
import type { ByteString } from '../exchange/byte-string.ts'
import { valuesOf } from '../exchange/request.ts'
import { shareAddress } from './client-address.ts'

/** The reverse proxies whose `X-Forwarded-For` names the client. */
export class TrustedProxies {
  readonly #list = new BlockList()

  /** Addresses, or networks as `10.0.0.0/8`, all of them valid (`isProxy`). */
  constructor(proxies: readonly string[]) {
    for (const proxy of proxies) addProxy(this.#list, proxy)
  }

  /** Whether that is the address of one. */
  has(address: string): boolean {
    return this.#list.check(address, familyOf(address))
  }

  /**
   * The address that the share of a request goes by which a proxy sent: that of the last hop that is no trusted proxy. It is
   * the proxy's own where the header is absent or malformed, or names proxies alone.
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

/** The hops that all lines of the header name, the last one last. */
function forwardedFor(headerLines: readonly ByteString[]): readonly string[] {
  return valuesOf(headerLines, 'x-forwarded-for').flatMap((value) =>
    value.split(',').map((hop) => hop.trim()),
  )
}
