import type { Struct } from '../structs.ts'

/** What the exports of the adapter take from the tables. */
export interface ExportNumbers {
  readonly request: Struct
  readonly nameEntry: number
  readonly versionEntry: number
}

/** What the world exports: each asks the plugin, with a request laid out as C has it. */
export function worldExports({ request, nameEntry, versionEntry }: ExportNumbers): string {
  const at = (name: string): number => {
    const offset = request.at[name]
    if (offset === undefined) throw new Error(`a request has no ${name}`)
    return offset
  }
  const store = (name: string, value: string): string =>
    `  (i32.store offset=${at(name)} (local.get $r) ${value})`
  const pointers = (name: string, count: string, from: string, stride: number): string =>
    `${store(name, `(select (local.get $p) (i32.const 0) ${count})`)}
  (local.set $p (call $pointers ${from} ${count} (i32.const ${stride}) (local.get $p)))`
  const lists = (list: string, prefix: string): string =>
    `${store(`${prefix}Count`, `(local.get $${list}_n)`)}
${pointers(`${prefix}Keys`, `(local.get $${list}_n)`, `(local.get $${list})`, 16)}
${pointers(`${prefix}Values`, `(local.get $${list}_n)`, `(i32.add (local.get $${list}) (i32.const 8))`, 16)}`
  return `
;; a text of the plugin, in the area of results
(func $given (param $text i32) (param $entry i32) (result i32)
  (global.set $entry (local.get $entry))
  (drop (call $area))
  (i64.store align=4 (global.get $area_at) (i64.const 0))
  (if (i32.eqz (call $bad_text (i32.const 255) (local.get $text))) (then
    (i32.store (global.get $area_at) (local.get $text))
    (i32.store offset=4 (global.get $area_at) (global.get $length))))
  (global.get $area_at))
(func (export "name") (result i32) (call $given (call $plugin_name) (i32.const ${nameEntry | 0})))
(func (export "version") (result i32) (call $given (call $plugin_version) (i32.const ${versionEntry | 0})))
;; the version stays the plugin's
(func (export "initialize") (param $version i32) (param $length i32) (result i32) (local $context i32)
  (local.set $context (call $plugin_context (local.get $version)))
  (global.set $context (select (local.get $context) (i32.const 1) (local.get $context)))
  (call $plugin_initialize (global.get $context)))
(func (export "finalize") (call $plugin_finalize))
(func $empty (result i32)
  (if (i32.eqz (global.get $empty_at)) (then
    (global.set $empty_at (call $allocate (i32.const 1)))
    (i32.store8 (global.get $empty_at) (i32.const 0))))
  (global.get $empty_at))
(func $c_text (param $at i32) (param $length i32) (result i32)
  (if (result i32) (local.get $length) (then (local.get $at)) (else (call $empty))))
;; the texts of a list, each in $stride bytes, as an array of char*; returns the end of the array
(func $pointers (param $a i32) (param $n i32) (param $stride i32) (param $to i32) (result i32)
  (loop $next (if (local.get $n) (then
    (i32.store (local.get $to) (call $c_text (i32.load (local.get $a)) (i32.load offset=4 (local.get $a))))
    (local.set $to (i32.add (local.get $to) (i32.const 4)))
    (local.set $a (i32.add (local.get $a) (local.get $stride)))
    (local.set $n (i32.sub (local.get $n) (i32.const 1)))
    (br $next))))
  (local.get $to))
(func $release (param $at i32) (if (local.get $at) (then (call $free (local.get $at)))))
;; frees a list of $n texts
(func $release_list (param $list i32) (param $n i32) (local $a i32)
  (local.set $a (local.get $list))
  (loop $next (if (local.get $n) (then
    (call $release (i32.load (local.get $a)))
    (local.set $a (i32.add (local.get $a) (i32.const 8)))
    (local.set $n (i32.sub (local.get $n) (i32.const 1)))
    (br $next))))
  (call $release (local.get $list)))
(func (export "handle") (param $callback i32) (param $output i32) (param $method i32)
  (param $url i32) (param $url_n i32) (param $query i32) (param $query_n i32)
  (param $groups i32) (param $groups_n i32) (param $get i32) (param $get_n i32) (param $headers i32) (param $headers_n i32)
  (param $body i32) (param $body_n i32) (result i32) (local $r i32) (local $p i32) (local $code i32)
  (local.set $r (call $allocate (i32.add (i32.const ${request.size}) (i32.shl (i32.add (local.get $groups_n)
    (i32.shl (i32.add (local.get $get_n) (local.get $headers_n)) (i32.const 1))) (i32.const 2)))))
  (local.set $p (i32.add (local.get $r) (i32.const ${request.size})))
${store('method', '(i32.add (local.get $method) (i32.const 1))')}
${store('groupsCount', '(local.get $groups_n)')}
${pointers('groups', '(local.get $groups_n)', '(local.get $groups)', 8)}
${lists('get', 'get')}
${store('body', '(call $c_text (local.get $body) (local.get $body_n))')}
${store('bodySize', '(local.get $body_n)')}
${lists('headers', 'headers')}
  ;; a number that does not come back, so that one that was kept hits no other answer
  (global.set $last_output (i32.and (i32.add (global.get $last_output) (i32.const 0x5851f42d)) (i32.const 0x7fffffff)))
  (if (i32.eqz (global.get $last_output)) (then (global.set $last_output (i32.const 0x5851f42d))))
  (global.set $output (global.get $last_output))
  (global.set $handle (local.get $output))
  (call $plugin_query (call $c_text (local.get $query) (local.get $query_n)))
  (local.set $code (call $plugin_call (local.get $callback) (global.get $output)
    (call $c_text (local.get $url) (local.get $url_n)) (local.get $r)))
  (global.set $output (i32.const 0))
  (global.set $handle (i32.const 0))
  (call $free (local.get $r))
  (call $release (local.get $url))
  (call $release (local.get $query))
  (call $release_list (local.get $groups) (local.get $groups_n))
  (call $release_list (local.get $get) (i32.shl (local.get $get_n) (i32.const 1)))
  (call $release_list (local.get $headers) (i32.shl (local.get $headers_n) (i32.const 1)))
  (call $release (local.get $body))
  (call $drop_output (local.get $output))
  (local.get $code))`
}
