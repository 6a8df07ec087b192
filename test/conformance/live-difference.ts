import type { Command } from './generate-command.ts'
import type { Request } from './generate-request.ts'
import type { RawAnswer } from './raw-answer.ts'

/**
 * The differences that a request may lead to, by their names in the table: by what its script asks for, and by what the
 * real server answers.
 */
export function differencesOf(request: Request, real: RawAnswer | undefined): readonly string[] {
  const found = new Set<string>()
  if (request.method === 'CONNECT') found.add('connect')
  if (request.headers.filter((line) => /^connection:/i.test(line)).length > 1)
    found.add('connection-lines')
  if (asksForHttp2(request.headers)) found.add('upgrade-http2')
  if (real !== undefined && isErrorPage(real)) found.add('server-error-page')
  for (const command of request.script ?? []) {
    for (const name of differencesOfCommand(command)) found.add(name)
  }
  const names = (request.script ?? []).flatMap(({ words }) => words.slice(0, 3))
  if (found.has('framing-header') && names.includes('multipart')) {
    found.add('framing-header-multipart')
  }
  if (names.includes('multipart') && refusals.some((name) => found.has(name))) {
    found.add('refused-in-stream')
  }
  return [...found]
}

const refusals = ['crlf-refused', 'crlf-other', 'null-string']

function asksForHttp2(headers: readonly string[]): boolean {
  return (
    headers.some((line) => /^connection:.*upgrade/i.test(line)) &&
    headers.some((line) => /^upgrade:.*h2/i.test(line))
  )
}

/** Whether the answer is that of the web server below Orthanc. */
function isErrorPage({ body, status }: RawAnswer): boolean {
  return body.toString('latin1').startsWith(`Error ${status}: `)
}

const callsWithHeaderText = ['header', 'cookie', 'redirect', 'unauthorized', 'overwrite']
const callsWithListOrType = ['notallowed', 'answer', 'echo', 'body']
const callsOfParts = ['multipart', 'item2']
const callsWithBody = ['status', 'statuscode']
const framing = /^(?:content-length|connection|transfer-encoding)$/i

function differencesOfCommand({ words }: Command): readonly string[] {
  const [name = '', ...args] = words[0] === 'repeat' ? words.slice(2) : words
  const found: string[] = []
  // The data of an answer does not belong to its head.
  const texts = name === 'answer' || name === 'item2' ? args.slice(1) : args
  if (texts.some(breaksLine)) found.push(...refusalsOf(name))
  if (texts.includes('~')) found.push('null-string')
  if (name === 'header' && framing.test(args[0] ?? '')) found.push('framing-header')
  if (texts.some(hasControlCharacter) || (name === 'header' && !isToken(args[0] ?? ''))) {
    found.push('invalid-header')
  }
  if (callsWithBody.includes(name)) found.push(...differencesOfStatus(Number(args[0])))
  return found
}

function breaksLine(word: string): boolean {
  return /%0[ad]/i.test(word)
}

function refusalsOf(name: string): readonly string[] {
  if (callsWithHeaderText.includes(name)) return ['crlf-refused']
  if (callsWithListOrType.includes(name)) return ['crlf-other']
  return callsOfParts.includes(name) ? ['crlf-part'] : []
}

/** Control characters, which HTTP does not allow in a head. */
function hasControlCharacter(word: string): boolean {
  return /%(?:0[0-8bcef]|1.|7f)/i.test(word)
}

function isToken(name: string): boolean {
  return /^(?:[\w.!*'-]|%2[3567b]|%5e|%60|%7[ce])+$/i.test(name)
}

function differencesOfStatus(status: number): readonly string[] {
  const sent = status & 0xffff
  if (sent >= 100 && sent < 200) return ['informational']
  return [204, 205, 304].includes(sent) ? ['body-forbidden'] : []
}
