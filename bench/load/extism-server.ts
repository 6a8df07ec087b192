import { readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'

/** The part of @extism/extism that is used; it is not among the dependencies. */
interface Extism {
  default(
    manifest: { wasm: readonly { data: Uint8Array }[] },
    options: { runInWorker: boolean },
  ): Promise<Plugin>
}

interface Plugin {
  call(name: string, input: string): Promise<Uint8Array | null>
}

const [port = '', extism = '', guest = ''] = process.argv.slice(2)
const library: Extism = await import(extism)
const data = new Uint8Array(readFileSync(guest))
const plugin = await library.default({ wasm: [{ data }] }, { runInWorker: true })

// A plugin of Extism takes one call at a time.
let last: Promise<unknown> = Promise.resolve()

createServer((incoming, response) => {
  const [, name = '', input = ''] =
    /^\/bench-00\/([a-z]+)(?:\/(.*))?$/.exec(incoming.url ?? '') ?? []
  last = last.then(() => answer(response, name, input))
}).listen(Number(port), '127.0.0.1')

async function answer(response: ServerResponse, name: string, input: string): Promise<void> {
  const output = (await plugin.call(name, input)) ?? new Uint8Array()
  const type = name === 'hello' ? 'text/plain' : 'application/octet-stream'
  response.sendDate = false
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': output.byteLength })
  response.end(Buffer.from(output.buffer, output.byteOffset, output.byteLength))
}
