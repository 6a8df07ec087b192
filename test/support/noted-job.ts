import { httpMethods } from '../../abi/enums.ts'
import type { Answer, Passed } from '../../host/exchange/answer.ts'
import type { Client, Job } from '../../host/exchange/ports.ts'

/** A request that notes what becomes of it, and whose client may leave. */
export interface NotedJob extends Job {
  readonly settled: (Answer | Passed)[]
  leave(): void
}

/** A request without a client. */
export function notedJob(body: Uint8Array = new Uint8Array(0)): NotedJob {
  const settled: (Answer | Passed)[] = []
  const request = {
    id: 'id',
    method: httpMethods.Put,
    path: '/',
    uri: '/',
    query: '',
    hasArguments: false,
    headerLines: [],
    body,
  }
  const settle = (given: Answer | Passed): void => void settled.push(given)
  return { request, route: 0, groups: [], settle, settled, ...leavingClient() }
}

function leavingClient(): { client: Client; leave(): void } {
  const target = { begin: () => undefined, write: () => undefined }
  const leaving = new AbortController()
  const { signal } = leaving
  const acts: (() => void)[] = []
  const client: Client = {
    target,
    signal,
    get hasLeft() {
      return signal.aborted
    },
    onLeave: (act) => void acts.splice(0, 1, act),
  }
  const leave = (): void => {
    leaving.abort()
    for (const act of acts) act()
  }
  return { client, leave }
}
