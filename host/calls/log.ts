import { logLevels } from '../../abi/enums.ts'
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

/** OrthancPluginLogMessage (since 1.12.4, group Orthanc, service 45). *Differs:* the category is not logged. */
export function logMessage(
  { log }: CallContext,
  { message, file, line, level }: Fields<'LogMessage'>,
): void {
  const place = file === undefined ? '' : `${textOf(file)}:${line}: `
  log(levelOf(level), `${place}${textOf(message)}`)
}

function levelOf(level: number): 'error' | 'warning' | 'info' {
  if (level === logLevels.Error) return 'error'
  return level === logLevels.Warning ? 'warning' : 'info'
}
