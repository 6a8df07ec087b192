import { Allow } from '../config/allow.ts'
import type { ClosedOption } from '../config/settings.ts'
import type { ByteString } from '../exchange/byte-string.ts'
import type { Dispatch } from '../exchange/ports.ts'
import { refuse } from '../exchange/refusals.ts'
import { methodName } from '../exchange/request.ts'

/** Refuses the requests to Orthanc's REST API that options close, so that a shared configuration means the same in front of Orthanc. */
export function closeRequests(dispatch: Dispatch, closed: readonly ClosedOption[]): Dispatch {
  if (closed.length === 0) return dispatch
  const options = closed.map(({ option, requests }) => ({
    option,
    requests: new Allow({ restApi: requests, http: [] }),
  }))
  return (request, client) => {
    const path = orthancPath(request.uri)
    const method = methodName(request.method)
    const found = options.find(({ requests }) =>
      requests.restApi(method, { path, query: undefined }),
    )
    return found === undefined
      ? dispatch(request, client)
      : Promise.resolve(refuse('option-closed', { option: found.option }))
  }
}

/** The path that Orthanc may read: without empty segments, dots and spaces at their ends, and what follows a NUL. */
function orthancPath(uri: ByteString): ByteString {
  const [path = ''] = uri.split('\0')
  const segments = path.split(/[/\\]/).map(withoutEnd)
  return `/${segments.filter((segment) => segment !== '').join('/')}`
}

function withoutEnd(segment: string): string {
  let end = segment.length
  while (segment[end - 1] === '.' || segment[end - 1] === ' ') end--
  return segment.slice(0, end)
}
