import { assemble, loop, type WatPlugin } from '../support/wat-plugin.ts'
import { answered, type Expected } from './guest-row.ts'
import type { PluginRow } from './plugin-row.ts'

const failure = (log?: RegExp): Expected => ({ status: 500, code: 1, ...(log && { log }) })

function row(fault: string, name: string, expected: Expected, more: WatPlugin): PluginRow {
  const plugin = { name, routes: [{ pattern: `/${name}`, answer: 'good' }], ...more }
  return { fault, name, wasm: assemble(plugin), asks: [[`/${name}`, expected]] }
}

const createBuffer =
  '(import "orthanc" "OrthancPluginCreateMemoryBuffer" (func $createBuffer (param i32 i32 i32) (result i32)))'
const late = { status: 504, code: 16, log: /did not end within/ }

/** Plugins whose own allocator, which the host calls, is hostile. */
export const allocatorRows: readonly PluginRow[] = [
  row('malloc returns 0', 'malloc-0', failure(/malloc\(\d+\) of the plugin returned 0/), {
    malloc: '(return (i32.const 0))',
  }),
  row(
    'malloc returns an address out of range',
    'malloc-past',
    failure(/malloc\(\d+\) of the plugin returned 4294967280/),
    { malloc: '(return (i32.const -16))' },
  ),
  row(
    'malloc returns an address near the end',
    'malloc-end',
    failure(/of the plugin returned 65528/),
    {
      malloc: '(return (i32.const 0xfff8))',
    },
  ),
  row('malloc returns an odd address', 'malloc-odd', answered('good'), {
    malloc: '(return (i32.const 0x8001))',
  }),
  row('malloc returns the same address each time', 'malloc-same', answered('good'), {
    malloc: '(return (i32.const 0x8000))',
  }),
  row('malloc returns the address of what the plugin keeps', 'malloc-own', answered(/^[^]*$/), {
    malloc: '(return (i32.const 1024))',
  }),
  row('malloc traps', 'malloc-traps', failure(/unreachable/), { malloc: 'unreachable' }),
  row('malloc loops', 'malloc-loops', late, { malloc: `(loop $for (br $for))` }),
  row('malloc recurses', 'malloc-recurses', failure(/stack overflow/), {
    malloc: '(drop (call $malloc (local.get $size)))',
  }),
  row('malloc recurses through the host', 'malloc-host', failure(/stack overflow/), {
    imports: createBuffer,
    malloc: '(drop (call $createBuffer (i32.const 1) (i32.const 0x100) (i32.const 16)))',
  }),
  row('malloc grows the memory', 'malloc-grows', answered('good'), {
    malloc: '(drop (memory.grow (i32.const 1)))',
  }),
  row(
    'malloc answers a request',
    'malloc-answers',
    { ...answered('good'), log: /output: NULL/ },
    {
      malloc:
        '(call $answer (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 0) (global.get $textPlain))',
    },
  ),
  row('malloc logs', 'malloc-logs', answered('good'), {
    malloc: '(call $log (i32.const 1) (global.get $textPlain))',
  }),
  row('malloc registers a route', 'malloc-registers', answered('good'), {
    malloc: '(call $register (i32.const 1) (global.get $textPlain) (i32.const 0))',
  }),
  row('free traps', 'free-traps', failure(/unreachable/), { free: 'unreachable' }),
  row('free loops', 'free-loops', late, { free: loop }),
  row(
    'free answers',
    'free-answers',
    { ...answered('good'), log: /output: / },
    {
      free: '(call $answer (i32.const 1) (i32.const 5) (i32.const 0) (i32.const 0) (global.get $textPlain))',
    },
  ),
]
