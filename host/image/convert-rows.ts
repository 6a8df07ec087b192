/** Converts `width` pixels from the start of one view to the start of another. */
export type ConvertRow = (source: DataView, target: DataView, width: number) => void

interface Samples {
  readonly bytes: number
  read(view: DataView, at: number): number
}

export const gray8: Samples = { bytes: 1, read: (view, at) => view.getUint8(at) }
export const gray16: Samples = { bytes: 2, read: (view, at) => view.getUint16(at, true) }
export const signed16: Samples = { bytes: 2, read: (view, at) => view.getInt16(at, true) }
export const gray32: Samples = { bytes: 4, read: (view, at) => view.getUint32(at, true) }
// Orthanc adds the half in 32 bits, so a value just below a half is rounded up
export const float32: Samples = {
  bytes: 4,
  read: (view, at) => Math.floor(Math.fround(view.getFloat32(at, true) + 0.5)),
}

interface Writer {
  readonly bytes: number
  write(view: DataView, at: number, value: number): void
}

export const toGray8: Writer = {
  bytes: 1,
  write: (view, at, value) => view.setUint8(at, clamp(0, value, 255)),
}
export const toGray16: Writer = {
  bytes: 2,
  write: (view, at, value) => view.setUint16(at, clamp(0, value, 65_535), true),
}
export const toSigned16: Writer = {
  bytes: 2,
  write: (view, at, value) => view.setInt16(at, clamp(-32_768, value, 32_767), true),
}
export const toFloat32: Writer = {
  bytes: 4,
  write: (view, at, value) => view.setFloat32(at, value, true),
}
export const grayAsRgb: Writer = { bytes: 3, write: writeThree }
export const grayAsOpaque: Writer = {
  bytes: 4,
  write: (view, at, value) => {
    writeThree(view, at, value)
    view.setUint8(at + 3, 255)
  },
}

/** NaN stays NaN, which is written as 0. */
function clamp(min: number, value: number, max: number): number {
  return Math.min(Math.max(value, min), max)
}

function writeThree(view: DataView, at: number, value: number): void {
  const sample = clamp(0, value, 255)
  view.setUint8(at, sample)
  view.setUint8(at + 1, sample)
  view.setUint8(at + 2, sample)
}

export function fromGray(samples: Samples, writer: Writer): ConvertRow {
  return (source, target, width) => {
    for (let x = 0; x < width; x++)
      writer.write(target, x * writer.bytes, samples.read(source, x * samples.bytes))
  }
}

/** Positions of the colours' bytes within a pixel. */
interface Colours {
  readonly bytes: number
  readonly red: number
  readonly green: number
  readonly blue: number
  readonly alpha?: number
}

export const rgb: Colours = { bytes: 3, red: 0, green: 1, blue: 2 }
export const rgba: Colours = { bytes: 4, red: 0, green: 1, blue: 2, alpha: 3 }
export const bgra: Colours = { bytes: 4, red: 2, green: 1, blue: 0, alpha: 3 }
/** The upper bytes of samples of 16 bits. */
export const upperRgb: Colours = { bytes: 6, red: 1, green: 3, blue: 5 }

export function reorder(from: Colours, to: Colours): ConvertRow {
  return (source, target, width) => {
    for (let x = 0; x < width; x++) {
      const at = x * from.bytes
      const out = x * to.bytes
      target.setUint8(out + to.red, source.getUint8(at + from.red))
      target.setUint8(out + to.green, source.getUint8(at + from.green))
      target.setUint8(out + to.blue, source.getUint8(at + from.blue))
      if (to.alpha === undefined) continue
      const alpha = from.alpha === undefined ? 255 : source.getUint8(at + from.alpha)
      target.setUint8(out + to.alpha, alpha)
    }
  }
}

export function toGray(from: Colours, writer: Writer): ConvertRow {
  return (source, target, width) => {
    for (let x = 0; x < width; x++) {
      const at = x * from.bytes
      const red = source.getUint8(at + from.red)
      const green = source.getUint8(at + from.green)
      const blue = source.getUint8(at + from.blue)
      // BT.709's weights, but for blue Orthanc has 0.0466 instead of 0.0722, as measured for all its values
      const value = Math.floor((2126 * red + 7152 * green + 466 * blue) / 10_000)
      writer.write(target, x * writer.bytes, value)
    }
  }
}
