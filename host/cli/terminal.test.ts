import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../exchange/errors.ts'
import { settle } from './command.ts'
import { explainListenError } from '../config/listen-address.ts'
import { complain, withProgress, type Terminal } from './terminal.ts'

function recorder(errIsTerminal: boolean): { terminal: Terminal; written: string[] } {
  const written: string[] = []
  const err = (text: string): number => written.push(text)
  return { written, terminal: { out: err, err, errIsTerminal } }
}

it('complains in one line, without what a terminal would act on', () => {
  const { terminal, written } = recorder(false)
  complain(terminal, 'a\nb\u001b[2J')
  expect(written).toEqual([String.raw`a\nb\u001b[2J` + '\n'])
})

describe('progress', () => {
  it('is rewritten in place and gone at the end', async () => {
    const { terminal, written } = recorder(true)
    expect(await withProgress(terminal, 'compiling a.ts', () => sleep(250, 'done'))).toBe('done')
    expect(written[0]).toBe('\r\u001b[Kcompiling a.ts … 0.0 s')
    expect(written[1]).toMatch(/ … \d+\.[1-9] s$/)
    expect(written.at(-1)).toBe('\r\u001b[K')
  })

  it('is gone after a failure, too', async () => {
    const { terminal, written } = recorder(true)
    await expect(
      withProgress(terminal, 'a', () => Promise.reject(new Error('no'))),
    ).rejects.toThrow('no')
    expect(written.at(-1)).toBe('\r\u001b[K')
  })

  it('is not shown without a terminal', async () => {
    const { terminal, written } = recorder(false)
    await withProgress(terminal, 'a', () => Promise.resolve())
    expect(written).toEqual([])
  })
})

async function outcomeOf(error: unknown, verbose: boolean): Promise<[number, string[]]> {
  const reports: string[] = []
  const work = (): Promise<never> => Promise.reject(error)
  const code = await settle(work, (line) => reports.push(line), { verbose })
  return [code, reports]
}

describe('a failure', () => {
  it('ends with 1 and its message alone', async () => {
    expect(await outcomeOf(new Error('no space'), false)).toEqual([1, ['no space']])
  })

  it('of the configuration ends with 2', async () => {
    expect(await outcomeOf(new ConfigError('"A": wrong'), false)).toEqual([2, ['"A": wrong']])
  })

  it('is as many lines as things are wrong, whatever stands in them', async () => {
    const error = new ConfigError(['a\nb: wrong', 'c: wrong'])
    expect(await outcomeOf(error, false)).toEqual([2, ['a\nb: wrong', 'c: wrong']])
    expect(await outcomeOf(new Error('a\nb'), false)).toEqual([1, ['a\nb']])
  })

  it('has its stack and its causes when asked', async () => {
    const [, lines] = await outcomeOf(new Error('a', { cause: new Error('b') }), true)
    expect(lines.join('\n')).toMatch(/^Error: a\n {4}at [^]*\ncaused by Error: b\n {4}at /)
  })

  it('has no line of a stack that is part of its message', async () => {
    const [, lines] = await outcomeOf(new Error('a\n    at b'), true)
    expect(lines[0]).toBe('Error: a\n    at b')
    expect(lines).not.toContain('    at b')
  })
})

function explain(code: string): string {
  return explainListenError(
    Object.assign(new Error('other'), { code }),
    { host: 'h', port: 80 },
    { port: '--port', host: '--host' },
  )
}

describe('a server that cannot listen', () => {
  it.each([
    ['EADDRINUSE', 'port 80 on h is in use: choose another one with --port'],
    ['EACCES', 'port 80 on h is not permitted: choose one above 1023 with --port'],
    ['EADDRNOTAVAIL', 'h is not an address of this machine: choose another one with --host'],
    ['ENOTFOUND', 'the host name h is unknown: choose an address with --host'],
    ['E', 'other'],
  ])('with %s says what to do', (code, message) => {
    expect(explain(code)).toBe(message)
  })
})
