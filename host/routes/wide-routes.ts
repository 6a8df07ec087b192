import { setImmediate as nextTurn } from 'node:timers/promises'
import { RouteTable, type CompiledRoute } from './route-table.ts'

/** A route that matches paths which its plugin hardly means. */
export interface WideRoute {
  /** Its number. */
  readonly route: number
  /** Paths of Orthanc that it is the first to match, such as `/instances/…`; undefined if it matches every path. */
  readonly paths: readonly string[] | undefined
}

/** Paths that Orthanc 1.12 answers itself, as well as the paths below them. */
const orthancRoots = [
  '/app',
  '/changes',
  '/exports',
  '/instances',
  '/jobs',
  '/modalities',
  '/patients',
  '/peers',
  '/plugins',
  '/queries',
  '/series',
  '/statistics',
  '/storage-commitment',
  '/studies',
  '/system',
  '/tools',
]

/** A made-up path, which only a route for all paths matches. */
const madeUp = '/x7q-d3/w1/k9z'

/** Paths to look up, and their text in messages. */
const probes: ReadonlyMap<string, string | undefined> = new Map([
  [madeUp, undefined],
  ...orthancRoots.flatMap((root) => [
    [root, root] as const,
    [`${root}/x7q-d3`, `${root}/…`] as const,
  ]),
])

/** Finds the routes of one plugin that match every path, or Orthanc's own. Makes one look-up per turn of the event loop. */
export async function findWideRoutes(
  routes: readonly CompiledRoute[],
): Promise<readonly WideRoute[]> {
  const table = new RouteTable()
  table.add(0, routes)
  const wide = new Map<number, string[] | undefined>()
  for (const [path, shown] of probes) {
    await nextTurn()
    const route = table.find(path)?.route
    if (route === undefined) continue
    if (shown === undefined) wide.set(route, undefined)
    else if (!wide.has(route)) wide.set(route, [shown])
    else wide.get(route)?.push(shown)
  }
  return [...wide].map(([route, paths]) => ({ route, paths }))
}
