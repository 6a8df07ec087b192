import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../support/serve.ts'

/** Their memory is not that of a plugin: the encoders' own, and the guest that is the fuzzer. */
const others = new Set(['host/image/encoder.ts'])

const files = readdirSync(join(root, 'host'), { recursive: true, encoding: 'utf8' })
  .map((file) => `host/${file.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.ts'))
  .toSorted()
  .filter((file) => !/\.test\.ts$|^host\/(?:fuzz|image\/assembly)\//.test(file))

/** What takes the bytes out of a `WebAssembly.Memory`. */
const takesBytes = /[Mm]emory(?:\([^)\n]*\))?(?:\.exports\))?\.buffer\b/

it('only one file takes the bytes of a plugin’s memory', () => {
  const found = files.filter((file) => takesBytes.test(readFileSync(join(root, file), 'utf8')))
  expect(found.filter((file) => !others.has(file))).toEqual(['host/memory/guest-memory.ts'])
})

it('only that file is given the memory itself', () => {
  const given = files.filter((file) =>
    /: WebAssembly\.Memory\b|instanceof WebAssembly\.Memory\b/.test(
      readFileSync(join(root, file), 'utf8'),
    ),
  )
  expect(given.filter((file) => !others.has(file))).toEqual([
    'host/memory/guest-memory.ts',
    'host/plugin/guest-exports.ts',
  ])
})
