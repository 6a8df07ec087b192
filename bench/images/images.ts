import { pixelFormats } from '../../abi/enums.ts'
import type { Pixels } from '../../host/image/pixels.ts'
import { buildDicom } from '../../test/support/dicom.ts'

/** A slice through a body: air, fat, organs and bone in 12 bits, with the noise of a scanner. */
export function ctPhantom(side: number): Pixels {
  const noise = normalNoise(1)
  const data = new Uint16Array(side * side)
  forEachPoint(side, (i, x, y) => {
    const hounsfield = tissueAt(x, y)
    const isOutside = hounsfield <= -1000
    data[i] = Math.max(0, Math.round(hounsfield + 1024 + noise() * (isOutside ? 4 : 12)))
  })
  return {
    format: pixelFormats.Grayscale16,
    width: side,
    height: side,
    pitch: side * 2,
    data: new Uint8Array(data.buffer),
  }
}

/** The same as a DICOM file, with a window on soft tissue. */
export function ctFile(side: number): Uint8Array {
  const { data } = ctPhantom(side)
  return buildDicom({
    rows: side,
    columns: side,
    pixels: Array.from(new Uint16Array(data.buffer)),
    bitsStored: 12,
    rescale: { slope: '1', intercept: '-1024' },
    window: { center: '40', width: '400' },
  })
}

/** As a viewer shows it: the slice through a window, 8 bits. */
export function grayPhantom(side: number): Pixels {
  const noise = normalNoise(2)
  const data = new Uint8ClampedArray(side * side)
  forEachPoint(side, (i, x, y) => {
    data[i] = (tissueAt(x, y) + 160) * 0.64 + noise() * 3
  })
  const { buffer } = data
  return {
    format: pixelFormats.Grayscale8,
    width: side,
    height: side,
    pitch: side,
    data: new Uint8Array(buffer),
  }
}

/** A picture with smooth colours, edges and a little noise. */
export function colourPhantom(side: number): Pixels {
  const noise = normalNoise(3)
  const data = new Uint8ClampedArray(side * side * 3)
  forEachPoint(side, (i, x, y) => {
    const tissue = (tissueAt(x, y) + 160) * 0.5
    const wave = 30 * Math.sin(9 * x) * Math.cos(7 * y)
    data[3 * i] = tissue + wave + 40 + noise() * 2
    data[3 * i + 1] = tissue - wave + noise() * 2
    data[3 * i + 2] = tissue * 0.8 + 20 * x + noise() * 2
  })
  const { buffer } = data
  return {
    format: pixelFormats.RGB24,
    width: side,
    height: side,
    pitch: side * 3,
    data: new Uint8Array(buffer),
  }
}

/** As of an X-ray: soft shadows of 14 bits, with the noise of few photons. */
export function radiographPhantom(side: number): Pixels {
  const noise = normalNoise(4)
  const data = new Uint16Array(side * side)
  forEachPoint(side, (i, x, y) => {
    const shadow = 9000 - 5000 * Math.exp(-(x * x + y * y)) + 0.9 * tissueAt(x, y)
    data[i] = Math.max(0, Math.round(shadow + noise() * 40))
  })
  const pixels = new Uint8Array(data.buffer)
  return {
    format: pixelFormats.Grayscale16,
    width: side,
    height: side,
    pitch: side * 2,
    data: pixels,
  }
}

/** As of an ultrasound: a grey fan with speckles on black, and a field in which flow has colours. */
export function ultrasoundPhantom(side: number): Pixels {
  const noise = normalNoise(5)
  const data = new Uint8ClampedArray(side * side * 3)
  forEachPoint(side, (i, x, y) => {
    const isInFan = Math.hypot(x, y + 1) < 1.8 && Math.abs(x) < 0.75 * (y + 1)
    if (!isInFan) return
    const grey = 60 + 40 * Math.sin(5 * x) * Math.cos(8 * y) + noise() * 22
    const flow = Math.hypot(x - 0.1, y - 0.1) < 0.2 ? 120 * Math.sin(12 * x) : 0
    data.set([grey + flow, grey, grey - flow], 3 * i)
  })
  const pixels = new Uint8Array(data.buffer)
  return { format: pixelFormats.RGB24, width: side, height: side, pitch: side * 3, data: pixels }
}

/** Calls with an index and with coordinates from -1 to 1. */
function forEachPoint(side: number, visit: (i: number, x: number, y: number) => void): void {
  for (let i = 0; i < side * side; i++) {
    visit(i, ((i % side) / side) * 2 - 1, (Math.floor(i / side) / side) * 2 - 1)
  }
}

/** Hounsfield units of a made-up body: an ellipse with a rim of fat, two lungs, a spine. */
function tissueAt(x: number, y: number): number {
  const body = (x / 0.9) ** 2 + (y / 0.7) ** 2
  if (body > 1) return -1000
  if (body > 0.85) return -100
  if (x ** 2 / 0.02 + (y - 0.4) ** 2 / 0.02 < 1) return 700 + 200 * Math.sin(40 * x)
  if ((Math.abs(x) - 0.42) ** 2 / 0.06 + (y + 0.05) ** 2 / 0.12 < 1) return -820 + 60 * x
  return 45 + 20 * Math.sin(6 * x) * Math.cos(5 * y)
}

/** Numbers of mean 0 and deviation 1, about: sums of uniform ones. The same for the same seed. */
function normalNoise(seed: number): () => number {
  let state = seed
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return () => (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3)
}
