import { GrayImage, Image, RgbImage } from 'orthanc-wasm/assembly'
import { DicomImage } from './dicom-image'
import { ImageAttributes } from './image-attributes'
import { PreviewOptions } from './options'
import { copyStored, copyThroughTable, findRange, StoredRange, StoredValues } from './stored-values'
import { parseWindowShape, Window } from './window'

/** An image for the answer, with the data that a viewer shows. */
export class Picture {
  constructor(
    public image: Image,
    /** Null for colour images. */
    public grey: GreyScale | null,
  ) {}
}

/** The range of a frame's values, in the file's units, and the window that maps them to grey levels. */
export class GreyScale {
  constructor(
    public low: f64,
    public high: f64,
    public window: Window,
  ) {}
}

/** The grey level for the bits of a sample. Global, so that its address stays valid. */
const table = new StaticArray<u8>(65536)

/** Renders the frame of the options, which must exist (`checkFrame`). */
export function render(image: DicomImage, options: PreviewOptions): Picture {
  return image.attributes.isGrey() ? renderGrey(image, options) : renderColour(image, options)
}

function renderGrey(image: DicomImage, options: PreviewOptions): Picture {
  const isWide = image.attributes.bitsAllocated == 16
  return isWide ? renderSamples<u16>(image, options) : renderSamples<u8>(image, options)
}

/** T is the sample as allocated, u8 or u16. */
function renderSamples<T>(image: DicomImage, options: PreviewOptions): Picture {
  const attributes = image.attributes
  const width = attributes.columns
  const height = attributes.rows
  const count = <usize>width * height
  const from = image.frameAt
  const values = new StoredValues(attributes)
  const range = findRange<T>(from, count, values)
  const grey = describeGrey(image, range, options)
  if (options.isUnwindowed) {
    const stored = attributes.isSigned ? signedImage(width, height) : unsignedImage(width, height)
    copyStored<T>(from, stored.dataStart, count, values)
    return new Picture(stored, grey)
  }
  fillTable(image, grey.window, range, values)
  const levels = new GrayImage<u8>(width, height)
  copyThroughTable<T>(from, levels.dataStart, count, values, changetype<usize>(table))
  return new Picture(levels, grey)
}

function signedImage(width: i32, height: i32): Image {
  return new GrayImage<i16>(width, height)
}

function unsignedImage(width: i32, height: i32): Image {
  return new GrayImage<u16>(width, height)
}

/** A Modality LUT need not be monotonic, so all values between the ends are checked. */
function describeGrey(image: DicomImage, range: StoredRange, options: PreviewOptions): GreyScale {
  const modality = image.modality
  let low = modality.apply(range.low)
  let high = low
  for (let stored = range.low; stored <= range.high; stored++) {
    const value = modality.apply(stored)
    low = min<f64>(low, value)
    high = max<f64>(high, value)
  }
  return new GreyScale(low, high, chooseWindow(low, high, image.attributes, options))
}

/**
 * The requested window, else the file's first one, else one that covers all values of the frame. An unusable window of a
 * file, for instance of width 0, is ignored.
 */
function chooseWindow(
  low: f64,
  high: f64,
  attributes: ImageAttributes,
  options: PreviewOptions,
): Window {
  const shape = parseWindowShape(attributes.windowFunction)
  const own = new Window(attributes.windowCenter, attributes.windowWidth, shape)
  const window = own.isUsable() ? own : Window.ofRange(low, high)
  if (!isNaN(options.center)) window.center = options.center
  if (!isNaN(options.width)) window.width = options.width
  return window
}

/** Fills only the entries between the least and the greatest stored value; no others are read. */
function fillTable(
  image: DicomImage,
  window: Window,
  range: StoredRange,
  values: StoredValues,
): void {
  const modality = image.modality
  // MONOCHROME1: the least value is white (PS3.3, C.7.6.3.1.2).
  const inversion: u8 = image.attributes.photometric == 'MONOCHROME1' ? 255 : 0
  const levels = changetype<usize>(table)
  for (let stored = range.low; stored <= range.high; stored++) {
    const level = window.level(modality.apply(stored)) ^ inversion
    store<u8>(levels + (<u32>stored & values.mask), level)
  }
}

/** Colour has no window (PS3.3, C.11.2 is for grey only). */
function renderColour(image: DicomImage, options: PreviewOptions): Picture {
  const attributes = image.attributes
  const from = image.frameAt
  const colour = new RgbImage(attributes.columns, attributes.rows)
  const count = <usize>attributes.rows * attributes.columns
  // The host expects colour by pixel; colour by plane has all red samples first (PS3.3, C.7.6.3.1.3).
  if (attributes.planarConfiguration == 0) memory.copy(colour.dataStart, from, count * 3)
  else interleave(from, colour.dataStart, count)
  return new Picture(colour, null)
}

function interleave(planes: usize, to: usize, count: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const pixel = to + i * 3
    store<u8>(pixel, load<u8>(planes + i))
    store<u8>(pixel, load<u8>(planes + count + i), 1)
    store<u8>(pixel, load<u8>(planes + count * 2 + i), 2)
  }
}
