import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { MemoryWatch } from './memory-watch.ts'

const MiB = 1024 * 1024
const mostMiB = 100
const watches: MemoryWatch[] = []

afterEach(() => {
  for (const watch of watches.splice(0)) watch.stop()
})

/** The watch of a process whose memory the test sets; `looks` counts how often it was looked at. */
function create(isBusy = true) {
  const reasons: string[] = []
  const state = { mebibytes: 0, looks: 0, isBusy }
  const process = {
    get residentBytes() {
      state.looks++
      return state.mebibytes * MiB
    },
  }
  const watch = new MemoryWatch(process, mostMiB, {
    isBusy: () => state.isBusy,
    onExcess: (reason) => void reasons.push(reason),
  })
  watches.push(watch)
  return { watch, state, reasons }
}

describe('MemoryWatch', () => {
  it('reports a process that has more than its cap, once', async () => {
    const { watch, state, reasons } = create()
    watch.begin()
    await expect.poll(() => state.looks).toBeGreaterThan(1)
    expect(reasons).toEqual([])
    state.mebibytes = 1000
    await expect.poll(() => reasons).toEqual(['its process took 1000 MiB (ProcessMiB)'])
    const { looks } = state
    await sleep(150)
    expect(state.looks).toBe(looks)
  })

  it('allows the files and the code of Node on top of the cap', async () => {
    const { watch, state, reasons } = create()
    state.mebibytes = mostMiB + 60
    watch.begin()
    await expect.poll(() => state.looks).toBeGreaterThan(1)
    expect(reasons).toEqual([])
  })

  it('does not look at an idle process, and again once that is busy', async () => {
    const { watch, state } = create(false)
    watch.begin()
    await expect.poll(() => state.looks).toBe(1)
    await sleep(150)
    expect(state.looks).toBe(1)
    state.isBusy = true
    watch.begin()
    await expect.poll(() => state.looks).toBeGreaterThan(2)
  })

  it('looks no more often when it is begun more than once', async () => {
    const { watch, state } = create(false)
    for (let i = 0; i < 5; i++) watch.begin()
    await sleep(150)
    expect(state.looks).toBe(1)
  })

  it('looks at nothing once it is stopped', async () => {
    const { watch, state } = create()
    watch.begin()
    watch.stop()
    await sleep(150)
    expect(state.looks).toBe(0)
  })
})
