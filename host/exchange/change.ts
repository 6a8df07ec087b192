import { enums } from '../../abi/enums.ts'
import type { ByteString } from './byte-string.ts'
import { methodName, ownRequest, type Request } from './request.ts'
import { timerRoute } from './timer.ts'

/** A change of Orthanc, as `OrthancPluginOnChangeCallback` receives it. */
export interface Change {
  /** An `OrthancPluginChangeType`. */
  readonly type: number
  /** An `OrthancPluginResourceType`. */
  readonly level: number
  /** Orthanc's identifier of the resource; `undefined`: the change is about none. */
  readonly resource: ByteString | undefined
}

/**
 * A change reaches a plugin as a request to this route, which no plugin has: so the queue, the deadline, the trace and the replay
 * of changes are those of requests.
 */
export const changeRoute = 2 ** 32 - 1

/** A change as a request. `id` names it in log lines. */
export function requestOfChange(
  change: Change,
  id: string,
): {
  readonly request: Request
  readonly route: number
  readonly groups: readonly ByteString[]
} {
  const { type, level, resource } = change
  const path = resource === undefined ? nameOfChange(type) : `${nameOfChange(type)} of ${resource}`
  return {
    route: changeRoute,
    groups: [String(type), String(level), ...(resource === undefined ? [] : [resource])],
    request: ownRequest(id, path),
  }
}

/** The change in the groups of such a request. */
export function changeOf([type, level, resource]: readonly ByteString[]): Change {
  return { type: Number(type), level: Number(level), resource }
}

/** What a callback is about, for the start of a message: `GET /a`, `change StableSeries of 5f3e`, or `timer`. */
export function titleOf(route: number, { method, path }: Pick<Request, 'method' | 'path'>): string {
  if (route === timerRoute) return 'timer'
  return `${route === changeRoute ? 'change' : methodName(method)} ${path}`
}

const changeNames = new Map<number, string>(
  Object.entries(enums.OrthancPluginChangeType).map(([name, type]) => [type, name]),
)

function nameOfChange(type: number): string {
  return changeNames.get(type) ?? String(type)
}
