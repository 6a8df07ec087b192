import { readFile } from 'node:fs/promises'

/** The module of the image encoders, which guest processes compile with their first image. */
export async function readCodecs(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(new URL('../image/codecs.wasm', import.meta.url)))
}
