import { sdkProfile } from '../exchange/profile.ts'
import type { AnswerModel } from './answer-model.ts'
import type { AnswerRules, ExpectedImage } from './expected-answer.ts'
import { pageBytes, type Scenario } from './scenario/scenario.ts'
import { SystemInputs } from './system-inputs.ts'

/** A route as the model remembers it. */
interface ExpectedRoute {
  readonly pattern: string
  readonly locked: boolean
  readonly callback: number
}

/** An image behind a handle. */
export interface GuestImage {
  readonly format: number
  readonly width: number
  readonly height: number
  readonly pitch: number
  /** Where its pixels are; 0: there are none. */
  readonly at: number
  /** Whether they are freed with it. */
  readonly isOwner: boolean
}

/** What should be true of one guest and its host; the model reads and changes it, and the run compares. */
export interface World {
  /** What the guest's memory should hold. Its length is the memory's size. */
  shadow: Buffer
  /** Whether the instance exists, so that its calls can be served. */
  isReady: boolean
  /** How often it may still call the host in what runs. */
  callsLeft: number
  /** Whether there is anyone who answers its requests. */
  readonly hasOutside: boolean
  readonly contextValue: number
  /** The handle of the callback that runs; 0: none does. */
  output: number
  /** The answer of the callback that runs. */
  answer: AnswerModel | undefined
  readonly rules: AnswerRules
  readonly inputs: SystemInputs
  readonly sdk: string
  readonly configuration: string
  /** Texts that stay the host's, and where they lie. */
  readonly constants: Map<string, number>
  /** Images that are not freed, by their handles, and all handles that ever were. */
  readonly images: Map<number, GuestImage>
  readonly imageHandles: Set<number>
  /** Addresses and handles that the host gave, the newest last. */
  readonly results: number[]
  readonly routes: ExpectedRoute[]
  /** Bytes of the patterns of all routes. */
  patternBytes: number
  readonly properties: Map<number, string>
  /** Whether `OrthancPluginInitialize` runs. */
  isInitializing: boolean
}

/** The world before a scenario has begun. */
export function newWorld(
  scenario: Scenario,
  contextValue: number,
  encodedBytes: (image: ExpectedImage) => number,
): World {
  const { pages, fill, sdk, maxAnswerBytes, clientTakes, isAlone = false } = scenario
  return {
    shadow: Buffer.alloc(pages * pageBytes, fill),
    isReady: false,
    callsLeft: Number.POSITIVE_INFINITY,
    hasOutside: !isAlone,
    contextValue,
    output: 0,
    answer: undefined,
    rules: {
      maxAnswerBytes,
      redirectStatus: sdkProfile(sdk).redirectStatus,
      uuid: '8d0a3fb1-54f1-4cde-9f0e-3b1d0a6f2c55',
      clientTakes: clientTakes ?? Number.POSITIVE_INFINITY,
      encodedBytes,
    },
    inputs: new SystemInputs(),
    sdk,
    configuration: '{\n  "Name" : "fuzz"\n}\n',
    constants: new Map(),
    images: new Map(),
    imageHandles: new Set(),
    results: [],
    routes: [],
    patternBytes: 0,
    properties: new Map(),
    isInitializing: false,
  }
}
