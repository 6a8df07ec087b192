import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { runs } from '../../test/support/images.ts'
import { assembleText } from '../../test/support/wat-plugin.ts'
import { workOf } from '../../test/support/work.ts'
import { encodeU32 } from '../wasm/byte-writer.ts'
import { readManifest } from './manifest.ts'

const text = (value: string): number[] => [value.length, ...Buffer.from(value)]

const head = [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]

/** A component with these sections. */
function componentOf(...sections: readonly (readonly [id: number, content: Uint8Array])[]) {
  const bytes = sections.flatMap(([id, content]) => [
    Uint8Array.of(id, ...encodeU32(content.length)),
    content,
  ])
  return new Uint8Array(Buffer.concat([Uint8Array.from(head), ...bytes]))
}

/** A module with that number of functions of five bytes each. */
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

it('reads components that are nested deeper than any stack', () => {
  const sizes = [head.length]
  for (let i = 0; i < 20_000; i++) {
    const size = sizes.at(-1) ?? 0
    sizes.push(head.length + 1 + encodeU32(size).length + size)
  }
  const heads = sizes.slice(0, -1).toReversed()
  const bytes = [...head, ...heads.flatMap((size) => [4, ...encodeU32(size), ...head])]
  expect(readManifest(Uint8Array.from(bytes))).toMatchObject({ kind: 'component', imports: [] })
})

it('reads each module of a component once, and each import by its name once', () => {
  const names = Array.from({ length: 2000 }, (_, i) => `a:b/c${i}`)
  const entries = [...names, ...names].map((name) => [0, ...text(name), 5, 0])
  const imports = Uint8Array.from([...encodeU32(entries.length), ...entries.flat()])
  const component = componentOf([1, largeModule(100_000)], [10, imports])
  const ms = workOf(() => {
    expect(readManifest(component).imports.map(({ module }) => module)).toEqual(names)
  })
  // To read the module for each import would take some tens of seconds.
  expect(ms).toBeLessThan(5000)
})

it('reads a module that Node cannot compile', async () => {
  const bytes = await assembleText(
    '(module (import "orthanc" "f" (func)) (memory (export "memory") 3 4) (func (i32.add)))',
  )
  expect(readManifest(bytes)).toMatchObject({
    imports: [{ module: 'orthanc', name: 'f', kind: 'function', known: false }],
    exports: [{ name: 'memory', kind: 'memory' }],
    memory: { initialPages: 3, maximumPages: 4 },
  })
})

it('never fails, for any bytes', () => {
  const headers = [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    [0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0],
  ]
  const byte = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 255 }))
  fc.assert(
    fc.property(fc.constantFrom(...headers), fc.array(byte, { maxLength: 60 }), (start, rest) => {
      expect(readManifest(Uint8Array.from([...start, ...rest])).sha256).toHaveLength(64)
    }),
    runs(2000),
  )
})
