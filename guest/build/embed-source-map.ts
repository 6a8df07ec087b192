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
import { encodeDwarf } from './dwarf.ts'
import { findPackageRoot } from './package-root.ts'

const sdk = '~lib/orthanc-wasm/assembly/'
const sectionName = 'sourceMappingURL'

/**
 * Writes what debuggers read into a module: its source map as a `data:` URL, since a module has no address that the name of a file could be
 * relative to, and its lines as DWARF. Files of the author's and of the SDK get absolute paths, so that an editor finds them.
 */
export function embedSourceMap(
  wasm: Uint8Array,
  map: string,
  folder: string,
): Uint8Array<ArrayBuffer> {
  const content: SourceMapContent = JSON.parse(map)
  const sources = content.sources.map((path) => locate(path, folder))
  const others = readSections(wasm).filter((section) => !isSourceMap(wasm, section))
  const added = {
    [sectionName]: encodeName(dataUrl({ ...content, sources })),
    ...encodeDwarf(wasm, { sources, mappings: content.mappings }),
  }
  return Uint8Array.from(
    Buffer.concat([
      wasm.subarray(0, headerBytes),
      ...others.map(({ from, end }) => wasm.subarray(from, end)),
      ...Object.entries(added).flatMap(([name, bytes]) =>
        encodeSection(sectionIds.custom, Buffer.concat([encodeName(name), bytes])),
      ),
    ]),
  )
}

interface SourceMapContent {
  readonly sources: readonly string[]
  readonly mappings: string
}

function isSourceMap(wasm: Uint8Array, { id, start, end }: Section): boolean {
  return id === sectionIds.custom && new ByteReader(wasm, start, end).name() === sectionName
}

/** The path of a source; those of the compiler's own library have none. */
function locate(path: string, folder: string): string {
  if (path.startsWith(sdk)) return join(findPackageRoot(), 'guest/assembly', path.slice(sdk.length))
  return path.startsWith('~') ? path : join(folder, path)
}

function dataUrl({ sources, ...others }: SourceMapContent): string {
  const urls = sources.map((path) => (path.startsWith('~') ? path : pathToFileURL(path).href))
  const json = JSON.stringify({ ...others, sourceRoot: '', sources: urls })
  return `data:application/json;base64,${Buffer.from(json).toString('base64')}`
}

function encodeName(text: string): Uint8Array {
  const bytes = Buffer.from(text)
  return Buffer.concat([Uint8Array.from(encodeU32(bytes.length)), bytes])
}
