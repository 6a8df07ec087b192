import * as fc from 'fast-check'
import type { Command } from './generate-command.ts'
import { formatScript } from './generate-script.ts'
import { request, type Body, type Request } from './generate-request.ts'

/** What a client sends over one connection: groups of requests, each group at once. */
export type Conversation = readonly (readonly Request[])[]

/** Mostly one request after the other, at times several that do not wait for their answers. */
export const conversation: fc.Arbitrary<Conversation> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: request.map((one) => [one]) },
    {
      weight: 1,
      arbitrary: fc.array(request.map(withAnswer), { minLength: 2, maxLength: 3 }),
    },
  ),
  { minLength: 1, maxLength: 6 },
)

const silent = new Set(['status', 'statuscode', 'png', 'jpeg', 'image', 'multipart', 'return'])
const result: Command = { viaService: false, words: ['result'] }

/** The real server continues after a request that it did not answer, ours does not: none of these is silent. */
function withAnswer(one: Request): Request {
  const isSure = one.script?.every(({ words }) => !words.some((word) => silent.has(word))) ?? true
  if (!isSure) return { ...one, script: null }
  return one.script === null ? one : { ...one, script: [...one.script, result] }
}

/** A request as bytes, one character each. */
export function formatRequest({ method, target, version, headers, script, body }: Request): string {
  const lines = [`${method} ${target} ${version}`, 'Host: localhost', ...headers]
  if (script !== null) lines.push(`x-script: ${formatScript(script)}`)
  const { lines: framing, bytes } = frame(body)
  const head = [...lines, ...framing].join('\r\n')
  return `${latin1(head)}\r\n\r\n${bytes}`
}

function frame(body: Body): { readonly lines: readonly string[]; readonly bytes: string } {
  if (body.kind === 'none') return { lines: [], bytes: '' }
  const bytes = latin1(body.text)
  if (body.kind === 'length') return { lines: [`Content-Length: ${bytes.length}`], bytes }
  let chunks = ''
  for (let at = 0; at < bytes.length; at += body.size) {
    const chunk = bytes.slice(at, at + body.size)
    chunks += `${chunk.length.toString(16)}\r\n${chunk}\r\n`
  }
  return { lines: ['Transfer-Encoding: chunked'], bytes: `${chunks}0\r\n${body.trailer}\r\n` }
}

function latin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}
