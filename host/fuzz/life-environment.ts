import { imageFormats } from '../../abi/enums.ts'
import { BufferShelf } from '../exchange/buffer-shelf.ts'
import type { RequestOutbound, LogLevel } from '../exchange/ports.ts'
import { sdkProfile } from '../exchange/profile.ts'
import { requireCodec } from '../image/codecs.ts'
import type { ImageEncoder } from '../image/encoder.ts'
import type { InstanceEnvironment } from '../plugin/plugin-instance.ts'
import type { ExpectedImage } from './expected-answer.ts'
import type { Scenario } from './scenario/scenario.ts'
import { newWorld, type World } from './world.ts'

/** An image that is so much smaller than the longest answer cannot become too large. */
const farBytes = 1024 * 1024

/** Who listens to an instance. */
export interface Listeners {
  readonly ask: RequestOutbound
  readonly log: (level: LogLevel, message: string) => void
}

/** The world of a scenario before it has begun. */
export function worldOf(scenario: Scenario, contextValue: number, encoder: ImageEncoder): World {
  return newWorld(scenario, contextValue, (image) =>
    // What is far below the limit need not be known.
    image.data.length * 2 + farBytes < scenario.maxAnswerBytes
      ? 0
      : encodedBytes(encoder, image, effortOf(scenario)),
  )
}

/** What an instance is given by its host. */
export function environmentOf(
  scenario: Scenario,
  world: World,
  encoder: ImageEncoder,
  { ask, log }: Listeners,
): InstanceEnvironment {
  return {
    profile: sdkProfile(scenario.sdk),
    configuration: world.configuration,
    encoder,
    shelf: new BufferShelf(),
    pngEffort: effortOf(scenario),
    maxAnswerBytes: scenario.maxAnswerBytes,
    uuid: () => world.rules.uuid,
    random: () => 0,
    clock: (monotonic) => world.inputs.clock(monotonic),
    fillRandom: (bytes) => world.inputs.fillRandom(bytes),
    ask: world.hasOutside ? ask : undefined,
    log,
  }
}

function effortOf({ fill }: Scenario): number {
  return fill % 3
}

/** The encoder is not on trial here: its file is decoded and compared elsewhere. */
function encodedBytes(encoder: ImageEncoder, image: ExpectedImage, effort: number): number {
  const { isPng, quality } = image
  const format = isPng ? imageFormats.Png : imageFormats.Jpeg
  return requireCodec(format).encode(encoder, image, { quality, effort }).length
}
