import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CallError } from '../../exchange/errors.ts'
import type { LogLevel } from '../../exchange/log.ts'
import type { GuestState } from '../../imports/import-object.ts'
import { guestPtr } from '../../memory/guest-memory.ts'
import { replayCalls } from '../replay/replay-calls.ts'
import { readScenario } from '../scenario/scenario-reader.ts'
import { runCampaign, type CallsFailure } from './call-campaign.ts'
import { hostImports, type MakeImports } from './guest.ts'
import { ScenarioRunner } from './scenario-run.ts'
import type { ViolationKind } from './violation.ts'

const codecs = new WebAssembly.Module(
  readFileSync(new URL('../../../dist/host/image/codecs.wasm', import.meta.url)),
)

/** For a busy machine. */
const patienceMs = 120_000
const mostCalls = 200_000

type HostFunction = WebAssembly.ImportValue
/** Plants a mistake into a function of the host. */
type Plant = (right: HostFunction, state: GuestState) => HostFunction
type Context = NonNullable<GuestState['context']>

/** What the host does wrong, the kind of violation that shows it, the function, and the mistake. */
type Mistake = readonly [
  what: string,
  kind: ViolationKind | readonly ViolationKind[],
  name: string,
  plant: Plant,
]

const address = (value: unknown): number => Number(value) >>> 0

/** Does something after a call that returned 0. */
function afterSuccess(act: (context: Context, ...values: readonly number[]) => void): Plant {
  return (right, state) =>
    (...values) => {
      const returned = right(...values)
      if (returned === 0 && state.context !== undefined) act(state.context, ...values.map(address))
      return returned
    }
}

/** Returns another value. */
function returning(change: (returned: number) => number): Plant {
  return (right) =>
    (...values) =>
      change(Number(right(...values)))
}

/** Changes the context while the function runs. */
function changing(change: (context: Context) => Partial<Context>): Plant {
  return (right, state) =>
    (...values) =>
      withContext(state, change, () => right(...values))
}

/** Calls the function while the context is another one. */
function withContext(
  state: GuestState,
  change: (context: Context) => Partial<Context>,
  act: () => unknown,
): unknown {
  const { context } = state
  if (context === undefined) return act()
  const changed = change(context)
  const before = Object.fromEntries(
    Object.entries(context).filter(([name]) => Object.hasOwn(changed, name)),
  )
  Object.assign(context, changed)
  try {
    return act()
  } finally {
    Object.assign(context, before)
  }
}

/** Calls the function while a method of an object is replaced. */
function withMethod(object: object, name: string, method: unknown, act: () => unknown): unknown {
  Object.assign(object, { [name]: method })
  try {
    return act()
  } finally {
    Reflect.deleteProperty(object, name)
  }
}

/** Frees nothing while the function runs. */
const keepBlocks: Plant =
  (right, state) =>
  (...values) =>
    withMethod(
      state.context?.heap ?? {},
      'free',
      () => undefined,
      () => right(...values),
    )

/** Leaves a text allocated. */
const keepText: Plant = () => () => undefined

const silent = { log: () => undefined }

const mistakes: readonly Mistake[] = [
  // Memory
  [
    'writes a byte that is not an out-parameter',
    'memory',
    'SetHttpHeader',
    (right, state) =>
      (...values) => {
        right(...values)
        state.context?.memory.bytes(5, 1).fill(0x77)
      },
  ],
  [
    'writes one byte after an out-parameter',
    'memory',
    'RestApiGet',
    afterSuccess(({ memory }, _, target = 0) => {
      if (target + 9 < memory.size) memory.bytes(target + 8, 1).fill(0x77)
    }),
  ],
  [
    'writes to the out-parameter of a call that failed',
    'memory',
    'RestApiPost',
    (right, state) =>
      (...values) => {
        const code = right(...values)
        // 17: the target was checked before.
        if (code === 17) state.context?.memory.writeU32(address(values[1]), 0)
        return code
      },
  ],
  [
    'writes before it allocates',
    'memory',
    'GetConfiguration',
    (right, state) =>
      (...values) => {
        state.context?.memory.bytes(9, 1).fill(0x77)
        return right(...values)
      },
  ],
  [
    'returns a text without its NUL',
    'memory',
    'ComputeMd5',
    (right, state) =>
      (...values) => {
        const at = address(right(...values))
        if (at !== 0) state.context?.memory.bytes(at + 32, 1).fill(0x41)
        return at
      },
  ],
  // Heap
  [
    'allocates a text twice',
    'heap',
    'GetConfiguration',
    (right) =>
      (...values) => {
        right(...values)
        return right(...values)
      },
  ],
  ['does not free a text', 'heap', 'FreeString', keepText],
  [
    'frees a buffer twice',
    ['heap', 'log'],
    'FreeMemoryBuffer',
    (right) =>
      (...values) => {
        right(...values)
        right(...values)
      },
  ],
  [
    'frees memory that it returns',
    ['heap', 'memory'],
    'GetDicomForInstance',
    afterSuccess(({ memory, heap }, _, target = 0) => heap.free(guestPtr(memory.readU32(target)))),
  ],
  [
    'returns a size that is one too small',
    'heap',
    'RestApiGetAfterPlugins',
    afterSuccess(({ memory }, _, target = 0) => {
      const size = memory.readU32(target + 4)
      if (size > 0) memory.writeU32(target + 4, size - 1)
    }),
  ],
  ['forgets the pixels of an image that is freed', 'heap', 'FreeImage', keepBlocks],
  [
    'keeps the first of two blocks if the second cannot be allocated',
    'heap',
    'CallRestApi',
    keepBlocks,
  ],
  [
    'allocates for a call that returns no memory',
    'heap',
    'Redirect',
    (right, state) =>
      (...values) => {
        state.context?.heap.allocate(8)
        right(...values)
      },
  ],
  // What a call returns
  [
    'accepts any context',
    ['return value', 'log', 'heap', 'memory', 'answer'],
    'InvokeService',
    (right) =>
      (_, ...values) =>
        right(1, ...values),
  ],
  [
    'succeeds where it must refuse',
    ['return value', 'answer'],
    'StartMultipartAnswer',
    returning(() => 0),
  ],
  [
    'returns a number that is not an error code',
    'return value',
    'RestApiPut',
    returning((code) => (code === 0 ? 0 : 12_345)),
  ],
  [
    'succeeds although its request has no answer',
    ['return value', 'heap'],
    'RestApiGet',
    // Codes of replies, and not of what a plugin does wrong.
    returning((code) => ([9, 12, 16, 24, 45].includes(code) ? 0 : code)),
  ],
  [
    'serves the handle of an image that was freed',
    'return value',
    'GetImageWidth',
    returning((width) => (width === 0 ? 1 : width)),
  ],
  // Answers
  [
    'lets a callback answer twice',
    ['answer', 'return value'],
    'InvokeService',
    (right) =>
      (...values) => {
        const code = right(...values)
        return code === 6 && values[1] === 2002 ? 0 : code
      },
  ],
  [
    'answers with one byte less',
    ['answer', 'log'],
    'AnswerBuffer',
    (right) => (context, output, answer, size, type) =>
      right(context, output, answer, size > 1 ? size - 1 : size, type),
  ],
  [
    'keeps a view of the memory of the plugin as the answer',
    'answer',
    'AnswerBuffer',
    (right, state) =>
      (...values) => {
        const { context } = state
        const current = context?.outputs.current
        if (current === undefined || context === undefined) return right(...values)
        const view = context.memory.bytes(address(values[2]), address(values[3]))
        const answerView = (_: unknown, type: string): void => {
          Reflect.deleteProperty(current, 'answer')
          current.answer(view, type)
        }
        return withMethod(current, 'answer', answerView, () => right(...values))
      },
  ],
  [
    'writes a stream after its callback',
    'answer',
    'SendMultipartItem',
    (right, state) => {
      let first: Context['outputs']['current']
      return (...values) => {
        const current = state.context?.outputs.current
        try {
          if (first !== current) first?.sendPart(new Uint8Array(1), [])
        } catch (error) {
          if (!(error instanceof CallError)) throw error
        }
        first = current
        return right(...values)
      }
    },
  ],
  [
    'serves the handle of a callback that has ended',
    'log',
    'SendUnauthorized',
    (right, state) =>
      (...values) => {
        const { outputs } = state.context ?? {}
        if (outputs?.current === undefined) return right(...values)
        return withMethod(
          outputs,
          'get',
          () => outputs.current,
          () => right(...values),
        )
      },
  ],
  [
    'answers a request that it refused',
    'answer',
    'SetCookie',
    (right, state) =>
      (...values) => {
        const current = state.context?.outputs.current
        if (current !== undefined) Object.assign(current, { refuse: () => undefined })
        right(...values)
      },
  ],
  // The log
  ['refuses without a line in the log', 'log', 'AnswerBuffer', changing(() => silent)],
  [
    'refuses without a line and without a notice',
    'log',
    'SetHttpHeader',
    changing(() => ({ ...silent, onRefusal: () => undefined })),
  ],
  ['does not log why a request failed', 'log', 'HttpGet', changing(() => silent)],
  [
    'logs with another level',
    'log',
    'LogWarning',
    changing(({ log }) => ({ log: (_: LogLevel, message: string) => log('info', message) })),
  ],
  // Exceptions
  [
    'throws an exception of the host',
    'exception',
    'InvokeService',
    (right) =>
      (...values) => {
        if (values[1] === 2002) throw new RangeError('planted')
        return right(...values)
      },
  ],
  [
    'traps although the plugin did not',
    'exception',
    'SetCookie',
    () => () => {
      throw new WebAssembly.RuntimeError('unreachable')
    },
  ],
  ['serves a plugin that has ended', 'exception', 'wasi:sched_yield', () => () => 0],
  [
    'does not count the last call of a callback',
    'exception',
    'InvokeService',
    (right, state) =>
      (...values) => {
        if (state.callsLeft === 0) state.callsLeft = 1
        return right(...values)
      },
  ],
  // Handles and limits
  [
    'returns the handle of an image twice',
    'handle',
    'CreateImage',
    (right) => {
      let first = 0
      return (...values) => {
        const handle = Number(right(...values))
        first ||= handle
        return handle === 0 ? 0 : first
      }
    },
  ],
  [
    'returns a handle that it does not keep',
    'handle',
    'CreateImageAccessor',
    (right, state) =>
      (...values) => {
        const handle = Number(right(...values))
        if (handle !== 0) state.context?.images.take(guestPtr(handle))
        return handle
      },
  ],
  [
    'keeps more routes than allowed',
    'limit',
    'RegisterRestCallback',
    (right, state) =>
      (...values) => {
        right(...values)
        const routes = state.context?.registrations.registrations.routes ?? []
        Reflect.apply(Array.prototype.push, routes, Array(10_000).fill(routes[0]))
      },
  ],
  // Requests that leave
  [
    'sends a request twice',
    'outbound request',
    'LookupStudy',
    changing(({ ask }) => ({
      ask: (call) => {
        ask?.({ ...call, body: call.body.slice() })
        return ask?.(call) ?? { kind: 'failed', code: 9 }
      },
    })),
  ],
  [
    'sends memory of the plugin instead of a copy',
    'outbound request',
    'HttpPost',
    changing(({ ask, memory }) => ({
      ask: (call) => ask?.({ ...call, body: memory.bytes(1, 1) }) ?? { kind: 'failed', code: 9 },
    })),
  ],
  // WASI
  [
    'writes one random byte too many',
    'memory',
    'wasi:random_get',
    (right, state) =>
      (...values) => {
        const code = right(...values)
        const end = address(values[0]) + address(values[1])
        const { memory } = state.context ?? {}
        if (code === 0 && end > 1 && memory !== undefined && end < memory.size)
          memory.bytes(end, 1).fill(0x77)
        return code
      },
  ],
  [
    'writes how much it printed although it failed',
    'memory',
    'wasi:fd_write',
    (right, state) =>
      (...values) => {
        const code = right(...values)
        const { memory } = state.context ?? {}
        const written = address(values[3])
        if (code === 8 && written > 0 && memory !== undefined && written + 4 <= memory.size)
          memory.writeU32(written, 0x7777)
        return code
      },
  ],
  [
    'writes a clock of 16 bytes',
    'memory',
    'wasi:clock_time_get',
    (right, state) =>
      (...values) => {
        const code = right(...values)
        const at = address(values[2])
        const { memory } = state.context ?? {}
        if (code === 0 && memory !== undefined && at + 16 <= memory.size)
          memory.bytes(at + 8, 8).fill(0x77)
        return code
      },
  ],
  [
    'succeeds with an output outside of the memory',
    'return value',
    'wasi:fd_fdstat_get',
    returning((code) => (code === 21 ? 0 : code)),
  ],
  ['returns an error number of its own', 'return value', 'wasi:args_sizes_get', returning(() => 1)],
  [
    'logs a printed line twice',
    'log',
    'wasi:fd_write',
    changing(({ log }) => ({
      log: (level: LogLevel, message: string) => {
        log(level, message)
        log(level, message)
      },
    })),
  ],
]

/** The host with a mistake in one function: `wasi:name`, or the name without `OrthancPlugin`. */
function plantMistake([, , name, plant]: Mistake): MakeImports {
  const isWasi = name.startsWith('wasi:')
  const module = isWasi ? 'wasi_snapshot_preview1' : 'orthanc'
  const field = isWasi ? name.slice('wasi:'.length) : `OrthancPlugin${name}`
  return (compiled, state) => {
    const imports = hostImports(compiled, state)
    const right = imports[module]?.[field]
    if (right === undefined) throw new TypeError(`${module}.${field}`)
    return { ...imports, [module]: { ...imports[module], [field]: plant(right, state) } }
  }
}

/** The first failure that a campaign with seed 1 finds. */
function findFailure(
  makeImports: MakeImports,
  { calls = mostCalls, shrinkRuns = 0 } = {},
): CallsFailure | undefined {
  const failures: CallsFailure[] = []
  const runner = new ScenarioRunner(codecs, makeImports)
  const shrinkBudget = { runs: shrinkRuns, milliseconds: 600_000 }
  const limits = { maximumPages: 32, timeoutMs: 600_000, shrinkBudget }
  const options = { runner, seed: 1, first: 0, calls, ...limits }
  runCampaign(options, {
    begin: () => failures.length === 0,
    made: () => undefined,
    found: (failure) => failures.push(failure),
  })
  return failures[0]
}

const throwing: Plant = () => () => {
  throw new RangeError('planted')
}

describe('a campaign', { timeout: patienceMs }, () => {
  it('finds nothing wrong with the host', () => {
    expect(findFailure(hostImports, { calls: 10_000 })).toBeUndefined()
  })

  it.each(mistakes)('finds a host that %s', (...mistake) => {
    const failure = findFailure(plantMistake(mistake))
    expect([mistake[1]].flat()).toContain(failure?.kind)
  })

  it('leaves of a scenario the calls that matter', () => {
    const failure = findFailure(plantMistake(['throws', 'exception', 'Redirect', throwing]), {
      shrinkRuns: 4000,
    })
    expect(failure?.isRepeatable).toBe(true)
    expect(failure?.scenario.phases).toHaveLength(1)
    expect(failure?.scenario.phases[0]?.steps).toMatchObject([
      { do: 'call', function: 'OrthancPluginRedirect' },
    ])
  })

  it('tries the same for the same seed', () => {
    const same = returning(() => 7)
    const [first, second] = [1, 2].map(() =>
      findFailure(plantMistake(['returns one handle', 'handle', 'CreateImage', same])),
    )
    expect(first).toBeDefined()
    expect(second).toEqual(first)
  })
})

it('finds that an image without columns and with very many rows is converted at once', () => {
  const create = { do: 'call', function: 'OrthancPluginCreateImage', arguments: [1, 0, 4e9] }
  const convert = {
    do: 'call',
    function: 'OrthancPluginConvertPixelFormat',
    arguments: ['result-0', 4],
  }
  const phases = [{ in: 'callback', steps: [create, convert] }]
  const limits = { pages: 1, maximumPages: 1, fill: 65, sdk: '1.12.3', maxAnswerBytes: 100 }
  const scenario = readScenario({ ...limits, phases }, 'a.json')
  expect(new ScenarioRunner(codecs).run(scenario)).toEqual({ calls: 2, violation: undefined })
})

describe('replayCalls', () => {
  const planted = plantMistake(['does not free a text', 'heap', 'FreeString', keepText])
  const failure = findFailure(planted)
  // As it is read from a file.
  const scenario = readScenario(JSON.parse(JSON.stringify(failure?.scenario)), 'a.json')

  it('reproduces a failure in the host that has the mistake', () => {
    const { reproduced, details } = replayCalls(scenario, new ScenarioRunner(codecs, planted))
    expect(reproduced).toBe(true)
    expect(details[0]).toMatch(/^heap: OrthancPluginFreeString did not free \d+/)
  })

  it('reproduces nothing in the host without it', () => {
    const { reproduced } = replayCalls(scenario, new ScenarioRunner(codecs))
    expect(reproduced).toBe(false)
  })
})
