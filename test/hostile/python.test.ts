import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksPython } from '../support/python.ts'
import { root, sample, startServer, type RunningServer } from '../support/serve.ts'

describe.skipIf(lacksPython())('a hostile script in Python', () => {
  let server: RunningServer

  beforeAll(async () => {
    const script = join(root, 'test', 'python', 'hostile.py')
    // A loop costs its deadline; on a busy machine, all else has to be faster.
    const args = ['--timeout', '8000', '--memory', '128']
    server = await startServer({ plugins: [script, sample('hello')], args })
  })

  afterAll(async () => {
    await server?.stop()
  })

  async function get(path: string): Promise<string> {
    const answer = await fetch(`${server.url}/${path}`)
    return `${answer.status} ${await answer.text()}`
  }

  it.each([
    ['native_loop', /^504 /],
    ['expression', /^504 /],
    ['caught_loop', /^504 /],
    ['number', /^504 /],
    ['recursion', /^200 RecursionError$/],
    ['deep_recursion', /^500 /],
    ['deep_list', /^200 freed$/],
    ['parser', /^200 (?:MemoryError|SyntaxError|RecursionError)$/],
    ['code', /^500 /],
    ['memory', /^200 MemoryError$/],
    ['exit', /^500 /],
    ['abort', /^500 /],
    ['files', /^200 \[\[\], \['plugin', 'tmp'\], \{\}, '\/plugin'\]$/],
    ['quota', /^200 (?:OSError|MemoryError)$/],
    ['processes', /^200 \['AttributeError', 'OSError', 'OSError'\]$/],
    ['sockets', /^200 \['OSError', 'OSError', 'OSError'\]$/],
    ['native', /^200 \{'ModuleNotFoundError'\}$/],
    ['json', /^200 RecursionError$/],
    ['xml', /^200 ParseError$/],
    ['marshal', /^(?:200 read$|500 )/],
    ['inflate', /^200 MemoryError$/],
    ['image_size', /^200 \['DecompressionBombError', 'MemoryError'\]$/],
    ['images', /^200 read$/],
    ['fonts', /^200 read$/],
    ['query', /^504 /],
    ['extension', /^200 \['OperationalError', False, 'OperationalError'\]$/],
    ['database', /^200 \['MemoryError', 'OperationalError'\]$/],
  ])('costs one request: %s', async (name, expected) => {
    const others = Promise.all([1, 2, 3].map(() => get('hello/world')))
    expect(await get(`hostile/${name}`)).toMatch(expected)
    expect(await others).toEqual(['200 Hello world!\n', '200 Hello world!\n', '200 Hello world!\n'])
    expect(await get('hostile/healthy')).toBe('200 healthy')
  })
})
