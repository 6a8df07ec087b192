import { randomFillSync } from 'node:crypto'
import type { CallContext } from '../calls/call-context.ts'
import { GuestMemoryError, PluginError } from '../exchange/errors.ts'
import { fixedLimits } from '../exchange/limits.ts'
import { systemClock } from '../exchange/trace.ts'
import type { GuestMemory } from '../memory/guest-memory.ts'
import { sleepUntil } from './wasi-sleep.ts'

/** Error numbers of WASI preview 1. */
const errno = { success: 0, badf: 8, fault: 21, inval: 28, nosys: 52 } as const

const maxRandomBytes = 65536
const maxVectors = 1024
const vectorBytes = 8
const fdstatBytes = 24
const characterDevice = 2
/** One more than a log line holds, so that the log sees that a longer text was cut. */
const maxCharacters = fixedLimits.logCharacters + 1
/** Maximum length of a character. */
const utf8Bytes = 4

interface State {
  readonly context: CallContext | undefined
}

type WasiCall = (...values: never[]) => unknown

/**
 * The functions of `wasi_snapshot_preview1` that a libc imports. There are no files, no environment, no arguments: only
 * the clock, sleep, random numbers, and descriptors 1 and 2, which go to the log. All others return an error.
 */
export const wasiFunctions = [
  'args_get',
  'args_sizes_get',
  'environ_get',
  'environ_sizes_get',
  'clock_res_get',
  'clock_time_get',
  'fd_advise',
  'fd_allocate',
  'fd_close',
  'fd_datasync',
  'fd_fdstat_get',
  'fd_fdstat_set_flags',
  'fd_fdstat_set_rights',
  'fd_filestat_get',
  'fd_filestat_set_size',
  'fd_filestat_set_times',
  'fd_pread',
  'fd_prestat_get',
  'fd_prestat_dir_name',
  'fd_pwrite',
  'fd_read',
  'fd_readdir',
  'fd_renumber',
  'fd_seek',
  'fd_sync',
  'fd_tell',
  'fd_write',
  'path_create_directory',
  'path_filestat_get',
  'path_filestat_set_times',
  'path_link',
  'path_open',
  'path_readlink',
  'path_remove_directory',
  'path_rename',
  'path_symlink',
  'path_unlink_file',
  'poll_oneoff',
  'proc_exit',
  'proc_raise',
  'random_get',
  'sched_yield',
  'sock_accept',
  'sock_recv',
  'sock_send',
  'sock_shutdown',
] as const

/** The import namespace. Descriptors other than 1 and 2 do not exist. */
export function wasiImports(state: State): Record<string, WasiCall> {
  const withMemory = (act: (memory: GuestMemory) => number) => attempt(state, act)
  const writeZeros = (count: number, size: number) =>
    withMemory((memory) => {
      // Both addresses are checked before either is written
      memory.bytes(size >>> 0, 4)
      memory.writeU32(count >>> 0, 0)
      memory.writeU32(size >>> 0, 0)
      return errno.success
    })
  const refused = Object.fromEntries(wasiFunctions.map((name) => [name, () => errorOf(name)]))
  return {
    ...refused,
    args_get: () => errno.success,
    environ_get: () => errno.success,
    sched_yield: () => errno.success,
    args_sizes_get: writeZeros,
    environ_sizes_get: writeZeros,
    clock_res_get: (_id: number, at: number) =>
      withMemory((memory) => {
        memory.writeU64(at >>> 0, 1000n)
        return errno.success
      }),
    clock_time_get: (id: number, _precision: bigint, at: number) =>
      withMemory((memory) => clockTime(state, memory, id, at >>> 0)),
    random_get: (at: number, length: number) =>
      withMemory((memory) => fillRandom(state, memory.bytes(at >>> 0, length >>> 0))),
    fd_fdstat_get: (fd: number, at: number) =>
      withMemory((memory) => descriptorStatus(memory, fd, at >>> 0)),
    fd_write: (fd: number, vectors: number, count: number, written: number) =>
      write(state, fd, { at: vectors >>> 0, count: count >>> 0, written: written >>> 0 }),
    poll_oneoff: (subscription: number, event: number, count: number, written: number) =>
      withMemory((memory) => {
        memory.bytes(written >>> 0, 4)
        const places = [subscription >>> 0, event >>> 0, count >>> 0] as const
        const events = sleepUntil(memory, places, state.context?.clock ?? systemClock)
        if (events === 0) return errno.nosys
        memory.writeU32(written >>> 0, events)
        return errno.success
      }),
    proc_exit: (code: number) => {
      throw new PluginError(`exit(${code})`)
    },
  }
}

function errorOf(name: string): number {
  return name.startsWith('fd_') ? errno.badf : errno.nosys
}

function attempt({ context }: State, act: (memory: GuestMemory) => number): number {
  if (context === undefined) return errno.inval
  try {
    return act(context.memory)
  } catch (error) {
    if (error instanceof GuestMemoryError) return errno.fault
    throw error
  }
}

function clockTime({ context }: State, memory: GuestMemory, id: number, at: number): number {
  const clock = context?.clock ?? systemClock
  memory.writeU64(at, clock(id !== 0))
  return errno.success
}

function fillRandom({ context }: State, bytes: Uint8Array<ArrayBuffer>): number {
  if (bytes.length > maxRandomBytes) return errno.inval
  const fill = context?.fillRandom ?? randomFillSync
  fill(bytes)
  return errno.success
}

function descriptorStatus(memory: GuestMemory, fd: number, at: number): number {
  if (fd !== 1 && fd !== 2) return errno.badf
  memory.bytes(at, fdstatBytes).fill(0)
  memory.bytes(at, 1)[0] = characterDevice
  return errno.success
}

/** Logs the text that a plugin prints: standard output as information, standard error as a warning. */
function write(
  state: State,
  fd: number,
  { at, count, written }: { at: number; count: number; written: number },
): number {
  if (fd !== 1 && fd !== 2) return errno.badf
  if (count > maxVectors) return errno.inval
  return attempt(state, (memory) => {
    memory.bytes(written, 4)
    const { text, total } = gather(memory, at, count)
    memory.writeU32(written, total)
    if (text !== '') state.context?.log(fd === 1 ? 'info' : 'warning', text)
    return errno.success
  })
}

/** The text of the vectors, cut for the log, and the number of their bytes. */
function gather(memory: GuestMemory, at: number, count: number): { text: string; total: number } {
  // A character may continue in the next vector
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let text = ''
  let total = 0
  for (let i = 0; i < count; i++) {
    const vector = at + i * vectorBytes
    const bytes = memory.bytes(memory.readU32(vector), memory.readU32(vector + 4))
    total += bytes.length
    if (text.length < maxCharacters)
      text += decoder.decode(bytes.subarray(0, maxCharacters * utf8Bytes), { stream: true })
  }
  if (text.length < maxCharacters) text += decoder.decode()
  return { text: text.slice(0, maxCharacters).trimEnd(), total }
}
