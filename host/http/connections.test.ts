import { once } from 'node:events'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { unlimitedClients } from '../exchange/limits.ts'
import { ClientSockets } from './client-sockets.ts'
import { Connections } from './connections.ts'
import { ReadTurns } from './read-turns.ts'

const createConnections = (): Connections => {
  const sockets = new ClientSockets({ limit: 10, clients: unlimitedClients, log: () => undefined })
  return new Connections(sockets, new ReadTurns())
}

describe('Connections', () => {
  it('finds a connection by its socket, once somebody has asked for it', () => {
    const connections = createConnections()
    const socket = new Socket()
    expect(connections.find(socket)).toBeUndefined()
    const connection = connections.of(socket)
    expect(connections.of(socket)).toBe(connection)
    expect(connections.find(socket)).toBe(connection)
  })

  it('forgets it when the socket closes', async () => {
    const connections = createConnections()
    const socket = new Socket()
    connections.of(socket)
    const closed = once(socket, 'close')
    socket.destroy()
    await closed
    expect(connections.find(socket)).toBeUndefined()
  })
})
