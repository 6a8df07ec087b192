import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { createHost } from 'orthanc-wasm'

const host = createHost({
  plugins: ['{{name}}.wasm'],
  config: JSON.parse(readFileSync('config.json', 'utf8')),
  // Answers in place of Orthanc what the plugin asks it.
  orthanc: (request) => Response.json({ Name: 'test', Url: request.url }),
})
after(() => host.close())

test('asks Orthanc', async () => {
  const response = await host.fetch(new Request('http://localhost/{{name}}/system'))
  const expected = { Name: 'test', Url: 'http://localhost:8042/system' }
  assert.deepEqual(await response.json(), expected)
})
