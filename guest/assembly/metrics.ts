import {
  MetricsType,
  OrthancPluginRegisterRefreshMetricsCallback,
  OrthancPluginSetMetricsIntegerValue,
  OrthancPluginSetMetricsValue,
} from './abi'
import { encode } from './c-string'
import { context } from './context'
import { send } from './deferred-calls'

/**
 * Sets a metric, a number with a fraction, which `/metrics` of the host shows for Prometheus. With `MetricsType.Timer` it shows the
 * largest value of the last 10 seconds. In a callback or in `onInitialize`.
 */
export function setMetric(name: string, value: f32, type: MetricsType = MetricsType.Default): void {
  const encoded = encode(name)
  OrthancPluginSetMetricsValue(context, changetype<usize>(encoded), value, type)
}

/** Sets a metric that is a whole number, as `setMetric` does. */
export function setIntegerMetric(
  name: string,
  value: i64,
  type: MetricsType = MetricsType.Default,
): void {
  const encoded = encode(name)
  OrthancPluginSetMetricsIntegerValue(context, changetype<usize>(encoded), value, type)
}

/** Calls a function before Orthanc shows its metrics, for those that are expensive to know. One for each plugin. Inside Orthanc only. */
export function onRefreshMetrics(refresh: () => void): void {
  send(
    (_, callback) => OrthancPluginRegisterRefreshMetricsCallback(context, callback),
    '',
    refresh.index,
  )
}
