import { describe, expect, it } from 'vitest'
import { describeTrap } from './trap.ts'

/** What V8 throws where the stack ends, with these lines below its message. */
function overflow(...lines: readonly string[]): RangeError {
  const error = new RangeError('Maximum call stack size exceeded')
  error.stack = [`${error.name}: ${error.message}`, ...lines.map((line) => `    at ${line}`)].join(
    '\n',
  )
  return error
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
