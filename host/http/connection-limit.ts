import { readFileSync } from 'node:fs'

/** Connections at once, where the system allows so many. */
const mostConnections = 10_000

/** Descriptors that clients do not get, or half of them: processes of plugins, files and connections with Orthanc need some. */
const reserved = 512

/**
 * How many connections a server takes at once. Clients that take all descriptors of a process would keep plugins from
 * starting again, for longer than the clients stay.
 */
export function connectionLimit(descriptors = descriptorLimit()): number {
  const left = Math.max(descriptors - reserved, Math.floor(descriptors / 2))
  return Math.min(mostConnections, left)
}

/** The descriptors that this process may have. */
function descriptorLimit(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'latin1')
    return Number(/^Max open files +(\d+)/m.exec(limits)?.[1] ?? Infinity)
  } catch {
    // Only Linux tells
    return Infinity
  }
}
