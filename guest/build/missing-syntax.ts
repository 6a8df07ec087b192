/** What TypeScript has and AssemblyScript lacks: how its compiler says so, and what to write instead. */
interface MissingSyntax {
  /** The compiler's message. */
  readonly message: RegExp
  /** The source from the place of the message on, if the message alone does not tell. */
  readonly source?: RegExp
  readonly instead: string
}

const missingSyntax: readonly MissingSyntax[] = [
  {
    message: /Closures$/,
    instead: 'pass the value as a parameter, keep it at the top of the file, or write a loop',
  },
  {
    message: /Exceptions$/,
    instead: 'check first, and return an ErrorCode or null; what throws ends the request with 500',
  },
  {
    message: /^Expression expected/,
    source: /^(?:async|await)\b/,
    instead: 'leave out async and await: calls of the host return their result',
  },
  { message: /^Expression expected/, source: /^\.\w/, instead: 'compare with null instead of ?.' },
  {
    message: /^Identifier expected/,
    source: /^(?:const|let) [{[]/,
    instead: 'declare one variable after the other: const a = x.a',
  },
  {
    message: /union types$|^Cannot find name '(?:any|unknown)'/,
    instead: 'use a class, a base class or a type parameter; only a class or string may be null',
  },
  { message: /^Type '<object>'/, instead: 'make a class, or use a Map' },
  { message: /Iterators$/, instead: 'count: for (let i = 0; i < list.length; i++)' },
  { message: /Spread operator$/, instead: 'use concat, or a loop' },
  {
    message: /Regular expressions$/,
    instead: 'use the pattern of the route, indexOf, startsWith or split',
  },
]

/** What to write instead of what the compiler refuses; `source` begins where the message points. */
export function findReplacement(message: string, source: string): string | undefined {
  return missingSyntax.find(
    (row) => row.message.test(message) && (row.source === undefined || row.source.test(source)),
  )?.instead
}
