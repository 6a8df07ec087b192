import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../exchange/errors.ts'
import { generateScenario } from './generate.ts'
import { readScenario } from './scenario-reader.ts'

const good = {
  pages: 2,
  maximumPages: 8,
  fill: 65,
  sdk: '1.12.3',
  maxAnswerBytes: 1000,
  phases: [{ in: 'outside', steps: [{ do: 'write', at: 64, text: 'a\0' }] }],
}

function withStep(step: unknown): object {
  return { ...good, phases: [{ in: 'callback', steps: [step] }] }
}

describe('readScenario', () => {
  it('reads what was written of generated scenarios', () => {
    for (let number = 0; number < 300; number++) {
      const scenario = generateScenario(5, number, 256)
      expect(readScenario(JSON.parse(JSON.stringify(scenario)), 'a.json')).toEqual(scenario)
    }
  })

  it.each([
    ['no object', 'text', 'a.json: scenario: an object needed'],
    ['null', null, 'a.json: scenario: an object needed'],
    ['a list', [], 'a.json: scenario: an object needed'],
    [
      'an enormous memory',
      { ...good, pages: 1e9 },
      'scenario.pages: a whole number from 0 to 4096',
    ],
    ['half a page', { ...good, pages: 1.5 }, 'scenario.pages: a whole number'],
    [
      'a negative limit',
      { ...good, maxAnswerBytes: -1 },
      'scenario.maxAnswerBytes: a whole number',
    ],
    [
      'an invalid version',
      { ...good, sdk: 'new' },
      'scenario.sdk: a version of Orthanc like 1.12.3',
    ],
    ['phases that are not a list', { ...good, phases: {} }, 'scenario.phases: a list needed'],
    [
      'an unknown place',
      { ...good, phases: [{ in: 'main', steps: [] }] },
      'scenario.phases[0].in: one of start, initialize, callback, outside, finalize needed',
    ],
    ['an unknown step', withStep({ do: 'jump' }), 'steps[0].do: one of write, call'],
    [
      'a function that the host does not have',
      withStep({ do: 'call', function: 'toString', arguments: [] }),
      'steps[0].function: the name of a function',
    ],
    [
      'a value that means nothing',
      withStep({ do: 'invoke', service: 1, params: 'result' }),
      'steps[0].params: a text like',
    ],
    [
      'characters above U+00FF',
      withStep({ do: 'write', at: 0, text: '€' }),
      'steps[0].text: a text of characters up to U+00FF',
    ],
    [
      'a reply without a status',
      withStep({ do: 'reply', headers: [], body: '' }),
      'steps[0].status: a whole number from 0 to 65535',
    ],
    [
      'a reply with headers that are not pairs',
      withStep({ do: 'reply', status: 200, headers: ['A: b'], body: '' }),
      'steps[0].headers[0]: a list needed',
    ],
    [
      'a reply that fills the machine',
      withStep({ do: 'reply', status: 200, headers: [], body: '', pad: 1e12 }),
      'steps[0].pad: a whole number',
    ],
    [
      'calls without end',
      withStep({ do: 'call', function: 'OrthancPluginLogInfo', arguments: [1], times: 1e12 }),
      'steps[0].times: a whole number',
    ],
  ])('refuses %s, and says which part', (_, json, message) => {
    expect(() => readScenario(json, 'a.json')).toThrow(ConfigError)
    expect(() => readScenario(json, 'a.json')).toThrow(message)
  })

  it('refuses steps inside of steps without end', () => {
    let step: object = { do: 'grow', pages: 1 }
    for (let depth = 0; depth < 10; depth++) step = { do: 'malloc', returns: 'good', steps: [step] }
    expect(() => readScenario(withStep(step), 'a.json')).toThrow('lists inside each other needed')
  })
})
