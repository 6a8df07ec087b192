import { join } from 'node:path'
import { startInside, buildNativePlugin } from '../bridge/inside-orthanc.ts'
import { startOrthanc } from '../conformance/orthanc-server.ts'
import { findFreePort } from '../support/port.ts'
import { buildSamples, type BuildPlace, type BuiltSample } from './build-samples.ts'
import type { Sample } from './sample.ts'

/** What became of a sample. */
export interface SampleOutcome {
  readonly sample: Sample
  readonly isBuilt: boolean
  /** The first error of the compiler. */
  readonly problem?: string
  readonly isLoaded: boolean
  /** What could be seen of it natively and in the sandbox; absent: it was not exercised. */
  readonly seen?: { readonly native: readonly string[]; readonly sandbox: readonly string[] }
}

/** Builds the samples, loads them into an Orthanc, and exercises them there in the sandbox and natively. */
export async function trySamples(
  samples: readonly Sample[],
  place: BuildPlace,
): Promise<readonly SampleOutcome[]> {
  const built = await buildSamples(samples, place)
  const nativePlugin = await buildNativePlugin(place.folder)
  const found = new Map<Sample, SampleOutcome>()
  for (const [i, group] of groupsOf(built).entries()) {
    const folder = join(place.folder, `group-${i}`)
    const native = await exerciseNatively(group, join(folder, 'native'))
    const inside = await exerciseInside(nativePlugin, group, join(folder, 'sandbox'))
    for (const [j, { sample }] of group.entries()) {
      const seen = { native: native[j] ?? [], sandbox: inside.seen[j] ?? [] }
      found.set(sample, {
        sample,
        isBuilt: true,
        isLoaded: inside.isLoaded[j] === true,
        ...(sample.exercise === undefined ? {} : { seen }),
      })
    }
  }
  return built.map(
    ({ sample, problem = '' }) =>
      found.get(sample) ?? { sample, problem, isBuilt: false, isLoaded: false },
  )
}

/** Basic alone, as it refuses all requests but GET and POST; the others that are exercised; those that are only loaded. */
function groupsOf(built: readonly BuiltSample[]): readonly (readonly BuiltSample[])[] {
  const exercised = built.filter(({ sample }) => sample.exercise !== undefined)
  return [
    exercised.filter(({ sample }) => sample.name === 'Basic'),
    exercised.filter(({ sample }) => sample.name !== 'Basic'),
    built.filter(({ sample, module }) => sample.exercise === undefined && module !== undefined),
  ]
}

type Seen = readonly (readonly string[])[]

async function exerciseNatively(group: readonly BuiltSample[], folder: string): Promise<Seen> {
  const plugins = group.flatMap(({ native }) => native ?? [])
  if (plugins.length === 0) return []
  const dicomPort = await findFreePort()
  const options = { DicomServerEnabled: true, DicomPort: dicomPort, Plugins: plugins }
  const server = await startOrthanc('', options, folder)
  try {
    return await exerciseAll(group, { url: `http://127.0.0.1:${server.port}`, dicomPort })
  } finally {
    await server.stop()
  }
}

async function exerciseInside(
  nativePlugin: string,
  group: readonly BuiltSample[],
  folder: string,
): Promise<{ readonly seen: Seen; readonly isLoaded: readonly boolean[] }> {
  const entries = group.map(({ sample: { name, services = [], restApi = [] } }) => [
    name,
    { Allow: { Services: services, RestApi: restApi } },
  ])
  const options = {
    modules: group.flatMap(({ module = [] }) => module),
    webAssembly: { SkipRefused: true, Plugins: Object.fromEntries(entries) },
  }
  const server = await startInside(nativePlugin, options, folder)
  try {
    const seen = await exerciseAll(group, server)
    const log = server.log()
    return { seen, isLoaded: group.map(({ module }) => !log.includes(`${module}: `)) }
  } finally {
    await server.stop()
  }
}

async function exerciseAll(
  group: readonly BuiltSample[],
  server: { readonly url: string; readonly dicomPort: number },
): Promise<Seen> {
  const seen: (readonly string[])[] = []
  for (const { sample } of group) seen.push((await sample.exercise?.(server)) ?? [])
  return seen
}
