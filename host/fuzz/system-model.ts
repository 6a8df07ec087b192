import { fixedLimits } from '../exchange/limits.ts'
import type { LogLine } from './host/call-check.ts'
import { rangeFault } from './host/argument-model.ts'
import type { World } from './world.ts'

/** What a function of WASI, or `abort`, must do. */
export interface SystemEnding {
  /** The error number; `ends`: it does not return, the guest is over; `undefined`: it returns nothing. */
  readonly returns: number | 'ends'
  /** What memory holds afterwards, the last of these on top. */
  readonly writes?: readonly { readonly at: number; readonly bytes: Buffer }[]
  /** What it prints. */
  readonly line?: LogLine
}

type SystemModel = (world: World, ...values: readonly number[]) => SystemEnding

const errno = { success: 0, badf: 8, fault: 21, inval: 28, nosys: 52 } as const
const mostRandomBytes = 65536
const mostVectors = 1024
const fdstatBytes = 24
const characterDevice = 2
/** Of a clock, in ns. */
const resolution = 1000n
/** Bytes that UTF-8 has for a character. */
const mostCharacterBytes = 4

/** What the contract says about a call of a system function; an out-parameter is checked before anything is written. */
export function systemEnding(
  world: World,
  name: string,
  values: readonly (number | bigint)[],
): SystemEnding {
  const model = models.get(name)
  if (model !== undefined) return model(world, ...values.map((value) => Number(value) >>> 0))
  return { returns: name.startsWith('fd_') ? errno.badf : errno.nosys }
}

const models: ReadonlyMap<string, SystemModel> = new Map<string, SystemModel>([
  ['abort', () => ({ returns: 'ends' })],
  ['proc_exit', () => ({ returns: 'ends' })],
  ['sched_yield', () => ({ returns: errno.success })],
  ['args_sizes_get', none],
  ['environ_sizes_get', none],
  ['clock_res_get', (world, _id, at = 0) => giving(world, [at, u64(resolution)])],
  ['clock_time_get', time],
  ['random_get', random],
  ['fd_fdstat_get', descriptorStatus],
  ['fd_write', print],
])

/** There are neither arguments nor an environment. */
function none(world: World, count = 0, size = 0): SystemEnding {
  return giving(world, [count, u32(0)], [size, u32(0)])
}

function time(world: World, id = 0, _precision = 0, at = 0): SystemEnding {
  const { inputs } = world
  inputs.turn()
  return giving(world, [at, u64(inputs.clock(id !== 0))])
}

function random(world: World, at = 0, length = 0): SystemEnding {
  const refused = refusal(world, at, length)
  if (refused !== undefined) return refused
  if (length > mostRandomBytes) return { returns: errno.inval }
  const bytes = Buffer.alloc(length)
  world.inputs.turn()
  world.inputs.fillRandom(bytes)
  return giving(world, [at, bytes])
}

/** Descriptors 1 and 2 are what a terminal would be; all else about them is 0. */
function descriptorStatus(world: World, descriptor = 0, at = 0): SystemEnding {
  const isOpen = descriptor === 1 || descriptor === 2
  if (world.isReady && !isOpen) return { returns: errno.badf }
  const status = Buffer.alloc(fdstatBytes)
  status[0] = characterDevice
  return giving(world, [at, status])
}

/** What is printed becomes a line of the log, unless it is blank. */
function print(world: World, descriptor = 0, at = 0, count = 0, written = 0): SystemEnding {
  if (descriptor !== 1 && descriptor !== 2) return { returns: errno.badf }
  if (count > mostVectors) return { returns: errno.inval }
  const refused = refusal(world, written, 4)
  if (refused !== undefined) return refused
  const parts = vectorsAt(world, at, count)
  if (parts === undefined) return { returns: errno.fault }
  const total = parts.reduce((sum, { length }) => sum + length, 0)
  const level = descriptor === 1 ? 'info' : 'warning'
  const message = lineOf(parts)
  return {
    ...giving(world, [written, u32(total % 2 ** 32)]),
    ...(message === '' ? {} : { line: { level, message } }),
  }
}

/** The bytes that some vectors name; `undefined` where one is not good. */
function vectorsAt(world: World, at: number, count: number): readonly Buffer[] | undefined {
  const { shadow } = world
  const parts: Buffer[] = []
  for (let vector = at; vector < at + count * 8; vector += 8) {
    if (rangeFault(world, vector, 4) ?? rangeFault(world, vector + 4, 4)) return undefined
    const [start, length] = [shadow.readUInt32LE(vector), shadow.readUInt32LE(vector + 4)]
    if (rangeFault(world, start, length) !== undefined) return undefined
    parts.push(shadow.subarray(start, start + length))
  }
  return parts
}

/** As much of a text as a line has room for, and one character that says that there was more. */
function lineOf(parts: readonly Buffer[]): string {
  const most = fixedLimits.logCharacters + 1
  const beginning = Buffer.concat(parts.map((part) => part.subarray(0, mostCharacterBytes * most)))
  return beginning.toString('utf8').slice(0, most).trimEnd()
}

function giving(world: World, ...outs: readonly (readonly [number, Buffer])[]): SystemEnding {
  for (const [at, { length }] of outs) {
    const refused = refusal(world, at, length)
    if (refused !== undefined) return refused
  }
  return { returns: errno.success, writes: outs.map(([at, bytes]) => ({ at, bytes })) }
}

/** How a call fails that has nowhere to write to. */
function refusal(world: World, at: number, length: number): SystemEnding | undefined {
  if (!world.isReady) return { returns: errno.inval }
  return rangeFault(world, at, length) === undefined ? undefined : { returns: errno.fault }
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}
