import type { Request } from '../exchange/request.ts'
import type { GivenRequest } from './scenario/scenario.ts'

/** The fields of `OrthancPluginHttpRequest`, where CONTRACT.md says they are on wasm32. */
const offsets = {
  method: 0,
  groups: 4,
  get: 12,
  body: 24,
  bodySize: 28,
  headers: 36,
} as const

/** A request as the host's server hands it over. */
export function requestOf({ method, path, query, headers, body }: GivenRequest): Request {
  return {
    id: 'fuzz',
    method,
    path,
    uri: path,
    query,
    hasArguments: query !== '',
    headerLines: headers,
    body: Uint8Array.from(Buffer.from(body, 'latin1')),
  }
}

/** Where what lies in the guest's memory is not the request; `undefined`: nowhere. */
export function requestDifference(
  memory: Buffer,
  at: { readonly url: number; readonly request: number },
  given: GivenRequest,
): string | undefined {
  const read = new RequestReader(memory, at.request)
  const body = Buffer.from(given.body, 'latin1')
  const found = {
    method: read.number(offsets.method),
    url: read.text(at.url),
    groups: read.list(offsets.groups),
    query: read.pairs(offsets.get),
    headers: read.pairs(offsets.headers - 4),
    body: read.body(),
  }
  const expected = {
    method: given.method,
    url: given.path,
    groups: given.groups,
    query: given.query === '' ? [] : argumentsOf(given.query),
    headers: headersOf(given.headers),
    body: body.toString('latin1'),
  }
  const names = ['method', 'url', 'groups', 'query', 'headers', 'body'] as const
  const differing = names.filter(
    (name) => JSON.stringify(found[name]) !== JSON.stringify(expected[name]),
  )
  return differing.length === 0 ? undefined : `the request has another ${differing.join(', ')}`
}

/** Reads the struct as a plugin in C does. */
class RequestReader {
  readonly #memory: Buffer
  readonly #at: number

  constructor(memory: Buffer, at: number) {
    this.#memory = memory
    this.#at = at
  }

  number(offset: number): number {
    return this.#u32(this.#at + offset)
  }

  text(at: number): string | undefined {
    const end = this.#memory.indexOf(0, at)
    return at === 0 || end < 0 ? undefined : this.#memory.toString('latin1', at, end)
  }

  /** A count and an array. */
  list(offset: number): (string | undefined)[] {
    return this.#texts(this.number(offset), this.number(offset + 4))
  }

  /** A count and two arrays. */
  pairs(offset: number): (readonly (string | undefined)[])[] {
    const count = this.number(offset)
    const [names, values] = [offset + 4, offset + 8].map((i) => this.#texts(count, this.number(i)))
    return (names ?? []).map((name, i) => [name, values?.[i]])
  }

  /** It has a NUL behind it, also where it is empty. */
  body(): string | undefined {
    const [at, size] = [this.number(offsets.body), this.number(offsets.bodySize)]
    return at === 0 || this.#memory[at + size] !== 0
      ? undefined
      : this.#memory.toString('latin1', at, at + size)
  }

  #texts(count: number, at: number): (string | undefined)[] {
    return Array.from({ length: Math.min(count, 1000) }, (_, i) => this.text(this.#u32(at + 4 * i)))
  }

  #u32(at: number): number {
    return at + 4 > this.#memory.length ? 0 : this.#memory.readUInt32LE(at)
  }
}

function argumentsOf(query: string): [string, string][] {
  return query.split('&').map((piece) => {
    const [name = '', ...rest] = piece.split('=')
    return [name, rest.join('=')]
  })
}

/** Lower case, the first of each name, sorted. */
function headersOf(lines: readonly string[]): [string, string][] {
  const pairs: [string, string][] = []
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const name = (lines[i] ?? '').toLowerCase()
    if (!pairs.some(([other]) => other === name)) pairs.push([name, lines[i + 1] ?? ''])
  }
  return pairs.toSorted(([a], [b]) => (a < b ? -1 : 1))
}
