import { assemble } from '../support/wat-plugin.ts'
import { answered, type Expected } from './guest-row.ts'
import type { PluginRow } from './plugin-row.ts'

/** The maximum number of vectors in one exception; V8 stores each as eight numbers. */
const vectors = 1000
const repeated = (text: string): string => Array.from({ length: vectors }, () => text).join(' ')

/**
 * A function that throws 64 KB, another one that holds what it catches while it calls itself, and one that does so up to a
 * depth and calls a third one then.
 */
const fields = `(tag $heavy (param ${repeated('v128')}))
  (func $throw (local $vector v128) (throw $heavy ${repeated('(local.get $vector)')}))
  (func $holdAll
    (try (do (call $throw)) (catch_all (call $holdAll) (rethrow 0))))
  (func $hold (param $depth i32)
    (try (do (call $throw))
      (catch_all
        (if (local.get $depth)
          (then (call $hold (i32.sub (local.get $depth) (i32.const 1))))
          (else (call $fill)))
        (rethrow 0))))
  (func $fill
    (memory.fill (i32.const 0x10000) (i32.const 0xe9) (i32.const 0xfff00))
    (i32.store8 (i32.const 0x10ff00) (i32.const 0))
    (loop $for
      (call $register (i32.const 1) (i32.const 0x10000) (i32.const 0))
      (call $log (i32.const 1) (i32.const 0x10000))
      (br $for)))`

/** V8 ends the process; a trap in between is no better. */
const outOfMemory = /its process ended \(SIG\w+\): (FATAL ERROR: .*)?out of memory|stack overflow/
const dies: Expected = { status: 500, code: 1, details: outOfMemory, log: outOfMemory }

/**
 * Plugins that use up the JavaScript memory of their process, which no limit of WebAssembly bounds: exceptions that are
 * held lie there, and so does what a call of the host needs for a moment.
 */
export const heapRows: readonly PluginRow[] = [
  {
    fault: 'a process dies out of heap',
    name: 'heap-exceptions',
    wasm: assemble({
      name: 'heap-exceptions',
      memory: '20',
      routes: [
        { pattern: '/heap-exceptions/all', body: '(call $holdAll) (i32.const 7)' },
        { pattern: '/heap-exceptions/good', answer: 'good' },
      ],
      extra: fields,
    }),
    limits: { TimeoutMs: 60_000 },
    asks: [
      ['/heap-exceptions/all', dies],
      ['/heap-exceptions/good', answered('good')],
    ],
  },
  {
    fault: 'a call of the host with next to no heap left',
    name: 'heap-calls',
    wasm: assemble({
      name: 'heap-calls',
      memory: '20',
      routes: [
        { pattern: '/heap-calls/most', body: '(call $hold (i32.const 9048)) (i32.const 7)' },
        { pattern: '/heap-calls/good', answer: 'good' },
      ],
      extra: fields,
    }),
    limits: { TimeoutMs: 3000 },
    asks: [
      ['/heap-calls/most', { status: /^50[04]$/ }],
      ['/heap-calls/good', answered('good')],
    ],
  },
  {
    fault: 'a process dies out of heap while it starts',
    name: 'heap-start',
    wasm: assemble({
      name: 'heap-start',
      routes: [{ pattern: '/heap-start', answer: 'good' }],
      initialize: '(call $holdAll) (i32.const 0)',
      extra: fields,
      memory: '20',
    }),
    refused: outOfMemory,
  },
  {
    fault: 'memory grown to the cap by one page at a time',
    name: 'grow-pages',
    wasm: assemble({
      name: 'grow-pages',
      routes: [
        {
          pattern: '/grow-pages',
          body: `(loop $more (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
            (i32.ne (memory.size) (i32.const 4096))`,
        },
      ],
    }),
    // V8 counts it as if JavaScript's memory held it.
    limits: { MemoryMiB: 256, TimeoutMs: 30_000 },
    asks: [['/grow-pages', { status: 'nothing' }]],
  },
]
