import { expect, it } from 'vitest'
import wabt from 'wabt'
import { codeShift } from './code-shift.ts'
import { limitModule } from './module-limits.ts'

const many = Array.from({ length: 200 }, (_, i) => `(func (result i32) (i32.const ${i}))`).join(
  '\n',
)

it('tells where a trap stood in the file, also behind functions that grew', async () => {
  const module = (await wabt()).parseWat(
    'test.wat',
    `(module (import "test" "f" (func)) (memory 1) ${many}
      (func (export "grows") (result i32) (memory.grow (i32.const 0)))
      (func (export "traps") unreachable))`,
  )
  const before = new Uint8Array(module.toBinary({}).buffer)
  const after = limitModule(before, { memoryPages: 16, tableEntries: 0 })
  expect(after.length).toBeGreaterThan(before.length)
  const [number, place] = trapOf(after)
  const [, placeBefore] = trapOf(before)
  const shift = codeShift(before, after)
  expect(place - (shift(number) ?? 0)).toBe(placeBefore)
  expect(shift(number)).not.toBe(shift(1))
  // What was added to it.
  expect(shift(number + 1)).toBeUndefined()
})

/** The number of the function that traps, and where. */
function trapOf(bytes: Uint8Array<ArrayBuffer>): readonly [number: number, place: number] {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    test: { f: () => undefined },
  })
  try {
    if (typeof exports['traps'] === 'function') exports['traps']()
  } catch (error) {
    const found = /wasm-function\[(\d+)\]:0x([0-9a-f]+)/.exec(
      error instanceof Error ? String(error.stack) : '',
    )
    return [Number(found?.[1]), Number.parseInt(found?.[2] ?? '', 16)]
  }
  throw new Error('it did not trap')
}
