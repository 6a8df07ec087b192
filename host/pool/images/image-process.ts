import { PluginLoadError } from '../../exchange/errors.ts'
import { encodeFrame, FrameError, frameKinds, splitPayload } from '../../frames/frame.ts'
import { decodeRefused, encodeLoad, type Load } from '../../frames/messages.ts'
import { pageBytes } from '../../wasm/data-writer.ts'
import type { ProcessSupply } from '../process-supply.ts'

/** Limits for preparing a plugin. */
export interface ImageOptions {
  readonly processes: ProcessSupply
  readonly processMiB: number
  readonly timeoutMs: number
}

/** An image has its bytes and at most as many for their addresses. */
const mostBytesPerByte = 2

/**
 * Makes an image of a plugin's memory in a guest process of its own, which ends then; the bytes are as untrusted as the plugin. Rejects
 * with `PluginLoadError` if the plugin cannot be prepared within the limits.
 */
export async function makeImage(
  load: Load,
  options: ImageOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { processes, processMiB, timeoutMs } = options
  const guest = await processes.startProgram({ processMiB })
  let late: NodeJS.Timeout | undefined
  try {
    return await new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
      const refuse = (reasons: readonly string[]): void => reject(new PluginLoadError(reasons))
      guest.listen(
        {
          onControl: (frame) => {
            if (frame.kind === frameKinds.prepared)
              resolve(new Uint8Array(splitPayload(frame).bytes))
            else if (frame.kind === frameKinds.refused) refuse(decodeRefused(frame))
            // It may log, and may not call.
            else if (frame.kind !== frameKinds.log)
              throw new FrameError(`a frame of kind ${frame.kind} while it is prepared`)
          },
          onFront: () => undefined,
          onEnd: (reason) => refuse([reason]),
        },
        {
          controlBytes: load.settings.memoryPages * pageBytes * mostBytesPerByte,
          frontBytes: 0,
          take: (length) => new Uint8Array(new ArrayBuffer(length)),
        },
      )
      late = setTimeout(
        () => refuse([`it took longer than ${timeoutMs} ms (InitializeTimeoutMs)`]),
        timeoutMs,
      )
      guest.sendControl(encodeLoad(load))
      guest.sendControl(encodeFrame(frameKinds.prepare))
    })
  } finally {
    clearTimeout(late)
    guest.kill()
    void guest.exited.then(() => guest.release())
  }
}
