import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from './connection.ts'
import type { ConformanceServer } from './our-server.ts'
import { parseAnswers, type RawAnswer } from './raw-answer.ts'

/** The first answer to what was sent, and whether the connection stays open. */
export interface Reaction {
  readonly answer: RawAnswer | undefined
  readonly isOpen: boolean
}

const longestMs = 5000
/** A server that closes does it within this time. */
const closingMs = 30

/** Sends bytes over a new connection. */
export async function ask({ port }: ConformanceServer, send: string): Promise<Reaction> {
  const connection = await Connection.open(port)
  try {
    const startMs = Date.now()
    await connection.send(send)
    const isAnswered = (): boolean =>
      parseAnswers(connection.peek()).some(({ isComplete }) => isComplete)
    while (!connection.isClosed && !isAnswered() && Date.now() - startMs < longestMs) await sleep(5)
    await sleep(closingMs)
    return { answer: parseAnswers(connection.peek())[0], isOpen: !connection.isClosed }
  } finally {
    connection.close()
  }
}

/** Has the script plugin run a script. */
export async function askForScript(server: ConformanceServer, script: string): Promise<Reaction> {
  return ask(server, request('GET', `x-script: ${script}\r\n`))
}

/** A request for the script plugin; each line of the head ends in CRLF. */
export function request(method: string, head: string, body = ''): string {
  return `${method} /script HTTP/1.1\r\nHost: localhost\r\n${head}\r\n${body}`
}
