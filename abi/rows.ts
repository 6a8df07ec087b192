import type { Field } from './kinds.ts'

/** The result of a service: an out-parameter in its struct, or the return value of a function. */
export interface ServiceResult {
  /**
   * `string`: a NUL-terminated text that the plugin frees; `constString`: one that it does not free; `pointer`: an
   * address or the handle of an object; else a number of that kind.
   */
  readonly kind: 'string' | 'constString' | 'pointer' | 'i32' | 'u32' | 'i64'
  /** The field of the struct that says where the result goes. */
  readonly field: string
  /** The C type that a function returns, where the kind does not say it. */
  readonly type?: string
}

/**
 * `bytes`: memory that the plugin frees, in the field `target`; `answer`: the answer of an HTTP request, in the fields of
 * `outParameterFields`; those of body and headers may be NULL. The body of a DELETE is dropped.
 */
export type OutParameterKind = 'bytes' | 'answer'

/** The fields with the addresses of out-parameters. */
export const outParameterFields = {
  bytes: ['target'],
  answer: ['answerBody', 'answerHeaders', 'httpStatus'],
} as const satisfies Readonly<Record<OutParameterKind, readonly string[]>>

/**
 * One entry point of the host: `InvokeService` calls it by its number, and one or more functions call it by name.
 *
 * The order of `fields` is that of the C struct, which the host reads; it need not be the order of any function's
 * arguments.
 */
export interface ServiceRow {
  /** The number of `_OrthancPluginService_…`; `null` if the SDK uses the context's `Free` instead. */
  readonly number: number | null
  /** Name of the parameter struct in the SDK; `null` where `params` is the value of the only field itself. */
  readonly struct: string | null
  readonly fields: readonly Field[]
  /** Absent also where the function says which one of several results it asks for. */
  readonly result?: ServiceResult
  /** What it writes to out-parameters, while its functions return a code. Absent: nothing. */
  readonly outParameters?: OutParameterKind
  /** First SDK version that has the service; absent where 1.12.3 has it. */
  readonly since?: string
  /** `none`: the host has no handler for it yet, a call fails with `NotImplemented`. Absent: it has one. */
  readonly support?: 'none'
  /** The key of the configuration without which `serve` does not carry it out. */
  readonly key?: string
}

/**
 * What the function returns: nothing, an error code, the result of its service (NULL or 0 if that failed), or the
 * truth of that: 1 if it is not 0, else 0.
 */
type Returned = 'void' | 'error' | 'result' | 'truth'

/** One function of the SDK as a mapping onto a service. */
export interface FunctionRow {
  readonly service: string
  /** SDK version that introduced it, by the header's own "New in"; `null` where the header does not say. */
  readonly since: string | null
  /** Argument name → field of the service, in the order of the C signature, without the context. */
  readonly arguments: Readonly<Record<string, string>>
  /** C types of the arguments that have another one than their field. */
  readonly types?: Readonly<Record<string, string>>
  /** Fields that the function itself sets; fields in neither are NULL or 0. */
  readonly literals?: Readonly<Record<string, number>>
  /** The field that the C function sets to the name of the plugin, `OrthancPluginGetName()`. */
  readonly pluginName?: string
  readonly returns: Returned
  /** The result that it asks for, where its service has several. */
  readonly result?: ServiceResult
  /** What it returns instead of a result if its service failed; absent where that is NULL or 0. */
  readonly failure?: number
  /** One line in our own words. */
  readonly doc: string
}

/** A group of the SDK: its services and its functions. */
export interface Group {
  readonly services: Readonly<Record<string, ServiceRow>>
  readonly functions: Readonly<Record<string, FunctionRow>>
}

/** The signature of a callback, of the plugin or of the host. */
export interface Callback {
  readonly arguments: readonly (Field & { readonly type: string })[]
  /** `error`: an `OrthancPluginErrorCode`; else the C type. */
  readonly returns: string
  readonly doc: string
}
