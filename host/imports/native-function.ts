import { callbacks } from '../../abi/callbacks.ts'
import { errorCodes } from '../../abi/enums.ts'
import { kinds } from '../../abi/kinds.ts'
import { nativeFunctions } from '../../abi/native.ts'
import type { Callback } from '../../abi/rows.ts'
import { forward } from '../calls/native/forward.ts'
import { BadArgumentError, CallError } from '../exchange/errors.ts'
import type { FunctionType } from '../wasm/function-module.ts'
import { createArgumentDecoder } from './decode.ts'
import { guard, type GuestState } from './import-object.ts'

/** A function of Orthanc that a callback receives as an argument. */
export interface NativeFunction {
  readonly type: FunctionType
  readonly call: WebAssembly.ImportValue
}

const rows = new Map<string, Callback>(Object.entries(callbacks))
const names = new Map([...nativeFunctions].map(([name, { number }]) => [number, name]))

/** Creates the function of a number, for the table of a guest. */
export function createNativeFunction(number: number, state: GuestState): NativeFunction {
  const name = names.get(number) ?? ''
  const row = rows.get(name)
  if (row === undefined) throw new Error(`no function ${number}`)
  const given = Object.fromEntries(row.arguments.map((field) => [field.name, field.name]))
  const decode = createArgumentDecoder(
    { number, struct: null, fields: row.arguments },
    { service: name, since: null, arguments: given, returns: 'error', doc: row.doc },
  )
  const call = guard(state, (...raw: (number | bigint)[]): number => {
    const { context } = state
    if (context?.native === undefined) return errorCodes.BadSequenceOfCalls
    try {
      forward(context, context.native, name, decode(context, raw))
      return errorCodes.Success
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      if (error instanceof BadArgumentError) context.log('error', `${name}: ${error.message}`)
      return error.code
    }
  })
  const parameters = row.arguments.map(({ kind }) => kinds[kind].wasm)
  return { type: { parameters, result: row.returns === 'error' ? 'i32' : undefined }, call }
}
