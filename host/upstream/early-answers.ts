import type { Agent } from 'node:http'
import { Socket } from 'node:net'

type WriteCallback = (error?: Error | null) => void

/**
 * Reads answers that a server sends before it has the whole request. If it then closes, a write fails while the answer may still wait to be
 * read, and Node would destroy the connection at once.
 */
export function readEarlyAnswers<A extends Agent>(agent: A): A {
  const create = agent.createConnection.bind(agent)
  agent.createConnection = (...args) => {
    const socket = create(...args)
    if (socket instanceof Socket) delayWriteErrors(socket)
    // node:http stops listening at the end of the answer; an unhandled error ends the process.
    socket?.on('error', () => undefined)
    return socket
  }
  return agent
}

/** Passes on that the other side has closed only after all that it had sent was read. */
function delayWriteErrors(socket: Socket): void {
  const delay =
    (callback: WriteCallback): WriteCallback =>
    (error) => {
      if (!error || !isClosed(error) || socket.readableEnded) return callback(error)
      // A read ends now, or fails and destroys the socket.
      socket.once('end', () => setImmediate(callback, error))
    }
  // What a writable stream calls to write (https://nodejs.org/api/stream.html#implementing-a-writable-stream)
  /* oxlint-disable no-underscore-dangle */
  const write = socket._write.bind(socket)
  const writeAll = socket._writev?.bind(socket)
  socket._write = (chunk, encoding, callback) => write(chunk, encoding, delay(callback))
  if (writeAll) socket._writev = (chunks, callback) => writeAll(chunks, delay(callback))
}

function isClosed({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EPIPE' || code === 'ECONNRESET'
}
