import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Names the `node_modules` folder of the peers that bench/install-peers.sh installs. */
const variable = 'ORTHANC_WASM_BENCH_MODULES'

/** What the peers of npm need. */
export const peersNeed = `${variable}, which bench/install-peers.sh prints`

/** A package of npm that is compared with. */
export interface Peer {
  readonly folder: string
  readonly version: string
}

/** A peer by its name; `undefined` if it is not installed. */
export function findPeer(name: string): Peer | undefined {
  const folder = join(process.env[variable] ?? '', name)
  const file = join(folder, 'package.json')
  if (process.env[variable] === undefined || !existsSync(file)) return undefined
  const { version }: { readonly version: string } = JSON.parse(readFileSync(file, 'utf8'))
  return { folder, version }
}
