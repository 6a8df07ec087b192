import { beforeAll, describe, expect, it } from 'vitest'
import { componentBytes } from '../../test/support/component.ts'
import { mend, mends } from './script-mends.ts'

/** As it comes from jco. */
let script = ''

beforeAll(async () => {
  const { transpileBytes } = await import('@bytecodealliance/jco-transpile')
  const { files } = await transpileBytes(await componentBytes('rest'), {
    name: 'plugin',
    instantiation: { tag: 'sync' },
    wasiShim: false,
  })
  script = new TextDecoder().decode(files['plugin.js'])
})

function copies(text: string): number {
  return text.match(/\.buffer\.slice\(|\.slice\(\)/g)?.length ?? 0
}

describe('a mend', () => {
  it.each(mends)('finds its place in the script that jco makes: $name', ({ within, pattern }) => {
    const parts = within === undefined ? [script] : [...script.matchAll(within)].map(([all]) => all)
    expect(parts.length).toBeGreaterThan(0)
    expect(parts.some((part) => part.search(pattern) !== -1)).toBe(true)
  })

  it('leaves no line of the log that is run', () => {
    expect(mend(script)).not.toMatch(/^\s*_debugLog\(/m)
  })

  it('leaves no copy of bytes on the way to the host, and all on the way out of an export', () => {
    const calls = /const (_trampoline\d+) = function\([^]*?\1\.fnName = /g
    const ofCalls = [...mend(script).matchAll(calls)].map(([all]) => copies(all))
    expect(new Set(ofCalls)).toEqual(new Set([0]))
    expect(copies(mend(script))).toBeGreaterThan(0)
  })

  it('bounds each list whose elements are read one by one', () => {
    const loop = /for \(let i = 0; i < len\d+; i\+\+\)/
    expect(script).toMatch(loop)
    expect(mend(script)).not.toMatch(loop)
  })

  it('changes nothing in a script of another make', () => {
    expect(mend('export const other = 1\n')).toBe('export const other = 1\n')
  })
})
