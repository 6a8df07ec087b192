import { expect, it } from 'vitest'
import wabt from 'wabt'
import { GuestMemory } from '../memory/guest-memory.ts'
import { exceptionWords } from './exception-words.ts'

/** A guest that throws 5 under the tag of C++, and says what `words` gives. */
async function guest(
  words: string,
  {
    tag = '__cpp_exception',
    type = 'i32',
    value = '(i32.const 5)',
    asked = '(param i32) (result i32)',
  } = {},
): Promise<WebAssembly.Instance> {
  const text = `(module
    (memory (export "memory") 1)
    (tag $tag (export "${tag}") (param ${type}))
    (data (i32.const 8) "it is \\"bad\\"\\0d\\0a\\c3\\a9\\00")
    (data (i32.const 64) "${'x'.repeat(300)}\\00")
    (func (export "fail") (throw $tag ${value}))
    (func (export "orthanc_wasm_exception") ${asked} ${words}))`
  const toolkit = await wabt()
  const features = { exceptions: true, reference_types: true, simd: true }
  const { buffer } = toolkit.parseWat('guest.wat', text, features).toBinary({})
  return new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(buffer)))
}

function wordsFrom({ exports }: WebAssembly.Instance): string | undefined {
  const { fail, memory } = exports
  if (typeof fail !== 'function' || !(memory instanceof WebAssembly.Memory))
    throw new Error('not the guest of the test')
  try {
    fail()
  } catch (thrown) {
    if (!(thrown instanceof WebAssembly.Exception)) throw thrown
    return exceptionWords(thrown, exports, new GuestMemory(memory))
  }
  throw new Error('nothing was thrown')
}

it('is what the plugin says of its exception, in printable ASCII', async () => {
  expect(wordsFrom(await guest('(i32.add (local.get 0) (i32.const 3))'))).toBe('it is "bad"????')
})

it('is cut where it is long', async () => {
  expect(wordsFrom(await guest('(i32.const 64)'))).toBe(`${'x'.repeat(200)}...`)
})

it.each([
  ['has no words', '(i32.const 0)'],
  ['names an address outside of its memory', '(i32.const -1)'],
  ['traps over it', '(unreachable)'],
  ['throws over it', '(throw $tag (i32.const 1))'],
  [
    'has a text without an end',
    '(memory.fill (i32.const 0) (i32.const 65) (i32.const 65536)) (i32.const 1)',
  ],
])('is nothing where the plugin %s', async (_, words) => {
  expect(wordsFrom(await guest(words))).toBeUndefined()
})

it('is nothing for an exception of another language', async () => {
  expect(wordsFrom(await guest('(i32.const 8)', { tag: 'other' }))).toBeUndefined()
})

it.each([
  ['v128', '(v128.const i32x4 1 2 3 4)'],
  ['funcref', '(ref.func 0)'],
  ['externref', '(ref.null extern)'],
  ['i64', '(i64.const 5)'],
  ['i32 v128', '(i32.const 5) (v128.const i32x4 1 2 3 4)'],
  ['', ''],
])('is nothing where the tag of C++ carries %s', async (type, value) => {
  expect(wordsFrom(await guest('(i32.const 8)', { type, value }))).toBeUndefined()
})

it.each([
  ['takes an i64', '(param i64) (result i32)', '(i32.const 8)'],
  ['takes a vector', '(param v128) (result i32)', '(i32.const 8)'],
  ['gives a vector', '(param i32) (result v128)', '(v128.const i64x2 8 8)'],
  ['gives several', '(param i32) (result i32 i32)', '(i32.const 8) (i32.const 8)'],
])('is nothing where the function that is asked %s', async (_, asked, words) => {
  expect(wordsFrom(await guest(words, { asked }))).toBeUndefined()
})
