import type { ServerResponse } from 'node:http'

/** A HEAD that was made a DELETE has a body in Orthanc; node:http, which leaves out that of any HEAD, keeps it then. */
export function allowBody(response: ServerResponse): void {
  if (response.req.method === 'HEAD') Reflect.set(response, '_hasBody', true)
}
