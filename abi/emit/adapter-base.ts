import { faults } from '../component.ts'
import { worldExports, type ExportNumbers } from './adapter-exports.ts'

/** What the hand-written part of the adapter takes from the tables. */
export interface AdapterNumbers extends ExportNumbers {
  /** The interfaces that it imports from, in quotes. */
  readonly types: string
  readonly runtime: string
  readonly stringBytes: number
  readonly stringCount: number
}

/** Imports, checks, memory and the world's exports of the adapter. */
export function adapterBase(numbers: AdapterNumbers): string {
  return [
    imports(numbers),
    state,
    checks(numbers),
    heap,
    guestFunctions,
    worldExports(numbers),
  ].join('\n')
}

function fault(name: (typeof faults)[number]): string {
  return `(i32.const ${faults.indexOf(name)})`
}

/** The plugin may lack either of the last two imports: the build of the component then adds a stub. */
function imports({ types, runtime }: AdapterNumbers): string {
  return `(import ${types} "[resource-drop]rest-output" (func $drop_output (param i32)))
(import ${runtime} "bad-argument" (func $bad_argument (param i32 i32 i32 i32 i32 i64) (result i32)))
(import ${runtime} "unsupported" (func $unsupported (param i32 i32) (result i32)))
(import "env" "memory" (memory 0))
(import "__main_module__" "malloc" (func $malloc (param i32) (result i32)))
(import "__main_module__" "free" (func $free (param i32)))
(import "__main_module__" "OrthancPluginInitialize" (func $plugin_initialize (param i32) (result i32)))
(import "__main_module__" "OrthancPluginFinalize" (func $plugin_finalize))
(import "__main_module__" "OrthancPluginGetName" (func $plugin_name (result i32)))
(import "__main_module__" "OrthancPluginGetVersion" (func $plugin_version (result i32)))
(import "__main_module__" "orthanc_wasm_call" (func $plugin_call (param i32 i32 i32 i32) (result i32)))
(import "__main_module__" "orthanc_wasm_context" (func $plugin_context (param i32) (result i32)))
(import "__main_module__" "orthanc_wasm_query" (func $plugin_query (param i32)))`
}

const state = `
;; the entry point that was called, and the error code of its arguments
(global $entry (mut i32) (i32.const 0))
(global $code (mut i32) (i32.const 0))
;; what a check found: the length of a text, an array of texts
(global $length (mut i32) (i32.const 0))
(global $list (mut i32) (i32.const 0))
(global $lists (mut i32) (i32.const 0))
;; the text from the host, and the texts that stay the host's
(global $text (mut i32) (i32.const 0))
(global $constants (mut i32) (i32.const 0))
;; where results are written, and a text of no bytes
(global $area_at (mut i32) (i32.const 0))
(global $empty_at (mut i32) (i32.const 0))
;; the answer in progress: the component's handle, and what stands for it in the plugin
(global $handle (mut i32) (i32.const 0))
(global $output (mut i32) (i32.const 0))
(global $last_output (mut i32) (i32.const 0))
(global $context (mut i32) (i32.const 1))

(func $memory_size (result i64)
  (i64.shl (i64.extend_i32_u (memory.size)) (i64.const 16)))`

function checks({ stringBytes, stringCount }: AdapterNumbers): string {
  return `
(func $bad (param $field i32) (param $fault i32) (param $at i32) (param $length i32) (result i32)
  (global.set $code (call $bad_argument (global.get $entry) (local.get $field) (local.get $fault)
    (local.get $at) (local.get $length) (call $memory_size)))
  (i32.const 1))
(func $enter (param $context i32) (param $entry i32) (result i32)
  (global.set $entry (local.get $entry))
  (if (i32.eq (local.get $context) (global.get $context)) (then (return (i32.const 0))))
  (call $bad (i32.const 255) ${fault('not-the-context')} (local.get $context) (i32.const 0)))
(func $bad_output (param $field i32) (param $output i32) (result i32)
  (if (i32.and (i32.ne (local.get $output) (i32.const 0)) (i32.eq (local.get $output) (global.get $output)))
    (then (return (i32.const 0))))
  (call $bad (local.get $field) ${fault('not-the-output')} (local.get $output) (i32.const 0)))
(func $bad_range (param $field i32) (param $at i32) (param $length i32) (result i32)
  (if (i32.eqz (local.get $length)) (then (return (i32.const 0))))
  (if (local.get $at) (then
    (if (i64.le_u (i64.add (i64.extend_i32_u (local.get $at)) (i64.extend_i32_u (local.get $length))) (call $memory_size))
      (then (return (i32.const 0))))))
  (call $bad (local.get $field) ${fault('outside-memory')} (local.get $at) (local.get $length)))
(func $bad_text (param $field i32) (param $at i32) (result i32) (local $room i64) (local $limit i32) (local $length i32)
  (local.set $room (i64.sub (call $memory_size) (i64.extend_i32_u (local.get $at))))
  (if (i32.or (i32.eqz (local.get $at)) (i64.le_s (local.get $room) (i64.const 0)))
    (then (return (call $bad (local.get $field) ${fault('outside-memory')} (local.get $at) (i32.const 1)))))
  (local.set $limit (i32.wrap_i64 (select (local.get $room) (i64.const ${stringBytes + 1})
    (i64.lt_s (local.get $room) (i64.const ${stringBytes + 1})))))
  (loop $next
    (if (i32.eqz (i32.load8_u (i32.add (local.get $at) (local.get $length)))) (then
      (global.set $length (local.get $length))
      (return (i32.const 0))))
    (br_if $next (i32.lt_u (local.tee $length (i32.add (local.get $length) (i32.const 1))) (local.get $limit))))
  (call $bad (local.get $field)
    (select ${fault('text-too-long')} ${fault('text-without-end')} (i64.gt_s (local.get $room) (i64.const ${stringBytes})))
    (local.get $at) (local.get $limit)))
(func $bad_texts (param $field i32) (param $at i32) (param $count i32) (result i32) (local $block i32) (local $i i32) (local $text i32)
  (if (i32.gt_u (local.get $count) (i32.const ${stringCount}))
    (then (return (call $bad (local.get $field) ${fault('too-many-texts')} (local.get $at) (local.get $count)))))
  (if (call $bad_range (local.get $field) (local.get $at) (i32.shl (local.get $count) (i32.const 2)))
    (then (return (i32.const 1))))
  (local.set $block (call $allocate (i32.add (i32.const 8) (i32.shl (local.get $count) (i32.const 3)))))
  (i32.store (local.get $block) (global.get $lists))
  (global.set $lists (local.get $block))
  (local.set $block (i32.add (local.get $block) (i32.const 8)))
  (block $done (loop $next
    (br_if $done (i32.ge_u (local.get $i) (local.get $count)))
    (local.set $text (i32.load align=1 (i32.add (local.get $at) (i32.shl (local.get $i) (i32.const 2)))))
    (if (call $bad_text (local.get $field) (local.get $text)) (then (return (i32.const 1))))
    (i32.store (i32.add (local.get $block) (i32.shl (local.get $i) (i32.const 3))) (local.get $text))
    (i32.store offset=4 (i32.add (local.get $block) (i32.shl (local.get $i) (i32.const 3))) (global.get $length))
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br $next)))
  (global.set $list (local.get $block))
  (i32.const 0))
(func $drop_lists (param $code i32) (result i32) (local $block i32)
  (loop $next (if (local.tee $block (global.get $lists)) (then
    (global.set $lists (i32.load (local.get $block)))
    (call $free (local.get $block))
    (br $next))))
  (local.get $code))
;; how many of the wanted bytes there are
(func $room (param $at i32) (param $wanted i64) (result i32) (local $room i64)
  (local.set $room (i64.sub (call $memory_size) (i64.extend_i32_u (local.get $at))))
  (if (i32.or (i32.eqz (local.get $at)) (i64.le_s (local.get $room) (i64.const 0))) (then (return (i32.const 0))))
  (i32.wrap_i64 (select (local.get $room) (local.get $wanted) (i64.lt_u (local.get $room) (local.get $wanted)))))`
}

const heap = `
(func $allocate (param $size i32) (result i32) (local $at i32)
  (if (i32.eqz (local.tee $at (call $malloc (local.get $size)))) (then (unreachable)))
  (local.get $at))
;; a NUL follows every list that the host writes into the plugin's memory, so that C reads texts in place
(func $realloc (export "cabi_export_realloc") (export "cabi_import_realloc")
  (param $old i32) (param $old_size i32) (param $alignment i32) (param $size i32) (result i32) (local $at i32)
  (local.set $at (call $allocate (i32.add (local.get $size) (i32.const 1))))
  (if (local.get $old) (then
    (memory.copy (local.get $at) (local.get $old)
      (select (local.get $old_size) (local.get $size) (i32.lt_u (local.get $old_size) (local.get $size))))
    (call $free (local.get $old))))
  (i32.store8 (i32.add (local.get $at) (local.get $size)) (i32.const 0))
  (local.get $at))
(func $area (result i32)
  (if (i32.eqz (global.get $area_at)) (then (global.set $area_at (call $allocate (i32.const 24)))))
  (global.get $area_at))
(func $taken_code (result i32)
  (global.set $code (i32.const 0))
  (if (i32.load8_u (global.get $area_at)) (then (global.set $code (i32.load offset=4 (global.get $area_at)))))
  (global.get $code))
;; stores a list from the host as a memory buffer of the plugin; drops it if the plugin passed NULL
(func $put_list (param $target i32) (param $at i32) (param $length i32)
  (if (i32.eqz (local.get $target)) (then (if (local.get $at) (then (call $free (local.get $at)))) (return)))
  (i32.store align=1 (local.get $target) (local.get $at))
  (i32.store offset=4 align=1 (local.get $target) (local.get $length)))
(func $taken_text (result i32)
  (if (call $taken_code) (then (return (global.get $code))))
  (global.set $text (i32.load offset=4 (global.get $area_at)))
  (global.set $length (i32.load offset=8 (global.get $area_at)))
  (i32.const 0))
;; a text that the plugin does not free: the same address for the same text
(func $constant (param $text i32) (result i32) (local $entry i32) (local $i i32)
  (local.set $entry (global.get $constants))
  (block $none (loop $next
    (br_if $none (i32.eqz (local.get $entry)))
    (if (i32.eq (i32.load offset=8 (local.get $entry)) (global.get $length)) (then
      (local.set $i (i32.const 0))
      (block $other
        (loop $byte (if (i32.lt_u (local.get $i) (global.get $length)) (then
          (br_if $other (i32.ne
            (i32.load8_u (i32.add (local.get $text) (local.get $i)))
            (i32.load8_u (i32.add (i32.load offset=4 (local.get $entry)) (local.get $i)))))
          (local.set $i (i32.add (local.get $i) (i32.const 1)))
          (br $byte))))
        (call $free (local.get $text))
        (return (i32.load offset=4 (local.get $entry))))))
    (local.set $entry (i32.load (local.get $entry)))
    (br $next)))
  (local.set $entry (call $allocate (i32.const 12)))
  (i32.store (local.get $entry) (global.get $constants))
  (i32.store offset=4 (local.get $entry) (local.get $text))
  (i32.store offset=8 (local.get $entry) (global.get $length))
  (global.set $constants (local.get $entry))
  (local.get $text))`

/** The services that work on the plugin's memory alone. */
const guestFunctions = `
(func $service_CreateMemoryBuffer (param $target i32) (param $size i32) (result i32) (local $data i32)
  (if (call $bad_range (i32.const 255) (local.get $target) (i32.const 8)) (then (return (global.get $code))))
  (if (local.get $size) (then
    (if (i32.eqz (local.tee $data (call $malloc (local.get $size)))) (then (return (i32.const 4))))))
  (i32.store align=1 (local.get $target) (local.get $data))
  (i32.store offset=4 align=1 (local.get $target) (local.get $size))
  (i32.const 0))
(func $service_FreeMemoryBuffer (param $buffer i32) (result i32) (local $data i32)
  (if (call $bad_range (i32.const 255) (local.get $buffer) (i32.const 4)) (then (return (global.get $code))))
  (if (local.tee $data (i32.load align=1 (local.get $buffer))) (then (call $free (local.get $data))))
  (i32.const 0))
(func $service_FreeString (param $text i32) (result i32)
  (if (local.get $text) (then (call $free (local.get $text))))
  (i32.const 0))`
