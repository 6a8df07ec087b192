import { describe, expect, it } from 'vitest'
import { describeTrap } from './trap.ts'

/** What V8 throws where the stack ends, with these lines below its message. */
function overflow(...lines: readonly string[]): Error {
  return withStack(new RangeError('Maximum call stack size exceeded'), lines)
}

function withStack(error: Error, lines: readonly string[]): Error {
  error.stack = [`${error.name}: ${error.message}`, ...lines.map((line) => `    at ${line}`)].join(
    '\n',
  )
  return error
}

/** A trap in these functions of a guest, innermost first. */
function trap(reason: string, ...names: readonly string[]): Error {
  const lines = names.map((name) => `${name} (wasm://wasm/aa:wasm-function[7]:0x123)`)
  return withStack(new WebAssembly.RuntimeError(reason), lines)
}

const guest = 'descend (wasm://wasm/aa:wasm-function[7]:0x123)'
const codec = 'png/row (wasm://wasm/bb:wasm-function[3]:0x45)'
const encoder = 'encodeSlices (file:///app/dist/host/image/encoder.js:80:12)'
const heap = 'GuestHeap.allocate (file:///app/dist/host/memory/guest-heap.js:20:5)'
const malloc = 'malloc (wasm://wasm/aa:wasm-function[2]:0x67)'

describe('describeTrap', () => {
  it.each([
    ['the functions that the plugin is in', [guest], 'stack overflow in descend'],
    ['none of the host’s encoders', [codec, encoder, guest], 'stack overflow in descend'],
    ['functions that the host calls', [malloc, heap, guest], 'stack overflow in malloc < descend'],
    [
      'the functions around both',
      [malloc, heap, codec, encoder, guest],
      'stack overflow in malloc < descend',
    ],
    ['nothing if all functions are the host’s', [codec, encoder], 'stack overflow'],
  ])('names %s', (_, lines, message) => {
    expect(describeTrap(overflow(...lines)).message).toBe(message)
  })
})

describe('a trap after an allocation that failed', () => {
  const advice = 'after an allocation failed (raise MemoryMiB, or use less memory): '

  it.each([
    ['AssemblyScript', ['~lib/rt/tlsf/growMemory', '~lib/rt/itcms/__new', 'plugin/read']],
    [
      'Rust',
      [
        'abort',
        'std::process::abort',
        'std::alloc::rust_oom',
        '__rg_oom',
        'alloc::alloc::handle_alloc_error',
        '<alloc::raw_vec::RawVecInner>::with_capacity_in',
        '<u8 as alloc::vec::spec_from_elem::SpecFromElem>::from_elem',
        'plugin/read',
      ],
    ],
  ])('names the function that allocates, in %s', (_, names) => {
    const { message } = describeTrap(trap('unreachable', ...names))
    expect(message).toBe(`${advice}unreachable in plugin/read`)
  })

  it('is not meant by one for another reason', () => {
    const damaged = trap('memory access out of bounds', '~lib/rt/tlsf/removeBlock', 'plugin/read')
    expect(describeTrap(damaged).message).toBe(
      'memory access out of bounds in ~lib/rt/tlsf/removeBlock < plugin/read',
    )
    const aborted = trap('unreachable', 'abort', 'std::process::abort', 'plugin/read')
    expect(describeTrap(aborted).message).toMatch(/^unreachable in abort < std::process::abort/)
  })
})
