import { expect, it } from 'vitest'
import { valved } from './log-valve.ts'

const MiB = 1024 * 1024

it('leaves out what a slow reader would keep waiting, and tells how many lines', () => {
  const written: string[] = []
  let waiting = 0
  const log = valved(
    ({ message }) => void written.push(message),
    () => waiting,
  )
  const say = (message: string): void => log({ level: 'info', message })
  say('a')
  waiting = MiB + 1
  say('b')
  say('c')
  waiting = MiB
  say('d')
  say('e')
  expect(written).toEqual([
    'a',
    '2 log lines are left out: what reads standard error is too slow',
    'd',
    'e',
  ])
})
