import { textOf } from '../exchange/byte-string.ts'
import type { CallContext, Fields } from './call-context.ts'

/** OrthancPluginLogInfo (group Orthanc, service 1). */
export function logInfo({ log }: CallContext, { message }: Fields<'LogInfo'>): void {
  log('info', textOf(message))
}

/** OrthancPluginLogWarning (group Orthanc, service 2). */
export function logWarning({ log }: CallContext, { message }: Fields<'LogWarning'>): void {
  log('warning', textOf(message))
}

/** OrthancPluginLogError (group Orthanc, service 3). */
export function logError({ log }: CallContext, { message }: Fields<'LogError'>): void {
  log('error', textOf(message))
}
