// The image encoders' module. An encoder is begun with an image's layout; then slices of rows are put at its input,
// and what it wrote is taken from its output. One image at a time.

export { jpegBegin, jpegInput, jpegOutput, jpegRows } from './jpeg'
export { pngBegin, pngInput, pngOutput, pngRows } from './png'
