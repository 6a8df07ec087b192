import { describe, expect, it } from 'vitest'
import { Random } from '../random.ts'
import type { Draft } from './request-draft.ts'
import { RequestGenerator } from './request-generator.ts'

const words = ['x-mode', 'explode', 'Content-Length', 'a text']

function generator(): RequestGenerator {
  return new RequestGenerator(['/a/(.*)'], words, new Random(1))
}

function anyDrafts(): readonly Draft[] {
  const made = generator()
  return Array.from({ length: 2000 }, () => made.any())
}

/** Each header as `name=value`. */
function headersOf({ headerLines }: Draft): readonly string[] {
  return headerLines.flatMap((name, i) => (i % 2 === 0 ? [`${name}=${headerLines[i + 1]}`] : []))
}

describe('RequestGenerator', () => {
  it('puts words and the numbers next to powers of two into the places of a path', () => {
    const paths = [...generator().words(1000)].map(({ path }) => path)
    for (const word of ['x-mode', 'a text', '127', '255', '256', '1023', '1024', '65535'])
      expect(paths).toContain(`/a/${word}`)
  })

  it('pairs words of the plugin with words of the plugin, in headers and in the query', () => {
    const drafts = anyDrafts()
    expect(drafts.flatMap(headersOf)).toContain('x-mode=explode')
    expect(drafts.flatMap(({ query = '' }) => query.split('&'))).toContain('x-mode=explode')
  })

  it('sets no header that only the server sets', () => {
    const names = anyDrafts().flatMap(headersOf)
    expect(names.filter((header) => header.startsWith('Content-Length='))).toEqual([])
  })
})
