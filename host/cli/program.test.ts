import { describe, expect, it } from 'vitest'
import { ProcessSupply } from '../pool/process-supply.ts'
import { run } from './program.ts'

interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function outcomeOf(...args: readonly string[]): Promise<Outcome> {
  const written = { out: '', err: '' }
  const terminal = {
    out: (text: string) => (written.out += text),
    err: (text: string) => (written.err += text),
    errIsTerminal: false,
  }
  const code = await run(args, terminal, new ProcessSupply())
  return { code, ...written }
}

describe('each command', () => {
  const commands = [[], ['build'], ['serve'], ['inspect']]

  it.each(commands)('%s has a help', async (...command) => {
    const { code, out, err } = await outcomeOf(...command, '--help')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain(`Usage: ${['orthanc-wasm', ...command].join(' ')} `)
  })

  it.each(commands)('%s prints the version', async (...command) => {
    const { code, out, err } = await outcomeOf(...command, '--version')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('wrong usage', () => {
  it.each([
    ['', 'Usage: orthanc-wasm'],
    ['paint', "unknown command 'paint'"],
    ['attack a.wasm', "unknown command 'attack'"],
    ['serve', 'no plugin to serve: name a plugin.wasm'],
    ['serve a.wasm --port 70000', "option '--port <n>' argument '70000' is invalid"],
    ['serve a.wasm --port -1', "option '--port <n>' argument '-1' is invalid"],
    ['serve a.wasm --port', "option '--port <n>' argument missing"],
    ['serve a.wasm --host=', "option '--host <address>' argument '' is invalid"],
    [
      'serve --orthanc localhost:8042',
      "option '--orthanc <url>' argument 'localhost:8042' is invalid",
    ],
    [
      'serve --orthanc http://h?x',
      'Expected a URL that begins with http:// or https://, without query',
    ],
    ['serve --orthanc', "option '--orthanc <url>' argument missing"],
    ['serve a.wasm --timeout 1s', "option '--timeout <ms>' argument '1s' is invalid"],
    ['serve a.wasm --memory 5000', 'Expected a whole number from 1 to 4096.'],
    ['serve a.wasm --workers 0', 'Expected a whole number from 1 to 64.'],
    ['serve a.wasm --sdk new', "option '--sdk <version>' argument 'new' is invalid"],
    ['serve a.wasm --log-format xml', 'Allowed choices are text, json.'],
    ['build', "missing required argument 'source'"],
    ['build a.txt', 'a.txt: expected a plugin in AssemblyScript'],
    ['build a.ts b.ts', '2 sources: name the main file of the plugin alone'],
    ['build a.ts -o ./a.ts', './a.ts: the output would replace the source'],
    ['inspect', "missing required argument 'plugin.wasm'"],
    ['inspect a.wasm b.wasm', 'too many arguments'],
  ])('%s ends with 2', async (line, message) => {
    const { code, out, err } = await outcomeOf(...line.split(' ').filter(Boolean))
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain(message)
    expect(err).not.toMatch(/\n {4}at /)
  })
})
