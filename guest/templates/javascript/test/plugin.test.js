import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createHost } from 'orthanc-wasm'

// The engine in the plugin starts slowly.
const config = { WebAssembly: { InitializeTimeoutMs: 60_000 } }
const host = createHost({ plugins: ['{{name}}.wasm'], config })
after(() => host.close())

test('greets', async () => {
  const response = await host.fetch(new Request('http://localhost/{{name}}/hello/world'))
  assert.equal(response.status, 200)
  assert.equal(await response.text(), 'Hello world!\n')
})

test('takes no other method', async () => {
  const request = new Request('http://localhost/{{name}}/hello/world', { method: 'DELETE' })
  const response = await host.fetch(request)
  assert.equal(response.status, 405)
  assert.equal(response.headers.get('Allow'), 'GET')
})
