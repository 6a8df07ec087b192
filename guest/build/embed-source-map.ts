import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ByteReader } from '../../host/wasm/byte-reader.ts'
import { encodeSection, encodeU32 } from '../../host/wasm/byte-writer.ts'
import {
  headerBytes,
  readSections,
  sectionIds,
  type Section,
} from '../../host/wasm/module-reader.ts'
import { findPackageRoot } from './package-root.ts'

const sdk = '~lib/orthanc-wasm/assembly/'
const sectionName = 'sourceMappingURL'

/**
 * Writes the source map of a module into it as a `data:` URL, which every debugger can open: a module has no address that the name of a file
 * could be relative to. Files of the author's and of the SDK get their own URLs, so that an editor finds them.
 */
export function embedSourceMap(
  wasm: Uint8Array,
  map: string,
  folder: string,
): Uint8Array<ArrayBuffer> {
  const others = readSections(wasm).filter((section) => !isSourceMap(wasm, section))
  const content = Buffer.concat([encodeName(sectionName), encodeName(dataUrl(map, folder))])
  return Uint8Array.from(
    Buffer.concat([
      wasm.subarray(0, headerBytes),
      ...others.map(({ from, end }) => wasm.subarray(from, end)),
      ...encodeSection(sectionIds.custom, content),
    ]),
  )
}

function isSourceMap(wasm: Uint8Array, { id, start, end }: Section): boolean {
  return id === sectionIds.custom && new ByteReader(wasm, start, end).name() === sectionName
}

function dataUrl(map: string, folder: string): string {
  const { sources, ...others }: { sources: string[] } = JSON.parse(map)
  const root = join(findPackageRoot(), 'guest/assembly')
  const urls = sources.map((path) => {
    if (path.startsWith(sdk)) return pathToFileURL(join(root, path.slice(sdk.length))).href
    return path.startsWith('~') ? path : pathToFileURL(join(folder, path)).href
  })
  const json = JSON.stringify({ ...others, sourceRoot: '', sources: urls })
  return `data:application/json;base64,${Buffer.from(json).toString('base64')}`
}

function encodeName(text: string): Uint8Array {
  const bytes = Buffer.from(text)
  return Buffer.concat([Uint8Array.from(encodeU32(bytes.length)), bytes])
}
