import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Proxies } from './support/proxy.ts'
import { root, ServeProcess } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('dev')

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text)
}

/** The source of a sample, from a folder below the package's root. */
function read(path: string): string {
  return readFileSync(join(root, 'guest/examples', path), 'utf8')
}

async function get(url: string): Promise<string> {
  return (await fetch(url)).text()
}

const hello = read('hello/hello.ts')

const asking = `import { orthanc, plugin, route } from 'orthanc-wasm/assembly'
plugin('another', '1.0')
route('/ask', (output) => {
  const reply = orthanc.get('/system')
  if (reply.isSuccess) output.answer(reply.body, 'text/plain')
  return reply.code
})
`

describe('dev', () => {
  const servers = new Proxies()

  it('serves what the source says, and keeps the last good version through errors', async () => {
    write('hello.ts', hello)
    using server = new ServeProcess(['hello.ts', '--port', '0'], { command: 'dev', cwd: folder })
    const url = await server.url()
    expect(await get(`${url}/hello/x`)).toBe('Hello x!\n')
    const [, page = ''] = /info The admin page is at (\S+)\n/.exec(server.err) ?? []
    expect(await get(page)).toContain('<title>')
    write('hello.ts', hello.replace('`Hello', '`Goodbye'))
    await expect.poll(() => get(`${url}/hello/x`)).toBe('Goodbye x!\n')
    await expect
      .poll(() => server.err)
      .toMatch(/\[hello\].* GET \/hello\/x 200, 11 bytes, [\d.]+ ms/)
    write('hello.ts', hello.replace('return', 'retrun'))
    await expect
      .poll(() => server.err)
      .toContain('hello.ts: not built; the last good version stays')
    expect(server.err).toContain("hello.ts:8:3: error AS2304: Cannot find name 'retrun'.")
    expect(await get(`${url}/hello/x`)).toBe('Goodbye x!\n')
    write('hello.ts', hello.replace('`Hello', '`Welcome'))
    await expect.poll(() => get(`${url}/hello/x`)).toBe('Welcome x!\n')
    expect(await server.stop()).toBe(0)
  })

  it('waits for a version that starts, and builds again when a missing file appears', async () => {
    write('first.ts', hello.replace('plugin(', "import { word } from './word'\nplugin("))
    using server = new ServeProcess(['first.ts', '--port', '0'], { command: 'dev', cwd: folder })
    await expect.poll(() => server.err).toContain('first.ts: not built')
    write('word.ts', "export const word = 'x'\n")
    const url = await server.url()
    expect(await get(`${url}/hello/x`)).toBe('Hello x!\n')
    expect(await server.stop()).toBe(0)
  })

  it('removes the folder that a killed one has left', async () => {
    write('hello.ts', hello)
    const temporary = temporaryFolder('dev-temporary')
    const options = {
      command: 'dev',
      cwd: folder,
      wrapper: ['env', `TMPDIR=${temporary}`],
    } as const
    using killed = new ServeProcess(['hello.ts', '--port', '0'], options)
    await killed.url()
    await killed.stop('SIGKILL')
    const left = readdirSync(temporary)
    expect(left).toHaveLength(1)
    using server = new ServeProcess(['hello.ts', '--port', '0'], options)
    await server.url()
    expect(readdirSync(temporary)).not.toContain(left[0])
    expect(await server.stop()).toBe(0)
    expect(readdirSync(temporary)).toEqual([])
  })

  it('logs the line of a trap, and the method and path without the query', async () => {
    const parsing = `const list: i32[] = []
  output.answer(list[<i32>parseInt(request.groups[0])].toString(), 'text/plain')`
    write('trap.ts', hello.replace(/output\.answer.*/, parsing))
    using server = new ServeProcess(['trap.ts', '--port', '0'], { command: 'dev', cwd: folder })
    const url = await server.url()
    expect((await fetch(`${url}/hello/7?name=secret`)).status).toBe(500)
    await expect
      .poll(() => server.err)
      .toMatch(/error \[hello\] \(\S+\) GET \/hello\/7: Index out of range .* at trap\.ts:8:17$/m)
    expect(server.err).not.toContain('secret')
    expect(await server.stop()).toBe(0)
  })

  it('has the rights of its file in a configuration, and replaces the file that this lists', async () => {
    write('asking.ts', asking)
    write('asking.wasm', 'of an earlier build')
    const entry = { Allow: { RestApi: ['GET /system'] } }
    const config = { Plugins: ['asking.wasm'], WebAssembly: { Plugins: { asking: entry } } }
    write('config.json', JSON.stringify(config))
    const port = await servers.orthanc((_, response) => response.end('asked'))
    const url = `http://127.0.0.1:${port}`
    const options = ['--config', 'config.json', '--orthanc', url, '--port', '0']
    using server = new ServeProcess(['asking.ts', ...options], { command: 'dev', cwd: folder })
    expect(await get(`${await server.url()}/ask`)).toBe('asked')
    expect(await server.stop()).toBe(0)
  })

  it('builds a plugin in C again when a header changes', async () => {
    const basic = read('basic/basic.c')
    write('text.h', '#define TEXT "one"\n')
    write('basic.c', `#include "text.h"\n${basic.replace('"Hello ', 'TEXT " ')}`)
    using server = new ServeProcess(['basic.c', '--port', '0'], { command: 'dev', cwd: folder })
    const url = await server.url()
    expect(await get(`${url}/basic/hello/x`)).toContain('one')
    write('text.h', '#define TEXT "two"\n')
    await expect.poll(() => get(`${url}/basic/hello/x`)).toContain('two')
    expect(await server.stop()).toBe(0)
  })
})
