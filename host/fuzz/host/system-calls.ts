import { fixedLimits } from '../../exchange/limits.ts'
import type { Remarks } from './call-check.ts'
import type { GuestLedger } from './guest-ledger.ts'
import { isInside, type Region } from './sdk-call.ts'
import { Violation } from './violation.ts'

/** Error numbers of WASI preview 1 that the host uses. */
const errno = { success: 0, badf: 8, fault: 21, inval: 28, nosys: 52 } as const
const errorNumbers: ReadonlySet<unknown> = new Set(Object.values(errno))

/** Where a function of WASI writes if it succeeds. The others write nothing. */
const outputs: Readonly<Record<string, (...values: readonly number[]) => readonly Region[]>> = {
  args_sizes_get: (count = 0, size = 0) => [u32At(count), u32At(size)],
  environ_sizes_get: (count = 0, size = 0) => [u32At(count), u32At(size)],
  clock_res_get: (_, at = 0) => [{ at, size: 8 }],
  clock_time_get: (_, __, at = 0) => [{ at, size: 8 }],
  random_get: (at = 0, size = 0) => [{ at, size }],
  fd_fdstat_get: (_, at = 0) => [{ at, size: 24 }],
  fd_write: (_, __, ___, written = 0) => [u32At(written)],
}

/** Checks the invariants of a call of WASI: what it writes stays inside its outputs, and a call that fails writes nothing. */
export function checkSystemCall(
  ledger: GuestLedger,
  { logs, refusals }: Remarks,
  {
    name,
    values,
    returned,
  }: {
    readonly name: string
    readonly values: readonly (number | bigint)[]
    readonly returned: unknown
  },
): void {
  if (!errorNumbers.has(returned))
    throw new Violation('return value', `${name} returned ${String(returned)}, not an error number`)
  const regions = outputs[name]?.(...values.map((value) => Number(value) >>> 0)) ?? []
  if (returned === errno.success) {
    const outside = regions.find((region) => !isInside(ledger.shadow, region))
    if (outside !== undefined)
      throw new Violation(
        'return value',
        `${name} succeeded with ${outside.size} bytes at ${outside.at}`,
      )
    for (const region of regions) ledger.accept(region)
  }
  ledger.requireUnchanged(() => `${name}(${values.join(', ')})`)
  const most = name === 'fd_write' && returned === errno.success ? 1 : 0
  const isLong = logs.some(({ message }) => message.length > fixedLimits.logCharacters + 1)
  if (logs.length > most || refusals.length > 0 || isLong)
    throw new Violation('log', `${name} wrote ${logs.length} lines to the log, or a long one`)
}

function u32At(at: number): Region {
  return { at, size: 4 }
}
