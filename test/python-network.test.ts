import { once } from 'node:events'
import { symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeAll, describe, expect, it } from 'vitest'
import { portOf } from './support/port.ts'
import { lacksPython } from './support/python.ts'
import { missingPackage } from './support/requirements.ts'
import { startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

// What scripts send to other servers, and what a sandbox cannot have.

const packages = '/usr/lib/python3/dist-packages'
const lacks = [lacksPython(), missingPackage(join(packages, 'requests'), 'python3-requests')]

const script = `import json
import urllib.request

import orthanc
import requests


def attempt(expression, url):
    try:
        return eval(expression, globals(), {'url': url})
    except Exception as error:
        return f'{type(error).__name__}: {error}'


def on_attempt(output, uri, **request):
    url, *expressions = json.loads(request['body'])
    results = [attempt(each, url) for each in expressions]
    output.AnswerBuffer(json.dumps(results, default=repr), 'application/json')


orthanc.RegisterRestCallback('/attempt', on_attempt)
`

describe.skipIf(lacks.includes(true))('a script in Python', () => {
  const folder = temporaryFolder('python-network')
  let other: Server
  let server: RunningServer

  beforeAll(async () => {
    // Answers with what it received.
    other = createServer((request, response) => {
      const { method, url, headers } = request
      void text(request).then((body) => {
        response.writeHead(url === '/missing' ? 404 : 200, { 'Content-Type': 'text/plain' })
        response.end([method, url, headers['x-own'], headers['content-type'], body].join(' '))
      })
    }).listen(0, '127.0.0.1')
    await once(other, 'listening')
    for (const name of ['requests', 'urllib3', 'idna', 'certifi', 'chardet', 'charset_normalizer'])
      symlinkSync(join(packages, name), join(folder, name))
    writeFileSync(join(folder, 'network.py'), script)
    const config = join(folder, 'config.json')
    const allow = { Http: [`${urlOf()}/*`] }
    writeFileSync(
      config,
      JSON.stringify({ WebAssembly: { Plugins: { network: { Allow: allow } } } }),
    )
    server = await startServer({
      plugins: [join(folder, 'network.py')],
      args: ['--config', config],
    })
    return async () => {
      other.close()
      await server.stop()
    }
  })

  function urlOf(): string {
    return `http://127.0.0.1:${portOf(other)}`
  }

  /** What an expression is in a callback. */
  async function evaluate(expression: string): Promise<unknown> {
    const init = { method: 'POST', body: JSON.stringify([urlOf(), expression]) }
    const answer = await fetch(`${server.url}/attempt`, init)
    const results: readonly unknown[] = JSON.parse(await answer.text())
    return results[0]
  }

  it.each([
    ["urllib.request.urlopen(url + '/a?b=1').read().decode()", 'GET /a?b=1   '],
    [
      "urllib.request.urlopen(urllib.request.Request(url + '/a', b'x', {'X-Own': 'y', 'Content-Type': 't/t'}, method='PUT')).read().decode()",
      'PUT /a y t/t x',
    ],
    ["urllib.request.urlopen(url + '/missing')", 'HTTPError: HTTP Error 404: Not Found'],
    [
      "(lambda a: [a.status_code, a.headers['content-type'], a.text])(requests.post(url + '/a', json={'b': 1}, headers={'X-Own': 'y'}))",
      [200, 'text/plain', 'POST /a y application/json {"b": 1}'],
    ],
    ["requests.get(url + '/missing').status_code", 404],
  ])('sends requests with %s', async (expression, expected) => {
    expect(await evaluate(expression)).toEqual(expected)
  })

  it.each([
    ["urllib.request.urlopen('https://other.example/')", /^URLError: .* is forbidden/],
    ["requests.get('https://other.example/')", /^ConnectionError: GET https:.* is forbidden/],
    ["__import__('socket').create_connection(('localhost', 1))", /^OSError: there are no sockets/],
    ["__import__('multiprocessing').Manager()", /^AttributeError: there are no processes/],
    ["__import__('ctypes')", /^ModuleNotFoundError: .* there are no native libraries/],
    ["__import__('subprocess').run(['true'])", /^OSError: .*does not support processes/],
    ["__import__('os').system('true')", /^AttributeError: /],
  ])('gets an exception that says why from %s', async (expression, expected) => {
    expect(await evaluate(expression)).toMatch(expected)
  })
})
