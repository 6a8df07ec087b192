import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand } from './support/command-line.ts'
import { commandLine } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('fuzz-host')

const fuzz = (...args: readonly string[]) => runCommand(['fuzz', ...args], { cwd: folder })

/** What a run tries. */
async function countOf(runs: string, seed: string): Promise<{ runs: number; tried: unknown }> {
  const { out } = await fuzz('--runs', runs, '--seed', seed, '--json')
  const { runs: done, tried }: { runs: number; tried: unknown } = JSON.parse(out)
  return { runs: done, tried }
}

const replayHead = { format: 'orthanc-wasm replay', version: 1, kind: 'calls' }
const scenario = {
  pages: 1,
  maximumPages: 1,
  fill: 0x41,
  sdk: '1.12.3',
  maxAnswerBytes: 1000,
  phases: [
    {
      in: 'callback',
      steps: [
        { do: 'write', at: 64, text: 'text/plain\0' },
        {
          do: 'call',
          function: 'OrthancPluginAnswerBuffer',
          arguments: ['output', 65_530, 6, 64],
        },
      ],
    },
  ],
}

/** The answer of `--replay` to a file with this text. */
function replayOf(name: string, text: string) {
  writeFileSync(join(folder, name), text)
  return fuzz('--replay', name)
}

describe('fuzz without a plugin', () => {
  it('finds nothing, says what it tried, and leaves no file', async () => {
    const { code, out, err } = await fuzz('--runs', '1000', '--seed', '4')
    expect({ code, err }).toEqual({ code: 0, err: 'seed 4\n' })
    expect(out).toMatch(/^seed 4\n\d+ calls of the host, \d+ per second\n/)
    expect(out).toMatch(/^ +\d+ {2}calls by name$/m)
    expect(out).toMatch(/\nno failure found\n$/)
    expect(readdirSync(folder).filter((file) => file.endsWith('.json'))).toEqual([])
  })

  it('prints one object with --json', async () => {
    const { code, out } = await fuzz('--runs', '100', '--json')
    const report: unknown = JSON.parse(out)
    expect(code).toBe(0)
    expect(report).toMatchObject({ plugin: null, failures: [] })
    expect(report).toHaveProperty('seed', expect.any(Number))
    expect(report).toHaveProperty('tried', expect.arrayContaining([]))
  })

  it('tries the same for the same seed', async () => {
    const [first, second] = [await countOf('300', '77'), await countOf('300', '77')]
    expect(first.runs).toBeGreaterThanOrEqual(300)
    expect(second).toEqual(first)
  })

  it('ends with a summary when it is interrupted', async () => {
    const child = spawn(process.execPath, [commandLine, 'fuzz', '--runs', '1000000000'], {
      cwd: folder,
    })
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk) => (out += String(chunk)))
    child.stderr.on('data', (chunk) => (err += String(chunk)))
    while (!err.includes('\n')) await once(child.stderr, 'data')
    child.kill('SIGINT')
    await once(child, 'close')
    expect(child.exitCode).toBe(0)
    expect(out).toMatch(/ calls of the host, [^]*no failure found\n$/)
  })
})

describe('fuzz --replay', () => {
  it('runs the calls of a file, and says what they were', async () => {
    const { code, out } = await replayOf('calls.json', JSON.stringify({ ...replayHead, scenario }))
    expect(code).toBe(0)
    expect(out).toMatch(/^calls\.json: the failure did not come back\n/)
    expect(out).toContain('1 calls, without a violation')
    expect(out).toContain('OrthancPluginAnswerBuffer(context, output, 65530, 6, 64)')
  })

  it('replies as the file says', async () => {
    const steps = [
      { do: 'write', at: 64, text: '/system\0' },
      { do: 'reply', status: 404, headers: [['A', 'b']], body: '{"OrthancStatus":8}' },
      { do: 'reply', fails: 9, reason: 'no server' },
      { do: 'call', function: 'OrthancPluginRestApiGet', arguments: [128, 64], times: 2 },
    ]
    const asking = { ...scenario, hostCalls: 2, phases: [{ in: 'callback', steps }] }
    const { code, out } = await replayOf(
      'asking.json',
      JSON.stringify({ ...replayHead, scenario: asking }),
    )
    expect(code).toBe(0)
    expect(out).toContain('2 calls, without a violation')
    expect(out).toContain('the next request gets 404 ["A: b"] "{\\"OrthancStatus\\":8}"')
    expect(out).toContain('the next request fails with 9: no server')
  })

  it.each([
    ['that is missing', 'missing.json', undefined, 'file not found'],
    ['that is not JSON', 'a.json', '{', 'not a file to replay: no JSON'],
    ['of something else', 'b.json', '{"format":"x"}', 'not a file to replay: "format" is not'],
    ['with another top', 'c.json', '[1]', 'not a file to replay'],
    [
      'of another version',
      'd.json',
      JSON.stringify({ ...replayHead, version: 2 }),
      '"version" is 2, this version reads 1',
    ],
    [
      'of an unknown kind',
      'e.json',
      JSON.stringify({ ...replayHead, kind: '__proto__' }),
      '"kind" is "__proto__", "calls" or "request" needed',
    ],
    [
      'with a broken scenario',
      'f.json',
      JSON.stringify({ ...replayHead, scenario: { ...scenario, pages: 'many' } }),
      'scenario.pages: a whole number from 0 to 4096 needed',
    ],
  ])('refuses a file %s', async (_, name, text, message) => {
    const { code, out, err } = await (text === undefined
      ? fuzz('--replay', name)
      : replayOf(name, text))
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(`${name}: ${message}`)
    expect(err.split('\n')).toHaveLength(2)
  })

  it('takes no plugin in addition to the file', async () => {
    const { code, err } = await fuzz('a.wasm', '--replay', 'calls.json')
    expect(code).toBe(2)
    expect(err).toContain('leave out the plugin')
  })
})
