import { describe, expect, it } from 'vitest'
import { errorAnswer } from './answer.ts'
import type { LogEvent } from './log.ts'
import { logRefusals, refuse } from './refusals.ts'

const client = { from: '10.0.0.1', request: 'r1' }

function eventsOf(
  ...answers: Parameters<ReturnType<typeof logRefusals>>[0][]
): readonly LogEvent[] {
  const events: LogEvent[] = []
  const log = logRefusals((event) => events.push(event))
  for (const answer of answers) log(answer, client)
  return events
}

describe('refuse', () => {
  it('writes the values into the sentence', () => {
    expect(refuse('queue-full', { requests: 3 })).toEqual({
      kind: 'error',
      code: 1,
      status: 503,
      refusal: 'queue-full',
      details: '3 requests are waiting for this plugin (MaxQueue)',
      headers: [['Retry-After', '1']],
      hasType: false,
      nosniff: true,
    })
  })

  it('closes the connection if the rest of the request is not read', () => {
    expect(refuse('body-too-large', { limitBytes: 100 })).toMatchObject({
      close: true,
      headers: [],
    })
  })
})

describe('logRefusals', () => {
  it('names the code, the status, the client and the remedy', () => {
    expect(eventsOf(refuse('queue-full', { requests: 3 }))).toEqual([
      {
        level: 'warning',
        code: 'queue-full',
        request: 'r1',
        message:
          '3 requests are waiting for this plugin (MaxQueue): answered 503 to 10.0.0.1 (raise MaxQueue or Workers)',
      },
    ])
  })

  it('leaves out errors of plugins, and what is logged as the failure of a plugin', () => {
    expect(eventsOf(errorAnswer(1), refuse('callback-timeout', { timeoutMs: 5 }))).toEqual([])
  })

  it('logs at most 10 lines of one code per second', () => {
    const many = Array.from({ length: 100 }, () => refuse('server-stopping'))
    expect(eventsOf(...many, refuse('bodies-full')).map(({ code }) => code)).toEqual([
      ...Array.from({ length: 10 }, () => 'server-stopping'),
      'bodies-full',
    ])
  })
})
