import { assembleText } from './wat-plugin.ts'

/** Indices of the functions in the table of `nativePlugin`. */
export const nativeTable = { rest: 1, change: 2, stored: 3, cStoreFilter: 4, received: 5 } as const

/** Where the texts of the plugin lie. */
const texts = { pattern: 1024, type: 1056, uri: 1088, hello: 1120, key: 1152, name: 1184 } as const

/** Bodies of the functions in the table; each leaves its result. */
export interface NativeBodies {
  /** What `OrthancPluginInitialize` returns after its registrations. Success. */
  readonly initialize?: string
  /** `$output`, `$url`, `$request`. Answers `hello`. */
  readonly rest?: string
  /** `$type`, `$level`, `$id`. Returns Success. */
  readonly change?: string
  /** `$instance`, `$id`. Returns Success. */
  readonly stored?: string
  /** `$status`, `$instance`. Returns 1. */
  readonly cStoreFilter?: string
  /** `$target`, `$data`, `$size` (an i64), `$origin`. Returns 1, which keeps the instance. */
  readonly received?: string
}

/** Gets `/system` into the memory buffer at 64 and returns the code. */
export const getSystem = `(call $restGet (i32.const 1) (i32.const 64) (i32.const ${texts.uri}))`

/** Answers `hello` as text. */
const answerHello = `(call $answer (i32.const 1) (local.get $output)
  (i32.const ${texts.hello}) (i32.const 5) (i32.const ${texts.type}))`

/** A plugin with callbacks besides those of routes. */
export async function nativePlugin({
  initialize = '(i32.const 0)',
  rest = `${answerHello} (i32.const 0)`,
  change = '(i32.const 0)',
  stored = '(i32.const 0)',
  cStoreFilter = '(i32.const 1)',
  received = '(i32.const 1)',
}: NativeBodies = {}): Promise<Uint8Array> {
  const strings = Object.entries({
    pattern: '/hello',
    type: 'text/plain',
    uri: '/system',
    hello: 'hello',
    key: 'RemoteAET',
    name: 'native',
  })
  return assembleText(`(module
    (import "orthanc" "OrthancPluginAnswerBuffer" (func $answer (param i32 i32 i32 i32 i32)))
    (import "orthanc" "OrthancPluginRegisterRestCallback" (func $route (param i32 i32 i32)))
    (import "orthanc" "OrthancPluginRegisterOnChangeCallback" (func $onChange (param i32 i32)))
    (import "orthanc" "OrthancPluginRegisterOnStoredInstanceCallback"
      (func $onStored (param i32 i32)))
    (import "orthanc" "OrthancPluginRegisterIncomingCStoreInstanceFilter"
      (func $filter (param i32 i32) (result i32)))
    (import "orthanc" "OrthancPluginRegisterReceivedInstanceCallback"
      (func $onReceived (param i32 i32) (result i32)))
    (import "orthanc" "OrthancPluginRestApiGet"
      (func $restGet (param i32 i32 i32) (result i32)))
    (import "orthanc" "OrthancPluginLogInfo" (func $log (param i32 i32)))
    (import "orthanc" "OrthancPluginGetInstanceSize" (func $size (param i32 i32) (result i64)))
    (import "orthanc" "OrthancPluginGetInstanceData" (func $data (param i32 i32) (result i32)))
    (import "orthanc" "OrthancPluginGetInstanceJson" (func $json (param i32 i32) (result i32)))
    (import "orthanc" "OrthancPluginGetInstanceMetadata"
      (func $metadata (param i32 i32 i32) (result i32)))
    (import "orthanc" "OrthancPluginFreeString" (func $freeString (param i32 i32)))
    (memory (export "memory") 4)
    (table (export "table") 8 funcref)
    (elem (i32.const 1) $rest $change $stored $cStoreFilter $received)
    ${strings.map(([name, text]) => `(data (i32.const ${addressOf(name)}) "${text}\\00")`).join('\n')}
    (global $heap (mut i32) (i32.const 4096))
    (global $kept (mut i32) (i32.const 0))
    (func (export "OrthancPluginInitialize") (param i32) (result i32)
      (call $route (i32.const 1) (i32.const ${texts.pattern}) (i32.const 1))
      (call $onChange (i32.const 1) (i32.const 2))
      (call $onStored (i32.const 1) (i32.const 3))
      (drop (call $filter (i32.const 1) (i32.const 4)))
      (drop (call $onReceived (i32.const 1) (i32.const 5)))
      ${initialize})
    (func (export "OrthancPluginFinalize"))
    (func (export "OrthancPluginGetName") (result i32) (i32.const ${texts.name}))
    (func (export "OrthancPluginGetVersion") (result i32) (i32.const ${texts.hello}))
    (func (export "malloc") (param $size i32) (result i32) (local $at i32)
      (local.set $at (global.get $heap))
      (global.set $heap (i32.and
        (i32.add (i32.add (local.get $at) (local.get $size)) (i32.const 15)) (i32.const -8)))
      (if (i32.gt_u (global.get $heap) (i32.const 0x3ff00))
        (then (global.set $heap (local.get $at)) (return (i32.const 0))))
      (local.get $at))
    (func (export "free") (param i32))
    (func $rest (param $output i32) (param $url i32) (param $request i32) (result i32) ${rest})
    (func $change (param $type i32) (param $level i32) (param $id i32) (result i32) ${change})
    (func $stored (param $instance i32) (param $id i32) (result i32) (local $at i32) ${stored})
    (func $cStoreFilter (param $status i32) (param $instance i32) (result i32) ${cStoreFilter})
    (func $received (param $target i32) (param $data i32) (param $size i64) (param $origin i32)
      (result i32) ${received}))`)
}

function addressOf(name: string): number {
  const found = Object.entries(texts).find(([each]) => each === name)
  if (found === undefined) throw new Error(`no text ${name}`)
  return found[1]
}
