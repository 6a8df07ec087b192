import { assemble, assembleText, loop, watOf, type WatPlugin } from '../support/wat-plugin.ts'
import { answered, failed, trap } from './guest-row.ts'
import type { PluginRow } from './plugin-row.ts'

const magic = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]
const raw = (...bytes: readonly number[]): Promise<Uint8Array> =>
  Promise.resolve(Uint8Array.from(bytes))
const good = (name: string): WatPlugin => ({
  name,
  routes: [{ pattern: `/${name}`, answer: 'good' }],
})

/** A plugin that would be good but for this. */
const withFields = (name: string, more: WatPlugin): Promise<Uint8Array> =>
  assemble({ ...good(name), ...more })
const served = (fault: string, name: string, more: WatPlugin): PluginRow => ({
  fault,
  name,
  wasm: withFields(name, more),
  asks: [[`/${name}`, answered('good')]],
})
const refused = (fault: string, name: string, reason: RegExp, more: WatPlugin): PluginRow => ({
  fault,
  name,
  wasm: withFields(name, more),
  refused: reason,
})
const late = (fault: string, name: string, more: WatPlugin): PluginRow => ({
  ...refused(fault, name, /^it did not start within 700 ms/, more),
  limits: { InitializeTimeoutMs: 700 },
})
/** A module with bytes after its end. */
const withTail = async (plugin: WatPlugin, tail: Uint8Array): Promise<Uint8Array> =>
  Buffer.concat([await assemble(plugin), tail])

/** A custom section. */
function custom(name: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from([name.length]), Buffer.from(name), content])
  return Buffer.concat([Buffer.from([0, ...leb(body.length)]), body])
}

function leb(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)]
}

/** The content of a section `name`: this number of functions, each with a name of that length. */
function functionNames(count: number, length: number): Buffer {
  const name = Buffer.alloc(length, 'x')
  const names = Array.from({ length: count }, (_, i) => [Buffer.from([i, ...leb(length)]), name])
  const content = Buffer.concat([Buffer.from(leb(count)), ...names.flat()])
  return Buffer.concat([Buffer.from([1, ...leb(content.length)]), content])
}

const repeated = (count: number, text: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join('')
/** A plugin that imports a function in its own way, and calls it. */
const importing = (name: string, fields: string, call: string): Promise<Uint8Array> =>
  assemble({
    name,
    imports: fields,
    routes: [{ pattern: `/${name}/x`, body: `${call} (i32.const 7)` }],
  })
/** A plugin whose callback is this function. */
const withCallback = (name: string, type: string): Promise<Uint8Array> =>
  withFields(name, {
    initialize: '(table.set $table (i32.const 0) (ref.func $other)) (i32.const 0)',
    extra: `(elem declare func $other) (func $other ${type})`,
  })
const exit = '(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))'
const abort = '(import "env" "abort" (func $abort (param i32 i32 i32 i32)))'

/** A module that has nothing but a function of blocks within blocks. */
function nestBlocks(depth: number): Promise<Uint8Array> {
  const blocks = Array.from({ length: depth }, () => [0x02, 0x40]).flat()
  const ends = Array.from({ length: depth }, () => 0x0b)
  const body = [0, ...blocks, ...ends, 0x0b]
  const code = [1, ...leb(body.length), ...body]
  return raw(...magic, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, ...leb(code.length), ...code)
}

/** The reason is V8's where it does not know the type, and else that nothing is exported. */
const notEveryNode = /^(?:not a valid WebAssembly module: |does not export )/

/** Calls that reach the host before there is a plugin. */
const earlyCalls = `(func $early
  (call $log (i32.const 1) (i32.const 1024))
  (call $answer (i32.const 1) (i32.const 1) (i32.const 1024) (i32.const 1) (i32.const 1024))
  (call $register (i32.const 1) (i32.const 1024) (i32.const 0)))`

export const loadRows: readonly PluginRow[] = [
  {
    fault: 'LEB128 that never ends',
    name: 'leb',
    wasm: raw(...magic, 1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
    refused: /a number that does not end/,
  },
  {
    fault: 'a count that claims more than the file holds',
    name: 'count',
    wasm: raw(...magic, 4, 6, 0xff, 0xff, 0xff, 0x7f, 0x70, 0),
    refused: /a list of 268435455 entries, at most 1000000 allowed/,
  },
  {
    fault: 'a name that claims more than the file holds',
    name: 'long-name',
    wasm: raw(...magic, 0, 3, 0xff, 0x7f, 0x61),
    refused: /./,
  },
  {
    fault: 'something with the header of a component',
    name: 'component',
    wasm: raw(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0, 0xff, 0xff, 0xff),
    refused: /./,
  },
  ...(
    [
      ['structs', [1, 0x5f, 0]],
      ['arrays', [1, 0x5e, 0x78, 1]],
      ['type-group', [1, 0x4e, 1, 0x60, 0, 0]],
      ['any-value', [1, 0x60, 1, 0x6e, 0]],
      ['exception-value', [1, 0x60, 0, 1, 0x69]],
    ] as const
  ).map(([name, types]) => ({
    fault: 'types that not every Node has',
    name,
    wasm: raw(...magic, 1, types.length, ...types),
    refused: notEveryNode,
  })),
  {
    fault: 'a table of references that not every Node has',
    name: 'any-table',
    wasm: raw(...magic, 4, 4, 1, 0x6e, 0, 5),
    refused: notEveryNode,
  },
  {
    fault: 'a table with 64-bit indices',
    name: 'table64',
    wasm: raw(...magic, 4, 4, 1, 0x70, 4, 5),
    refused: /^64-bit tables are not supported$/,
  },
  {
    fault: 'memory64',
    name: 'memory64',
    wasm: assembleText(
      watOf(good('memory64')).replace('(memory $memory 1)', '(memory $memory i64 1)'),
    ),
    refused: /^64-bit memory is not supported$/,
  },
  refused('several memories', 'memories', /several memories are not supported/, {
    extra: '(memory 1)',
  }),
  refused(
    'initial memory over the cap',
    'memory',
    /initial memory of 17 MiB, at most 16 MiB allowed \(MemoryMiB\)/,
    { memory: '272' },
  ),
  served('a declared maximum far over the cap', 'maximum', { memory: '1 65536' }),
  refused('an initial table over the cap', 'table', /a table of 2000001 entries, at most 1000000/, {
    extra: '(table 2000000 funcref)',
  }),
  refused('tables over the cap together', 'tables', /a table of 1600001 entries, at most 1000000/, {
    extra: '(table 800000 funcref) (table 800000 externref)',
  }),
  refused('very many tables', 'many-tables', /102 tables, at most 100/, {
    extra: '(table 0 externref)'.repeat(101),
  }),
  {
    fault: 'elements that V8 turns into a large array',
    name: 'elements',
    wasm: withFields('elements', {
      routes: [
        {
          pattern: '/elements',
          body: '(table.init $one $many (i32.const 0) (i32.const 0) (i32.const 1)) (i32.const 8)',
        },
      ],
      extra: `(table $one 1 funcref) (elem $many func ${'0 '.repeat(2_000_000)})`,
    }),
    asks: [['/elements', failed(400, 8)]],
  },
  served('long names of exports of one length, which have one hash', 'same-hash', {
    extra: repeated(300, (i) => `(export "${'x'.repeat(20_000)}${i + 100}" (func $free))`),
  }),
  refused('shared memory', 'shared', /shared memory is not supported/, { memory: '1 2 shared' }),
  {
    fault: 'memory imported',
    name: 'memory-in',
    wasm: assembleText(
      watOf(good('memory-in')).replace(
        '(memory $memory 1)',
        '(import "env" "memory" (memory $memory 1))',
      ),
    ),
    refused: /imports what this host does not have: env\.memory \(a memory\)/,
  },
  refused('a table imported', 'table-in', /env\.table \(a table\)/, {
    imports: '(import "env" "table" (table 1 funcref))',
  }),
  refused('a global imported', 'global-in', /env\.g \(a global\)/, {
    imports: '(import "env" "g" (global i32))',
  }),
  refused('sixty unknown imports', 'unknown', /orthanc\.f49 and 10 more$/, {
    imports: repeated(60, (i) => `(import "orthanc" "f${i}" (func))`),
  }),
  refused('an import of the wrong kind', 'kind', /orthanc\.OrthancPluginLogInfo \(a global\)/, {
    imports: '(import "orthanc" "OrthancPluginLogInfo" (global i32))',
  }),
  refused(
    'imports with prototype names and controls',
    'prototypes',
    /constructor\.__proto__, orthanc\.toString, a\\nb\.\\u001b\[31m/,
    {
      imports:
        '(import "constructor" "__proto__" (func)) (import "orthanc" "toString" (func)) (import "a\\0ab" "\\1b[31m" (func))',
    },
  ),
  {
    fault: 'an import with i64 and f64',
    name: 'wide',
    wasm: importing(
      'wide',
      '(import "orthanc" "OrthancPluginSetCookie" (func $f (param i64 f64 f32 i64)))',
      '(call $f (i64.const -1) (f64.const nan) (f32.const inf) (i64.const 7))',
    ),
    asks: [['/wide/x', { status: 500, code: 1, log: /OrthancPluginSetCookie: / }]],
  },
  {
    fault: 'an import with fewer parameters',
    name: 'fewer',
    wasm: importing('fewer', '(import "orthanc" "OrthancPluginRedirect" (func $f))', '(call $f)'),
    asks: [['/fewer/x', { status: 500, code: 1 }]],
  },
  {
    fault: 'an import with a reference',
    name: 'reference',
    wasm: importing(
      'reference',
      '(import "orthanc" "OrthancPluginRedirect" (func $f (param externref funcref externref))) (elem declare func $f)',
      '(call $f (ref.null extern) (ref.func $f) (ref.null extern))',
    ),
    asks: [['/reference/x', { status: 500, code: 1 }]],
  },
  {
    fault: 'an import with a vector',
    name: 'vector',
    wasm: importing(
      'vector',
      '(import "orthanc" "OrthancPluginRedirect" (func $f (param v128)))',
      '(call $f (v128.const i64x2 0 0))',
    ),
    asks: [['/vector/x', { status: 500, code: 1, log: /type incompatibility/ }]],
  },
  {
    fault: 'an import with several results',
    name: 'several',
    wasm: importing(
      'several',
      '(import "orthanc" "OrthancPluginGetErrorDescription" (func $f (param i32 i32) (result i32 i32)))',
      '(call $f (i32.const 1) (i32.const 3)) drop drop',
    ),
    asks: [
      [
        '/several/x',
        trap(/^the callback at table index 0, or a function that it imports, has a wrong type/),
      ],
    ],
  },
  refused('a required export of the wrong kind', 'export-kind', /does not export malloc$/, {
    without: ['malloc'],
    extra: '(global (export "malloc") i32 (i32.const 1))',
  }),
  {
    fault: 'malloc with the wrong signature',
    name: 'malloc-wide',
    wasm: assembleText(
      watOf({
        ...good('malloc-wide'),
        without: ['malloc'],
        extra: '(func (export "malloc") (param i64) (result i64) (i64.const 32768))',
      }),
    ),
    asks: [
      ['/malloc-wide', trap(/^malloc, or a function that it imports, has a wrong type: .*BigInt/)],
    ],
  },
  {
    fault: 'a table of other references',
    name: 'externs',
    wasm: withFields('externs', {
      without: ['table'],
      extra: '(table (export "table") 4 externref)',
    }),
    asks: [['/externs', { status: 500, code: 1, log: /no function at table index 0/ }]],
  },
  served('very many functions', 'functions', { extra: repeated(20_000, () => '(func)') }),
  served('very many exports', 'exports', {
    extra: repeated(10_000, (i) => `(export "e${i}" (func $free))`),
  }),
  served('very many imports', 'imports', {
    imports: repeated(
      5000,
      () => '(import "orthanc" "OrthancPluginLogInfo" (func (param i32 i32)))',
    ),
  }),
  {
    fault: 'deep nesting',
    name: 'nested',
    wasm: nestBlocks(10_000),
    refused: /does not export OrthancPluginInitialize/,
  },
  {
    fault: 'very many custom sections',
    name: 'customs',
    wasm: withTail(
      good('customs'),
      Buffer.concat(Array.from({ length: 5000 }, () => custom('x', Buffer.from([1, 2])))),
    ),
    asks: [['/customs', answered('good')]],
  },
  {
    fault: 'a broken section of names',
    name: 'names',
    wasm: withTail(good('names'), custom('name', Buffer.from([1, 0xff, 0xff, 3]))),
    asks: [['/names', answered('good')]],
  },
  {
    fault: 'the name of a module, which V8 writes before those of its functions, of megabytes',
    name: 'module-name',
    wasm: withTail(
      { name: 'module-name', routes: [{ pattern: '/module-name', body: 'unreachable' }] },
      custom(
        'name',
        Buffer.concat([
          Buffer.from([0, ...leb(2_000_003), ...leb(2_000_000)]),
          Buffer.alloc(2_000_000, 'x'),
        ]),
      ),
    ),
    asks: [['/module-name', trap(/^unreachable in x{500}/)]],
  },
  refused(
    'names of imports that no line could hold',
    'import-names',
    /orthanc\.(\\u001b){92}…, orthanc/,
    {
      imports: repeated(55, (i) => `(import "orthanc" "${'\\1b'.repeat(20_000)}${i}" (func))`),
    },
  ),
  {
    fault: 'a trap in functions with names that no line could hold',
    name: 'trap-names',
    wasm: withTail(
      { ...good('trap-names'), extra: '(func $s (call $t)) (func $t unreachable) (start $s)' },
      custom('name', functionNames(20, 9000)),
    ),
    refused: /^unreachable in x{5985}$/,
  },
  {
    fault: 'a broken section of producers',
    name: 'producers',
    wasm: withTail(good('producers'), custom('producers', Buffer.from([0xff, 0xff, 0xff]))),
    asks: [['/producers', answered('good')]],
  },
  {
    fault: 'a file over its limit',
    name: 'large',
    wasm: withTail(good('large'), custom('x', Buffer.alloc(1_200_000))),
    limits: { MaxModuleMiB: 1 },
    refused: /the file has 1\.1 MiB, at most 1 MiB are read \(MaxModuleMiB\)/,
  },
  late('a start function that loops', 'start-loops', { extra: `(func $s ${loop}) (start $s)` }),
  late('_initialize that loops', 'reactor-loops', {
    extra: `(func (export "_initialize") ${loop})`,
  }),
  late('GetVersion that loops', 'version-loops', {
    without: ['OrthancPluginGetVersion'],
    extra: `(func (export "OrthancPluginGetVersion") (result i32) ${loop})`,
  }),
  refused('GetVersion that traps', 'version-traps', /^unreachable in /, {
    without: ['OrthancPluginGetVersion'],
    extra: '(func (export "OrthancPluginGetVersion") (result i32) unreachable)',
  }),
  refused('Initialize that fails after its routes', 'fails', /OrthancPluginInitialize returned 3/, {
    initialize: '(i32.const 3)',
  }),
  ...(
    [
      ['void', ''],
      ['wide', '(result i64) (i64.const 4294967296)'],
      ['nan', '(result f64) (f64.const nan)'],
    ] as const
  ).map(([type, result]) =>
    refused(
      'Initialize of another type',
      `initialize-${type}`,
      /^OrthancPluginInitialize returned no error code \(an i32\)$/,
      {
        without: ['OrthancPluginInitialize'],
        extra: `(func (export "OrthancPluginInitialize") (param i32) ${result})`,
      },
    ),
  ),
  refused('a name out of range', 'name-past', /OrthancPluginGetName: .* outside/, {
    getName: '(i32.const -1)',
  }),
  refused(
    'a name that does not end',
    'name-endless',
    /string without a NUL before the end of memory/,
    {
      getName:
        '(memory.fill (i32.const 0x8000) (i32.const 97) (i32.const 0x8000)) (i32.const 0x8000)',
    },
  ),
  refused(
    'a name that is too long',
    'name-long',
    /OrthancPluginGetName returned 4096 bytes, at most 1024 allowed/,
    {
      getName:
        '(memory.fill (i32.const 0x8000) (i32.const 97) (i32.const 0x1000)) (i32.store8 (i32.const 0x9000) (i32.const 0)) (i32.const 0x8000)',
    },
  ),
  refused('an empty name', 'name-empty', /empty name/, { getName: '(i32.const 8)' }),
  refused('the name of another plugin', 'same-name', /another plugin has the name hello already/, {
    name: 'hello',
  }),
  served('host calls before Initialize', 'early', { extra: `${earlyCalls} (start $early)` }),
  served('host calls with a wrong context in Initialize', 'wrong-context', {
    initialize: '(call $register (i32.const 77) (i32.const 1024) (i32.const 0)) (i32.const 0)',
  }),
  refused('proc_exit in the start function', 'start-exits', /^exit\(0\)/, {
    imports: exit,
    extra: '(func $s (call $exit (i32.const 0))) (start $s)',
  }),
  refused('abort in the start function', 'start-aborts', /^aborted/, {
    imports: abort,
    extra:
      '(func $s (call $abort (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))) (start $s)',
  }),
  refused('a start function that uses up the stack', 'start-recurses', /^stack overflow/, {
    extra: '(func $s (call $s) (call $s)) (start $s)',
  }),
  refused(
    'a callback of another type',
    'callback-type',
    /route \/callback-type: the function at table index 0 is not a callback: it has 0 parameters, not 3/,
    {
      initialize: '(table.set $table (i32.const 0) (ref.func $finalize)) (i32.const 0)',
      extra: '(elem declare func $finalize)',
    },
  ),
  {
    fault: 'a callback of another type',
    name: 'callback-one',
    wasm: withCallback('callback-one', '(param i32) (result i32) (i32.const 0)'),
    refused:
      /route \/callback-one: the function at table index 0 is not a callback: it has 1 parameters, not 3/,
  },
  {
    fault: 'a callback of another type',
    name: 'callback-void',
    wasm: withCallback('callback-void', '(param i32 i32 i32)'),
    asks: [['/callback-void', { status: 500, code: 1, log: /returned no error code/ }]],
  },
  {
    fault: 'a callback of another type',
    name: 'callback-wide',
    wasm: withCallback('callback-wide', '(param i32 i32 i32) (result i64) (i64.const 0)'),
    asks: [['/callback-wide', { status: 500, code: 1, log: /returned no error code/ }]],
  },
  {
    fault: 'a callback of another type',
    name: 'callback-many',
    wasm: withCallback(
      'callback-many',
      '(param i32 i32 i32) (result i32 i32) (i32.const 0) (i32.const 0)',
    ),
    asks: [['/callback-many', { status: 500, code: 1, log: /returned no error code/ }]],
  },
  {
    fault: 'a callback of another type',
    name: 'callback-reference',
    wasm: withCallback(
      'callback-reference',
      '(param i32 externref i32) (result externref) (ref.null extern)',
    ),
    asks: [['/callback-reference', { status: 500, code: 1, log: /returned no error code/ }]],
  },
  {
    fault: 'a callback of another type',
    name: 'callback-i64',
    wasm: withCallback('callback-i64', '(param i64 i64 i64) (result i32) (i32.const 0)'),
    asks: [
      [
        '/callback-i64',
        trap(
          /^the callback at table index \d+, or a function that it imports, has a wrong type: .*BigInt/,
        ),
      ],
    ],
  },
  {
    fault: 'a callback that becomes another one later',
    name: 'callback-later',
    wasm: assemble({
      name: 'callback-later',
      routes: [
        { pattern: '/callback-later/good', answer: 'good' },
        {
          pattern: '/callback-later/turn',
          body: '(table.set $table (i32.const 0) (ref.func $finalize)) (i32.const 7)',
        },
      ],
      extra: '(elem declare func $finalize)',
    }),
    asks: [
      ['/callback-later/turn', failed(404, 7)],
      ['/callback-later/good', { status: 500, code: 1, log: /index 0 is not a callback/ }],
    ],
  },
  {
    fault: 'a function of the host as callback',
    name: 'callback-host',
    wasm: withFields('callback-host', {
      initialize: '(table.set $table (i32.const 0) (ref.func $register)) (i32.const 0)',
      extra: '(elem declare func $register)',
    }),
    asks: [['/callback-host', { status: 500, code: 1, log: /context: not the one/ }]],
  },
  {
    fault: 'a callback index past the table',
    name: 'callback-past',
    wasm: withFields('callback-past', {
      initialize:
        '(call $register (i32.const 1) (global.get $textPlain) (i32.const 99)) (i32.const 0)',
    }),
    asks: [['/callback-past', answered('good')]],
  },
  {
    fault: 'a callback that is negative',
    name: 'callback-negative',
    wasm: withFields('callback-negative', {
      initialize:
        '(i32.store (i32.const 0x7000) (i32.const 0x6e2f)) (call $register (i32.const 1) (i32.const 0x7000) (i32.const -1)) (i32.const 0)',
    }),
    asks: [['/callback-negative', answered('good')]],
  },
  {
    fault: 'a callback that is set to NULL later',
    name: 'callback-null',
    wasm: withFields('callback-null', {
      initialize: '(table.set $table (i32.const 0) (ref.null func)) (i32.const 0)',
    }),
    asks: [['/callback-null', { status: 500, code: 1, log: /no function at table index 0/ }]],
  },
  {
    fault: 'a route that is registered twice',
    name: 'twice',
    wasm: assemble({
      name: 'twice',
      routes: [
        { pattern: '/twice', answer: 'first' },
        { pattern: '/twice', answer: 'second' },
      ],
    }),
    asks: [['/twice', answered('first')]],
  },
  {
    fault: 'thousands of routes',
    name: 'thousands',
    wasm: assemble({
      name: 'thousands',
      memory: '8',
      routes: Array.from({ length: 3000 }, (_, i) => ({
        pattern: `/thousands/${i}/(.*)`,
        body: `(i32.const ${i === 2999 ? 8 : 7})`,
      })),
    }),
    asks: [['/thousands/2999/x', failed(400, 8)]],
  },
  {
    ...served('more routes than are allowed', 'routes', {
      initialize:
        '(loop $for (call $register (i32.const 1) (global.get $textPlain) (i32.const 0)) (global.set $heap (i32.add (global.get $heap) (i32.const 1))) (br_if $for (i32.lt_u (global.get $heap) (i32.const 100000)))) (global.set $heap (i32.const 0x8000)) (i32.const 0)',
    }),
    log: /more than 10000 routes/,
  },
  {
    ...served('a pattern that is nested deeper than Orthanc takes', 'deepest-pattern', {
      routes: [
        { pattern: `/${'('.repeat(1500)}a${')'.repeat(1500)}`, answer: 'x' },
        { pattern: '/deepest-pattern', answer: 'good' },
      ],
    }),
    log: /is left out: groups that are nested more than \d+ deep/,
  },
  refused('an invalid pattern', 'pattern', /route \/\(: /, {
    routes: [{ pattern: '/(', answer: 'x' }],
  }),
  {
    ...served('a pattern that is nested deep', 'deep-pattern', {
      routes: [
        { pattern: '/deep-pattern', answer: 'good' },
        { pattern: `/${'('.repeat(150)}a${')'.repeat(150)}`, answer: 'x' },
      ],
    }),
    log: /route .* is left out/,
  },
  {
    ...served('an enormous pattern', 'long-pattern', {
      memory: '2',
      routes: [
        { pattern: '/long-pattern', answer: 'good' },
        { pattern: `/(${'a|'.repeat(9000)}b)`, answer: 'x' },
      ],
    }),
    log: /route .* is left out/,
  },
  {
    ...served('thousands of routes that are left out', 'left-out', {
      initialize: `(i32.store (i32.const 0x7000) (i32.const 0x2961282f)) (i32.store (i32.const 0x7004) (i32.const 0x315c))
        (loop $for (call $register (i32.const 1) (i32.const 0x7000) (i32.const 0))
          (global.set $heap (i32.add (global.get $heap) (i32.const 1)))
          (br_if $for (i32.lt_u (global.get $heap) (i32.const 0x8bb8))))
        (i32.const 0)`,
    }),
    log: /\[left-out\] 2950 more routes are left out$/m,
  },
  {
    fault: 'a pattern that backtracks without end',
    name: 'backtracks',
    wasm: assemble({
      name: 'backtracks',
      routes: [
        { pattern: '/backtracks/((a+)+)+b', answer: 'x' },
        { pattern: '/backtracks/(.*)', answer: 'good' },
      ],
    }),
    asks: [[`/backtracks/${'a'.repeat(10_000)}`, answered('good')]],
  },
  {
    ...served('a back-reference', 'reference-back', {
      routes: [
        { pattern: '/reference-back', answer: 'good' },
        { pattern: '/(a)\\1', answer: 'x' },
      ],
    }),
    log: /is left out: a back-reference/,
  },
]
