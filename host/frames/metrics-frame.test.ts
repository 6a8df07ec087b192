import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anyFrame, frameOf, readsOrRefuses } from '../../test/support/frames.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { encodeFrame, FrameError, frameKinds } from './frame.ts'
import { decodeMetrics, encodeMetrics } from './metrics-frame.ts'

const metrics = fc.array(
  fc.record({
    name: fc.stringMatching(/^[a-f_:][a-z0-9_:]{0,20}$/),
    value: fc.double(),
    isTimer: fc.boolean(),
  }),
  { maxLength: 5 },
)

const one = { name: 'a', isTimer: false }

function decode(names: unknown, values = 1): unknown {
  const bytes = new Uint8Array(values * 8)
  return decodeMetrics(frameOf(encodeFrame(frameKinds.metrics, { names }, { bytes })))
}

describe('METRICS', () => {
  it('is read again as it was, also NaN and infinity', () => {
    fc.assert(
      fc.property(metrics, (some) => {
        expect(decodeMetrics(frameOf(encodeMetrics(some)))).toEqual(some)
      }),
    )
  })

  it('is read or refused with FrameError, whatever the bytes are', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        expect(readsOrRefuses(() => decodeMetrics(frame))).toBe(true)
      }),
    )
  })

  it.each([
    ['a name that Prometheus does not allow', [{ ...one, name: 'a b' }], 1],
    ['a line break after a name', [{ ...one, name: 'a\n' }], 1],
    ["a name of the host's own", [{ ...one, name: 'orthanc_wasm_requests_total' }], 1],
    ['a name that is too long', [{ ...one, name: 'a'.repeat(fixedLimits.metricNameBytes + 1) }], 1],
    ['no type', [{ name: 'a' }], 1],
    ['more names than values', [one, one], 1],
    ['more values than names', [one], 2],
    [
      'more metrics than a plugin has',
      Array.from({ length: fixedLimits.metrics + 1 }, () => one),
      fixedLimits.metrics + 1,
    ],
  ])('is refused for %s', (_, names, values) => {
    expect(() => decode(names, values)).toThrow(FrameError)
    expect(decode([one])).toEqual([{ ...one, value: 0 }])
  })
})
