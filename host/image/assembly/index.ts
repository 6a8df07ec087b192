// The module of the image encoders. A caller begins with the layout of an image, puts slices of rows at the input of the
// encoder, and copies the bytes from its output at the end or when the output is full. One image after the other.

export { jpegBegin, jpegClear, jpegInput, jpegIsFull, jpegOutput, jpegRows } from './jpeg'
export { pngBegin, pngClear, pngInput, pngIsFull, pngOutput, pngRows } from './png'
