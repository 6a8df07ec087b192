import { connect } from 'node:net'
import type { LoadRequest } from './load.ts'

/** Throws if two servers answer a request differently in any byte. */
export async function expectSameBytes(
  request: LoadRequest,
  url: string,
  otherUrl: string,
): Promise<void> {
  const [one, other] = [await rawAnswer(url, request), await rawAnswer(otherUrl, request)]
  if (one.equals(other)) return
  const heads = [one, other].map((bytes) => bytes.toString('latin1', 0, 400))
  throw new Error(`the servers answer differently:\n${heads.join('\n')}`)
}

/** All bytes of one answer. */
async function rawAnswer(url: string, request: LoadRequest): Promise<Buffer> {
  const { hostname, port } = new URL(url)
  const { method, path, headers = {}, body = new Uint8Array() } = request
  const fields = { Host: hostname, 'Content-Length': String(body.length), ...headers }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  const socket = connect(Number(port), hostname)
  socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
  socket.write(body)
  const chunks: Buffer[] = []
  // Both servers close a connection after a second without a request.
  for await (const chunk of socket) chunks.push(chunk)
  return Buffer.concat(chunks)
}
