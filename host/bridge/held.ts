import type { Held } from '../../abi/inside.ts'

/** What the thread of a call holds, as bits. The native plugin itself refuses calls that wait for the last two. */
export const held = {
  jobs: 1,
  metrics: 2,
  plugins: 4,
  instances: 8,
  database: 16,
} as const satisfies Readonly<Record<Held, number>>

interface HeldRequest {
  readonly method: string
  /** Without its query. */
  readonly path: string
  readonly body: Uint8Array | undefined
}

/** POST, and GET of an archive, submit a job and wait for it, unless the body says otherwise. */
const jobPaths: readonly RegExp[] = [
  /^\/(?:patients|studies|series)\/[^/]+\/(?:archive|media|modify|anonymize)$/,
  /^\/studies\/[^/]+\/(?:split|merge)$/,
  /^\/tools\/(?:bulk-modify|bulk-anonymize|create-archive|create-media|create-media-extended)$/,
  /^\/(?:modalities|peers)\/[^/]+\/(?:store|move|get)$/,
  /^\/queries\/[^/]+\/(?:answers\/[^/]+\/)?retrieve$/,
]

/** POST to these stores nothing, and calls no plugin. */
const quietPaths: readonly RegExp[] = [
  /^\/tools\/(?:find|lookup|count-resources)$/,
  /^\/modalities\/[^/]+\/(?:echo|query)$/,
]

/**
 * Why Orthanc would wait for ever in a request to its REST API; `undefined` if it does not.
 *
 * A job waits for the callbacks of the instances that it stores, and these for locks of the callback that waits for the job. A filter
 * that stores an instance waits for OnStoredInstance of another one, which may wait for the lock that the filter holds.
 */
export function waitOf({ method, path, body }: HeldRequest, bits: number): string | undefined {
  if (bits !== 0 && path === '/tools/metrics-prometheus')
    return 'the callbacks of metrics may wait for this one'
  const isPost = method === 'POST'
  const isJob = (isPost || method === 'GET') && jobPaths.some((one) => one.test(path))
  const isWaiting = isJob && !(isPost && isAsynchronous(body))
  if (isWaiting && (bits & (held.jobs | held.plugins)) !== 0)
    return 'it waits for a job: add "Asynchronous": true to its body, or send it in OnChange'
  const mayStore = isPost && !isJob && !quietPaths.some((one) => one.test(path))
  if (mayStore && (bits & held.plugins) !== 0)
    return 'Orthanc has locked its plugins during a filter: send it in OnStoredInstance or OnChange'
  return undefined
}

/** As Orthanc reads the body of a request that submits a job. */
function isAsynchronous(body: Uint8Array | undefined): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(body ?? []).toString())
    if (typeof value !== 'object' || value === null) return false
    if ('Synchronous' in value) return value.Synchronous === false
    return 'Asynchronous' in value && value.Asynchronous === true
  } catch {
    return false
  }
}
