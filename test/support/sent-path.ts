import { httpMethods } from '../../abi/enums.ts'
import { Allow, readHttpTarget, readRestTarget } from '../../host/config/allow.ts'
import { readOrthancUrl } from '../../host/config/orthanc-url.ts'
import { proxiedTarget } from '../../host/upstream/proxied-request.ts'
import { restRequest } from '../../host/upstream/outbound.ts'

const caller = {
  plugin: 'p',
  request: undefined,
  maxAnswerBytes: 0,
  signal: new AbortController().signal,
}
const orthanc = readOrthancUrl('http://orthanc')

/** The path of the request target that Orthanc gets for a GET of a plugin with that one entry; `undefined`: none is sent. */
export function sentPath(entry: string, uri: string): string | undefined {
  const target = readRestTarget(uri)
  if (orthanc === undefined || target === undefined) return undefined
  if (!new Allow({ restApi: [entry], http: [] }).restApi('GET', target)) return undefined
  const call = {
    kind: 'rest',
    method: httpMethods.Get,
    uri,
    headers: [],
    body: new Uint8Array(0),
    afterPlugins: false,
  } as const
  return proxiedTarget(orthanc, restRequest(call, target, caller)).split('?', 1)[0]
}

/** The path that a server gets for a URL at `http://host` that a plugin with that one entry requests; `undefined`: none. */
export function requestedPath(entry: string, pathAndQuery: string): string | undefined {
  const url = readHttpTarget(`http://host${pathAndQuery}`)
  if (url === undefined || !new Allow({ restApi: [], http: [entry] }).http(url)) return undefined
  return url.pathname
}
