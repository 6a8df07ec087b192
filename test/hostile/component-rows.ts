import { componentEmbed, componentNew, parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { worldText } from '../support/component.ts'
import { assembleText } from '../support/wat-plugin.ts'
import { answered, failed, refusal, trap, type Expected } from './guest-row.ts'
import type { PluginRow } from './plugin-row.ts'

const interfaceOf = (name: string): string => `"orthanc:plugin/${name}@1.12.3"`
const mebibyte = 0x10_0000

/** What else a component does. The comment of each field has its default. */
interface ComponentParts {
  /** Where `name` leaves its list: at 1100. */
  readonly nameAt?: number
  /** The result of `cabi_realloc`: the same address each time. */
  readonly reallocAt?: number
  /** Instructions of a start function: there is none. */
  readonly start?: string
  /** The interfaces: those of the world. */
  readonly wit?: string
}

/** A component that has its own word for each list that it hands over. `handle` are instructions that leave an error code. */
function core(name: string, handle: string, parts: ComponentParts): string {
  const { nameAt = 1100, reallocAt = 0x8000, start } = parts
  return `(module
    (import ${interfaceOf('types')} "[method]rest-output.answer-buffer"
      (func $answer (param i32 i32 i32 i32 i32 i32)))
    (import ${interfaceOf('types')} "[method]rest-output.send-multipart-item2"
      (func $part (param i32 i32 i32 i32 i32 i32 i32 i32)))
    (import ${interfaceOf('host')} "register-rest-callback" (func $register (param i32 i32 i32 i32)))
    (import ${interfaceOf('types')} "[resource-drop]rest-output" (func $drop (param i32)))
    (import ${interfaceOf('host')} "log-info" (func $log (param i32 i32 i32)))
    (memory (export "memory") 80)
    (data (i32.const 1024) "${name}") (data (i32.const 1056) "/${name}(.*)") (data (i32.const 1088) "good")
    (data (i32.const 1100) "\\00\\04\\00\\00\\${name.length.toString(16).padStart(2, '0')}\\00\\00\\00")
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const ${reallocAt}))
    (func (export "name") (result i32) (i32.const ${nameAt}))
    (func (export "version") (result i32) (i32.const 1100))
    (func (export "initialize") (param i32 i32) (result i32)
      (call $register (i32.const 1056) (i32.const ${name.length + 5}) (i32.const 7) (i32.const 2048))
      (i32.const 0))
    (func (export "finalize"))
    ${start === undefined ? '' : `(func $start ${start}) (start $start)`}
    (data (i32.const 1108) "\\00\\04\\50\\00\\04\\00\\00\\00")
    (func (export "handle") (param i32) (param $output i32) (param $method i32)
      (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (param $body i32) (param $size i32) (result i32)
      (local $i i32)
      ${handle}))`
}

async function component(
  name: string,
  handle: string,
  parts: ComponentParts = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const binary = await assembleText(core(name, handle, parts))
  const { wit: witSource = worldText() } = parts
  const module = await componentEmbed({ binary, witSource, world: 'plugin' })
  return Uint8Array.from(await componentNew(module, []))
}

/** A component that has the exports of the world by name alone, and parts that are looked at before their types. */
async function partsOf(parts: string): Promise<Uint8Array<ArrayBuffer>> {
  const exported = ['name', 'version', 'initialize', 'finalize', 'handle']
  const text = `(component ${parts}
    (core module $F (func (export "run")))
    (core instance $f (instantiate $F))
    (func $run (canon lift (core func $f "run")))
    ${exported.map((name) => `(export "${name}" (func $run))`).join(' ')})`
  return Uint8Array.from(await parse(text))
}

const answerTo = (output: string): string =>
  `(call $answer ${output} (i32.const 1088) (i32.const 4) (i32.const 1024) (i32.const 4) (i32.const 2048))
  (i32.const 0)`
const good = answerTo('(local.get $output)')
const dropped = '(call $drop (local.get $output))'

/** An output that is not the one of the callback, after other instructions. */
const forged = (name: string, output: string, details: RegExp, before = ''): PluginRow => ({
  fault: 'an output that is invented, or was given back',
  name: `component-output-${name}`,
  wasm: component(`component-output-${name}`, `${before} ${answerTo(output)}`),
  asks: [[`/component-output-${name}`, refusal(details)]],
})

/** Drops a handle that it never had. */
const dropAll = `(loop $next (call $drop (local.get $i))
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br_if $next (i32.lt_u (local.get $i) (i32.const 60000000))))
  ${good}`

/** Sends a part with this number of texts as header names, and returns the code of that call. */
const partOf = (texts: number, at = mebibyte): string =>
  `(call $part (local.get $output) (i32.const 1088) (i32.const 4)
    (i32.const ${at}) (i32.const ${texts}) (i32.const ${mebibyte}) (i32.const 0) (i32.const 2048))
  (i32.load (i32.const 2052))`

/** Has all of the texts of a list at the mebibyte be the same one of a mebibyte. */
const sameTexts = `(memory.fill (i32.const ${2 * mebibyte}) (i32.const 65) (i32.const ${mebibyte}))
  (loop $next
    (i32.store (i32.add (i32.const ${mebibyte}) (i32.shl (local.get $i) (i32.const 3))) (i32.const ${2 * mebibyte}))
    (i32.store offset=4 (i32.add (i32.const ${mebibyte}) (i32.shl (local.get $i) (i32.const 3))) (i32.const ${mebibyte}))
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br_if $next (i32.lt_u (local.get $i) (i32.const 10000))))`

/** An answer with a bad list (`at`, its length in bytes) or a bad address for the result. */
const answerOf = (at: string, size: string, result = '2048'): string =>
  `(call $answer (local.get $output) (i32.const ${at}) (i32.const ${size})
    (i32.const 1024) (i32.const 4) (i32.const ${result}))
  (i32.const 0)`

/** Passes a list that is partly outside its memory; V8's message does not say where. */
const outside = (name: string, call: string, handle: string): PluginRow => ({
  fault: 'a pointer or a length that leads outside of the memory of a component',
  name: `component-outside-${name}`,
  wasm: component(`component-outside-${name}`, handle),
  asks: [
    [
      `/component-outside-${name}`,
      trap(new RegExp(`^${call}: a pointer or a length leads outside of its memory in function `)),
    ],
  ],
})

/** The same before it is served. */
const outsideAtStart = (name: string, call: string, parts: ComponentParts): PluginRow => ({
  fault: 'a pointer or a length that leads outside of the memory of a component, at its start',
  name: `component-outside-${name}`,
  wasm: component(`component-outside-${name}`, good, parts),
  refused: new RegExp(`^${call}: a pointer or a length leads outside of its memory$`),
})

const outOfRange = (log: RegExp): Expected => failed(400, 3, { log })

/** Components, whose lists and strings are made in JavaScript before the host can look at them. */
export const componentRows: readonly PluginRow[] = [
  {
    fault: 'strings where the interfaces have lists of bytes',
    name: 'component-strings',
    wasm: component('component-strings', good, {
      wit: worldText().replace('list<u8>;', 'string;'),
    }),
    refused: /^has functions whose types differ from those of the world/,
  },
  {
    fault: 'more texts than fit into the memory of a thread',
    name: 'component-many',
    wasm: component('component-many', partOf(400_000)),
    asks: [['/component-many', outOfRange(/10001 strings, at most 10000/)]],
  },
  {
    fault: 'ten thousand texts that are the same long one',
    name: 'component-same',
    wasm: component('component-same', `${sameTexts} ${partOf(10_000)}`),
    asks: [['/component-same', outOfRange(/strings of more than 4194304 bytes together/)]],
  },
  {
    fault: 'resources by the million, in a list of the host that ends the process where it grows',
    name: 'component-resources',
    wasm: partsOf('(type $r (resource (rep i32))) (core func (canon resource.new $r))'),
    refused: /^a component with resources of its own, which this host does not take$/,
  },
  {
    fault: 'a module with a million globals that runs many times',
    name: 'component-instances',
    wasm: partsOf(
      '(core module $m) (core instance (instantiate $m)) (core instance (instantiate $m))',
    ),
    refused: /^a component with several instances of one module, which this host does not take$/,
  },
  ...['0x40000001', '-1', '1', '2'].map((handle, i) =>
    forged(
      `forged${i}`,
      `(i32.const ${handle})`,
      /output: not the output of the callback that runs/,
    ),
  ),
  forged('null', '(i32.const 0)', /output: NULL instead of an output/),
  forged('dropped', '(local.get $output)', /output: not the output of the callback/, dropped),
  outside('pointer', 'answer-buffer', answerOf('0xf0000000', '4')),
  outside('length', 'answer-buffer', answerOf('1088', '0xffffffff')),
  outside('end', 'answer-buffer', answerOf('0x4ffffd', '4')),
  outside('result', 'answer-buffer', answerOf('1088', '4', '0xf0000000')),
  outside('texts', 'send-multipart-item2', partOf(2, 80 * 65536 - 4)),
  outsideAtStart('name', 'name', { nameAt: 0xf000_0000 }),
  outsideAtStart('name-text', 'name', { nameAt: 1108 }),
  outsideAtStart('realloc', 'initialize', { reallocAt: 0xf000_0000 }),
  {
    fault: 'a start function that calls the host, which is not there yet',
    name: 'component-start-calls',
    wasm: component('component-start-calls', good, {
      start: '(call $log (i32.const 1088) (i32.const 4) (i32.const 2048))',
    }),
    refused: /^in a start function, which cannot call the host yet: [a-z ]+ in function \d+ at /,
  },
  {
    fault: 'an output of an earlier callback',
    name: 'component-stale',
    wasm: component(
      'component-stale',
      `(if (i32.eqz (i32.load (i32.const 4096))) (then (i32.store (i32.const 4096) (local.get $output))))
      ${answerTo('(i32.load (i32.const 4096))')}`,
    ),
    asks: [['/component-stale', { status: /200|500/ }]],
    log: /component-stale.*output: not the output of the callback that runs/,
  },
  {
    fault: 'an answer that continues after its output was dropped',
    name: 'component-given-back',
    wasm: component('component-given-back', `${good} ${dropped}`),
    asks: [['/component-given-back', answered('good')]],
  },
  {
    fault: 'an output given back twice',
    name: 'component-drop-twice',
    wasm: component('component-drop-twice', `${dropped} ${dropped} ${good}`),
    asks: [['/component-drop-twice', trap(/^dropped an output that it does not have/)]],
  },
  {
    fault:
      'outputs given back by the million, in a list of the host that ends the process where it grows',
    name: 'component-drop-all',
    wasm: component('component-drop-all', dropAll),
    asks: [['/component-drop-all', trap(/^dropped an output that it does not have/)]],
  },
  {
    fault: 'an allocator that returns the same address each time',
    name: 'component-realloc',
    wasm: component('component-realloc', good),
    asks: [['/component-realloc', answered('good')]],
  },
]
