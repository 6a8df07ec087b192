import jpeg from 'jpeg-js'

/** A JPEG whose pixels are known. */
export interface JpegSample {
  readonly width: number
  readonly height: number
  readonly file: Buffer
  /** Red, green and blue of each pixel. */
  readonly pixels: Buffer
}

const sizes = [
  [1, 1],
  [8, 8],
  [19, 5],
] as const
const quality = 80

/** JPEGs in colours, whole ones. */
export const jpegSamples: readonly JpegSample[] = sizes.map(([width, height]) => {
  const data = Buffer.from(Array.from({ length: width * height * 4 }, (_, i) => (i * 37) & 255))
  const file = Buffer.from(jpeg.encode({ width, height, data }, quality).data)
  const decoded = jpeg.decode(file, { useTArray: true, formatAsRGBA: false })
  return { width, height, file, pixels: Buffer.from(decoded.data) }
})
