import type { Request } from './request.ts'

/** In lower case. */
const credentialFields: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization'])

/** The request without the header fields that hold passwords: `Authorization` and `Proxy-Authorization`. */
export function withoutCredentials(request: Request): Request {
  const { headerLines } = request
  const shown = headerLines.filter(
    (_, i) => !credentialFields.has(headerLines[i - (i % 2)]?.toLowerCase() ?? ''),
  )
  return { ...request, headerLines: shown }
}
