import { invokeService } from '../../abi/functions.ts'
import { PluginLoadError } from '../exchange/errors.ts'
import { ByteReader } from '../wasm/byte-reader.ts'
import { CodeReader } from './service-scan-code.ts'
import { readModuleShape } from './service-scan-module.ts'

/**
 * The numbers of the services that a module asks `OrthancPluginInvokeService` for, as far as its code shows them: a
 * constant as second argument of a call of that import, or of the pointer that the context of a plugin in C has for it.
 * A number that is computed, or handed to a function, is not seen. Never throws; sorted, each once.
 */
export function scanServices(bytes: Uint8Array): readonly number[] {
  try {
    return scanned(bytes)
  } catch (error) {
    // What is cut short is refused when it is loaded.
    if (error instanceof PluginLoadError) return []
    throw error
  }
}

function scanned(bytes: Uint8Array): readonly number[] {
  const shape = readModuleShape(bytes)
  const invoke = shape.imports.findIndex(
    ({ module, name }) => module === 'orthanc' && name === invokeService,
  )
  if (invoke < 0) return []
  const found = new Set<number>()
  for (const { start, end } of shape.bodies) {
    const code = new CodeReader(new ByteReader(bytes, start, end), shape, invoke)
    for (const service of code.services()) found.add(service)
  }
  return [...found].toSorted((a, b) => a - b)
}
