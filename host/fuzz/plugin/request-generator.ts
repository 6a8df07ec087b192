import type { ByteString } from '../../exchange/byte-string.ts'
import { parsePattern } from '../../routes/pattern/pattern-parser.ts'
import type { PatternNode } from '../../routes/pattern/pattern-node.ts'
import { placesIn, textFor } from './pattern-text.ts'
import type { Random } from '../random.ts'
import { makeBody, damageBody } from '../request-bodies.ts'
import { encodePath, type Draft } from './request-draft.ts'

/** Values for requests, besides the plugin's own texts. */
const values = [
  '',
  '0',
  '1',
  '-1',
  '127',
  '255',
  '256',
  '1023',
  '1024',
  '65535',
  '4294967295',
  '4294967296',
  '1e9',
  'nan',
  'true',
  'a',
  'x'.repeat(2000),
]
const headers: readonly (readonly [string, string])[] = [
  ['Accept', '*/*'],
  ['Accept', 'image/png'],
  ['Content-Type', 'application/json'],
  ['Content-Type', 'multipart/form-data; boundary=x'],
  ['Authorization', 'Basic YTpi'],
  ['Cookie', 'a=b; c'],
  ['If-None-Match', '"*"'],
  ['Range', 'bytes=0-'],
  ['X-Test', '\xff\xfe'],
  ['X-Test', 'x'.repeat(5000)],
]
/** Texts that look like names. */
const nameLike = /^[\w-]{2,30}$/
/** Headers about the connection and the framing, which only a server sets. */
const framing = /^(?:content-length|transfer-encoding|connection|host|expect|upgrade|trailer|te)$/i
/** Pairs in one request, at most, of a plugin's own texts: with many at once all of them are soon tried. */
const mostPairs = 16
const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const

/** A word in one of the places of a route where any text may stand. */
interface Pinned {
  readonly route: number
  readonly place: number
  readonly word: ByteString
}

/** Twice for a route with other places, whose texts may matter as well. */
function repeat(pinned: Pinned, node: PatternNode): readonly Pinned[] {
  return placesIn(node) > 1 && nameLike.test(pinned.word) ? [pinned, pinned] : [pinned]
}

/** Generates requests for the routes of a plugin from its patterns and the texts in its module. */
export class RequestGenerator {
  readonly #routes: readonly PatternNode[]
  readonly #words: readonly ByteString[]
  readonly #names: readonly ByteString[]
  readonly #random: Random

  constructor(patterns: readonly ByteString[], words: readonly ByteString[], random: Random) {
    this.#routes = patterns.flatMap((pattern) => {
      const parsed = parsePattern(pattern)
      return parsed.kind === 'parsed' ? [parsed.node] : []
    })
    this.#words = [...new Set([...words, ...values])]
    this.#names = this.#words.filter((word) => nameLike.test(word) && !framing.test(word))
    this.#random = random
  }

  /** One request for each word in each place of the routes, `most` of them. */
  *words(most: number): Generator<Draft> {
    const all: Pinned[] = []
    for (const [route, node] of this.#routes.entries())
      for (let place = 0; place < placesIn(node); place++)
        for (const word of this.#words) all.push(...repeat({ route, place, word }, node))
    const likely = all.filter(({ word }) => nameLike.test(word))
    const others = all.filter(({ word }) => !nameLike.test(word))
    for (const pinned of [...this.#shuffle(likely), ...this.#shuffle(others)].slice(0, most)) {
      const node = this.#routes[pinned.route]
      if (node !== undefined) yield this.#draft(node, pinned)
    }
  }

  /** A request for any route. */
  any(): Draft {
    return this.#draft(this.#random.pick(this.#routes), undefined)
  }

  /** A request like another one, with one thing different. */
  like(draft: Draft): Draft {
    switch (this.#random.below(4)) {
      case 0:
        return { ...draft, query: this.#query() }
      case 1:
        return { ...draft, headerLines: this.#headers() }
      case 2:
        return { ...draft, method: this.#random.pick(methods) }
      default:
        return this.#withOtherBody(draft)
    }
  }

  #shuffle<T>(list: readonly T[]): readonly T[] {
    const rest = [...list]
    return list.flatMap(() => rest.splice(this.#random.below(rest.length), 1))
  }

  #withOtherBody(draft: Draft): Draft {
    const isNew = draft.body.length === 0 || this.#random.chance(30)
    const body = isNew ? makeBody(this.#random, this.#words) : damageBody(this.#random, draft.body)
    return { ...draft, method: this.#random.pick(['POST', 'PUT']), body }
  }

  #draft(node: PatternNode, pinned: Pinned | undefined): Draft {
    const random = this.#random
    const method = random.pick([...methods, 'GET', 'POST'] as const)
    return {
      method,
      path: pinned === undefined ? this.#path(node) : this.#pathWith(node, pinned),
      query: random.chance(50) ? this.#query() : undefined,
      headerLines: random.chance(30) ? this.#headers() : [],
      body:
        method === 'GET' || method === 'DELETE' ? new Uint8Array(0) : makeBody(random, this.#words),
    }
  }

  #path(node: PatternNode): ByteString {
    return textFor(node, { random: this.#random, words: this.#words })
  }

  /** A slash in another place would probably move the word. */
  #pathWith(node: PatternNode, pinned: Pinned): ByteString {
    const words = this.#words.filter((word) => !word.includes('/'))
    return textFor(node, { random: this.#random, words, pinned })
  }

  /** Words of the plugin as names, with others as values. */
  #pairs(): readonly (readonly [ByteString, ByteString])[] {
    return Array.from({ length: this.#random.between(1, mostPairs) }, () => [
      this.#random.pick(this.#names),
      this.#random.pick(this.#random.chance(70) ? this.#names : this.#words),
    ])
  }

  #query(): ByteString {
    if (this.#random.chance(30))
      return this.#pairs()
        .map(([name, value]) => `${name}=${encodePath(value).replaceAll('&', '%26')}`)
        .join('&')
    const word = (): ByteString => encodePath(this.#random.pick(this.#words)).replaceAll('&', '%26')
    const pairs = Array.from({ length: this.#random.below(4) }, () =>
      this.#random.chance(90) ? `${word()}=${word()}` : word(),
    )
    return pairs.join('&')
  }

  #headers(): readonly ByteString[] {
    if (this.#random.chance(50)) return this.#pairs().flat()
    return Array.from({ length: this.#random.below(4) }, () => this.#random.pick(headers)).flat()
  }
}
