/** The part of upng-js that is used; it comes without types. */
declare module 'upng-js' {
  interface Image {
    readonly width: number
    readonly height: number
    /** Bits of a sample. */
    readonly depth: number
    /** PNG's colour type. */
    readonly ctype: number
    /** The pixels as the file has them, unfiltered. */
    readonly data: Uint8Array
  }
  const UPNG: {
    decode(file: ArrayBuffer): Image
    /** Of RGBA pixels, one buffer a frame; 0 colours: without loss. */
    encode(frames: ArrayBuffer[], width: number, height: number, colours: number): ArrayBuffer
  }
  export default UPNG
}
