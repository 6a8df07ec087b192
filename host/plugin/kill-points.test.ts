import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import wabt from 'wabt'
import { describe, expect, it } from 'vitest'
import { withKillPoints } from './kill-points.ts'

async function wasmOf(wat: string, names = true): Promise<Uint8Array<ArrayBuffer>> {
  const module = (await wabt()).parseWat('test.wat', wat, {
    bulk_memory: true,
    reference_types: true,
    exceptions: true,
  })
  return new Uint8Array(module.toBinary({ write_debug_names: names }).buffer)
}

/** Instantiates a module, and calls what it exports. */
function callerOf(bytes: Uint8Array<ArrayBuffer>): (name: string) => unknown {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
  return (name) => {
    const exported = exports[name]
    if (typeof exported !== 'function') throw new Error(`${name} is no function`)
    return exported()
  }
}

/** Every instruction that is replaced, in one module. */
const bulk = `(module
  (memory (export "memory") 1)
  (table $functions 4 8 funcref)
  (table $others 2 8 externref)
  (data $text "hello")
  (elem $elements func $one $two)
  (func $one (result i32) (i32.const 1))
  (func $two (result i32) (i32.const 2))
  (func (export "memories") (result i32)
    (memory.init $text (i32.const 10) (i32.const 0) (i32.const 5))
    (memory.copy (i32.const 100) (i32.const 11) (i32.const 3))
    (memory.fill (i32.const 101) (i32.const 7) (i32.const 1))
    (i32.store8 (i32.const 103) (i32.add (memory.grow (i32.const 2)) (memory.size)))
    (i32.load (i32.const 100)))
  (func (export "tables") (result i32)
    (table.init $functions $elements (i32.const 0) (i32.const 0) (i32.const 2))
    (table.copy $functions $functions (i32.const 2) (i32.const 0) (i32.const 2))
    (table.fill $functions (i32.const 0) (ref.null func) (i32.const 2))
    (table.fill $others (i32.const 0) (ref.null extern) (i32.const 2))
    (i32.add
      (i32.mul (table.grow $others (ref.null extern) (i32.const 3)) (i32.const 100))
      (i32.add
        (i32.mul (table.grow $functions (ref.null func) (i32.const 1)) (i32.const 10))
        (call_indirect $functions (result i32) (i32.const 3)))))
  (func $outside (export "outside") (memory.fill (i32.const -1) (i32.const 0) (i32.const 9))))`

describe('withKillPoints', () => {
  it('leaves a module as it is that has no slow instruction', async () => {
    const bytes = await wasmOf('(module (func (export "f") (result i32) (i32.const 1)))')
    expect(withKillPoints(bytes)).toBe(bytes)
  })

  it('changes nothing in what a module does', async () => {
    const before = callerOf(await wasmOf(bulk))
    const after = callerOf(withKillPoints(await wasmOf(bulk)))
    const expected = 0x4_00_07_65 + 0x6c_00_00
    expect(before('memories')).toBe(expected)
    expect(after('memories')).toBe(expected)
    const found = before('tables')
    expect(found).not.toBe(0)
    expect(after('tables')).toBe(found)
  })

  it.each([
    [true, /at memory\.fill \(.*\n\s+at outside \(/],
    [false, /at memory\.fill \(.*\n\s+at /],
  ])('names in a trap what failed (names of functions: %s)', async (names, expected) => {
    const call = callerOf(withKillPoints(await wasmOf(bulk, names)))
    expect(stackOf(() => call('outside'))).toMatch(expected)
  })

  it('takes what compilers write', () => {
    const folder = join(import.meta.dirname, '../../dist/examples')
    const files = readdirSync(folder).filter((name) => name.endsWith('.wasm'))
    expect(files.length).toBeGreaterThan(3)
    for (const name of files)
      expect(
        WebAssembly.validate(withKillPoints(new Uint8Array(readFileSync(join(folder, name))))),
      ).toBe(true)
  })

  it('bounds how deeply blocks are nested', () => {
    const bytes = nested(9000)
    expect(withKillPoints(bytes)).toBe(bytes)
    const deeper = nested(11_000)
    expect(WebAssembly.validate(deeper)).toBe(true)
    expect(() => withKillPoints(deeper)).toThrow('more than 10000 blocks within each other')
  })

  it('bounds what a function may take of memory to compile', async () => {
    const few = await variables(2000)
    expect(withKillPoints(few)).toBe(few)
    const many = await variables(3000)
    expect(() => withKillPoints(many)).toThrow(
      'a function with 3000 variables and 1667 branches or more',
    )
  })

  it.each([
    ['a loop', '(loop $again FILL (br $again))'],
    ['a long row', 'FILL '.repeat(3000)],
    ['a long row that grows by nothing', '(drop (memory.grow (i32.const 0))) '.repeat(100_000)],
    [
      'a row behind a function that runs often',
      `(loop $warm (call $fill (i32.const 0)) (br_if $warm (i32.lt_u (global.get $calls) (i32.const 100000)))) ${'(call $fill (i32.const 0xc000000)) '.repeat(3000)}`,
    ],
  ])('lets a thread end within %s', async (_, body) => {
    const fill = '(memory.fill (i32.const 0) (i32.const 1) (i32.const 0xc000000))'
    const bytes = await wasmOf(`(module (memory 3072)
      (global $calls (mut i32) (i32.const 0))
      (func $fill (param $size i32)
        (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
        (memory.fill (i32.const 0) (i32.const 1) (local.get $size)))
      (func (export "run") ${body.replaceAll('FILL', fill)}))`)
    const thread = new Worker(
      `const { workerData, parentPort } = require('node:worker_threads')
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(workerData))
      parentPort.postMessage('runs')
      exports.run()`,
      { eval: true, workerData: withKillPoints(bytes) },
    )
    await new Promise((resolve) => thread.once('message', resolve))
    await new Promise((resolve) => setTimeout(resolve, 500))
    // Without the calls this takes minutes.
    expect(await thread.terminate()).toBe(1)
  })
})

/** A function with so many variables, and with 1000 ways out of a table and 500 branches more. */
function variables(count: number): Promise<Uint8Array<ArrayBuffer>> {
  return wasmOf(`(module (func (param i32) ${'(local i32)'.repeat(count)}
    (block $out (br_table ${'$out '.repeat(999)} (local.get 0)))
    ${'(block (br_if 0 (local.get 0)))'.repeat(500)}))`)
}

function stackOf(run: () => void): string {
  try {
    run()
  } catch (error) {
    if (error instanceof Error) return error.stack ?? ''
  }
  return ''
}

/** A function with that many blocks within each other. */
function nested(depth: number): Uint8Array<ArrayBuffer> {
  const body = [
    0,
    ...Array.from({ length: depth }, () => [0x02, 0x40]).flat(),
    ...Array<number>(depth + 1).fill(0x0b),
  ]
  const content = [1, ...encoded(body.length), ...body]
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
  return Uint8Array.from([
    ...header,
    1,
    4,
    1,
    0x60,
    0,
    0,
    3,
    2,
    1,
    0,
    10,
    ...encoded(content.length),
    ...content,
  ])
}

function encoded(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...encoded(value >>> 7)]
}
