import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { portOf } from './port.ts'

/** Both ends of a connection, and the server that took it. */
export async function socketPair(): Promise<{ client: Socket; socket: Socket; server: Server }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const accepted = new Promise<Socket>((resolve) => {
    server.once('connection', resolve)
  })
  const client = connect(portOf(server), '127.0.0.1')
  return { client, socket: await accepted, server }
}
