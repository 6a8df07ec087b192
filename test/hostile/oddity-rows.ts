import { assemble, assembleText, watOf } from '../support/wat-plugin.ts'
import { answered, failed, trap, type RouteRow } from './guest-row.ts'
import { answerText, at, context, memoryBytes, output, page, success } from './hostile-guest.ts'
import type { PluginRow } from './plugin-row.ts'

const i32 = (value: number): string => `(i32.const ${value | 0})`

export const oddityRows: readonly RouteRow[] = [
  {
    fault: 'a string that ends exactly at the last byte',
    name: 'last-string',
    body: `(memory.fill ${i32(memoryBytes - 4)} (i32.const 97) (i32.const 3)) (i32.store8 ${i32(memoryBytes - 1)} (i32.const 0))
      (call $setHeader ${output} ${at('name')} ${i32(memoryBytes - 4)}) (i32.store ${i32(memoryBytes - 4)} (i32.const 0)) ${answerText} ${success}`,
    expected: answered('a value', { header: /^X-Name: aaa$/m }),
  },
  {
    fault: 'a zero-length everything',
    name: 'empty',
    body: `(call $setHeader ${output} ${at('name')} ${at('empty')}) (call $answer ${output} (i32.const 0) (i32.const 0) ${at('empty')}) ${success}`,
    expected: answered('', { header: /^Content-Type: ?$/m }),
  },
  {
    fault: 'two arguments that are the same buffer',
    name: 'same-buffer',
    body: `(call $cookie ${output} ${at('name')} ${at('name')}) (call $answer ${output} ${at('value')} (i32.const 7) ${at('value')}) ${success}`,
    expected: answered('a value', { header: /^Set-Cookie: X-Name=X-Name$/m }),
  },
  {
    fault: 'buffers that overlap',
    name: 'overlap',
    body: `(i32.store ${i32(page)} ${i32(page)}) (i32.store ${i32(page + 4)} (i32.const 0))
      (drop (call $startMultipart ${output} (global.get $mixed) (global.get $textPlain)))
      (drop (call $sendPart2 ${output} ${i32(page)} (i32.const 8) (i32.const 1) ${i32(page)} ${i32(page)})) ${success}`,
    expected: answered(/^--[^]*--\r\n$/),
  },
  {
    fault: 'an out-parameter inside of what is allocated',
    name: 'out-in',
    body: `(drop (call $createBuffer ${context} (i32.const 0x8000) (i32.const 64))) ${answerText} ${success}`,
    expected: answered('a value'),
  },
  {
    fault: 'names of headers that differ in case',
    name: 'case',
    body: `(call $setHeader ${output} ${at('name')} ${at('value')}) (call $setHeader ${output} ${at('name')} ${at('number')}) ${answerText} ${success}`,
    expected: answered('a value', { header: /^X-Name: a value\nX-Name: 3$/m }),
  },
  {
    fault: 'a redirect that drops what was set',
    name: 'redirect',
    body: `(call $setHeader ${output} ${at('name')} ${at('value')}) (call $redirect ${output} ${at('route')}) ${success}`,
    expected: { status: 301, body: '', header: /^Location: \/late$/m, noHeader: /X-Name/ },
  },
  {
    fault: 'an error text of any number',
    name: 'error-text',
    body: `(drop (call $errorText ${context} (i32.const -2147483648))) ${answerText} ${success}`,
    expected: answered('a value'),
  },
]

/** A good plugin in which one function has another type. */
const retyped = (name: string, from: string, to: string): Promise<Uint8Array> =>
  assembleText(watOf({ name, routes: [{ pattern: `/${name}`, answer: 'good' }] }).replace(from, to))

/** A plugin that ends in an exception whose value JavaScript cannot read: V8 would end the process. */
const thrown = (name: string, type: string, value: string): PluginRow => ({
  fault: 'an exception whose value JavaScript cannot be given',
  name: `exception-${name}`,
  wasm: assemble({
    name: `exception-${name}`,
    routes: [{ pattern: `/exception-${name}`, body: `(throw $tag ${value})` }],
    extra: `(tag $tag (export "__cpp_exception") (param ${type})) (elem declare func $free)`,
  }),
  asks: [[`/exception-${name}`, trap(/^uncaught exception/)]],
})

/** A good plugin whose export of that name is a function of the host. */
const lent = (name: string, field: string, type: string, more: Partial<PluginRow>): PluginRow => ({
  fault: 'a function of the host as an export of the plugin',
  name: `lent-${field.toLowerCase()}`,
  wasm: assemble({
    name: `lent-${field.toLowerCase()}`,
    imports: `(import "orthanc" "${name}" (func $lent ${type}))`,
    routes: [{ pattern: `/lent-${field.toLowerCase()}`, answer: 'good' }],
    without: [field],
    extra: `(export "${field}" (func $lent))`,
  }),
  ...more,
})

export const oddityPlugins: readonly PluginRow[] = [
  thrown('vector', 'v128', '(v128.const i64x2 1 2)'),
  thrown('function', 'funcref', '(ref.func $free)'),
  lent('OrthancPluginGenerateUuid', 'malloc', '(param i32) (result i32)', {
    asks: [
      ['/lent-malloc', { status: 500, code: 1, log: /malloc\(\d+\) of the plugin returned 0/ }],
    ],
  }),
  lent('OrthancPluginFreeString', 'free', '(param i32 i32)', {
    asks: [['/lent-free', answered('good', { log: /FreeString: context: not the one/ })]],
  }),
  lent('OrthancPluginGenerateUuid', 'OrthancPluginGetName', '(result i32)', {
    refused: /^OrthancPluginGetName: NULL pointer/,
  }),
  {
    fault: 'malloc that frees the image which the host converts',
    name: 'image-gone',
    wasm: assemble({
      name: 'image-gone',
      imports: `(import "orthanc" "OrthancPluginCreateImage" (func $create (param i32 i32 i32 i32) (result i32)))
        (import "orthanc" "OrthancPluginFreeImage" (func $freeImage (param i32 i32)))
        (import "orthanc" "OrthancPluginConvertPixelFormat" (func $convert (param i32 i32 i32) (result i32)))`,
      malloc: `(if (global.get $image)
        (then (call $freeImage (i32.const 1) (global.get $image)) (global.set $image (i32.const 0))))`,
      routes: [
        {
          pattern: '/image-gone',
          body: `(global.set $image (call $create (i32.const 1) (i32.const 1) (i32.const 9) (i32.const 9)))
            (if (i32.eqz (call $convert (i32.const 1) (global.get $image) (i32.const 4))) (then (return (i32.const 9))))
            (i32.const 7)`,
        },
      ],
      extra: '(global $image (mut i32) (i32.const 0))',
    }),
    asks: [['/image-gone', failed(404, 7)]],
  },
  {
    fault: 'infinity from malloc',
    name: 'infinity',
    wasm: assemble({
      name: 'infinity',
      routes: [{ pattern: '/infinity', answer: 'good' }],
      without: ['malloc'],
      extra: '(func (export "malloc") (param i32) (result f64) (f64.const inf))',
    }),
    asks: [['/infinity', { status: 500, code: 1, log: /malloc\(\d+\) of the plugin returned 0/ }]],
  },
  {
    fault: 'a fraction from malloc',
    name: 'fraction',
    wasm: assemble({
      name: 'fraction',
      routes: [{ pattern: '/fraction', answer: 'good' }],
      without: ['malloc'],
      extra: '(func (export "malloc") (param f64) (result f64) (f64.const 32768.75))',
    }),
    asks: [['/fraction', answered('good')]],
  },
  {
    fault: 'negative zero from a callback',
    name: 'negative-zero',
    wasm: retyped(
      'negative-zero',
      '(param $output i32) (param $url i32) (param $request i32) (result i32) (local $i i32)',
      '(param $output i32) (param $url f64) (param $request f64) (result i32) (local $i i32)',
    ),
    asks: [['/negative-zero', answered('good')]],
  },
  {
    fault: 'a plugin with the name of a prototype',
    name: '__proto__',
    wasm: assemble({ name: '__proto__', routes: [{ pattern: '/__proto__', answer: 'good' }] }),
    asks: [
      ['/__proto__', answered('good')],
      ['/constructor', failed(404, 17)],
    ],
  },
  {
    fault: 'names that differ in case',
    name: 'case-twin',
    wasm: assemble({ name: 'HELLO', routes: [{ pattern: '/case-twin', answer: 'good' }] }),
    asks: [['/case-twin', answered('good')]],
  },
]
