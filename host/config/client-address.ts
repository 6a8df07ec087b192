import { isIPv6, SocketAddress } from 'node:net'

/**
 * The address that a client's share goes by: of IPv6 the network of 64 bits, of which one customer has all addresses. An
 * IPv4 address that is mapped into IPv6 is the IPv4 one.
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
