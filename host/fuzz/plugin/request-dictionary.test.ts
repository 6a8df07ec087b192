import { describe, expect, it } from 'vitest'
import { assemble } from '../../../test/support/wat-plugin.ts'
import { dictionaryOf } from './request-dictionary.ts'

describe('dictionaryOf', () => {
  it('finds the texts of a module, in ASCII and in UTF-16, each once', async () => {
    const wide = 'wide-word'.replaceAll(/./g, String.raw`$&\00`)
    const extra = `(data (i32.const 9000) "narrow-word\\00\\01narrow-word\\00${wide}\\00\\00")`
    const words = dictionaryOf(
      await assemble({ routes: [{ pattern: '/wat', answer: 'x' }], extra }),
    )
    expect(words).toContain('narrow-word')
    expect(words).toContain('wide-word')
    expect(words.filter((word) => word === 'narrow-word')).toHaveLength(1)
  })

  it('finds none in a module without data', () => {
    expect(dictionaryOf(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))).toEqual([])
  })
})
