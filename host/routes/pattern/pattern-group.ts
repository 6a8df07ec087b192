import type { PatternCursor, PatternFlags } from './pattern-cursor.ts'

/** How a `(` goes on: a group of some kind, or something without a body, which is complete. */
export type GroupHead =
  | { readonly kind: 'capture' }
  | { readonly kind: 'plain' }
  /** `(?|`: each branch numbers its groups from the same number. */
  | { readonly kind: 'reset' }
  /** A comment: what follows repeats what stands before it. */
  | { readonly kind: 'comment' }
  | { readonly kind: 'condition' }
  | { readonly kind: 'look'; readonly ahead: boolean; readonly negative: boolean }
  /** Flags for the rest of the enclosing group, or what was left out: nothing that is read, but may be repeated. */
  | { readonly kind: 'complete' }

const plain: GroupHead = { kind: 'plain' }

/** Reads from behind a `(` to where the body begins. */
export function openGroup(cursor: PatternCursor): GroupHead {
  if (cursor.startsWith('*')) return takeVerb(cursor)
  if (!cursor.takeIf('?')) return { kind: 'capture' }
  if (cursor.takeIf('#')) return takeComment(cursor)
  if (cursor.takeIf(':')) return plain
  if (cursor.takeIf('|')) return { kind: 'reset' }
  if (cursor.takeIf('>')) {
    cursor.wantSteady('an atomic group')
    return plain
  }
  const look = cursor.takeMatch(/(<?)([=!])/y)
  if (look !== undefined) return { kind: 'look', ahead: look[1] === '', negative: look[2] === '!' }
  const named = cursor.takeMatch(/<([^>]*)>|'([^']*)'/y)
  if (named !== undefined) {
    cursor.names.add(named[1] ?? named[2] ?? '')
    return { kind: 'capture' }
  }
  if (cursor.takeIf('(')) return takeCondition(cursor)
  return takeRecursion(cursor) ?? takeFlags(cursor)
}

function takeRecursion(cursor: PatternCursor): GroupHead | undefined {
  const found = cursor.takeMatch(/(?:R|0|(-?\d+)|\+(\d+)|(?:&|P>)([^)]+))\)/y)
  if (found === undefined) return undefined
  const [, number, ahead, name] = found
  const group = ahead === undefined ? (number ?? name) : String(cursor.groups + Number(ahead))
  if (group !== undefined) cursor.refer(group)
  cursor.leaveOut('a recursion')
  return { kind: 'complete' }
}

function takeComment(cursor: PatternCursor): GroupHead {
  const end = cursor.text.indexOf(')', cursor.at)
  cursor.at = end < 0 ? cursor.text.length : end + 1
  return { kind: 'comment' }
}

/** `(*FAIL)` and its kind. */
function takeVerb(cursor: PatternCursor): GroupHead {
  if (!cursor.takeMatch(/\*(?:ACCEPT|COMMIT|FAIL|F|PRUNE|SKIP|THEN)\)/y))
    cursor.fail('nothing to repeat')
  cursor.leaveOut('a verb that steers backtracking')
  return { kind: 'complete' }
}

function takeCondition(cursor: PatternCursor): GroupHead {
  cursor.leaveOut('a condition')
  if (cursor.takeMatch(/(?:\d+|R\d*|R&\w+|<\w+>|'\w+'|DEFINE)\)/y)) return { kind: 'condition' }
  // A look-around: the parser reads it as a group of its own, before the two branches
  if (!cursor.takeMatch(/(?=\?<?[=!])/y)) cursor.fail('an unknown condition')
  cursor.at--
  return { kind: 'condition' }
}

function takeFlags(cursor: PatternCursor): GroupHead {
  const found = cursor.takeMatch(/(?!\))([imsx]*)(-[imsx]*)?([:)])/y)
  if (found === undefined) return cursor.fail('an unknown group')
  const [, set = '', unset = '', end] = found
  cursor.flags = withFlags(cursor.flags, set, unset)
  return end === ':' ? plain : { kind: 'complete' }
}

function withFlags(flags: PatternFlags, set: string, unset: string): PatternFlags {
  const choose = (letter: string, before: boolean): boolean =>
    unset.includes(letter) ? false : set.includes(letter) || before
  return {
    ignoreCase: choose('i', flags.ignoreCase),
    extended: choose('x', flags.extended),
    dotStops: !choose('s', !flags.dotStops),
    single: !choose('m', !flags.single),
  }
}
