/** The rows of a PNG as they are stored: a filter's number before each. */
export interface StoredRows {
  readonly bytes: Buffer
  /** Bytes of a row, without the filter's number. */
  readonly row: number
  readonly pixel: number
  readonly count: number
}

/** Where the pixels of a pass go: every `stepX`th of every `stepY`th row, from `left` and `top` on. */
export interface PngPass {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly top: number
  readonly stepX: number
  readonly stepY: number
}

/** RFC 2083, 2.6: first pixel and steps of the seven passes. */
const interlacing = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** The passes of an image that are not empty; one, where it is not interlaced. */
export function pngPasses(width: number, height: number, isInterlaced: boolean): PngPass[] {
  const places = isInterlaced ? interlacing : ([[0, 0, 1, 1]] as const)
  return places
    .map(([left, top, stepX, stepY]) => ({
      width: Math.floor((width - left + stepX - 1) / stepX),
      height: Math.floor((height - top + stepY - 1) / stepY),
      left,
      top,
      stepX,
      stepY,
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0)
}

/** The rows without their filters (RFC 2083, 6); `undefined` where there is no such filter. */
export function unfiltered({ bytes, row, pixel, count }: StoredRows): Buffer | undefined {
  const result = Buffer.alloc(row * count)
  for (let y = 0; y < count; y++) {
    const start = y * (row + 1)
    const predict = predictions[bytes[start] ?? 0]
    if (predict === undefined) return undefined
    for (let x = 0; x < row; x++) {
      const at = y * row + x
      const left = x < pixel ? 0 : (result[at - pixel] ?? 0)
      const above = y === 0 ? 0 : (result[at - row] ?? 0)
      const corner = y === 0 || x < pixel ? 0 : (result[at - row - pixel] ?? 0)
      result[at] = (bytes[start + 1 + x] ?? 0) + predict(left, above, corner)
    }
  }
  return result
}

/** What each filter adds, of the bytes to the left, above, and in the corner. */
const predictions: readonly ((left: number, above: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, above) => above,
  (left, above) => Math.floor((left + above) / 2),
  (left, above, corner) => {
    const guess = left + above - corner
    const [toLeft, toAbove] = [Math.abs(guess - left), Math.abs(guess - above)]
    const toCorner = Math.abs(guess - corner)
    if (toLeft <= toAbove && toLeft <= toCorner) return left
    return toAbove <= toCorner ? above : corner
  },
]
