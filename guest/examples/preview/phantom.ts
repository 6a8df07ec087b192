import { DicomImage } from './dicom-image'

const SIZE = 512

/** Filled at the first use; global, so that it stays valid and never moves. */
const pixels = new StaticArray<i16>(SIZE * SIZE)
let isDrawn = false

/**
 * The head phantom of Shepp and Logan (1974), with values like Hounsfield units: air −1000, bone 1000,
 * brain 30, and details in the brain of a few units that only a narrow window shows.
 */
export function phantomImage(): DicomImage {
  if (!isDrawn) draw()
  isDrawn = true
  const image = new DicomImage()
  const attributes = image.attributes
  attributes.rows = SIZE
  attributes.columns = SIZE
  attributes.bitsAllocated = 16
  attributes.bitsStored = 16
  attributes.highBit = 15
  attributes.isSigned = true
  attributes.photometric = 'MONOCHROME2'
  attributes.windowCenter = 40
  attributes.windowWidth = 160
  image.pixelsAt = changetype<usize>(pixels)
  image.pixelsLength = SIZE * SIZE * 2
  return image
}

function draw(): void {
  fillEllipse(0, 0, 4, 4, 0, -1000)
  fillEllipse(0, 0, 0.69, 0.92, 0, 1000)
  fillEllipse(0, -0.0184, 0.6624, 0.874, 0, 30)
  fillEllipse(0.22, 0, 0.11, 0.31, -18, 4)
  fillEllipse(-0.22, 0, 0.16, 0.41, 18, 4)
  fillEllipse(0, 0.35, 0.21, 0.25, 0, 42)
  fillEllipse(0, 0.1, 0.046, 0.046, 0, 55)
  fillEllipse(0, -0.1, 0.046, 0.046, 0, 75)
  fillEllipse(-0.08, -0.605, 0.046, 0.023, 0, 60)
  fillEllipse(0, -0.605, 0.023, 0.023, 0, 400)
  fillEllipse(0.06, -0.605, 0.023, 0.046, 0, 60)
}

/** Center and half axes in units of the half image, y upwards; the angle in degrees, counterclockwise. */
function fillEllipse(
  centerX: f64,
  centerY: f64,
  halfX: f64,
  halfY: f64,
  degrees: f64,
  value: i16,
): void {
  const cosine = Math.cos((degrees * Math.PI) / 180)
  const sine = Math.sin((degrees * Math.PI) / 180)
  const at = changetype<usize>(pixels)
  for (let row = 0; row < SIZE; row++) {
    const y = 1 - <f64>(2 * row + 1) / SIZE - centerY
    for (let column = 0; column < SIZE; column++) {
      const x = <f64>(2 * column + 1) / SIZE - 1 - centerX
      const along = (x * cosine + y * sine) / halfX
      const across = (y * cosine - x * sine) / halfY
      if (along * along + across * across <= 1) store<i16>(at + ((row * SIZE + column) << 1), value)
    }
  }
}
