import { importOptional } from './toolchain.ts'

/** A part of a source, as the compiler has it. */
interface Range {
  readonly start: number
  readonly end: number
  readonly source: { readonly normalizedPath: string }
}

/** A call of the SDK's `plugin()`. */
export interface PluginCall {
  /** Absent: no literal. */
  readonly name: string | undefined
  readonly range: Range
}

/** The parts of the compiler that are observed; its interface for programs does not show them. */
interface Internals {
  readonly Compiler: { readonly prototype: object }
}

/** The SDK's function, as the compiler names it. */
const pluginFunction = '~lib/orthanc-wasm/assembly/plugin/plugin'

/**
 * Observes the compiler while `run` uses it. Calls `onPlugin` for each call of `plugin()` that is compiled. An error inside a
 * library refers to the author's expression that led to it: one for which `isAuthors` is true for the path of its source.
 */
export async function observeCompiler<T>(
  run: () => Promise<T>,
  isAuthors: (path: string) => boolean,
  onPlugin: (call: PluginCall) => void,
): Promise<T> {
  const internals = await importOptional<Internals>('assemblyscript')
  if (internals === undefined) return run()
  const { prototype } = internals.Compiler
  /** The expressions that are being compiled, each inside the one before, functions that they call included. */
  const expressions: unknown[] = []
  const restore = [
    wrap(prototype, 'compileExpression', (usual, args) => {
      expressions.push(args[0])
      try {
        return usual(args)
      } finally {
        expressions.pop()
      }
    }),
    wrap(prototype, 'compileCallDirect', (usual, args) => {
      const [target, operands, node] = args
      if (nameOf(target) === pluginFunction && hasRange(node))
        onPlugin({ name: literalOf(operands), range: node.range })
      return usual(args)
    }),
    wrap(prototype, 'emitDiagnostic', (usual, [code, category, range, related, ...texts]) => {
      const isOwn = isRange(range) && isAuthors(range.source.normalizedPath)
      const cause = expressions.findLast(
        (node): node is { range: Range } =>
          hasRange(node) && isAuthors(node.range.source.normalizedPath),
      )
      const origin = isOwn ? related : (related ?? cause?.range ?? null)
      return usual([code, category, range, origin, ...texts])
    }),
  ]
  try {
    return await run()
  } finally {
    for (const each of restore) each()
  }
}

type Call = (args: readonly unknown[]) => unknown

/** Replaces a method until the returned function is called. */
function wrap(
  object: object,
  name: string,
  act: (usual: Call, args: readonly unknown[]) => unknown,
): () => void {
  const own = Object.getOwnPropertyDescriptor(object, name)
  const method: unknown = Reflect.get(object, name)
  if (typeof method !== 'function') return () => undefined
  const value = function (this: unknown, ...args: unknown[]): unknown {
    return act((given) => Reflect.apply(method, this, given), args)
  }
  Object.defineProperty(object, name, { configurable: true, writable: true, value })
  return () => {
    if (own === undefined) Reflect.deleteProperty(object, name)
    else Object.defineProperty(object, name, own)
  }
}

function isRange(value: unknown): value is Range {
  return typeof value === 'object' && value !== null && 'start' in value && 'source' in value
}

function hasRange(value: unknown): value is { range: Range } {
  return typeof value === 'object' && value !== null && 'range' in value && isRange(value.range)
}

function nameOf(target: unknown): unknown {
  const isNamed = typeof target === 'object' && target !== null && 'internalName' in target
  return isNamed ? target.internalName : undefined
}

/** The text of the first operand, if that is a literal. */
function literalOf(operands: unknown): string | undefined {
  const first: unknown = Array.isArray(operands) ? operands[0] : undefined
  const isLiteral = typeof first === 'object' && first !== null && 'value' in first
  return isLiteral && typeof first.value === 'string' ? first.value : undefined
}
