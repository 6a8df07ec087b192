import { errorCodes } from '../../abi/enums.ts'
import type { CallContext } from '../calls/call-context.ts'
import { CallError } from '../exchange/errors.ts'
import type { OutboundReply } from '../exchange/ports.ts'
import type { InstanceEnvironment } from '../plugin/plugin-instance.ts'
import { Random } from './random.ts'
import { makeBody } from './request-bodies.ts'

type Inputs = Required<
  Pick<InstanceEnvironment, 'uuid' | 'random' | 'clock' | 'fillRandom' | 'ask'>
>

/** The first time of invented clocks, and the step between two readings, in ns. */
const firstMoment = 1_767_225_600_000_000_000n
const tick = 1_000_000n

/** Invents the inputs of an instance: the same for the same seed. */
export function inventedInputs(seed: number): Inputs {
  const random = new Random(seed, 1)
  let moment = firstMoment
  const hex = (digits: number): string =>
    Array.from({ length: digits }, () => random.below(16).toString(16)).join('')
  return {
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    random: () => random.below(2 ** 31),
    clock: () => (moment += tick),
    ask: () => inventedReply(random),
    fillRandom: (bytes) => {
      for (let i = 0; i < bytes.length; i++) bytes[i] = random.below(256)
    },
  }
}

/** Any reply, or none, to a request of the plugin. */
function inventedReply(random: Random): OutboundReply {
  if (random.chance(25)) return { kind: 'failed', code: errorCodes.NetworkProtocol }
  const status = random.pick([200, 200, 200, 404, 500])
  const headers = [['Content-Type', 'application/json']] as const
  return { kind: 'answered', status, headers, body: makeBody(random, ['ID', '1.2.3']) }
}

/** How many blocks of each size are filled, and the sizes. */
const blocksPerSize = 8
const sizes = Array.from({ length: 13 }, (_, i) => 16 << i)

/** Fills the plugin's free memory with a byte, so that memory which its allocator returns holds that byte. */
export function fillFreeMemory({ heap, memory }: CallContext, byte: number): void {
  const blocks = []
  try {
    for (const size of sizes)
      for (let i = 0; i < blocksPerSize; i++) {
        const at = heap.allocate<'bytes'>(size)
        memory.bytes(at, size).fill(byte)
        blocks.push(at)
      }
  } catch (error) {
    // A small memory is full earlier.
    if (!(error instanceof CallError)) throw error
  }
  for (const at of blocks) heap.free(at)
}
