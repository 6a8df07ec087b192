// The image encoders' module. An encoder is begun with an image's layout; then slices of rows are put at its input,
// and what it wrote is taken from its output, at the
// end or when that is full. One image at a time.

export { jpegBegin, jpegClear, jpegInput, jpegIsFull, jpegOutput, jpegRows } from './jpeg'
export { pngBegin, pngClear, pngInput, pngIsFull, pngOutput, pngRows } from './png'
