import { setImmediate as nextTurn } from 'node:timers/promises'
import { RouteTable, type CompiledRoute } from './route-table.ts'

/** A route that takes paths which its plugin hardly means. */
export interface WideRoute {
  /** Its number. */
  readonly route: number
  /** Those of Orthanc's own that it matches first of all, as `/instances/…`; `undefined`: it matches every path. */
  readonly paths: readonly string[] | undefined
}

/** What Orthanc 1.12 answers itself: these, and what is below them. */
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

/** A path that nobody has, so that only a route for all paths matches it. */
const madeUp = '/x7q-d3/w1/k9z'

/** Paths that are looked up, and how messages show them. */
const probes: ReadonlyMap<string, string | undefined> = new Map([
  [madeUp, undefined],
  ...orthancRoots.flatMap((root) => [
    [root, root] as const,
    [`${root}/x7q-d3`, `${root}/…`] as const,
  ]),
])

/** The routes of one plugin that match every path, or Orthanc's own. One look-up is made in each turn of the event loop. */
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
