import { once } from 'node:events'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { Connections } from './connections.ts'
import { ReadTurns } from './read-turns.ts'

describe('Connections', () => {
  it('finds a connection by its socket, once somebody has asked for it', () => {
    const connections = new Connections(new ReadTurns())
    const socket = new Socket()
    expect(connections.find(socket)).toBeUndefined()
    const connection = connections.of(socket)
    expect(connections.of(socket)).toBe(connection)
    expect(connections.find(socket)).toBe(connection)
  })

  it('forgets it when the socket closes', async () => {
    const connections = new Connections(new ReadTurns())
    const socket = new Socket()
    connections.of(socket)
    const closed = once(socket, 'close')
    socket.destroy()
    await closed
    expect(connections.find(socket)).toBeUndefined()
  })
})
