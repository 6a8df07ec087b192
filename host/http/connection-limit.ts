import { readFileSync } from 'node:fs'

/** Most connections, if the system allows them. */
const mostConnections = 10_000

/** Descriptors kept for processes of plugins, files and connections with Orthanc; half of all if there are few. */
const reserved = 512

/**
 * The maximum number of connections of a server. Clients that use up all descriptors of the process would keep plugins from
 * restarting, even for some time after the clients have left.
 */
export function connectionLimit(descriptors = descriptorLimit()): number {
  const left = Math.max(descriptors - reserved, Math.floor(descriptors / 2))
  return Math.min(mostConnections, left)
}

/** The limit of descriptors of this process. */
function descriptorLimit(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'latin1')
    return Number(/^Max open files +(\d+)/m.exec(limits)?.[1] ?? Infinity)
  } catch {
    // Only Linux has the file.
    return Infinity
  }
}
