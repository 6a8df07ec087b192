import { randomFillSync } from 'node:crypto'
import {
  hashEntryPoint,
  listEntryPoints,
  faults,
  wholeStruct,
  type EntryPoint,
} from '../../../abi/component.ts'
import { errorCodes } from '../../../abi/enums.ts'
import { otherServices } from '../../../abi/services.ts'
import {
  BadArgumentError,
  CallError,
  GuestMemoryError,
  PluginError,
} from '../../exchange/errors.ts'
import type { CallContext } from '../../calls/call-context.ts'
import { fixedLimits } from '../../exchange/limits.ts'
import { systemClock } from '../../exchange/trace.ts'
import type { ExportedCallbacks } from './component-inside.ts'
import { type GuestLife, report, createRefusal } from '../../imports/import-object.ts'

const entryPointsByHash: ReadonlyMap<number, EntryPoint> = new Map(
  listEntryPoints().map((entryPoint) => [hashEntryPoint(entryPoint.name), entryPoint]),
)
const ownTexts: ReadonlyMap<number, string> = new Map(
  ['OrthancPluginGetName', 'OrthancPluginGetVersion'].map((name) => [hashEntryPoint(name), name]),
)
const namesOfOthers: ReadonlyMap<number, string> = new Map(
  Object.entries(otherServices).map(([name, number]) => [number, name]),
)

const maxRandomBytes = 65536
const longestAbortBytes = 2000

type Fault = (typeof faults)[number]

/** The state of a component's instance while its guest calls the host. */
export interface ComponentState extends GuestLife {
  readonly context: CallContext
  /** False while its start functions run, which may already call. */
  isMade: boolean
  /** The callbacks for what happens inside Orthanc. */
  callbacks: ExportedCallbacks
  /** The problem with the plugin's name or version. */
  fault: string | undefined
}

/** The interface `runtime`: functions for the adapter of a core plugin and for the libraries of languages. */
export function runtimeImports(state: ComponentState) {
  const { context } = state
  const refuse = createRefusal()
  return {
    badArgument: (...values: readonly unknown[]): number => {
      const [entryPoint, field, fault, at, length, size] = values
      const place = { at: Number(at), length: Number(length), size: Number(size) }
      const error = errorsOf[faultOf(fault)](place)
      return reportFault(state, Number(entryPoint), Number(field), error)
    },
    unsupported: (entryPoint: unknown, service: unknown): number => {
      const known = entryPointsByHash.get(Number(entryPoint))
      if (known === undefined) {
        const number = Number(service)
        const name = namesOfOthers.get(number)
        const which = name === undefined ? number : `${number} (${name})`
        context.log('error', `service ${which} is not known`)
        return errorCodes.UnknownPluginService
      }
      return codeOf(() => refuse(context, known.name))
    },
    abort: (message: unknown, file: unknown, line: unknown, column: unknown): never => {
      const why = utf16(message) || 'aborted'
      throw new PluginError(`${why} in ${utf16(file)}:${String(line)}:${String(column)}`)
    },
    exit: (code: unknown): never => {
      throw new PluginError(`exit(${String(code)})`)
    },
    print: (descriptor: unknown, bytes: unknown): void => {
      const text = new TextDecoder().decode(listOf(bytes, 4 * fixedLimits.logCharacters)).trimEnd()
      if (text !== '') context.log(descriptor === 1 ? 'info' : 'warning', text)
    },
    clock: (monotonic: unknown): bigint => (context.clock ?? systemClock)(monotonic === true),
    random: (length: unknown): Uint8Array => {
      const count = Number(length)
      if (count > maxRandomBytes)
        throw new PluginError(`${count} random bytes, at most ${maxRandomBytes} at once`)
      const bytes = new Uint8Array(count)
      const fill = context.fillRandom ?? randomFillSync
      fill(bytes)
      return bytes
    },
  }
}

/** What the adapter checked: an address, the number of bytes or texts, and the size of the plugin's memory. */
interface Place {
  readonly at: number
  readonly length: number
  readonly size: number
}

/** The same errors as for a core module, whose memory the host checks itself. */
const errorsOf: Readonly<Record<Fault, (place: Place) => BadArgumentError>> = {
  'outside-memory': ({ at, length, size }) => new GuestMemoryError(at, length, size),
  'text-without-end': () => outOfRange('string without a NUL before the end of memory'),
  'text-too-long': () => outOfRange(`string longer than ${fixedLimits.stringBytes} bytes`),
  'too-many-texts': ({ length }) =>
    outOfRange(`${length} strings, at most ${fixedLimits.stringCount}`),
  'not-the-output': ({ at }) =>
    at === 0
      ? new BadArgumentError(errorCodes.NullPointer, 'NULL instead of an output')
      : outOfRange('not the output of the callback that runs'),
  'not-the-context': () =>
    outOfRange('context: not the one that OrthancPluginInitialize was given'),
}

function outOfRange(message: string): BadArgumentError {
  return new BadArgumentError(errorCodes.ParameterOutOfRange, message)
}

/** Reports a bad argument by the names of the function and its argument. */
function reportFault(
  state: ComponentState,
  number: number,
  field: number,
  error: BadArgumentError,
) {
  const own = ownTexts.get(number)
  if (own !== undefined) {
    state.fault = `${own}: ${error.message}`
    return error.code
  }
  const entryPoint = entryPointsByHash.get(number)
  if (entryPoint === undefined) {
    state.context.log('error', `unknown function: ${error.message}`)
    return error.code
  }
  const label = labelOf(entryPoint, field)
  if (label !== undefined) error.message = `${label}: ${error.message}`
  const { name, service } = entryPoint
  report(state.context, { name, service, returns: entryPoint.function?.returns ?? 'error' }, error)
  return error.code
}

/** The name of the field in a message: the function's own name for the argument. */
function labelOf(entryPoint: EntryPoint, index: number): string | undefined {
  if (index === wholeStruct) return undefined
  const field = entryPoint.row.fields[index]?.name
  const named = Object.entries(entryPoint.function?.arguments ?? {}).find(
    ([, name]) => name === field,
  )
  return named?.[0] ?? field
}

function faultOf(value: unknown): Fault {
  const fault = faults.find((name) => name === value)
  if (fault === undefined) throw new PluginError('an unknown fault')
  return fault
}

function codeOf(act: () => never): number {
  try {
    return act()
  } catch (error) {
    if (error instanceof CallError) return error.code
    throw error
  }
}

function utf16(value: unknown): string {
  return new TextDecoder('utf-16le').decode(listOf(value, longestAbortBytes))
}

function listOf(value: unknown, most: number): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new PluginError('not a list of bytes')
  return value.subarray(0, most)
}
