import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runs } from '../../test/support/images.ts'
import { assembleText } from '../../test/support/wat-plugin.ts'
import { encodeU32 } from '../wasm/byte-writer.ts'
import { scanServices } from './service-scan.ts'

const invoke = '(import "orthanc" "OrthancPluginInvokeService" (func $invoke (type $invoke)))'
const type = '(type $invoke (func (param i32 i32 i32) (result i32)))'

/** A module whose one function has these instructions; its locals are the context, a pointer and two numbers. */
async function moduleOf(body: string, imports = invoke): Promise<Uint8Array> {
  return assembleText(`(module ${type} ${imports}
    (memory 1) (table 4 funcref) (global $g (mut i32) (i32.const 0))
    (func $id (param i32) (result i32) (local.get 0))
    (func (export "f") (param $context i32) (param $at i32) (result i32)
      (local $n i32) (local $p i32) ${body}))`)
}

const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const section = (id: number, content: readonly number[]): number[] => [
  id,
  ...encodeU32(content.length),
  ...content,
]

const scan = async (body: string) => scanServices(await moduleOf(body))

const pointer = '(i32.load offset=12 (local.get $context))'
const indirect = (service: string, target = pointer) =>
  `(call_indirect (type $invoke) (local.get $context) ${service} (local.get $at) ${target})`

describe('scanServices', () => {
  it.each([
    ['a call of the import', '(call $invoke (local.get 0) (i32.const 2000) (local.get 1))', [2000]],
    ['a call through the context', indirect('(i32.const 2002)'), [2002]],
    [
      'arguments that are computed in between',
      `(call_indirect (type $invoke) (call $id (local.get 0)) (i32.const 3001)
        (i32.add (i32.load8_u (local.get 1)) (i32.const 16)) ${pointer})`,
      [3001],
    ],
    [
      'a pointer and a number that stand in locals',
      `(local.set $p ${pointer}) (local.set $n (i32.const 13))
        (memory.fill (local.get 1) (i32.const 0) (i32.const 8))
        ${indirect('(local.get $n)', '(local.get $p)')}`,
      [13],
    ],
    [
      'several calls, sorted and each once',
      `(drop ${indirect('(i32.const 2000)')}) (drop ${indirect('(i32.const 1)')})
        (if (local.get 1) (then (drop ${indirect('(i32.const 1)')})))
        ${indirect('(i32.const 2013)')}`,
      [1, 2000, 2013],
    ],
    [
      'a call behind numbers, branches and vectors',
      `(block (br_table 0 0 (local.get 1))) (drop (f64.const 1)) (drop (i64.const -5))
        (drop (i32.trunc_sat_f32_s (f32.const 2))) (drop (i32x4.extract_lane 1 (v128.const i32x4 1 2 3 4)))
        (drop (v128.load (local.get 1))) (global.set $g (select (i32.const 1) (i32.const 2) (local.get 1)))
        ${indirect('(i32.const 2004)')}`,
      [2004],
    ],
  ])('sees %s', async (_, body, services) => {
    expect(await scan(body)).toEqual(services)
  })

  it.each([
    ['a number that is handed over', indirect('(local.get $at)')],
    ['a number that is computed', indirect('(i32.add (i32.const 1) (local.get $at))')],
    [
      'a number that depends on the way',
      `(local.set $n (i32.const 1)) (if (local.get 1) (then (local.set $n (i32.const 2))))
        ${indirect('(local.get $n)')}`,
    ],
    ['a call of another pointer', indirect('(i32.const 7)', '(i32.load offset=8 (local.get 0))')],
    ['a call of another function', '(call $id (i32.const 2000))'],
  ])('does not make a service of %s', async (_, body) => {
    expect(await scan(body)).toEqual([])
  })

  it('gives nothing for a module that does not import InvokeService', async () => {
    const other = '(import "orthanc" "Other" (func $invoke (type $invoke)))'
    expect(scanServices(await moduleOf(indirect('(i32.const 2000)'), other))).toEqual([])
  })

  it('keeps its place behind imports of every kind', async () => {
    const imports = `(import "a" "m" (memory 1 2)) (import "a" "t" (table 1 9 funcref))
      (import "a" "g" (global (mut i64))) (import "a" "h" (func)) ${invoke}`
    const text = `(module ${type} ${imports} (func (result i32)
      (call $invoke (i32.const 1) (i32.const 2001) (i32.const 3))))`
    expect(scanServices(await assembleText(text))).toEqual([2001])
  })

  it('takes a module with very many functions', () => {
    const count = 200_000
    const types = [1, 0x60, 0, 0]
    const functions = [...encodeU32(count), ...Array<number>(count).fill(0)]
    const bodies = [
      ...encodeU32(count),
      ...Array.from({ length: count }, () => [2, 0, 0x0b]).flat(),
    ]
    const sections = [section(1, types), section(3, functions), section(10, bodies)].flat()
    expect(scanServices(Uint8Array.from([...header, ...sections]))).toEqual([])
  })

  it('never throws, whatever the bytes are', async () => {
    const good = await moduleOf(
      `(drop ${indirect('(i32.const 2000)')}) ${indirect('(i32.const 1)')}`,
    )
    const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255))
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), fc.nat(good.length), (changes, cut) => {
        const bytes = good.slice()
        for (const [at, value] of changes) bytes[at] = value
        expect(scanServices(bytes).every(Number.isInteger)).toBe(true)
        expect(scanServices(bytes.subarray(0, cut)).every(Number.isInteger)).toBe(true)
      }),
      runs(2000),
    )
  })

  it('never throws for noise behind the head of a module', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        const bytes = Uint8Array.from([...header, ...noise])
        expect(scanServices(bytes)).toEqual([])
      }),
      runs(500),
    )
  })
})
