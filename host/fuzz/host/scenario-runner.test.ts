import { describe, expect, it } from 'vitest'
import {
  codecs,
  firstFailure,
  patience,
  spoilt,
  spoiltHost,
  type Mistake,
} from '../../../test/support/spoilt-host.ts'
import { hostImports } from './guest.ts'
import { replayCalls } from '../replay/replay-calls.ts'
import { readScenario } from '../scenario/scenario-reader.ts'
import { ScenarioRunner } from './scenario-runner.ts'

const mistakes: readonly Mistake[] = [
  {
    what: 'says yes to what is refused',
    kinds: ['return value'],
    name: 'StartMultipartAnswer',
    spoil:
      (right) =>
      (...values) => {
        right(...values)
        return 0
      },
  },
  {
    what: 'takes any context',
    kinds: ['return value', 'log', 'memory'],
    name: 'InvokeService',
    spoil:
      (right) =>
      (_, ...values) =>
        right(1, ...values),
  },
  {
    what: 'writes a byte that nobody named',
    kinds: ['memory'],
    name: 'SetHttpHeader',
    spoil:
      (right, state) =>
      (...values) => {
        right(...values)
        state.context?.memory.bytes(5, 1).fill(0x77)
      },
  },
  {
    what: 'throws past the call',
    kinds: ['exception'],
    name: 'InvokeService',
    spoil: (right) => (context, service, params) => {
      if (service === 2002) throw new RangeError('past the call')
      return right(context, service, params)
    },
  },
  {
    what: 'asks the heap of the plugin twice',
    kinds: ['heap'],
    name: 'GetConfiguration',
    spoil:
      (right) =>
      (...values) => {
        right(...values)
        return right(...values)
      },
  },
  {
    what: 'does not free',
    kinds: ['heap'],
    name: 'FreeString',
    spoil: () => () => undefined,
  },
  {
    what: 'narrows a number to fewer bits',
    kinds: ['answer', 'return value', 'log'],
    name: 'SendHttpStatusCode',
    spoil: (right) => (context, output, status) => right(context, output, status & 0xff),
  },
  {
    what: 'answers with one byte less',
    kinds: ['answer'],
    name: 'AnswerBuffer',
    spoil: (right) => (context, output, answer, size, type) =>
      right(context, output, answer, size > 1 ? size - 1 : size, type),
  },
  {
    what: 'encodes one column less',
    kinds: ['answer'],
    name: 'CompressAndAnswerPngImage',
    spoil:
      (right) =>
      (context, output, format, width, ...others) =>
        right(context, output, format, width > 1 ? width - 1 : width, ...others),
  },
  {
    what: 'gives the handle of an image twice',
    kinds: ['handle'],
    name: 'CreateImage',
    spoil: (right) => {
      let first = 0
      return (...values) => {
        const handle = Number(right(...values))
        first ||= handle
        return handle === 0 ? 0 : first
      }
    },
  },
  {
    what: 'remembers another callback of a route',
    kinds: ['registrations'],
    name: 'RegisterRestCallbackNoLock',
    spoil: (right, state) => (context, pattern, callback) => {
      const routes = state.context?.registrations.registrations.routes.length
      return right(context, pattern, routes === 1 ? callback + 1 : callback)
    },
  },
  {
    what: 'serves a plugin that has ended',
    kinds: ['exception'],
    module: 'wasi_snapshot_preview1',
    name: 'sched_yield',
    spoil: () => () => 0,
  },
  {
    what: 'gives an end that no plugin asked for',
    kinds: ['exception'],
    name: 'SetCookie',
    spoil: () => () => {
      throw new WebAssembly.RuntimeError('unreachable')
    },
  },
]

function zero(): number {
  return 0
}

describe('a campaign', () => {
  it(
    'finds nothing wrong with the host',
    () => {
      expect(firstFailure(hostImports, { calls: 4000 })).toBeUndefined()
    },
    patience,
  )

  it.each(mistakes)(
    'finds a host that $what',
    (mistake) => {
      const failure = firstFailure(spoilt(mistake))
      expect(failure?.isRepeatable).toBe(true)
      expect(mistake.kinds).toContain(failure?.kind)
    },
    patience,
  )

  it(
    'makes what it found smaller: the calls that matter are left',
    () => {
      const failure = firstFailure(
        spoiltHost('orthanc', 'OrthancPluginRedirect', () => () => {
          throw new RangeError('past the call')
        }),
        { shrinkRuns: 4000 },
      )
      expect(failure?.scenario.phases).toHaveLength(1)
      expect(failure?.scenario.phases[0]?.steps).toMatchObject([
        { do: 'call', function: 'OrthancPluginRedirect' },
      ])
    },
    patience,
  )

  it(
    'tries the same for the same seed',
    () => {
      const [first, second] = [1, 2].map(() =>
        firstFailure(spoiltHost('orthanc', 'OrthancPluginCreateImage', () => zero)),
      )
      expect(first).toBeDefined()
      expect(second).toEqual(first)
    },
    patience,
  )
})

it('finds that an image of no columns and very many rows is converted at once', () => {
  const create = { do: 'call', function: 'OrthancPluginCreateImage', arguments: [1, 0, 4e9] }
  const convert = {
    do: 'call',
    function: 'OrthancPluginConvertPixelFormat',
    arguments: ['result-0', 4],
  }
  const phases = [{ in: 'callback', steps: [create, convert] }]
  const limits = { pages: 1, maximumPages: 1, fill: 65, sdk: '1.12.3', maxAnswerBytes: 100 }
  const scenario = readScenario({ ...limits, phases }, 'a.json')
  expect(new ScenarioRunner(codecs).run(scenario)).toEqual({ calls: 2, mismatch: undefined })
})

describe('replayCalls', () => {
  const [mistake] = mistakes
  if (mistake === undefined) throw new TypeError('no mistake')
  const failure = firstFailure(spoilt(mistake))
  // As it comes out of a file.
  const scenario = readScenario(JSON.parse(JSON.stringify(failure?.scenario)), 'a.json')

  it('reproduces a failure in the host that has it', () => {
    const runner = new ScenarioRunner(codecs, spoilt(mistake))
    const { reproduced, details } = replayCalls(scenario, runner)
    expect(reproduced).toBe(true)
    expect(details[0]).toMatch(/^return value: OrthancPluginStartMultipartAnswer\(.*returned 0/)
  })

  it('reproduces nothing in a host that is right', () => {
    const { reproduced, details } = replayCalls(scenario, new ScenarioRunner(codecs))
    expect(reproduced).toBe(false)
    expect(details[0]).toContain('all as the contract says')
  })
})
