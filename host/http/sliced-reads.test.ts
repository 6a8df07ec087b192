import { once } from 'node:events'
import type { Socket } from 'node:net'
import * as fc from 'fast-check'
import { afterEach, expect, it } from 'vitest'
import { socketPair } from '../../test/support/socket-pair.ts'
import { SlicedReads } from './sliced-reads.ts'

const open: { destroy(): void }[] = []

afterEach(() => {
  for (const one of open.splice(0)) one.destroy()
})

/** Both ends of a connection. */
async function pair(): Promise<{ client: Socket; socket: Socket }> {
  const { client, socket, server } = await socketPair()
  open.push(client, socket, { destroy: () => server.close() })
  return { client, socket }
}

/** A connection read in slices; it is held after each of them that `holdsAfter` names, for a turn. */
async function slicesOf(text: string, holdsAfter: (slice: number) => boolean): Promise<string[]> {
  const { client, socket } = await pair()
  const slices: string[] = []
  let isHeld = false
  socket.on('data', (bytes) => {
    expect(isHeld).toBe(false)
    slices.push(bytes.toString('latin1'))
    isHeld = holdsAfter(slices.length)
    if (!isHeld) return
    socket.pause()
    setImmediate(() => {
      isHeld = false
      socket.resume()
    })
  })
  new SlicedReads(
    socket,
    () => !isHeld,
    () => false,
  ).begin()
  client.end(text, 'latin1')
  await once(socket, 'end')
  return slices
}

const head = 'GET / HTTP/1.1\r\n\r\n'

it('hands over a head at a time', async () => {
  expect(await slicesOf(`${head}${head}GET`, () => false)).toEqual([head, head, 'GET'])
})

it('divides what is no head', async () => {
  const slices = await slicesOf('x'.repeat(50_000), () => false)
  expect(slices.join('')).toHaveLength(50_000)
  for (const slice of slices) expect(slice.length).toBeLessThanOrEqual(32 * 1024)
})

it('changes nothing in what is sent, however often it is held', async () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(head, '\r\n\r\n', '\r\n', '\r'),
      fc.string({ unit: 'binary-ascii' }),
      fc.nat(20_000).map((length) => 'x'.repeat(length)),
    ),
    { maxLength: 40 },
  )
  const holds = fc.func(fc.boolean())
  await fc.assert(
    fc.asyncProperty(pieces, holds, async (texts, holdsAfter) => {
      const text = texts.join('')
      const slices = await slicesOf(text, holdsAfter)
      expect(slices.join('')).toBe(text)
      for (const slice of slices) expect(slice.slice(0, -1)).not.toContain('\r\n\r\n')
      for (const one of open.splice(0)) one.destroy()
    }),
    { numRuns: 50 },
  )
})

it('gives what it has not handed over, and hands over nothing more', async () => {
  const { client, socket } = await pair()
  const heard: string[] = []
  let rest = ''
  socket.on('data', (bytes) => {
    heard.push(bytes.toString())
    rest = reads.end().toString()
  })
  const reads = new SlicedReads(
    socket,
    () => true,
    () => false,
  )
  reads.begin()
  client.write(`${head}rest`)
  await expect.poll(() => rest).toBe('rest')
  client.end('more')
  await once(socket.resume(), 'end')
  expect(heard).toEqual([head])
})

it('tells once it has handed over what was read', async () => {
  const { client, socket } = await pair()
  const heard: string[] = []
  socket.on('data', (bytes) => heard.push(bytes.toString()))
  const reads = new SlicedReads(
    socket,
    () => true,
    () => false,
  )
  reads.begin()
  reads.onceEmpty(() => heard.push('empty'))
  client.write(head + head)
  await expect.poll(() => heard).toEqual([head, head, 'empty'])
  client.end('more')
  await once(socket, 'end')
  expect(heard).toEqual([head, head, 'empty', 'more'])
})

it('hands over nothing of a connection that is destroyed meanwhile', async () => {
  const { client, socket } = await pair()
  const heard: string[] = []
  socket.on('data', (bytes) => {
    heard.push(bytes.toString())
    socket.destroy()
  })
  new SlicedReads(
    socket,
    () => true,
    () => false,
  ).begin()
  client.write(head + head)
  await once(socket, 'close')
  expect(heard).toEqual([head])
})

it('looks for heads less often while a body comes', async () => {
  const { client, socket } = await pair()
  const lengths: number[] = []
  socket.on('data', (bytes) => lengths.push(bytes.length))
  new SlicedReads(
    socket,
    () => true,
    () => true,
  ).begin()
  client.end('\r\n\r\n'.repeat(10_000))
  await once(socket, 'end')
  expect(lengths.reduce((sum, length) => sum + length)).toBe(40_000)
  expect(lengths.length).toBeLessThan(40)
})
