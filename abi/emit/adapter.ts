import { fixedLimits } from '../../host/exchange/limits.ts'
import {
  componentFunctions,
  hashEntryPoint,
  listEntryPoints,
  accessOf,
  wholeStruct,
  witPackage,
  type ComponentFunction,
  type EntryPoint,
} from '../component.ts'
import { invokeService } from '../functions.ts'
import { kinds, layOut, type Field } from '../kinds.ts'
import { structs } from '../structs.ts'
import { adapterBase } from './adapter-base.ts'
import { hostCall } from './adapter-call.ts'
import { returnWasm } from './signature.ts'

/** An interface of the package as a module imports from it. */
function importPath(name: string): string {
  return `"${witPackage.name}/${name}@${witPackage.version}"`
}

/**
 * The text of `guest/wit/adapter.wat` below its first line: the module that connects a plugin built for the core ABI
 * with the interfaces of the component. It reads the plugin's arguments as the host does with a core plugin: each address
 * is checked, and faults are reported to the host, whose code the plugin receives.
 */
export function emitAdapter(): string {
  const functions = componentFunctions()
  const all = listEntryPoints()
  const named = all.filter(({ name }) => !name.startsWith(invokeService))
  const invoked = all.filter(({ name }) => name.startsWith(invokeService))
  return [
    '(module',
    ...functions.map((f) => importText(f)),
    adapterBase({
      types: importPath('types'),
      runtime: importPath('runtime'),
      stringBytes: fixedLimits.stringBytes,
      stringCount: fixedLimits.stringCount,
      request: structs.OrthancPluginHttpRequest,
      nameEntry: hashEntryPoint('OrthancPluginGetName'),
      versionEntry: hashEntryPoint('OrthancPluginGetVersion'),
    }),
    ...functions.map((f) => hostCall(f)),
    ...named.map((entryPoint) => writeNamedFunction(entryPoint)),
    ...invoked.filter(isReachable).map((entryPoint) => writeInvokedFunction(entryPoint)),
    invokeServiceText(invoked),
    ')\n',
  ].join('\n')
}

function importText({ name, service, isMethod, parameters }: ComponentFunction): string {
  const flat = parameters.flatMap((field) => flatTypes[field.kind] ?? ['i32'])
  const all = [...(isMethod ? ['i32'] : []), ...flat, 'i32']
  if (all.length > 17) throw new Error(`${service}: more parameters than the canonical ABI passes`)
  const [from, path] = isMethod
    ? [importPath('types'), `[method]rest-output.${name}`]
    : [importPath('host'), name]
  return `(import ${from} "${path}" (func $host_${service} (param ${all.join(' ')})))`
}

/** How the canonical ABI flattens a parameter, where that is not one i32. */
const flatTypes: Readonly<Record<string, readonly string[]>> = {
  u64: ['i64'],
  i64: ['i64'],
  f32: ['f32'],
  f64: ['f64'],
  string: ['i32', 'i32'],
  optionalString: ['i32', 'i32', 'i32'],
  bytes: ['i32', 'i32'],
  optionalBytes: ['i32', 'i32'],
  extent: ['i32', 'i32'],
  strings: ['i32', 'i32'],
}

function isReachable({ service, row }: EntryPoint): boolean {
  return accessOf(service, row) !== 'none'
}

/** The fields that the function of a service takes: all but where a result goes that is a text. */
function inputs({ row }: EntryPoint): readonly Field[] {
  return row.fields.filter(({ name }) => name !== row.result?.field)
}

/** A function that a plugin imports by its name. */
function writeNamedFunction(entryPoint: EntryPoint): string {
  const { name, service, row, function: mapping } = entryPoint
  if (mapping === undefined) throw new Error(`${name} is not a function`)
  const of = new Map(
    Object.entries(mapping.arguments).map(([argument, field]) => [field, argument]),
  )
  const types = Object.values(mapping.arguments).map((fieldName) => {
    const field = row.fields.find((candidate) => candidate.name === fieldName)
    if (field === undefined) throw new Error(`${service} has no field ${fieldName}`)
    return kinds[field.kind].wasm
  })
  const parameters = Object.keys(mapping.arguments)
    .map((argument, i) => ` (param $${argument} ${types[i]})`)
    .join('')
  const wasm = returnWasm(mapping)
  const result = wasm === undefined ? '' : ` (result ${wasm})`
  const head = `(func (export "${name}") (param $context i32)${parameters}${result}`
  const number = hashEntryPoint(name) | 0
  const failure = `(${wasm ?? 'i32'}.const ${mapping.failure ?? 0})`
  const wrong = mapping.returns === 'error' ? '(global.get $code)' : failure
  const give = mapping.returns === 'void' ? '(return)' : `(return ${wrong})`
  if (!isReachable(entryPoint)) {
    const code = `(call $unsupported (i32.const ${number}) (i32.const ${row.number ?? 0}))`
    if (mapping.returns === 'error') return `${head} ${code})`
    return `${head} (drop ${code})${mapping.returns === 'void' ? '' : ` ${failure}`})`
  }
  const values = inputs(entryPoint).map((field) => {
    const argument = of.get(field.name)
    if (argument === undefined)
      return `(${kinds[field.kind].wasm}.const ${mapping.literals?.[field.name] ?? 0})`
    return narrow(field, `(local.get $${argument})`)
  })
  const call = `(call $service_${service} ${values.join(' ')})`
  const end = {
    void: `(drop ${call})`,
    error: call,
    // No service that a component reaches has a function that returns this.
    truth: '(unreachable)',
    result: `(if (result i32) ${call} (then (i32.const 0)) (else ${textOf(entryPoint)}))`,
  }[mapping.returns]
  return `${head}
  (if (call $enter (local.get $context) (i32.const ${number})) (then ${give}))
  ${end})`
}

/** Cuts a number to the width of its C type. */
function narrow({ kind }: Field, value: string): string {
  if (kind === 'u8') return `(i32.and ${value} (i32.const 255))`
  if (kind === 'u16') return `(i32.and ${value} (i32.const 65535))`
  return value
}

/** The host's text, in the form that the plugin receives. */
function textOf({ row }: EntryPoint): string {
  const given = '(global.get $text)'
  return row.result?.kind === 'constString' ? `(call $constant ${given})` : given
}

/** A service with its parameters in a struct. */
function writeInvokedFunction(entryPoint: EntryPoint): string {
  const { service, row } = entryPoint
  const fields = inputs(entryPoint)
  const head = `(func $invoke_${service} (param $params i32) (result i32)`
  if (row.struct === null) return `${head} (call $service_${service} (local.get $params)))`
  const { offsets, size } = layOut(row.fields)
  const load = (field: Field): string => {
    const offset = offsets[row.fields.indexOf(field)] ?? 0
    return `(${loads[field.kind] ?? 'i32.load'} offset=${offset} align=1 (local.get $params))`
  }
  const call = `(call $service_${service} ${fields.map(load).join(' ')})`
  const whole = `(call $bad_range (i32.const ${wholeStruct}) (local.get $params) (i32.const ${size}))`
  if (row.result === undefined)
    return `${head}
  (if ${whole} (then (return (global.get $code))))
  ${call})`
  const at = row.fields.findIndex(({ name }) => name === row.result?.field)
  const target = `(i32.load offset=${offsets[at] ?? 0} align=1 (local.get $params))`
  return `${head}
  (if ${whole} (then (return (global.get $code))))
  (if (call $bad_range (i32.const ${wholeStruct}) ${target} (i32.const 4)) (then (return (global.get $code))))
  (if ${call} (then (return (global.get $code))))
  (i32.store align=1 ${target} ${textOf(entryPoint)})
  (i32.const 0))`
}

const loads: Readonly<Record<string, string>> = {
  u8: 'i32.load8_u',
  u16: 'i32.load16_u',
  u64: 'i64.load',
  i64: 'i64.load',
  f32: 'f32.load',
  f64: 'f64.load',
}

/** `OrthancPluginInvokeService`: by the service's number. */
function invokeServiceText(invoked: readonly EntryPoint[]): string {
  const cases = invoked.map((entryPoint) => {
    const number = hashEntryPoint(entryPoint.name) | 0
    const enter = `(call $enter (local.get $context) (i32.const ${number}))`
    const then = isReachable(entryPoint)
      ? `(if ${enter} (then (return (global.get $code)))) (return (call $invoke_${entryPoint.service} (local.get $params)))`
      : `(return (call $unsupported (i32.const ${number}) (local.get $service)))`
    return `  (if (i32.eq (local.get $service) (i32.const ${entryPoint.row.number})) (then ${then}))`
  })
  return `(func (export "${invokeService}") (param $context i32) (param $service i32) (param $params i32) (result i32)
${cases.join('\n')}
  (call $unsupported (i32.const 0) (local.get $service)))`
}
