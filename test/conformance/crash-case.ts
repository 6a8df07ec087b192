import { setTimeout as sleep } from 'node:timers/promises'
import type { CrashCase } from './case-file.ts'
import { Connection } from './connection.ts'
import { parseAnswers, type RawAnswer } from './raw-answer.ts'
import { show } from './show.ts'

const probe =
  'GET /script HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n' +
  'x-script: answer,alive,text/plain\r\n\r\n'

/** Until another request is sent alongside the harmful one. */
const headStartMs = 50
const longestMs = 15_000
/** What no answer of these cases reaches, unless it shows foreign memory. */
const mostBytes = 65_536

/** Sends a request that crashes the real server; returns what is wrong with our answer. */
export async function runCrashCase(one: CrashCase, port: number): Promise<readonly string[]> {
  const going = exchange(one.send, port)
  await sleep(headStartMs)
  const during = await exchange(probe, port)
  const harmful = await going
  const after = await exchange(probe, port)
  return [
    ...(isAlive(during) ? [] : [`another request meanwhile got ${show(during.bytes)}`]),
    ...judge(one, harmful),
    ...(isAlive(after) ? [] : [`the next request got ${show(after.bytes)}`]),
  ]
}

interface Exchange {
  readonly bytes: Buffer
  readonly isClosed: boolean
}

async function exchange(send: string, port: number): Promise<Exchange> {
  const connection = await Connection.open(port)
  const startMs = Date.now()
  await connection.send(send)
  const isOver = (): boolean =>
    connection.isClosed || parseAnswers(connection.peek()).some(({ isComplete }) => isComplete)
  while (!isOver() && Date.now() - startMs < longestMs) await sleep(10)
  connection.close()
  return { bytes: connection.take(), isClosed: connection.isClosed }
}

function isAlive({ bytes }: Exchange): boolean {
  return bytes.toString('latin1').endsWith('alive')
}

function judge({ status, any }: CrashCase, { bytes, isClosed }: Exchange): readonly string[] {
  const [answer] = parseAnswers(bytes)
  if (answer === undefined) return [isClosed ? 'no answer' : 'no answer, the connection stays open']
  const texts: string[] = []
  if (bytes.length > mostBytes) texts.push(`${bytes.length} bytes came back`)
  if (status !== undefined && answer.status !== status) {
    texts.push(`the status is ${answer.status} instead of ${status}`)
  }
  const isError = answer.status >= 400 || reportsAnError(bytes) || isCut(answer)
  if (!isError && any !== true) texts.push(`success: ${show(bytes)}`)
  return texts
}

/** Whether the script has noted a code that is not 0. */
function reportsAnError(bytes: Buffer): boolean {
  const codes = /codes=([-0-9 ]+)/.exec(bytes.toString('latin1'))?.[1]?.trim().split(' ') ?? []
  return codes.some((code) => code !== '0')
}

const lastBoundary = /--[0-9a-f-]{70}--\r\n$/

function isCut(answer: RawAnswer): boolean {
  if (!answer.isStreamed) return !answer.isComplete
  return !lastBoundary.test(answer.raw.toString('latin1'))
}
