import { describe, expect, it } from 'vitest'
import { asMessage, Doorbell } from './doorbell.ts'

describe('Doorbell', () => {
  it('is not heard before the thread has been at work', () => {
    expect(new Doorbell().ring(0)).toBe(false)
  })

  it('gives what was rung for in its order', () => {
    const main = new Doorbell()
    const guest = new Doorbell(main.memory)
    main.ring(1)
    main.ring(asMessage)
    const first = guest.next()
    main.ring(0)
    expect([first, guest.next(), guest.next(), guest.next()]).toEqual([1, asMessage, 0, undefined])
  })

  it('is heard by a thread at work, and not by one that nobody called for a while', () => {
    const main = new Doorbell()
    const guest = new Doorbell(main.memory)
    main.ring(0)
    guest.next()
    const atWork = main.ring(1)
    guest.next()
    guest.next()
    expect([atWork, main.ring(0)]).toEqual([true, false])
  })

  it('lets the thread go where it is dismissed', () => {
    const main = new Doorbell()
    const guest = new Doorbell(main.memory)
    main.ring(0)
    main.dismiss()
    expect([guest.next(), guest.next(), main.ring(1)]).toEqual([0, undefined, false])
    expect(guest.next()).toBe(1)
  })
})
