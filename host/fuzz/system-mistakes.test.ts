import { describe, expect, it } from 'vitest'
import { firstFailure, patience, spoilt, type Mistake } from '../../test/support/spoilt-host.ts'
import type { LogLevel } from '../exchange/ports.ts'
import type { GuestState } from '../imports/import-object.ts'
import type { GuestMemory } from '../memory/guest-memory.ts'

const module = 'wasi_snapshot_preview1'

/** What a call left in memory, changed where it was a success. */
type Change = (memory: GuestMemory, ...values: readonly number[]) => void

/** A function of WASI that leaves something else. */
function leaving(what: string, name: string, change: Change): Mistake {
  return {
    what,
    kinds: ['memory'],
    module,
    name,
    spoil:
      (right, state) =>
      (...values) => {
        const code = right(...values)
        const { context } = state
        const addresses = values.map((value) => Number(value) >>> 0)
        if (code === 0 && context !== undefined) change(context.memory, ...addresses)
        return code
      },
  }
}

/** A function that logs something else. */
function saying(
  what: string,
  [name, from]: readonly [string, string?],
  change: (level: LogLevel, message: string) => readonly [LogLevel, string],
): Mistake {
  return {
    what,
    kinds: ['log'],
    ...(from === undefined ? {} : { module: from }),
    name,
    spoil:
      (right, state) =>
      (...values) =>
        loggingElse(state, change, () => right(...values)),
  }
}

function loggingElse(
  { context }: GuestState,
  change: (level: LogLevel, message: string) => readonly [LogLevel, string],
  act: () => unknown,
): unknown {
  const log = context?.log
  if (context === undefined || log === undefined) return act()
  Object.assign(context, {
    log: (level: LogLevel, message: string) => log(...change(level, message)),
  })
  try {
    return act()
  } finally {
    Object.assign(context, { log })
  }
}

const mistakes: readonly Mistake[] = [
  leaving('writes one byte less than it says', 'fd_write', (memory, ...[, , , written = 0]) =>
    memory.writeU32(written, memory.readU32(written) - 1),
  ),
  leaving('has arguments', 'args_sizes_get', (memory, count = 0) => memory.writeU32(count, 7)),
  leaving('has an environment', 'environ_sizes_get', (memory, ...[, size = 0]) =>
    memory.writeU32(size, 1),
  ),
  leaving('has stopped the clock', 'clock_time_get', (memory, ...[, , at = 0]) =>
    memory.writeU64(at, 0n),
  ),
  leaving('has a clock of seconds', 'clock_res_get', (memory, ...[, at = 0]) =>
    memory.writeU64(at, 1_000_000_000n),
  ),
  leaving('leaves the first byte as it was', 'random_get', (memory, at = 0, length = 0) =>
    memory.bytes(at, length).fill(0x41, 0, 1),
  ),
  leaving('takes its output for a file', 'fd_fdstat_get', (memory, ...[, at = 0]) =>
    memory.bytes(at, 1).fill(4),
  ),
  leaving('gives its output a flag', 'fd_fdstat_get', (memory, ...[, at = 0]) =>
    memory.bytes(at + 2, 1).fill(1),
  ),
  saying('prints something else', ['fd_write', module], (level, text) => [level, `x${text}`]),
  saying('prints all with one level', ['fd_write', module], (_, text) => ['info', text]),
  saying('cuts what it logs', ['LogWarning'], (level, text) => [level, text.slice(1)]),
  saying('logs other details', ['SetHttpErrorDetails'], (level, text) => [level, `${text} `]),
]

describe('a campaign, of the system', () => {
  it.each(mistakes)(
    'finds a host that $what',
    (mistake) => {
      const failure = firstFailure(spoilt(mistake), { calls: 100_000 })
      expect(failure?.isRepeatable).toBe(true)
      expect(mistake.kinds).toContain(failure?.kind)
    },
    patience,
  )
})
