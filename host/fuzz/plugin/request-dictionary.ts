import type { ByteString } from '../../exchange/byte-string.ts'
import { moduleKind, readSections } from '../../wasm/module-reader.ts'

/** The section of a module that lays out its memory (WebAssembly 2.0, 5.5.14). */
const dataSection = 11
/** Words of a module that are kept, and their characters. */
const mostWords = 1000
const longestWord = 64

/** Printable ASCII, in bytes or in UTF-16. */
const narrow = /[\x20-\x7e]{1,65}/g
const wide = /(?<![\x20-\x7e])(?:[\x20-\x7e]\0){1,65}/g

/**
 * The texts that a plugin's module has in its data: what it compares its requests with is among them. Each once, the
 * first ones first.
 */
export function dictionaryOf(module: Uint8Array): readonly ByteString[] {
  const words = new Set<ByteString>()
  for (const data of dataOf(module))
    for (const word of wordsIn(data)) if (words.size < mostWords) words.add(word)
  return [...words]
}

/** Of a component, all of it: its modules lie inside. */
function dataOf(module: Uint8Array): readonly ByteString[] {
  const parts =
    moduleKind(module) === 'core'
      ? readSections(module)
          .filter(({ id }) => id === dataSection)
          .map(({ start, end }) => module.subarray(start, end))
      : [module]
  return parts.map((part) => Buffer.from(part).toString('latin1'))
}

function* wordsIn(data: ByteString): Generator<ByteString> {
  for (const [found] of data.matchAll(wide)) yield* wordOf(found.replaceAll('\0', ''), 1)
  // What is left of UTF-16 is single letters.
  for (const [found] of data.replaceAll(wide, '\0').matchAll(narrow)) yield* wordOf(found, 2)
}

function* wordOf(text: ByteString, shortest: number): Generator<ByteString> {
  if (text.length >= shortest && text.length <= longestWord) yield text
}
