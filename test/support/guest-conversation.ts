import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { httpMethods } from '../../abi/enums.ts'
import { defaultLimits, processMiBOf } from '../../host/exchange/limits.ts'
import type { InstanceSettings } from '../../host/exchange/instance.ts'
import type { Request } from '../../host/exchange/request.ts'
import type { Callback } from '../../host/frames/rest-callback.ts'
import { encodeFrame, frameKinds, type Frame } from '../../host/frames/frame.ts'
import { encodeLoad } from '../../host/frames/messages.ts'
import { GuestProcess, type GuestProcessOptions } from '../../host/pool/guest-process.ts'
import { guestEntry } from './guest-entry.ts'
import { Inbox } from './inbox.ts'
import { smallSettings } from './small-settings.ts'

const MiB = 1024 * 1024
const codecs = new Uint8Array(
  readFileSync(new URL('../../dist/host/image/codecs.wasm', import.meta.url)),
)

/** Room for a body of a mebibyte. */
const settings: InstanceSettings = { ...smallSettings, memoryPages: 64, maxAnswerBytes: 4 * MiB }

/** How the processes of tests are started unless they say otherwise. */
export const guestOptions: GuestProcessOptions = {
  entry: guestEntry,
  nodePath: process.execPath,
  guestCommand: [],
  bodyFolder: tmpdir(),
  processMiB: processMiBOf(defaultLimits),
  isTraced: false,
  onNoBodyFile: () => undefined,
}

/** A guest process whose parent is a test, frame by frame. Ended with `close`. */
export class GuestConversation {
  readonly process: GuestProcess
  /** What comes from it, on each socket. */
  readonly control = new Inbox<Frame>()
  readonly front = new Inbox<Frame>()
  /** Resolves with why it ended. */
  readonly ended: Promise<string>

  private constructor(process: GuestProcess) {
    this.process = process
    this.ended = new Promise((resolve) => {
      process.listen(
        {
          onControl: (frame) => this.control.put(keep(frame)),
          onFront: (frame) => this.front.put(keep(frame)),
          onEnd: resolve,
        },
        {
          controlBytes: 64 * MiB,
          frontBytes: 64 * MiB,
          take: (length) => new Uint8Array(new ArrayBuffer(length)),
        },
      )
    })
  }

  /** With a process that is ready. */
  static async begin(options: Partial<GuestProcessOptions> = {}): Promise<GuestConversation> {
    return new GuestConversation(await GuestProcess.start({ ...guestOptions, ...options }))
  }

  load(bytes: Uint8Array, other: Partial<InstanceSettings> = {}): void {
    const module = { kind: 'core', bytes: new Uint8Array(bytes) } as const
    this.process.sendControl(encodeLoad({ settings: { ...settings, ...other }, codecs, module }))
  }

  /** Has an instance made, and returns the frame that says how that went. */
  async start(): Promise<Frame> {
    this.process.sendControl(encodeFrame(frameKinds.start))
    return await this.control.take()
  }

  async close(): Promise<void> {
    this.process.kill()
    await this.process.exited
    this.process.release()
  }
}

/** A frame that outlives the next one. */
function keep(frame: Frame): Frame {
  return { ...frame, payload: Buffer.from(frame.payload) }
}

/** A callback of a GET request, unless it says otherwise. */
export function callbackOf(
  ordinal: number,
  route: number,
  request: Partial<Request> = {},
  groups: Callback['groups'] = [],
): Callback {
  const head = { method: httpMethods.Get, path: '/', uri: '/', query: '', hasArguments: false }
  const body = new Uint8Array(0)
  return {
    ordinal,
    route,
    groups,
    request: { id: `r-${ordinal}`, headerLines: [], body, ...head, ...request },
  }
}
