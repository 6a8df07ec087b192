import type { Death } from './request-messages.ts'

/** Where V8 says that a frame is. */
const framePlace = /wasm-function\[\d+\]:0x([0-9a-f]+)/

/**
 * What ended an instance. `shift` is by how many bytes the code of the running module stands after that of its file; `undefined`
 * for a component, whose modules have no places in the file.
 */
export function deathOf(death: Error, shift: number | undefined): Death {
  const stack = death.cause instanceof Error ? death.cause.stack : death.stack
  const frames = (stack ?? '').split('\n').flatMap((line) => {
    const found = framePlace.exec(line)
    if (found === null) return []
    const [place, offset = ''] = found
    return [{ place, offset: Number.parseInt(offset, 16) }]
  })
  return {
    message: death.message,
    place: frames[0]?.place ?? '',
    offsets: shift === undefined ? [] : frames.map(({ offset }) => offset - shift),
  }
}
