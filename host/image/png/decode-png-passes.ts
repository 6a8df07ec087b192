/** The pixels of an image that one pass of Adam7 holds (RFC 2083, 2.6): an image of its own, spread over the whole. */
export interface Pass {
  readonly width: number
  readonly height: number
  /** Where its first pixel stands, and how far the next are away. */
  readonly left: number
  readonly top: number
  readonly stepX: number
  readonly stepY: number
}

const adam7 = [
  { left: 0, top: 0, stepX: 8, stepY: 8 },
  { left: 4, top: 0, stepX: 8, stepY: 8 },
  { left: 0, top: 4, stepX: 4, stepY: 8 },
  { left: 2, top: 0, stepX: 4, stepY: 4 },
  { left: 0, top: 2, stepX: 2, stepY: 4 },
  { left: 1, top: 0, stepX: 2, stepY: 2 },
  { left: 0, top: 1, stepX: 1, stepY: 2 },
]

interface Size {
  readonly width: number
  readonly height: number
}

/** The passes of an interlaced image that have pixels, in their order. */
export function passesOf({ width, height }: Size): readonly Pass[] {
  return adam7
    .map((place) => ({
      ...place,
      width: Math.ceil((width - place.left) / place.stepX),
      height: Math.ceil((height - place.top) / place.stepY),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0)
}

/** An image that is not interlaced. */
export function wholeImage({ width, height }: Size): Pass {
  return { width, height, left: 0, top: 0, stepX: 1, stepY: 1 }
}
