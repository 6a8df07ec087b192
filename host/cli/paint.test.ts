import { expect, it } from 'vitest'
import { paintMessage, wantsColor } from './paint.ts'

/** The text with the codes of colours as `<31>`. */
function show(painted: string): string {
  return painted.replaceAll('\u001b[', '<').replaceAll(/(?<=<\d+)m/g, '>')
}

it.each([
  ['a.ts:2:1: error AS1: no', '<1>a.ts:2:1: <0><31>error AS1:<0> no'],
  ['a.c:2:1: fatal error: no', '<1>a.c:2:1: <0><31>fatal error:<0> no'],
  ['a.rs:2:1: warning: odd', '<1>a.rs:2:1: <0><33>warning:<0> odd'],
  ['    2 | const a = 1', '<34>    2 |<0> const a = 1'],
  ['      |       ^~~', '<34>      |<0><32>       ^~~<0>'],
  ['a.ts: built in 0.6 s', 'a.ts: built in 0.6 s'],
])('paints %j', (line, painted) => {
  expect(show(paintMessage(line))).toBe(painted)
})

it.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [false, { FORCE_COLOR: '', NO_COLOR: '1' }, true],
])('for a terminal (%j) and %j decides %j', (isTerminal, env, wants) => {
  expect(wantsColor(isTerminal, env)).toBe(wants)
})
