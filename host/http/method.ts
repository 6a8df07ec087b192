import { httpMethods } from '../../abi/enums.ts'
import { getArguments } from '../exchange/request.ts'

/** How a method is handled, after overriding. */
export type MethodRule =
  | { readonly kind: 'method'; readonly method: number }
  /** An empty answer of that status, on every path. */
  | { readonly kind: 'refused'; readonly status: number }
  /** Orthanc's web server does not know the method: 400, and the connection ends. */
  | { readonly kind: 'unknown' }

const notFound: MethodRule = { kind: 'refused', status: 404 }
const badRequest: MethodRule = { kind: 'refused', status: 400 }
const unknown: MethodRule = { kind: 'unknown' }

const rules: ReadonlyMap<string, MethodRule> = new Map<string, MethodRule>([
  ...Object.entries(httpMethods).map(
    ([name, method]) => [name.toUpperCase(), { kind: 'method', method }] as const,
  ),
  ...['HEAD', 'OPTIONS', 'PROPFIND', 'PROPPATCH', 'LOCK', 'UNLOCK', 'MKCOL'].map(
    (name) => [name, notFound] as const,
  ),
  ...['PATCH', 'COPY', 'MOVE', 'REPORT', 'CONNECT'].map((name) => [name, badRequest] as const),
])

/**
 * The method of a request: `X-HTTP-Method-Override` of any known method, else `_method` of a GET's query, makes it PUT or
 * DELETE; an empty text changes nothing, any other is refused.
 */
export function readMethod(sent: string, override: string | undefined, query: string): MethodRule {
  const rule = rules.get(sent) ?? unknown
  if (rule.kind === 'unknown') return rule
  const wanted = override ?? (sent === 'GET' ? overrideOf(query) : '')
  if (wanted === '') return rule
  const upper = wanted.toUpperCase()
  if (upper === 'PUT' || upper === 'DELETE') return rules.get(upper) ?? unknown
  return rule === notFound ? rule : badRequest
}

function overrideOf(query: string): string {
  if (!query.includes('_method')) return ''
  const found = getArguments({ query, hasArguments: true }).find(([name]) => name === '_method')
  return found?.[1] ?? ''
}
