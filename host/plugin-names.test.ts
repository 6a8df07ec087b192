import { expect, it } from 'vitest'
import { PluginNames } from './plugin-names.ts'

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })

/** What a claim comes to; `undefined` as long as it waits. */
function outcomeOf(claim: Promise<boolean>): { value?: boolean } {
  const outcome: { value?: boolean } = {}
  void claim.then((value) => {
    outcome.value = value
  })
  return outcome
}

it('gives a name to the first of the files that has it and is served', async () => {
  const names = new PluginNames(3)
  const third = outcomeOf(names.claim(2, 'a'))
  const second = outcomeOf(names.claim(1, 'a'))
  await turn()
  expect([second.value, third.value]).toEqual([undefined, undefined])
  expect(await names.claim(0, 'a')).toBe(true)
  names.end(0, true)
  await turn()
  names.end(1, false)
  await turn()
  expect([second.value, third.value]).toEqual([false, false])
})

it('gives it to the next one where the first is not served', async () => {
  const names = new PluginNames(2)
  const second = outcomeOf(names.claim(1, 'a'))
  await names.claim(0, 'a')
  await turn()
  expect(second.value).toBeUndefined()
  names.end(0, false)
  await turn()
  expect(second.value).toBe(true)
})

it('lets others wait no longer than for the names of those before them', async () => {
  const names = new PluginNames(3)
  const third = outcomeOf(names.claim(2, 'c'))
  await names.claim(0, 'a')
  // It ended before it said a name.
  names.end(1, false)
  await turn()
  expect(third.value).toBe(true)
})
