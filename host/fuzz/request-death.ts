import type { Death } from './request-messages.ts'

/** Where V8 says that a frame is. */
const framePlace = /wasm-function\[(\d+)\]:0x([0-9a-f]+)/

/** By how much a function of the running module, by its number, stands behind that of its file, if it has it. */
export type CodeShift = (functionNumber: number) => number | undefined

/** What ended an instance. */
export function deathOf(death: Error, shift: CodeShift | undefined): Death {
  const stack = death.cause instanceof Error ? death.cause.stack : death.stack
  const frames = (stack ?? '').split('\n').flatMap((line) => {
    const found = framePlace.exec(line)
    if (found === null) return []
    const [place, number, offset = ''] = found
    return [{ place, number: Number(number), offset: Number.parseInt(offset, 16) }]
  })
  return {
    message: death.message,
    place: frames[0]?.place ?? '',
    offsets: frames.flatMap(({ number, offset }) => {
      const by = shift?.(number)
      return by === undefined ? [] : [offset - by]
    }),
  }
}
