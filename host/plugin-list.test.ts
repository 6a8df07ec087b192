import { expect, it } from 'vitest'
import { httpMethods } from '../abi/enums.ts'
import { bytesOfBody } from './exchange/byte-string.ts'
import { noBytes } from './exchange/bytes.ts'
import type { PluginDescription } from './exchange/instance.ts'
import type { Dispatch } from './exchange/ports.ts'
import { createPluginList, mergePluginList } from './plugin-list.ts'

const plugins: readonly PluginDescription[] = [
  {
    name: 'z\xc3\xa9ta',
    version: '1.2',
    description: 'My "descr" <b>',
    rootUri: '/x/y.html',
    explorer: 'var z = 1;',
    routes: [],
  },
  { name: 'alpha one', version: '1.2', rootUri: '', explorer: 'var a = 1;', routes: [] },
  { name: 'bare', version: '1', routes: [] },
]

async function ask(dispatch: Dispatch, path: string, method: keyof typeof httpMethods = 'Get') {
  const answer = await dispatch(
    {
      id: 'x',
      method: httpMethods[method],
      path,
      uri: path,
      query: '',
      hasArguments: false,
      headerLines: ['Accept-Encoding', 'gzip', 'Accept', '*/*'],
      body: noBytes,
    },
    {
      target: { begin: () => undefined, write: () => undefined },
      hasLeft: false,
      signal: new AbortController().signal,
    },
  )
  if (answer.kind !== 'complete') return answer.kind
  const { status, headers, body } = answer
  return { status, headers, body: Buffer.from(bytesOfBody(body)).toString('latin1') }
}

const json = [['Content-Type', 'application/json; charset=utf-8']]
const script = [['Content-Type', 'application/javascript']]

// The bodies are those of Orthanc 1.12.7 with native plugins of the same names and properties.
it.each([
  ['/plugins', json, '[\n   "explorer.js",\n   "alpha one",\n   "bare",\n   "z\\u00e9ta"\n]\n'],
  [
    '/plugins/z\xc3\xa9ta',
    json,
    String.raw`{
   "Description" : "My \"descr\" <b>",
   "ExtendsOrthancExplorer" : true,
   "ID" : "z\u00e9ta",
   "RootUri" : "../x/y.html",
   "Version" : "1.2"
}
`,
  ],
  [
    '/plugins/bare',
    json,
    '{\n   "ExtendsOrthancExplorer" : false,\n   "ID" : "bare",\n   "Version" : "1"\n}\n',
  ],
  [
    '/plugins/explorer.js',
    script,
    '// Extensions to Orthanc Explorer by the registered plugins\n\n' +
      '/**\n * From plugin: alpha one (version 1.2)\n **/\n\nvar a = 1;\n\n' +
      '/**\n * From plugin: z\xc3\xa9ta (version 1.2)\n **/\n\nvar z = 1;\n\n',
  ],
  ['/plugins/none', [], ''],
])('answers %s as Orthanc does', async (path, headers, body) => {
  const status = path === '/plugins/none' ? 404 : 200
  const list = createPluginList(() => plugins)
  expect(await ask(list, path)).toEqual({ status, headers, body })
  expect(await ask(list, path, 'Post')).toMatchObject({ status: 405, headers: [['Allow', 'GET']] })
})

it.each(['/', '/plugins/a/b', '/pluginsx'])('does not know %s', async (path) => {
  expect(
    await ask(
      createPluginList(() => plugins),
      path,
    ),
  ).toBe('error')
})

/** Answers each path with one body, in two pieces, if the client accepts it as it is. */
const orthanc =
  (bodies: Readonly<Record<string, string>>): Dispatch =>
  async ({ path, headerLines }, { target }) => {
    const bytes = Buffer.from(bodies[path] ?? `upstream ${path}`)
    const status = headerLines.includes('Accept-Encoding') ? 500 : 200
    target.begin({ status, headers: [['Content-Type', 'of/orthanc']] })
    for (const piece of [bytes.subarray(0, 3), bytes.subarray(3)])
      target.write(new Uint8Array(piece), () => undefined)
    return { kind: 'streamed', complete: true }
  }

it('adds the plugins to those of the upstream Orthanc', async () => {
  const list = mergePluginList(
    () => plugins.slice(2),
    orthanc({
      '/plugins': '["explorer.js", "dicom-web", "bare"]',
      '/plugins/explorer.js': '// own\n',
    }),
  )
  expect(await ask(list, '/plugins')).toMatchObject({
    body: '[\n   "explorer.js",\n   "bare",\n   "dicom-web"\n]\n',
  })
  expect(await ask(list, '/plugins/bare')).toMatchObject({ body: expect.stringContaining('bare') })
  expect(await ask(list, '/plugins/explorer.js')).toMatchObject({ body: '// own\n' })
  expect(await ask(list, '/plugins/dicom-web')).toBe('streamed')
  expect(await ask(list, '/system')).toBe('streamed')
  expect(await ask(list, '/plugins', 'Post')).toBe('streamed')
})

const refusing: Dispatch = async (_, { target }) => {
  target.begin({ status: 401, headers: [['WWW-Authenticate', 'Basic']] })
  return { kind: 'streamed', complete: true }
}

it('passes on what else the upstream Orthanc answers', async () => {
  const list = mergePluginList(() => plugins, refusing)
  expect(await ask(list, '/plugins')).toMatchObject({ status: 401, body: '' })
})
