import { errorCodes, metricsTypes } from '../../abi/enums.ts'
import { BadArgumentError } from '../exchange/errors.ts'
import type { CallContext, Fields } from './call-context.ts'

/**
 * OrthancPluginSetMetricsValue (group Orthanc, service 31).
 *
 * *Differs:* Orthanc drops values that are set inside `OrthancPluginInitialize`; here they count.
 */
export function setMetricsValue(
  { setMetric }: CallContext,
  { name, value, type }: Fields<'SetMetricsValue'>,
): void {
  setMetric?.({ name, value, isTimer: isTimer(type) }, 'fraction')
}

/** OrthancPluginSetMetricsIntegerValue (since 1.12.1, group Orthanc, service 43). *Differs:* as `setMetricsValue`. */
export function setMetricsIntegerValue(
  { setMetric }: CallContext,
  { name, value, type }: Fields<'SetMetricsIntegerValue'>,
): void {
  setMetric?.({ name, value: Number(value), isTimer: isTimer(type) }, 'integer')
}

function isTimer(type: number): boolean {
  if (type === metricsTypes.Timer) return true
  if (type === metricsTypes.Default) return false
  throw new BadArgumentError(
    errorCodes.ParameterOutOfRange,
    `type: ${type}, allowed are 0 (Default) and 1 (Timer)`,
  )
}
