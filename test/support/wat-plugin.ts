import wabt from 'wabt'

/** A route: answers a text with status 200, or runs instructions that leave the error code. */
type WatRoute =
  | { readonly pattern: string; readonly answer: string }
  | { readonly pattern: string; readonly body: string }

/** A plugin in the text format of WebAssembly. The comment of each field has its default. */
export interface WatPlugin {
  /** `wat`. */
  readonly name?: string
  readonly routes?: readonly WatRoute[]
  /** Imports besides those of `watOf`. */
  readonly imports?: string
  /** `1` page. */
  readonly memory?: string
  /** What `OrthancPluginInitialize` does after its registrations: instructions that leave its code. Success. */
  readonly initialize?: string
  /** The same for `OrthancPluginGetName`, which leaves an address: of `name`. */
  readonly getName?: string
  readonly finalize?: string
  /** What `malloc` does, of `$size`: one address after the other. */
  readonly malloc?: string
  /** What `free` does, with `$at`: nothing. */
  readonly free?: string
  /** Exports that are missing. */
  readonly without?: readonly string[]
  /** More fields of the module. */
  readonly extra?: string
}

/** Instructions that never end. */
export const loop = '(loop (br 0)) (unreachable)'

/** Writes the log line `text/plain`, by which a test sees that the callback runs. */
export const sayRunning = '(call $log (i32.const 1) (global.get $textPlain))'

/** Says that it runs, takes some tenths of a second, and answers an empty text. */
export const slowly = `${sayRunning}
  (loop $next
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br_if $next (i32.lt_u (local.get $i) (i32.const 0x18000000))))
  (call $answer (i32.const 1) (local.get $output) (i32.const 0) (i32.const 0) (global.get $textPlain))
  (i32.const 0)`

/** Streams this number of parts of one mebibyte each, then runs `end`. Needs a memory of 32 pages. */
export function streamOf(parts: number, end = '(i32.const 0)'): string {
  return `(drop (call $startMultipart
      (i32.const 1) (local.get $output) (global.get $mixed) (global.get $textPlain)))
    (loop $next
      (if (call $sendPart (i32.const 1) (local.get $output) (i32.const 0x10000) (i32.const 0x100000))
        (then (return (i32.const 9))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const ${parts}))))
    ${end}`
}

const textsAt = 1024
/** The addresses that `malloc` returns, in turn, in a ring. */
const heapAt = 0x8000
const heapEnd = 0xfff0

const exports = {
  memory: '(memory $memory)',
  table: '(table $table)',
  malloc: '(func $malloc)',
  free: '(func $free)',
  OrthancPluginInitialize: '(func $initialize)',
  OrthancPluginFinalize: '(func $finalize)',
  OrthancPluginGetName: '(func $getName)',
  OrthancPluginGetVersion: '(func $getVersion)',
}

/**
 * The text of a module. Bodies may use `$output`, `$url`, `$request`, the functions `$answer`, `$startMultipart`,
 * `$sendPart` and `$log`, the texts `$mixed` and `$textPlain`, and a number `$i`.
 */
export function watOf(plugin: WatPlugin): string {
  const { name = 'wat', routes = [], without = [], memory = '1' } = plugin
  const texts = new Texts()
  const registrations = routes.map(
    ({ pattern }, i) =>
      `(call $register (i32.const 1) (i32.const ${texts.at(pattern)}) (i32.const ${i}))`,
  )
  const callbacks = routes.map((route, i) => callback(route, i, texts))
  const exported = Object.entries(exports).filter(([each]) => !without.includes(each))
  return `(module
    (import "orthanc" "OrthancPluginAnswerBuffer" (func $answer (param i32 i32 i32 i32 i32)))
    (import "orthanc" "OrthancPluginRegisterRestCallback" (func $register (param i32 i32 i32)))
    (import "orthanc" "OrthancPluginStartMultipartAnswer"
      (func $startMultipart (param i32 i32 i32 i32) (result i32)))
    (import "orthanc" "OrthancPluginSendMultipartItem"
      (func $sendPart (param i32 i32 i32 i32) (result i32)))
    (import "orthanc" "OrthancPluginLogInfo" (func $log (param i32 i32)))
    ${plugin.imports ?? ''}
    (memory $memory ${memory})
    (table $table ${routes.length} funcref)
    (elem (i32.const 0) ${routes.map((_, i) => `$callback${i}`).join(' ')})
    (global $mixed i32 (i32.const ${texts.at('mixed')}))
    (global $textPlain i32 (i32.const ${texts.at('text/plain')}))
    (global $heap (mut i32) (i32.const ${heapAt}))
    (func $initialize (param i32) (result i32)
      ${registrations.join('\n')} ${plugin.initialize ?? '(i32.const 0)'})
    (func $finalize ${plugin.finalize ?? ''})
    (func $getName (result i32) ${plugin.getName ?? `(i32.const ${texts.at(name)})`})
    (func $getVersion (result i32) (i32.const ${texts.at('1.0')}))
    (func $malloc (param $size i32) (result i32) (local $at i32)
      ${plugin.malloc ?? ''}
      (local.set $at (global.get $heap))
      (if (i32.gt_u (i32.add (local.get $at) (local.get $size)) (i32.const ${heapEnd}))
        (then (local.set $at (i32.const ${heapAt}))))
      (global.set $heap
        (i32.and (i32.add (i32.add (local.get $at) (local.get $size)) (i32.const 7)) (i32.const -8)))
      (local.get $at))
    (func $free (param $at i32) ${plugin.free ?? ''})
    ${exported.map(([each, value]) => `(export "${each}" ${value})`).join('\n')}
    ${callbacks.join('\n')}
    ${texts.toWat()}
    ${plugin.extra ?? ''})`
}

/** The module of a plugin. */
export async function assemble(plugin: WatPlugin): Promise<Uint8Array> {
  return assembleText(watOf(plugin))
}

/** Any module, also of features that are not enabled anywhere else. */
export async function assembleText(wat: string): Promise<Uint8Array> {
  const assembler = await wabt()
  const features = {
    memory64: true,
    threads: true,
    multi_memory: true,
    exceptions: true,
    tail_call: true,
  }
  return assembler.parseWat('plugin.wat', wat, features).toBinary({}).buffer
}

function callback(route: WatRoute, index: number, texts: Texts): string {
  const head = `(func $callback${index}
    (param $output i32) (param $url i32) (param $request i32) (result i32) (local $i i32)`
  if ('body' in route) return `${head} ${route.body})`
  const size = Buffer.byteLength(route.answer)
  return `${head}
    (call $answer (i32.const 1) (local.get $output)
      (i32.const ${texts.at(route.answer)}) (i32.const ${size}) (global.get $textPlain))
    (i32.const 0))`
}

/** Texts with a NUL each, laid out one after the other. */
class Texts {
  readonly #addresses = new Map<string, number>()
  #end = textsAt

  at(text: string): number {
    const known = this.#addresses.get(text)
    if (known !== undefined) return known
    const at = this.#end
    this.#addresses.set(text, at)
    this.#end += Buffer.byteLength(text) + 1
    return at
  }

  toWat(): string {
    const bytes = Buffer.from([...this.#addresses.keys()].map((text) => `${text}\0`).join(''))
    const escaped = [...bytes].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`)
    return `(data (i32.const ${textsAt}) "${escaped.join('')}")`
  }
}
