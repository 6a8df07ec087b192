import { functions, invokeService } from '../../../abi/functions.ts'
import { kinds } from '../../../abi/kinds.ts'
import type { FunctionRow, ServiceRow } from '../../../abi/rows.ts'
import { services } from '../../../abi/services.ts'
import { concatenate } from '../../exchange/bytes.ts'
import { encodeSection, encodeU32, encodeVector } from '../../wasm/byte-writer.ts'

/** A type of WebAssembly's values. */
type ValueType = 'i32' | 'i64' | 'f32' | 'f64'

/** A function's type as WebAssembly writes it: parameters and results, one byte each. */
interface Signature {
  readonly parameters: readonly number[]
  readonly results: readonly number[]
}

interface ImportedFunction {
  readonly module: string
  readonly name: string
  readonly signature: Signature
}

const i32 = 0x7f
const i64 = 0x7e
const valueTypes: Readonly<Record<string, number>> = { i32, i64, f32: 0x7d, f64: 0x7c }
const typeNames: ReadonlyMap<number, ValueType> = new Map([
  [i32, 'i32'],
  [i64, 'i64'],
  [0x7d, 'f32'],
  [0x7c, 'f64'],
])
/** `\\0asm`, version 1. */
const header = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00)
const functionType = 0x60
const functionReference = 0x70

/** Imported functions that are not of the SDK, and their parameters (d: 64 bits). */
export const systemFunctions: Readonly<Record<string, string>> = {
  abort: 'iiii',
  args_sizes_get: 'ii',
  environ_sizes_get: 'ii',
  clock_res_get: 'ii',
  clock_time_get: 'idi',
  random_get: 'ii',
  fd_fdstat_get: 'ii',
  fd_write: 'iiii',
  fd_read: 'iiii',
  fd_close: 'i',
  fd_seek: 'idii',
  path_open: 'iiiiiddii',
  sched_yield: '',
  proc_exit: 'i',
}

/** The functions through which the host enters the guest; each is imported, and exported under the same name. */
const guestFunctions: Readonly<Record<string, Signature>> = {
  malloc: { parameters: [i32], results: [i32] },
  free: { parameters: [i32], results: [] },
  callback: { parameters: [i32, i32, i32], results: [i32] },
  OrthancPluginInitialize: { parameters: [i32], results: [i32] },
  OrthancPluginFinalize: { parameters: [], results: [] },
}

/** The index of the guest's callback in its table of `tableLength`; all other entries are null. */
export const callbackIndex = 1
const tableLength = 4

const rows = Object.entries<FunctionRow>(functions)
const serviceRows: Readonly<Record<string, ServiceRow>> = services

/**
 * A module without code: it imports all functions of the host, and the functions of the guest from `fuzz`, and exports them
 * again. The owner of its instance acts as the guest, and all values pass through WebAssembly.
 */
export function guestModule(pages: number, maximumPages: number): Uint8Array<ArrayBuffer> {
  const imported = importedFunctions()
  const types = [...new Set(imported.map(({ signature }) => keyOf(signature)))]
  const callback = imported.findIndex(({ name }) => name === 'callback')
  return concatenate([
    header,
    ...encodeSection(
      1,
      encodeVector(types.map((key) => [functionType, ...key.split(',').map(Number)])),
    ),
    ...encodeSection(2, encodeVector(imported.map((row) => importEntry(row, types)))),
    ...encodeSection(4, encodeVector([[functionReference, 0x00, ...encodeU32(tableLength)]])),
    ...encodeSection(5, encodeVector([[0x01, ...encodeU32(pages), ...encodeU32(maximumPages)]])),
    ...encodeSection(7, encodeVector(exportEntries(imported))),
    // One active segment: an i32.const, its end, and one function.
    ...encodeSection(
      9,
      encodeVector([[0x00, 0x41, callbackIndex, 0x0b, ...encodeVector([encodeU32(callback)])]]),
    ),
  ])
}

const parameterTypes = new Map(
  importedFunctions().map(({ name, signature }) => [
    name,
    signature.parameters.map((type) => typeNames.get(type) ?? 'i32'),
  ]),
)

/** The types of the parameters of a function that the module imports. */
export function parametersOf(name: string): readonly ValueType[] {
  return parameterTypes.get(name) ?? []
}

function importedFunctions(): ImportedFunction[] {
  return [
    ...Object.entries(guestFunctions).map(([name, signature]) => ({
      module: 'fuzz',
      name,
      signature,
    })),
    ...rows.map(([name, row]) => ({ module: 'orthanc', name, signature: signatureOf(row) })),
    {
      module: 'orthanc',
      name: invokeService,
      signature: { parameters: [i32, i32, i32], results: [i32] },
    },
    ...Object.entries(systemFunctions).map(([name, parameters]) => ({
      module: name === 'abort' ? 'env' : 'wasi_snapshot_preview1',
      name,
      signature: {
        parameters: Array.from(parameters, (letter) => (letter === 'd' ? i64 : i32)),
        results: name === 'abort' || name === 'proc_exit' ? [] : [i32],
      },
    })),
  ]
}

function signatureOf(row: FunctionRow): Signature {
  const service = serviceRows[row.service]
  const kindOf = new Map(service?.fields.map(({ name, kind }) => [name, kind]))
  const parameters = Object.values(row.arguments).map(
    (field) => valueTypes[kinds[kindOf.get(field) ?? 'u32'].wasm] ?? i32,
  )
  const result = row.returns === 'result' ? (row.result ?? service?.result) : undefined
  const returned = result?.kind === 'i64' ? i64 : i32
  return { parameters: [i32, ...parameters], results: row.returns === 'void' ? [] : [returned] }
}

function keyOf({ parameters, results }: Signature): string {
  return [parameters.length, ...parameters, results.length, ...results].join(',')
}

function importEntry(row: ImportedFunction, types: readonly string[]): number[] {
  const type = types.indexOf(keyOf(row.signature))
  return [...text(row.module), ...text(row.name), 0x00, ...encodeU32(type)]
}

function exportEntries(imported: readonly ImportedFunction[]): number[][] {
  return [
    ...imported.map(({ name }, i) => [...text(name), 0x00, ...encodeU32(i)]),
    [...text('table'), 0x01, 0x00],
    [...text('memory'), 0x02, 0x00],
  ]
}

function text(name: string): number[] {
  return [...encodeU32(name.length), ...Buffer.from(name, 'latin1')]
}
