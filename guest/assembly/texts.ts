import {
  OrthancPluginComputeMd5,
  OrthancPluginComputeSha1,
  OrthancPluginFreeString,
  OrthancPluginGenerateUuid,
  OrthancPluginGetConfiguration,
  OrthancPluginGetConfigurationPath,
  OrthancPluginGetErrorDescription,
  OrthancPluginGetGlobalProperty,
  OrthancPluginGetOrthancDirectory,
  OrthancPluginGetOrthancPath,
  OrthancPluginSetGlobalProperty,
} from './abi'
import { addressOf, byteLengthOf } from './bytes'
import { decode, encode } from './c-string'
import { context } from './context'
import { ErrorCode } from './enums'

/** The configuration as JSON, without the registered users and the host's own section. */
export function getConfiguration(): string {
  return take(OrthancPluginGetConfiguration(context))
}

/** The path of the configuration: always empty, the sandbox shows no file of the machine. */
export function getConfigurationPath(): string {
  return take(OrthancPluginGetConfigurationPath(context))
}

/** The path of the server: always `orthanc-wasm`, the sandbox shows no file of the machine. */
export function getOrthancPath(): string {
  return take(OrthancPluginGetOrthancPath(context))
}

/** The folder of the server: always `.`, the sandbox shows no folder of the machine. */
export function getOrthancDirectory(): string {
  return take(OrthancPluginGetOrthancDirectory(context))
}

/** The text of an error code. */
export function getErrorDescription(code: ErrorCode): string {
  return decode(OrthancPluginGetErrorDescription(context, code))
}

/** A random UUID (version 4). */
export function generateUuid(): string {
  return take(OrthancPluginGenerateUuid(context))
}

/** The MD5 of a typed array, an `ArrayBuffer`, a `StaticArray` or `Bytes`, in hexadecimal. */
export function computeMd5<T>(data: T): string {
  return take(OrthancPluginComputeMd5(context, addressOf(data), byteLengthOf(data)))
}

/** The SHA-1 of such data in Orthanc's format: five groups of eight hexadecimal digits. */
export function computeSha1<T>(data: T): string {
  return take(OrthancPluginComputeSha1(context, addressOf(data), byteLengthOf(data)))
}

/**
 * A text that Orthanc keeps in its database under a number from 1024 on; `""` if it has none. Not in `onInitialize`. Inside Orthanc only;
 * allowed by `Allow.Services`.
 */
export function getGlobalProperty(property: i32): string {
  const otherwise = encode('')
  return take(OrthancPluginGetGlobalProperty(context, property, changetype<usize>(otherwise)))
}

/** Makes Orthanc keep a text under a number from 1024 on. Not in `onInitialize`. Inside Orthanc only; allowed by `Allow.Services`. */
export function setGlobalProperty(property: i32, value: string): ErrorCode {
  const text = encode(value)
  return OrthancPluginSetGlobalProperty(context, property, changetype<usize>(text))
}

/** Copies a text of the host and frees it; `""` for NULL. */
export function take(at: usize): string {
  const text = decode(at)
  if (at != 0) OrthancPluginFreeString(context, at)
  return text
}
