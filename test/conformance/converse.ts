import { setTimeout as sleep } from 'node:timers/promises'
import { Connection } from './connection.ts'
import { formatRequest, type Conversation } from './conversation.ts'
import { parseAnswers, type RawAnswer } from './raw-answer.ts'

/** What came back over a connection, and whether it was open at the end. */
export interface Reply {
  readonly answers: readonly RawAnswer[]
  readonly after: 'kept' | 'closed' | 'silent'
}

/** Until a server counts as silent. */
const longestMs = 2000
const marker = 'the connection is open'
const probe = `GET /script HTTP/1.1\r\nHost: localhost\r\nx-script: answer,${marker},text/plain\r\n\r\n`

/** Where no connection can be made. */
const noReply: Reply = { answers: [], after: 'silent' }

/**
 * Sends a conversation and reads what comes. Whether the connection stays open is asked with one more request: that is
 * faster than to wait.
 */
export async function converse(conversation: Conversation, port: number): Promise<Reply> {
  const connection = await openConnection(port)
  if (connection === undefined) return noReply
  try {
    let wanted = 0
    for (const group of conversation) {
      if (connection.isClosed) break
      wanted += group.length
      await connection.send(group.map(formatRequest).join(''))
      const isAnswered = (): boolean => complete(connection).length >= wanted
      await waitFor(connection, isAnswered)
      if (!isAnswered()) return readReply(connection)
    }
    await connection.send(probe)
    await waitFor(connection, () => isMarked(complete(connection).at(-1)))
    return readReply(connection)
  } finally {
    connection.close()
  }
}

async function openConnection(port: number): Promise<Connection | undefined> {
  try {
    return await Connection.open(port)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return undefined
    throw error
  }
}

async function waitFor(connection: Connection, isThere: () => boolean): Promise<void> {
  const startMs = Date.now()
  while (!connection.isClosed && !isThere() && Date.now() - startMs < longestMs) await sleep(1)
}

function complete(connection: Connection): readonly RawAnswer[] {
  return finalAnswers(connection.peek()).filter(({ isComplete }) => isComplete)
}

/** Whether the server says `100 Continue` is not compared. */
function finalAnswers(bytes: Buffer): readonly RawAnswer[] {
  return parseAnswers(bytes).filter(({ status }) => status !== 100)
}

function isMarked(answer: RawAnswer | undefined): boolean {
  return answer?.body.toString('latin1') === marker
}

function readReply(connection: Connection): Reply {
  const answers = finalAnswers(connection.peek())
  if (isMarked(answers.at(-1))) return { answers: answers.slice(0, -1), after: 'kept' }
  return { answers, after: connection.isClosed ? 'closed' : 'silent' }
}
