import { httpMethods } from '../../abi/enums.ts'
import { defaultLimits, fixedLimits } from '../exchange/limits.ts'
import type {
  InstanceSettings,
  NativeRegistration,
  PluginDescription,
} from '../exchange/instance.ts'
import type { OutboundCall, OutboundReply } from '../exchange/ports.ts'
import type { LogLevel } from '../exchange/log.ts'
import type { StreamHead } from '../exchange/answer.ts'
import { Fields, headerOf, textOf } from './fields.ts'
import {
  callCodes,
  encodeFrame,
  FrameError,
  frameKinds,
  readValue,
  splitPayload,
  type Frame,
} from './frame.ts'

// From the supervisor, which the guest trusts.

/** A core module, or the parts of a component. */
export type ModuleBytes =
  | {
      readonly kind: 'core'
      readonly bytes: Uint8Array<ArrayBuffer>
      /** The JSON of its source map; absent: it has none. */
      readonly sourceMap?: Uint8Array<ArrayBuffer> | undefined
    }
  | ({ readonly kind: 'component' } & ComponentParts)

/** What a guest process runs. */
export interface Load {
  readonly settings: InstanceSettings
  /** The module of the image encoders. */
  readonly codecs: Uint8Array<ArrayBuffer>
  readonly module: ModuleBytes
}

interface LoadHead {
  readonly settings: InstanceSettings
  readonly codecsBytes: number
  /** 0: no source map. */
  readonly sourceMapBytes: number
  /** Absent: one core module. */
  readonly component?: {
    readonly script: string
    readonly cores: readonly (readonly [name: string, bytes: number])[]
  }
}

export function encodeLoad({ settings, codecs, module }: Load): readonly Uint8Array[] {
  const sourceMap = (module.kind === 'core' ? module.sourceMap : undefined) ?? new Uint8Array(0)
  const parts = module.kind === 'core' ? [module.bytes] : [...module.cores.values()]
  const head: LoadHead = {
    settings,
    codecsBytes: codecs.length,
    sourceMapBytes: sourceMap.length,
    ...(module.kind === 'core'
      ? {}
      : {
          component: {
            script: module.script,
            cores: [...module.cores].map(([name, { length }]) => [name, length] as const),
          },
        }),
  }
  return encodeFrame(frameKinds.load, head, { bytes: Buffer.concat([codecs, sourceMap, ...parts]) })
}

export function decodeLoad(frame: Frame): Load {
  const { text, bytes } = splitPayload(frame)
  const { settings, codecsBytes, sourceMapBytes, component }: LoadHead = JSON.parse(text)
  let at = 0
  const take = (length: number): Uint8Array<ArrayBuffer> =>
    new Uint8Array(bytes.subarray(at, (at += length)))
  const codecs = take(codecsBytes)
  const sourceMap = sourceMapBytes === 0 ? undefined : take(sourceMapBytes)
  if (component === undefined) {
    const module = { kind: 'core', bytes: take(bytes.length - at), sourceMap } as const
    return { settings, codecs, module }
  }
  const cores = new Map(component.cores.map(([name, length]) => [name, take(length)]))
  return { settings, codecs, module: { kind: 'component', script: component.script, cores } }
}

export function encodeReply(reply: OutboundReply): readonly Uint8Array[] {
  if (reply.kind === 'failed') return encodeFrame(frameKinds.result, reply)
  const { body, ...head } = reply
  return encodeFrame(frameKinds.result, head, { bytes: body })
}

export function decodeReply(frame: Frame): OutboundReply {
  const { text, bytes } = splitPayload(frame)
  const reply: OutboundReply = JSON.parse(text)
  return reply.kind === 'failed' ? reply : { ...reply, body: new Uint8Array(bytes) }
}

/** The result of a part: whether the client is still connected. */
export function encodeTaken(isOpen: boolean): readonly Uint8Array[] {
  return encodeFrame(frameKinds.result, { isOpen })
}

export function decodeTaken(frame: Frame): boolean {
  const { isOpen }: { readonly isOpen: boolean } = JSON.parse(splitPayload(frame).text)
  return isOpen
}

/** Maximum length of a component's script, in characters. */
const longestScript = 16 * 1024 * 1024

/** Maximum length of a request's id, which a client may choose. */
const idCharacters = 256

// From a guest, whose bytes are as untrusted as those of the network. Each decoder throws `FrameError`.

/** What a timer of Node can wait. */
const longestTimerMs = 2 ** 31 - 1

/** In how many ms timers are due; `undefined`: none are. */
export function encodeTimer(dueMs: number | undefined): readonly Uint8Array[] {
  return encodeFrame(frameKinds.timer, { dueMs })
}

/** Throws `FrameError`. */
export function decodeTimer(frame: Frame): number | undefined {
  const fields = new Fields(readValue(frame))
  return fields.optional('dueMs', (key) => fields.integer(key, 0, longestTimerMs))
}

export function encodeStarted(description: PluginDescription): readonly Uint8Array[] {
  const { registrations } = description
  if (registrations === undefined) return encodeFrame(frameKinds.started, description)
  const texts = registrations.map(({ service, payload }) => ({
    service,
    payload: Buffer.from(payload).toString('base64'),
  }))
  return encodeFrame(frameKinds.started, { ...description, registrations: texts })
}

/** `mostRoutes` is the number of routes that the plugin may register, and of all registrations. */
export function decodeStarted(
  frame: Frame,
  mostRoutes = defaultLimits.maxRoutes,
): PluginDescription {
  const fields = new Fields(readValue(frame))
  const text = (key: string): string => fields.text(key, fixedLimits.stringBytes)
  const rootUri = fields.optional('rootUri', text)
  const description = fields.optional('description', text)
  const explorer = fields.optional('explorer', text)
  const registrations = fields.optional('registrations', (key) =>
    fields.list(key, mostRoutes, readRegistration),
  )
  const takesChanges = fields.optional('takesChanges', (key) => fields.boolean(key))
  const isReentrant = fields.optional('isReentrant', (key) => fields.boolean(key))
  return {
    name: fields.text('name', fixedLimits.nameBytes),
    version: fields.text('version', fixedLimits.nameBytes),
    routes: fields.list('routes', mostRoutes, (item) => {
      const route = new Fields(item)
      return {
        pattern: route.text('pattern', fixedLimits.patternBytes),
        locked: route.boolean('locked'),
      }
    }),
    ...(rootUri === undefined ? {} : { rootUri }),
    ...(description === undefined ? {} : { description }),
    ...(explorer === undefined ? {} : { explorer }),
    ...(registrations === undefined ? {} : { registrations }),
    ...(takesChanges === undefined ? {} : { takesChanges }),
    ...(isReentrant === undefined ? {} : { isReentrant }),
  }
}

const mostBase64 = Math.ceil(fixedLimits.registrationBytes / 3) * 4

function readRegistration(item: unknown): NativeRegistration {
  const fields = new Fields(item)
  return {
    service: fields.integer('service', 0, 0xffff),
    payload: new Uint8Array(Buffer.from(fields.text('payload', mostBase64), 'base64')),
  }
}

export function encodeRefused(reasons: readonly string[]): readonly Uint8Array[] {
  return encodeFrame(frameKinds.refused, { reasons })
}

export function decodeRefused(frame: Frame): readonly string[] {
  const fields = new Fields(readValue(frame))
  return fields.list('reasons', fixedLimits.stringCount, (item) =>
    textOf(item, 'a reason', fixedLimits.stringBytes),
  )
}

/** The parts of a component. */
export function encodeParts({ script, cores }: ComponentParts): readonly Uint8Array[] {
  const sizes = [...cores].map(([name, { length }]) => ({ name, length }))
  const bytes = Buffer.concat([...cores.values()])
  return encodeFrame(frameKinds.started, { script, sizes }, { bytes })
}

export function decodeParts(frame: Frame): ComponentParts {
  const { bytes } = splitPayload(frame)
  const fields = new Fields(readValue(frame))
  const sizes = fields.list('sizes', fixedLimits.stringCount, (item) => {
    const core = new Fields(item)
    return [
      core.text('name', fixedLimits.nameBytes),
      core.integer('length', 0, bytes.length),
    ] as const
  })
  let at = 0
  const cores = new Map(
    sizes.map(([name, length]) => [name, new Uint8Array(bytes.subarray(at, (at += length)))]),
  )
  if (at !== bytes.length) throw new FrameError('core modules of another length')
  return { script: fields.text('script', longestScript), cores }
}

/** A trap that ended an instance, with the id and route of the request in progress. */
export interface Death {
  /** The callback's ordinal. */
  readonly ordinal: number
  readonly message: string
  readonly request: string
  readonly route: number
}

export function encodeDied(death: Death): readonly Uint8Array[] {
  return encodeFrame(frameKinds.died, death)
}

export function decodeDied(frame: Frame): Death {
  const fields = new Fields(readValue(frame))
  return {
    ordinal: fields.integer('ordinal', 0, 2 ** 32 - 1),
    message: fields.text('message', fixedLimits.stringBytes),
    request: fields.text('request', idCharacters),
    route: fields.integer('route', 0, 2 ** 32 - 1),
  }
}

/** One log line of a guest. */
export interface GuestLogLine {
  readonly level: LogLevel
  readonly message: string
  /** The id of the request in progress. */
  readonly request: string | undefined
}

export function encodeLog(line: GuestLogLine): readonly Uint8Array[] {
  return encodeFrame(frameKinds.log, line)
}

const levels = ['error', 'warning', 'info', 'verbose'] as const

export function decodeLog(frame: Frame): GuestLogLine {
  const fields = new Fields(readValue(frame))
  return {
    level: fields.choice('level', levels),
    message: fields.text('message', fixedLimits.stringBytes),
    request: fields.optional('request', (key) => fields.text(key, idCharacters)),
  }
}

export function encodeOutbound({ body, ...head }: OutboundCall): readonly Uint8Array[] {
  return encodeFrame(frameKinds.call, head, { code: callCodes.outbound, bytes: body })
}

const methods = Object.values(httpMethods)
/** The SDK passes seconds, as a u32. */
const longestTimeoutMs = (2 ** 32 - 1) * 1000

export function decodeOutbound(frame: Frame): OutboundCall {
  const fields = new Fields(readValue(frame))
  const common = {
    method: fields.integer('method', Math.min(...methods), Math.max(...methods)),
    headers: fields.list('headers', fixedLimits.stringCount, headerOf),
    body: new Uint8Array(splitPayload(frame).bytes),
  }
  const text = (key: string): string => fields.text(key, fixedLimits.stringBytes)
  if (fields.choice('kind', ['rest', 'http']) === 'rest')
    return {
      ...common,
      kind: 'rest',
      uri: text('uri'),
      afterPlugins: fields.boolean('afterPlugins'),
    }
  return {
    ...common,
    kind: 'http',
    url: text('url'),
    credentials: fields.optional('credentials', text),
    timeoutMs: fields.integer('timeoutMs', 0, longestTimeoutMs),
  }
}

export function encodeStreamBegin(head: StreamHead): readonly Uint8Array[] {
  return encodeFrame(frameKinds.call, head, { code: callCodes.streamBegin })
}

export function decodeStreamBegin(frame: Frame): StreamHead {
  const fields = new Fields(readValue(frame))
  const length = fields.optional('length', (key) => fields.integer(key, 0, Number.MAX_SAFE_INTEGER))
  return {
    status: fields.integer('status', 200, 599),
    headers: fields.list('headers', fixedLimits.stringCount, headerOf),
    ...(length === undefined ? {} : { length }),
  }
}

export function encodeStreamPart(bytes: Uint8Array): readonly Uint8Array[] {
  return encodeFrame(frameKinds.call, undefined, { code: callCodes.streamPart, bytes })
}

/** A copy of the part's bytes. */
export function decodeStreamPart(frame: Frame): Uint8Array<ArrayBuffer> {
  return new Uint8Array(splitPayload(frame).bytes)
}

/** A component taken apart: its JavaScript, and its core modules by name, neither compiled nor capped. Plain data. */
export interface ComponentParts {
  readonly script: string
  readonly cores: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
}
