import { byteStringOf, textOf, type ByteString } from '../exchange/byte-string.ts'
import { FrameError, type Frame } from './frame.ts'
import { ValueReader, ValueWriter } from './values.ts'

/**
 * Frames of the control connection between the native plugin inside Orthanc and its supervisor, and the first frame of a front:
 * docs/decisions/009-bridge.md. Both sides trust each other; the readers still check what they read.
 */
export const controlKinds = {
  hello: 64,
  expired: 65,
  lost: 66,
  judge: 67,
  stop: 68,
  ping: 69,
  plugins: 80,
  refused: 81,
  fronts: 82,
  assign: 83,
  drop: 84,
  verdict: 85,
  log: 86,
  stopped: 87,
  pong: 88,
  prepare: 89,
  timer: 90,
  front: 96,
} as const

type Pieces = readonly Uint8Array[]

/** The version of this protocol: native plugin and supervisor must have the same. */
export const bridgeProtocol = 1

/** What the native plugin says first. */
export interface Hello {
  readonly protocol: number
  /** Of the native plugin. */
  readonly version: string
  readonly orthanc: {
    readonly version: string
    readonly configuration: string
    readonly path: string
  }
  /** Whether the native plugin has started the supervisor, which then ends with it. */
  readonly isParent: boolean
}

/** Throws `FrameError`. */
export function decodeHello({ payload }: Frame): Hello {
  const reader = new ValueReader(payload)
  const protocol = reader.number()
  // What follows may have another form in another version.
  if (protocol !== bridgeProtocol)
    return { protocol, version: textIn(reader), orthanc: noOrthanc, isParent: false }
  const version = textIn(reader)
  const orthanc = {
    version: textIn(reader),
    configuration: textIn(reader),
    path: textIn(reader),
  }
  return { protocol, version, orthanc, isParent: reader.number() !== 0 }
}

function textIn(reader: ValueReader): string {
  return textOf(reader.text() ?? '')
}

const noOrthanc = { version: '', configuration: '', path: '' }

/** A call of a guest that the native plugin asks about. */
export interface Question {
  readonly id: number
  /** The index of the plugin. */
  readonly plugin: number
  /** The number of the service. */
  readonly service: number
  /** What the thread of the call holds, in bits. */
  readonly held: number
  /** The beginning of its arguments. */
  readonly payload: Buffer
}

/** Throws `FrameError`. */
export function decodeQuestion({ payload, code }: Frame): Question {
  const reader = new ValueReader(payload)
  const id = reader.number()
  const plugin = reader.number()
  const held = reader.number()
  const bytes = reader.bytes()
  if (bytes === undefined) throw new FrameError('a question without a call')
  return { id, plugin, service: code, held, payload: bytes }
}

/** The one number of a frame, EXPIRED or STOP. Throws `FrameError`. */
export function decodeNumber({ payload }: Frame): number {
  return new ValueReader(payload).number()
}

/** A front that the native plugin has closed, and why. Throws `FrameError`. */
export function decodeLost({ payload }: Frame): { readonly front: number; readonly why: string } {
  const reader = new ValueReader(payload)
  return { front: reader.number(), why: textIn(reader) }
}

/** A plugin as the native plugin registers it. */
export interface BridgePlugin {
  readonly name: ByteString
  readonly timeoutMs: number
  /** Limit of the body of one request. */
  readonly bodyBytes: number
  /** Whether an instance that waits for a call can run other callbacks. */
  readonly isReentrant: boolean
  /** Numbers of services, and whether the supervisor is asked about each call. */
  readonly services: ReadonlyMap<number, 'allowed' | 'judged'>
  readonly registrations: readonly {
    readonly service: number
    readonly payload: Uint8Array
  }[]
}

/** How the native plugin treats calls of a service: others are refused. */
export const serviceRights = { allowed: 1, judged: 2 } as const

export function encodePlugins(drainMs: number, plugins: readonly BridgePlugin[]): Pieces {
  const writer = new ValueWriter()
  writer.number(drainMs)
  writer.number(plugins.length)
  for (const { name, timeoutMs, bodyBytes, isReentrant, services, registrations } of plugins) {
    writer.text(name)
    writer.number(timeoutMs)
    writer.number(bodyBytes)
    writer.number(isReentrant ? 1 : 0)
    writer.bytes(rightsBytes(services))
    writer.number(registrations.length)
    for (const { service, payload } of registrations) {
      writer.number(service)
      writer.bytes(payload)
    }
  }
  return writer.frame({ kind: controlKinds.plugins })
}

/** `OrthancPluginInitialize` of a plugin is about to run on a front. */
export function encodePrepare(
  front: number,
  plugin: number,
  services: BridgePlugin['services'],
): Pieces {
  const writer = new ValueWriter().number(front)
  writer.number(plugin)
  writer.bytes(rightsBytes(services))
  return writer.frame({ kind: controlKinds.prepare })
}

function rightsBytes(services: BridgePlugin['services']): Uint8Array {
  const words = [...services].flatMap(([number, right]) => [number, serviceRights[right]])
  return new Uint8Array(new Uint16Array(words).buffer)
}

export function encodeReasons(reasons: readonly string[]): Pieces {
  const writer = new ValueWriter()
  writer.texts(reasons.map(byteStringOf))
  return writer.frame({ kind: controlKinds.refused })
}

const levels = { error: 0, warning: 1, info: 2, verbose: 2 } as const

export function encodeLogLine(level: keyof typeof levels, line: string): Pieces {
  const writer = new ValueWriter()
  writer.number(levels[level])
  writer.text(byteStringOf(line))
  return writer.frame({ kind: controlKinds.log })
}

/** A frame of numbers alone: FRONTS, ASSIGN, DROP, VERDICT, FRONT, STOPPED, PONG. */
export function encodeNumbers(
  kind: (typeof controlKinds)[keyof typeof controlKinds],
  ...numbers: readonly number[]
): Pieces {
  const writer = new ValueWriter()
  for (const number of numbers) writer.number(number)
  return writer.frame({ kind })
}
