/**
 * What the library of AssemblyScript needs of its surroundings. The build puts this file in the place of
 * `~lib/bindings/dom`, whose imports only a browser has.
 */
import { logError, logInfo, logWarning } from 'orthanc-wasm/assembly/log'

// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "clock_time_get")
declare function clock_time_get(clock: u32, precision: i64, time: usize): i32

// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "random_get")
declare function random_get(at: usize, length: usize): i32

/** The clocks of WASI. */
const realTime = 0
const monotonic = 1

const bytesAt = memory.data(8, 8)

/** The time of a clock in milliseconds. */
function milliseconds(clock: u32): f64 {
  clock_time_get(clock, 0, bytesAt)
  return <f64>load<u64>(bytesAt) / 1e6
}

/** Where `Math.random` begins: `--use seed=~lib/bindings/dom/seed`. */
export function seed(): f64 {
  random_get(bytesAt, 8)
  return load<f64>(bytesAt)
}

/** For `JSMath`, which a plugin cannot have. */
export namespace Math {}

export namespace Date {
  export function now(): f64 {
    return milliseconds(realTime)
  }
}

export namespace performance {
  export function now(): f64 {
    return milliseconds(monotonic)
  }
}

export namespace crypto {
  export function getRandomValues(array: Uint8Array): void {
    if (random_get(array.dataStart, array.length) != 0) {
      throw new RangeError(`${array.length} random bytes: at most 65536 at once`)
    }
  }
}

const timers = new Map<string, f64>()

/** Lines of the host's log, as `logInfo`, `logWarning` and `logError` write them. */
export namespace console {
  export function log(text: string): void {
    logInfo(text)
  }

  export function debug(text: string): void {
    logInfo(text)
  }

  export function info(text: string): void {
    logInfo(text)
  }

  export function warn(text: string): void {
    logWarning(text)
  }

  export function error(text: string): void {
    logError(text)
  }

  export function assert(condition: bool, text: string): void {
    if (!condition) logError(`Assertion failed: ${text}`)
  }

  export function time(label: string): void {
    timers.set(label, performance.now())
  }

  export function timeLog(label: string): void {
    if (timers.has(label)) logInfo(`${label}: ${performance.now() - timers.get(label)} ms`)
  }

  export function timeEnd(label: string): void {
    timeLog(label)
    timers.delete(label)
  }
}
