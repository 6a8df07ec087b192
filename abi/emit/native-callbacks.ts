import { callbacks } from '../callbacks.ts'
import {
  nativeCallbacks,
  type NativeArgument,
  type NativeCallback,
  type NativeOp,
  type NativeOut,
} from '../native.ts'
import type { Callback } from '../rows.ts'
import { cType } from './c-type.ts'

/*
 * The functions of the native plugin that Orthanc calls: each sends its arguments to the plugins that registered such a
 * function, by Orthanc's rule for several of them, and reads what comes back.
 */

/** The SDK's name of a type of callback without its prefix. */
export function callbackName(type: string): string {
  return type.replace(/^OrthancPlugin/, '')
}

/** Written in C by hand, as Orthanc wants more than what the plugin returns. */
const byHand: ReadonlySet<string> = new Set([
  'OrthancPluginOnChangeCallback',
  'OrthancPluginChunkedClientRequestGetChunkData',
  'OrthancPluginChunkedClientRequestGetChunkSize',
  'OrthancPluginChunkedClientRequestNext',
  'OrthancPluginJobGetContent',
  'OrthancPluginJobGetSerialized',
  'OrthancPluginJobStop',
])

/** Not those of services that are not carried. */
const isCarried = (name: string): boolean => !name.includes('DatabaseBackend')

/** REST routes of all plugins. */
const slotCount = 256

/** A function of a REST route, where Orthanc says only which function it is. */
const slotted: ReadonlySet<string> = new Set([
  'OrthancPluginRestCallback',
  'OrthancPluginServerChunkedRequestReaderFactory',
])

/** Has neither a payload nor a registration: it runs inside the call that was given the function. */
const innermost = 'OrthancPluginDicomWebBinaryCallback'

/** The last callback of an object of the plugin. */
const ends: ReadonlySet<string> = new Set([
  'OrthancPluginServerChunkedRequestReaderFinalize',
  'OrthancPluginFreeMove',
  'OrthancPluginStorageCommitmentDestructor',
  'OrthancPluginJobFinalize',
])

/** While that holds, the next plugin is asked: never for a callback that Orthanc has only one of. Absent: all are, and the first error is returned. */
const conditions: Readonly<Record<string, string>> = {
  OrthancPluginIncomingHttpRequestFilter: 'returned == 1',
  OrthancPluginIncomingHttpRequestFilter2: 'returned == 1',
  OrthancPluginIncomingDicomInstanceFilter: 'returned == 1',
  OrthancPluginIncomingCStoreInstanceFilter: 'returned == 1',
  OrthancPluginDecodeImageCallback: 'returned != OrthancPluginErrorCode_Success',
  OrthancPluginTranscoderCallback: 'returned != OrthancPluginErrorCode_Success',
  OrthancPluginStorageCommitmentFactory:
    'returned != OrthancPluginErrorCode_Success || *handler == NULL',
  OrthancPluginJobsUnserializer: 'returned == NULL',
  OrthancPluginWorklistCallback: '0',
  OrthancPluginFindCallback: '0',
  OrthancPluginMoveCallback: '0',
  OrthancPluginReceivedInstanceCallback: '0',
  OrthancPluginStorageCreate: '0',
  OrthancPluginStorageRead: '0',
  OrthancPluginStorageReadWhole: '0',
  OrthancPluginStorageReadRange: '0',
  OrthancPluginStorageRemove: '0',
}

/** What is returned where no plugin is asked, and where one fails, by the C type. */
const failures: Readonly<Record<string, { readonly none: string; readonly failed: string }>> = {
  error: { none: 'OrthancPluginErrorCode_Plugin', failed: 'k.failure' },
  int32_t: { none: '1', failed: '-1' },
  uint8_t: { none: '1', failed: '1' },
  uint32_t: { none: '0', failed: '0' },
  float: { none: '0', failed: '0' },
  'void*': { none: 'NULL', failed: 'NULL' },
  'OrthancPluginJob*': { none: 'NULL', failed: 'NULL' },
  OrthancPluginJobStepStatus: {
    none: 'OrthancPluginJobStepStatus_Failure',
    failed: 'OrthancPluginJobStepStatus_Failure',
  },
  OrthancPluginReceivedInstanceAction: {
    none: 'OrthancPluginReceivedInstanceAction_KeepAsIs',
    failed: 'OrthancPluginReceivedInstanceAction_Discard',
  },
}

const names: readonly string[] = [...nativeCallbacks.keys()].filter(isCarried)
const rows: Readonly<Record<string, Callback>> = callbacks

/** Numbers of all types of callbacks. */
export function declareCallbacks(): string {
  const numbers = Object.keys(callbacks).map(
    (name, i) => `  CALLBACK_${callbackName(name)} = ${i + 1}`,
  )
  return `enum\n{\n${numbers.join(',\n')},\n  CALLBACK_COUNT = ${numbers.length + 1},\n  SLOT_COUNT = ${slotCount}\n};\n`
}

/** The functions of the native plugin that Orthanc calls, in C. */
export function emitNativeCallbacks(): string {
  const generated = names.filter((name) => !byHand.has(name) && !newer.has(name))
  return [
    ...names.filter((name) => byHand.has(name)).map((name) => `${head(name)};\n`),
    ...generated.map((name) => functionOf(name)),
    ...[...slotted].map((name) => slotsOf(name)),
    `Function find_callback(unsigned id, unsigned slot)\n{\n  switch (id) {\n${names
      .map((name) => `  case CALLBACK_${callbackName(name)}: return ${pointerTo(name)};\n`)
      .join('')}  case CALLBACK_Free: return (Function) free;\n  default: return NULL;\n  }\n}\n`,
  ].join('\n')
}

/** Jobs of the newer version are made with the functions of the older one. */
const newer: ReadonlySet<string> = new Set([
  'OrthancPluginJobGetContent2',
  'OrthancPluginJobGetSerialized2',
])

function pointerTo(name: string): string {
  const own = callbackName(newer.has(name) ? name.slice(0, -1) : name)
  return slotted.has(name) ? `slots_${own}[slot]` : `(Function) on_${own}`
}

function parameters(name: string): readonly string[] {
  return (rows[name]?.arguments ?? []).map((field) => `${cType(field)} ${field.name}`)
}

function cReturn(name: string): string {
  const returns = rows[name]?.returns ?? 'void'
  return returns === 'error' ? 'OrthancPluginErrorCode' : returns
}

function head(name: string): string {
  const given = slotted.has(name) ? ['unsigned slot', ...parameters(name)] : parameters(name)
  return `static ${cReturn(name)} on_${callbackName(name)}(${given.join(', ') || 'void'})`
}

/** A function for each slot, as Orthanc passes nothing else that says which route it is. */
function slotsOf(name: string): string {
  const own = callbackName(name)
  const pass = (rows[name]?.arguments ?? []).map((field) => field.name).join(', ')
  const each = Array.from({ length: slotCount }, (_, slot) => slot)
  return [
    `#define SLOT(n) static ${cReturn(name)} slot_${own}_##n(${parameters(name).join(', ')}) { return on_${own}(n, ${pass}); }`,
    ...rowsOf(each.map((slot) => `SLOT(${slot})`)),
    '#undef SLOT',
    `static const Function slots_${own}[SLOT_COUNT] = {`,
    ...rowsOf(each.map((slot) => `(Function) slot_${own}_${slot},`)),
    '};\n',
  ].join('\n')
}

function rowsOf(items: readonly string[]): readonly string[] {
  const perLine = 8
  return items
    .filter((_, i) => i % perLine === 0)
    .map((_, i) => items.slice(i * perLine, (i + 1) * perLine).join(' '))
}

function functionOf(name: string): string {
  const native = nativeCallbacks.get(name)
  if (native === undefined) throw new Error(`${name} is not a callback of a guest`)
  const body = bodyOf(name, native)
  const none = failures[native.returns]?.none
  if (none === undefined) return `${head(name)}\n{\n${body}}\n`
  const before = noneOf[name] ?? none
  return `${head(name)}\n{\n  ${cReturn(name)} returned = ${before};\n${body}  return returned;\n}\n`
}

/** Finds the plugins that a callback goes to, and runs it there. */
function bodyOf(name: string, native: NativeCallback): string {
  const owner = native.arguments.find(({ op }) => op === 'payload')
  if (owner !== undefined) {
    const end = ends.has(name) ? '  free_owner(owner);\n' : ''
    return `  Owner* owner = (Owner*) ${owner.name};\n${run(name, native, '&owner->target', '  ')}${end}`
  }
  if (slotted.has(name))
    return `  Target plugin;\n  if (!find_slot(slot, request->method, &plugin)) return OrthancPluginErrorCode_UnknownResource;\n${checkBody(name)}${run(name, native, '&plugin', '  ')}`
  if (name === innermost)
    return `  if (innermost == NULL) return;\n${run(name, native, 'innermost', '  ')}`
  const own = callbackName(name)
  const condition = conditions[name]
  const stop = condition === undefined ? '' : `    if (!(${condition})) break;\n`
  return `  Target plugin;\n  for (unsigned at = 0; next_target(CALLBACK_${own}, &at, &plugin);) {\n${run(name, native, '&plugin', '    ')}${stop}  }\n`
}

/** The body of a request is limited, unless it arrives in chunks. */
function checkBody(name: string): string {
  if (name !== 'OrthancPluginRestCallback') return ''
  return '  if (request->bodySize > plugin.plugin->bodyBytes) return refuse_body(plugin.plugin, output);\n'
}

/** What is returned where no plugin is asked, if that is not the same for all callbacks of the C type. */
const noneOf: Readonly<Record<string, string>> = {
  OrthancPluginOnStoredInstanceCallback: 'OrthancPluginErrorCode_Success',
}

/** One conversation with one plugin, and what it returns. */
function run(name: string, native: NativeCallback, target: string, indent: string): string {
  const row = rows[name]
  const lines = [
    'Callback k;',
    `begin_callback(&k, CALLBACK_${callbackName(name)}, ${target});`,
    ...native.arguments.map((argument) => putArgument(argument, row)),
    ...returnLines(name, native),
    'end_callback(&k);',
  ]
  return lines.map((line) => `${indent}${line}\n`).join('')
}

function putNumber(value: string): string {
  return `put_number(&k.out, ${value});`
}

function putArgument(argument: NativeArgument, row: Callback | undefined): string {
  const { name, op, sizedBy, handle, callback = '' } = argument
  const field = row?.arguments.find((one) => one.name === name)
  const { type } = field ?? { type: '' }
  const isArgument = field !== undefined
  const puts: Readonly<Partial<Record<NativeOp, string>>> = {
    number: putNumber(`(uint64_t) ${isArgument ? name : 'target->size'}`),
    text: `put_text(&k.out, ${name});`,
    bytes: `put_bytes(&k.out, ${name}, ${sizedBy === undefined ? levelBytes(type) : `(uint64_t) ${sizedBy}`});`,
    texts: `put_texts(&k.out, ${name}, ${sizedBy});`,
    handle: putNumber(`give_handle(&k, CLASS_${handle}, ${name})`),
    callback: putNumber(
      `give_function(&k, FUNCTION_${callbackName(callback)}, (Function) ${name})`,
    ),
    payload: putNumber('owner->value'),
    request: `put_request(&k.out, ${name});`,
  }
  const put = puts[op]
  if (put === undefined) throw new Error(`${name}: no callback receives a ${op}`)
  return put
}

/** The levels above a DICOM element: as many numbers as `levelDepth` says. */
function levelBytes(type: string): string {
  return `${type.includes('16') ? 2 : 4} * (uint64_t) levelDepth`
}

function returnLines(name: string, native: NativeCallback): readonly string[] {
  const { returns, outs } = native
  const failed = /IncomingHttpRequestFilter/.test(name) ? '0' : failures[returns]?.failed
  if (failed === undefined) return ['run_callback(&k);']
  if (name === 'OrthancPluginOnStoredInstanceCallback')
    return [
      'const OrthancPluginErrorCode one = run_callback(&k) ? get_code(&k) : k.failure;',
      'if (returned == OrthancPluginErrorCode_Success) returned = one;',
    ]
  const read = `returned = run_callback(&k) ? ${readReturn(name, returns)} : ${failed};`
  if (outs.length === 0) return [read]
  const good = goodOf(returns)
  return [
    read,
    `if (${good}) {`,
    ...outs.flatMap((out) => readOut(name, out).map((line) => `  ${line}`)),
    `  if (k.in.isBad) returned = ${returns === 'error' ? 'lose_callback(&k)' : `(lose_callback(&k), ${failed})`};`,
    '}',
  ]
}

function goodOf(returns: string): string {
  if (returns === 'error') return 'returned == OrthancPluginErrorCode_Success'
  if (returns === 'int32_t') return 'returned >= 0'
  return 'returned == OrthancPluginReceivedInstanceAction_Modify'
}

function readReturn(name: string, returns: string): string {
  if (returns === 'error') return 'get_code(&k)'
  if (returns === 'float') return 'get_fraction(&k.in)'
  if (returns === 'void*') return 'make_owner(&k, get_number(&k.in))'
  if (returns === 'OrthancPluginJob*') return '(OrthancPluginJob*) take_handle(&k, CLASS_Job)'
  if (/Status$|Action$/.test(returns))
    return `(${returns}) get_choice(&k.in, 3, ${failures[returns]?.failed})`
  return `(${cReturn(name)}) get_number(&k.in)`
}

/** Success without an object: Orthanc answers itself. */
const optional = 'OrthancPluginStorageCommitmentFactory'

function readOut(name: string, { name: out, op, handle, sizedBy }: NativeOut): readonly string[] {
  const type = rows[name]?.arguments.find((one) => one.name === out)?.type ?? ''
  if (op === 'buffer') return [`take_buffer(&k, ${out});`]
  if (op === 'buffer64') return [`take_buffer64(&k, ${out});`]
  if (op === 'allocated') return [`take_allocated(&k, ${out}, ${sizedBy});`]
  if (op === 'filled') return [`take_filled(&k, ${out});`]
  const pointee = type.slice(0, -1)
  const value =
    op === 'handle'
      ? `(${pointee}) take_handle(&k, CLASS_${handle})`
      : type.endsWith('**')
        ? `(${pointee}) make_owner(&k, get_number(&k.in))`
        : `(${pointee}) get_number(&k.in)`
  const isObject = type.endsWith('**')
  return [
    `*${out} = ${value};`,
    ...(isObject && name !== optional
      ? [`if (*${out} == NULL) returned = OrthancPluginErrorCode_Plugin;`]
      : []),
  ]
}
