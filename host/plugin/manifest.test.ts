import { expect, it } from 'vitest'
import { workOf } from '../../test/support/work.ts'
import { encodeU32 } from './byte-writer.ts'
import { readManifest } from './manifest.ts'

const head = [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]

/** A component with these sections. */
function componentOf(...sections: readonly (readonly [id: number, content: Uint8Array])[]) {
  const bytes = sections.flatMap(([id, content]) => [
    Uint8Array.of(id, ...encodeU32(content.length)),
    content,
  ])
  return new Uint8Array(Buffer.concat([Uint8Array.from(head), ...bytes]))
}

/** So many functions of five bytes each. */
function largeModule(functions: number): Uint8Array {
  const count = encodeU32(functions)
  const section = (id: number, entry: readonly number[]): Uint8Array => {
    const entries = Buffer.alloc(functions * entry.length, Uint8Array.from(entry))
    return Buffer.concat([
      Uint8Array.of(id, ...encodeU32(count.length + entries.length), ...count),
      entries,
    ])
  }
  const types = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0)
  return Buffer.concat([types, section(3, [0]), section(10, [4, 0, 1, 1, 0x0b])])
}

it('reads components that stand in each other deeper than any stack', () => {
  const sizes = [head.length]
  for (let i = 0; i < 20_000; i++) {
    const size = sizes.at(-1) ?? 0
    sizes.push(head.length + 1 + encodeU32(size).length + size)
  }
  const heads = sizes.slice(0, -1).toReversed()
  const bytes = [...head, ...heads.flatMap((size) => [4, ...encodeU32(size), ...head])]
  expect(readManifest(Uint8Array.from(bytes))).toMatchObject({ kind: 'component', imports: [] })
})

it('compiles the modules of a component once, however much it imports', () => {
  const name = Buffer.from('a:b/c')
  const entry = Uint8Array.of(0, name.length, ...name, 5, 0)
  const count = 2000
  const imports = Buffer.concat([
    Uint8Array.from(encodeU32(count)),
    Buffer.alloc(count * entry.length, entry),
  ])
  const component = componentOf([1, largeModule(100_000)], [10, imports])
  const ms = workOf(() => expect(readManifest(component).imports).toHaveLength(count))
  // A compilation for each of them would take some tens of seconds.
  expect(ms).toBeLessThan(5000)
})
