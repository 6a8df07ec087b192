import { libcFunctions } from '../../abi/libc.ts'
import { listNames, type LogLevel } from '../exchange/log.ts'

const results: ReadonlyMap<string, number> = new Map(
  libcFunctions.flatMap(({ result, names }) => names.map((name) => [name, result] as const)),
)

/** The functions of `env` for files, sockets, programs and threads that a libc imports; a call returns an error. */
export const libcNames: ReadonlySet<string> = new Set(results.keys())

/** Those of a module's imports from `env`. */
export function libcImports(names: readonly string[]): Record<string, () => number> {
  const used = names.filter((name) => libcNames.has(name))
  return Object.fromEntries(used.map((name) => [name, () => results.get(name) ?? 0]))
}

/** Lists the imported functions that only return an error: a plugin that needs them fails in ways that are hard to explain. */
export function logMissing(
  module: WebAssembly.Module,
  log: (level: LogLevel, message: string) => void,
): void {
  const names = WebAssembly.Module.imports(module)
    .filter(({ module: from, name }) => from === 'env' && libcNames.has(name))
    .map(({ name }) => name)
  if (names.length > 0)
    log('info', `imports functions that the sandbox does not have; calls fail: ${listNames(names)}`)
}
