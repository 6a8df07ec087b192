import { fixedLimits } from '../exchange/limits.ts'
import { reasonAgainstMetric, type Metric } from '../exchange/metrics.ts'
import { Fields } from './fields.ts'
import {
  encodeFrame,
  FrameError,
  frameKinds,
  readValue,
  splitPayload,
  type Frame,
} from './frame.ts'

/** Names in JSON and values as bytes: JSON has neither infinity nor NaN. */
export function encodeMetrics(metrics: readonly Metric[]): readonly Uint8Array[] {
  const values = Float64Array.from(metrics, ({ value }) => value)
  const names = metrics.map(({ name, isTimer }) => ({ name, isTimer }))
  return encodeFrame(frameKinds.metrics, { names }, { bytes: new Uint8Array(values.buffer) })
}

/** The metrics that a guest sent. Throws `FrameError` for more of them, or for names, that no plugin may have. */
export function decodeMetrics(frame: Frame): readonly Metric[] {
  const { bytes } = splitPayload(frame)
  const metrics = new Fields(readValue(frame)).list('names', fixedLimits.metrics, (item) => {
    const fields = new Fields(item)
    const name = fields.text('name', fixedLimits.metricNameBytes)
    if (reasonAgainstMetric(name) !== undefined)
      throw new FrameError('the name of a metric that plugins cannot have')
    return { name, isTimer: fields.boolean('isTimer') }
  })
  if (bytes.length !== metrics.length * 8) throw new FrameError('metrics without a value each')
  return metrics.map((metric, i) => ({ ...metric, value: bytes.readDoubleLE(i * 8) }))
}
