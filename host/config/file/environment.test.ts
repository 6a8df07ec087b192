import { expect, it } from 'vitest'
import { ConfigError } from '../../exchange/errors.ts'
import { originalOffset, replaceVariables } from './environment.ts'

const environment = { PW: 'secret', N: '42', EMPTY: '', NESTED: '${PW}', QUOTED: 'a"b' }
const replace = (text: string) => replaceVariables(text, environment, () => '')

// What Orthanc 1.12.7 does with each, asked by a Lua script that prints its configuration
it.each([
  ['${PW}', 'secret'],
  ['x${PW}y${N}z', 'xsecrety42z'],
  ['${UNSET}', ''],
  ['${UNSET:-default}', 'default'],
  ['${UNSET:-}', ''],
  ['${PW:-default}', 'secret'],
  ['${EMPTY:-default}', ''],
  ['$PW', '$PW'],
  ['$${PW}', '$secret'],
  ['${ PW }', ''],
  ['${UNSET-x}', ''],
  ['${UNSET:x}', '${UNSET:x}'],
  ['${UNSET::-x}', '${UNSET::-x}'],
  ['${UNSET:-a:-b}', 'a:-b'],
  ['${UNSET:-http://a:80/x}', 'http://a:80/x'],
  ['${UNSET:-${PW}}', '${PW}'],
  ['${PW:-${N}}', 'secret}'],
  ['${${PW}}', '}'],
  ['${NESTED}', '${PW}'],
  [String.raw`${'$'}{UNSET:-\"q\"}`, String.raw`${'$'}{UNSET:-\"q\"}`],
  ['${UNSET:-\nx}', '\nx'],
  ['["${PW", "x}"]', '[""]'],
  ['${QUOTED}', 'a"b'],
  ['${PW:', '${PW:'],
  ['{"J": ${N}} // ${N}', '{"J": 42} // 42'],
])('%j becomes %j', (text, replaced) => {
  expect(replace(text).text).toBe(replaced)
})

it.each(['${}', '${:-x}'])('%s is refused, which ends Orthanc as well', (text) => {
  expect(() => replace(text)).toThrow(ConfigError)
})

it('knows where each part of the text was', () => {
  const original = 'ab${PW}cd${UNSET}ef'
  const { text, replacements } = replace(original)
  expect(text).toBe('absecretcdef')
  const offsets = [0, 2, 5, 8, 10, 11].map((at) => originalOffset(replacements, at))
  expect(offsets).toEqual([0, 2, 2, 7, 17, 18])
})
