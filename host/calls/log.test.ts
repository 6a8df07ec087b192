import { expect, it } from 'vitest'
import { TestGuest } from '../../test/support/guest.ts'

it.each([
  ['LogInfo', 'info'],
  ['LogWarning', 'warning'],
  ['LogError', 'error'],
])('%s logs the text with the level %s', (name, level) => {
  const guest = new TestGuest()
  guest.call(`OrthancPlugin${name}`, guest.text('caf\xc3\xa9\n\xff'))
  expect(guest.log).toEqual([`${level}: café\n\ufffd`])
})

it.each([
  ['SetHttpErrorDetails logs the details if asked', 1, ['warning: details of an error: why']],
  ['SetHttpErrorDetails does not log the details unless asked', 0, []],
])('%s', (_, log, lines) => {
  const guest = new TestGuest()
  guest.call('OrthancPluginSetHttpErrorDetails', guest.output, guest.text('why'), log)
  expect(guest.log).toEqual(lines)
})

it.each([
  [0, 'error'],
  [1, 'warning'],
  [2, 'info'],
  [3, 'info'],
])('LogMessage of level %i has the level %s and names the line', (level, wanted) => {
  const guest = new TestGuest()
  const [message, file] = [guest.text('why'), guest.text('plugin.cpp')]
  guest.call('OrthancPluginLogMessage', message, 0, file, 12, 1, level)
  guest.call('OrthancPluginLogMessage', message, 0, 0, 0, 1, level)
  expect(guest.log).toEqual([`${wanted}: plugin.cpp:12: why`, `${wanted}: why`])
})
