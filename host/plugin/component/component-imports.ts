import { camelCase, componentFunctions, type ComponentFunction } from '../../../abi/component.ts'
import { insideFunctions, type InsideFunction } from '../../../abi/component-inside.ts'
import { errorCodes } from '../../../abi/enums.ts'
import { functions } from '../../../abi/functions.ts'
import type { FunctionRow } from '../../../abi/rows.ts'
import { isSupported, type ServiceName } from '../../../abi/services.ts'
import type { CallContext, OutboundResult } from '../../calls/call-context.ts'
import type { AnswerBuilder } from '../../calls/answer-builder.ts'
import { BadArgumentError, CallError, PluginError } from '../../exchange/errors.ts'
import type { InstanceWatch } from '../../exchange/trace.ts'
import {
  createRefusal,
  guard,
  withWatch,
  report,
  type Callee,
} from '../../imports/import-object.ts'
import { callInside } from './component-inside.ts'
import { runtimeImports, type ComponentState } from './component-runtime.ts'
import { fieldsOf, listOf } from './component-values.ts'

type HostFunction = (...values: readonly unknown[]) => unknown
type Interface = Readonly<Record<string, unknown>>

/** How jco represents a `result` of WIT. */
type WitResult =
  | { readonly tag: 'ok'; readonly val: unknown }
  | { readonly tag: 'err'; readonly val: number }

/** A patch makes the script keep the number of a resource under this symbol. */
const handleSymbol: unique symbol = Symbol.for('orthanc:handle')
/** jco calls the method of this symbol with the number of a resource that the component drops. */
const disposeSymbol: unique symbol = Symbol.for('cabiDispose')

/** The answer that a component borrows while it handles a request; it has a handle of `Outputs`. */
export interface LentOutput {
  [handleSymbol]: number
}

/** Sets the handle for the callback that begins, and returns the handle of the callback around it. */
export function lend(output: LentOutput, handle: number): number {
  const before = output[handleSymbol]
  output[handleSymbol] = handle
  return before
}

/** The interfaces that a component imports, and the object for the answer that it borrows. */
export function componentImports(
  state: ComponentState,
  watch?: InstanceWatch,
): {
  readonly imports: Readonly<Record<string, Interface>>
  readonly output: LentOutput
} {
  // jco makes such an object of each handle whose methods the component calls, also of an invented one.
  class RestOutput implements LentOutput {
    [handleSymbol] = 0
    static readonly [disposeSymbol] = guard(state, (handle: number) =>
      dropOutput(state.context, handle),
    )
  }
  const host: Record<string, HostFunction> = {}
  for (const f of componentFunctions()) {
    const target = f.isMethod ? RestOutput.prototype : host
    const call = guard(state, withWatch(watch, f.name, hostFunction(f, state)))
    const method = function (this: LentOutput, ...values: readonly unknown[]): unknown {
      return call(this[handleSymbol], ...values)
    }
    Object.defineProperty(target, camelCase(f.name), {
      value: f.isMethod ? method : call,
      enumerable: true,
    })
  }
  const refuse = createRefusal()
  const inside = Object.fromEntries(
    insideFunctions.map((f) => [
      camelCase(f.name),
      guard(state, withWatch(watch, f.name, insideFunction(f, state, refuse))),
    ]),
  )
  const runtime = Object.fromEntries(
    Object.entries(runtimeImports(state)).map(([name, call]) => [
      name,
      guard(state, withWatch<readonly unknown[]>(watch, name, call)),
    ]),
  )
  const imports = {
    'orthanc:plugin/types': { RestOutput },
    'orthanc:plugin/host': host,
    'orthanc:plugin/inside': inside,
    'orthanc:plugin/runtime': runtime,
  }
  return { imports, output: new RestOutput() }
}

/** The function for a service; a method gets its handle first. Mistakes of the plugin become error codes here. */
function hostFunction(f: ComponentFunction, state: ComponentState): HostFunction {
  const { service, isMethod } = f
  if (!isSupported(service)) throw new Error(`no handler for ${service}`)
  return witFunction(service, state, (context, values, fields) => {
    Object.assign(fields, fieldsOf(f, isMethod ? values.slice(1) : values))
    if (isMethod) fields['output'] = outputOf(context, values[0])
    return resultOf(f, context.handlers[service](context, fields))
  })
}

/** The function for a service that Orthanc carries out. */
function insideFunction(
  f: InsideFunction,
  state: ComponentState,
  refuse: ReturnType<typeof createRefusal>,
): HostFunction {
  const [callee] = calleesOf(f.service)
  return witFunction(f.service, state, (context, values) =>
    callInside(f, state, values, () => refuse(context, callee?.name ?? f.name)),
  )
}

/** Calls `act`, which adds to the fields that an error names, and makes a `result` of what it returns or throws. */
function witFunction(
  service: ServiceName,
  state: ComponentState,
  act: (
    context: CallContext,
    values: readonly unknown[],
    fields: Record<string, unknown>,
  ) => unknown,
): HostFunction {
  const { context } = state
  const callees = calleesOf(service)
  return (...values): WitResult => {
    if (!state.isMade) return { tag: 'err', val: errorCodes.BadSequenceOfCalls }
    const fields: Record<string, unknown> = {}
    try {
      return { tag: 'ok', val: act(context, values, fields) }
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      report(context, calleeFor(callees, fields), error)
      return { tag: 'err', val: error.code }
    }
  }
}

/** The answer of a handle, which the script does not check. Throws `BadArgumentError` as for a core module. */
function outputOf({ outputs }: CallContext, handle: unknown): AnswerBuilder {
  try {
    return outputs.get(Number(handle))
  } catch (error) {
    if (error instanceof BadArgumentError) error.message = `output: ${error.message}`
    throw error
  }
}

/** Throws `PluginError` for a handle that the component does not have, as other hosts do. */
function dropOutput({ outputs }: CallContext, handle: number): void {
  if (!outputs.drop(handle)) throw new PluginError('dropped an output that it does not have')
}

/** A result in jco's form. Throws `CallError` for a result that is an error in WIT and NULL or a status in C. */
function resultOf({ hasText, outParameters }: ComponentFunction, value: unknown): unknown {
  if (outParameters === 'bytes') return value
  if (outParameters === 'answer') {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a handler returns follows from the same row
    const { status, headers, body, failure } = value as OutboundResult
    if (failure !== undefined) throw failure
    return { status, headers: listOf(headers), body }
  }
  if (!hasText) return undefined
  const text = String(value)
  if (value === undefined) throw new CallError(errorCodes.UnknownResource, 'there is none')
  return listOf(text)
}

interface NamedCallee extends Callee {
  readonly literals: Readonly<Record<string, number>>
}

/** The functions of the SDK that call a service. */
function calleesOf(service: ServiceName): readonly NamedCallee[] {
  return Object.entries<FunctionRow>(functions)
    .filter(([, row]) => row.service === service)
    .map(([name, { returns, literals = {} }]) => ({ name, service, returns, literals }))
}

/** The function that was called, found by the fields that it sets itself. */
function calleeFor(callees: readonly NamedCallee[], fields: Record<string, unknown>): Callee {
  const fits = ({ literals }: NamedCallee): boolean =>
    Object.entries(literals).every(([name, value]) => fields[name] === value)
  const callee = callees.find(fits) ?? callees[0]
  if (callee === undefined) throw new Error('a service without a function')
  return callee
}
