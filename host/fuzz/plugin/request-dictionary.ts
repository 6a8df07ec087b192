import type { ByteString } from '../../exchange/byte-string.ts'
import { moduleKind, readSections } from '../../wasm/module-reader.ts'

/** The section of a module that lays out its memory (WebAssembly 2.0, 5.5.14). */
const dataSection = 11
/** How many words of a module are kept, and the most characters of each. */
const mostWords = 1000
const longestWord = 64

/** Printable ASCII, in bytes or in UTF-16. */
const narrow = /[\x20-\x7e]{1,65}/g
const wide = /(?<![\x20-\x7e])(?:[\x20-\x7e]\0){1,65}/g

/**
 * The texts in the data of a plugin's module, each once, in order. Those with which it compares its requests are among
 * them.
 */
export function dictionaryOf(module: Uint8Array): readonly ByteString[] {
  const words = new Set<ByteString>()
  for (const data of dataOf(module))
    for (const word of wordsIn(data)) if (words.size < mostWords) words.add(word)
  return [...words]
}

/** The data of a module; all of a component, as its modules are inside. */
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
  // Otherwise each letter of UTF-16 would be a word.
  for (const [found] of data.replaceAll(wide, '\0').matchAll(narrow)) yield* wordOf(found, 2)
}

function* wordOf(text: ByteString, shortest: number): Generator<ByteString> {
  if (text.length >= shortest && text.length <= longestWord) yield text
}
