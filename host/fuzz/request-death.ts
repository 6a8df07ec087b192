import type { Death } from './request-messages.ts'

/** Where V8 says that a frame is. */
const framePlace = /wasm-function\[(\d+)\]:0x([0-9a-f]+)/

/** What ended an instance. `shift` is by how much the running module's code stands behind that of its file. */
export function deathOf(death: Error, shift: number | undefined): Death {
  const stack = death.cause instanceof Error ? death.cause.stack : death.stack
  const frames = (stack ?? '').split('\n').flatMap((line) => {
    const found = framePlace.exec(line)
    return found === null ? [] : [{ place: found[0], offset: Number.parseInt(found[2] ?? '', 16) }]
  })
  return {
    message: death.message,
    place: frames[0]?.place ?? '',
    offsets: shift === undefined ? [] : frames.map(({ offset }) => offset - shift),
  }
}
