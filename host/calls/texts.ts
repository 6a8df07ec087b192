import { createHash } from 'node:crypto'
import { byteStringOf, type ByteString } from '../exchange/byte-string.ts'
import { describeError } from '../exchange/profile.ts'
import type { CallContext, Fields } from './call-context.ts'

/**
 * OrthancPluginGetOrthancPath (group Orthanc, service 4).
 *
 * *Differs:* no path of the machine is visible in the sandbox.
 */
export function getOrthancPath(): ByteString {
  return 'orthanc-wasm'
}

/** OrthancPluginGetOrthancDirectory (group Orthanc, service 5). *Differs:* as `getOrthancPath`. */
export function getOrthancDirectory(): ByteString {
  return '.'
}

/** OrthancPluginGetConfigurationPath (group Orthanc, service 6). *Differs:* as `getOrthancPath`. */
export function getConfigurationPath(): ByteString {
  return ''
}

/** OrthancPluginGetConfiguration (group Orthanc, service 13). *Differs:* without the registered users. */
export function getConfiguration({ configuration }: CallContext): ByteString {
  return byteStringOf(configuration)
}

/** OrthancPluginGetErrorDescription (group Orthanc, service 17). */
export function getErrorDescription(
  { profile }: CallContext,
  { error }: Fields<'GetErrorDescription'>,
): ByteString {
  return describeError(profile, error).message
}

/** OrthancPluginComputeMd5 (group Orthanc, service 24). */
export function computeMd5(_: CallContext, { buffer }: Fields<'ComputeMd5'>): ByteString {
  return createHash('md5').update(buffer).digest('hex')
}

/** OrthancPluginComputeSha1 (group Orthanc, service 25): five groups of eight digits, as all of Orthanc's SHA-1. */
export function computeSha1(_: CallContext, { buffer }: Fields<'ComputeSha1'>): ByteString {
  const digest = createHash('sha1').update(buffer).digest('hex')
  return digest.replace(/(.{8})(?=.)/g, '$1-')
}

/** OrthancPluginGenerateUuid (group Orthanc, service 28). */
export function generateUuid({ uuid }: CallContext): ByteString {
  return uuid()
}
