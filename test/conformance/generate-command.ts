import * as fc from 'fast-check'
import {
  data,
  dataWords,
  errorCode,
  headerPair,
  httpStatus,
  mimeType,
  word,
} from './generate-word.ts'

/** A command of a script: its words, already escaped, and whether it goes through `OrthancPluginInvokeService`. */
export interface Command {
  readonly viaService: boolean
  readonly words: readonly string[]
}

type Words = fc.Arbitrary<readonly string[]>

function call(name: string, ...rest: readonly fc.Arbitrary<string>[]): Words {
  return fc.tuple(...rest).map((others) => [name, ...others])
}

function prepend(name: string, rest: Words): Words {
  return rest.map((words) => [name, ...words])
}

const location = word('/', '/script', '../up', 'http://x/', '', 'a b', '/é')
const statusWithBody = fc.tuple(httpStatus, dataWords()).map(([code, rest]) => [code, ...rest])
const reports = fc.constantFrom(['echo'], ['echoptr'], ['result'], ['body'], ['inits'])

/** Commands that end in an answer, images left out. */
export const answering: Words = fc.oneof(
  { weight: 4, arbitrary: prepend('answer', dataWords(mimeType)) },
  { weight: 1, arbitrary: call('redirect', location) },
  { weight: 1, arbitrary: call('unauthorized', word('realm', '', 'a "b"', 'é')) },
  { weight: 1, arbitrary: call('notallowed', word('GET', 'GET,POST', '', 'é')) },
  { weight: 2, arbitrary: prepend('status', statusWithBody) },
  { weight: 2, arbitrary: call('statuscode', httpStatus) },
  { weight: 2, arbitrary: reports },
  { weight: 1, arbitrary: call('echo', mimeType) },
  { weight: 1, arbitrary: call('body', mimeType) },
)

const cookie = call('cookie', word('a', 'b', '', 'a b'), word('1', 'x; Path=/', '', 'é'))
const reason = word('why', '', 'a "b" \\ /', 'é✓', 'a\tb')
const codes = fc.constantFrom(['resultdetails'], ['resultheader'], ['overwrite'], ['nop'])

/** Commands that prepare an answer. */
export const preparing: Words = fc.oneof(
  { weight: 5, arbitrary: prepend('header', headerPair) },
  { weight: 3, arbitrary: cookie },
  { weight: 2, arbitrary: call('details', reason, fc.constantFrom('0', '1')) },
  { weight: 1, arbitrary: codes },
)

// NULL in one of these kills the real server.
const noNull = (words: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  words.filter((text) => text !== '~')
const partHeader = headerPair.filter((pair) => !pair.includes('~'))
const partHeaders = fc.array(partHeader, { minLength: 1, maxLength: 4 })
const subType = noNull(word('mixed', 'related', 'mixed', 'related', 'alternative', '', 'MIXED'))

const itemWithHeaders = fc
  .tuple(data, partHeaders)
  .map(([{ word: bytes }, pairs]) => ['item2', bytes, '*', ...pairs.flat()])

/** Commands of answers of several parts. */
export const multipart: Words = fc.oneof(
  { weight: 4, arbitrary: call('multipart', subType, noNull(mimeType)) },
  { weight: 3, arbitrary: prepend('item', dataWords()) },
  { weight: 2, arbitrary: itemWithHeaders },
  { weight: 1, arbitrary: data.map(({ word: bytes }) => ['item2', bytes, '*']) },
  { weight: 1, arbitrary: fc.constant(['resultitem']) },
)

const unknownService = fc.constantFrom('9999', '123456', '999', '2999', '-1')

/** Commands that end a script, and calls of services that there are not. */
export const ending: Words = fc.oneof(
  { weight: 6, arbitrary: call('return', errorCode) },
  { weight: 1, arbitrary: call('invoke', unknownService) },
  { weight: 1, arbitrary: fc.constantFrom(['unknown'], ['return'], ['return', '0']) },
)
