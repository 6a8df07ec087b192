import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lacksOrthanc, startOrthanc } from './conformance/orthanc-server.ts'
import type { ConformanceServer } from './conformance/our-server.ts'
import { lacksPython } from './support/python.ts'
import { missingPackage } from './support/requirements.ts'
import { root, startServer, type RunningServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

// The module `orthanc` of Python scripts, compared with that of Orthanc's own plugin for Python.

const realPlugin = '/usr/share/orthanc/plugins/libOrthancPython.so'
const lacks = [lacksPython(), lacksOrthanc(), missingPackage(realPlugin, 'orthanc-python')]

/** Whether the services that they use are supported here, these return the same. */
const calls = [
  'orthanc.RestApiGet()',
  "orthanc.RestApiGet(b'/system')",
  "orthanc.RestApiGet('/sys\\0tem')",
  "orthanc.RestApiGet('/system', 1)",
  "orthanc.RestApiGet(uri='/system')",
  "orthanc.RestApiPost('/tools/lookup', None)",
  "orthanc.LookupPatient('none')",
  "orthanc.ComputeMd5('abc')",
  "orthanc.ComputeMd5(b'abc')",
  "orthanc.ComputeMd5(bytearray(b'abc'))",
  "orthanc.ComputeSha1('')",
  'orthanc.CheckVersion()',
  'orthanc.CheckVersionAdvanced(1, 0, 0)',
  'orthanc.CheckVersionAdvanced(9, 0, 0)',
  "orthanc.CheckVersionAdvanced('a', 0, 0)",
  'orthanc.CheckVersionAdvanced(1.5, 0, 0)',
  'orthanc.CheckVersionAdvanced(True, 0, 0)',
  'orthanc.CheckVersionAdvanced(2**40, 0, 0)',
  'orthanc.RestOutput()',
  'type(orthanc.RestOutput(1, True))',
  'orthanc.CreateImage(1, 4, 2).GetImageWidth()',
  'orthanc.CreateImage(1, 4, 2).GetImageHeight()',
  'orthanc.CreateImage(1, 4, 2).GetImagePitch()',
  'orthanc.CreateImage(1, 4, 2).GetImagePixelFormat()',
  'orthanc.CreateImage(99, 4, 2)',
  "setattr(orthanc.CreateImage(1, 4, 2), 'x', 1)",
  'len(orthanc.CreateImage(1, 4, 2).GetImageBuffer())',
  "orthanc.CreateImageFromBuffer(1, 2, 2, 2, b'abcd').GetImageBuffer()",
  "orthanc.CreateImageFromBuffer(1, 2, 2, 2, 'abcd').GetImageBuffer()",
  "orthanc.CreateImageFromBuffer(1, 2, 2, 4, b'abc')",
  'orthanc.CreateImageFromBuffer(1, 2, 2)',
  "orthanc.CreateImageFromBuffer(1, 2, 3, 4, b'abcdabcdabcd').ConvertPixelFormat(4).GetImageBuffer()",
  "orthanc.UncompressImage(orthanc.CompressPngImage(1, 2, 2, 2, b'abcd'), 0).GetImageBuffer()",
  "orthanc.CompressJpegImage(1, 2, 2, 2, b'abcd', 90)",
  "orthanc.UncompressImage(b'xx', 0)",
  'orthanc.GetErrorDescription(17)',
  'orthanc.GetErrorDescription(-5)',
  "orthanc.LookupDictionary('None')",
  'orthanc.LookupDictionary(1)',
  "orthanc.LogError('e')",
  "orthanc.LogError(b'e')",
  "orthanc.LogMessage('m', 'python', 'f.py', 1, 1, 0)",
  "orthanc.SetDescription('d')",
  "orthanc.HttpGet('http://localhost/', None, None)",
  'orthanc.GetTagName(0x10, 0x10, None)',
  'len(orthanc.GenerateUuid())',
  "orthanc.OrthancException(1, 'x').args",
  'orthanc.OrthancException.__mro__',
  'type(orthanc.PixelFormat.RGB24)',
]

const answers = [
  "output.AnswerBuffer('x')",
  "output.SetHttpHeader('a', 'b')",
  "output.SetHttpHeader('a', 1)",
  "output.SetHttpHeader('a', b'b')",
  "output.SetCookie('a', 'b')",
  "output.SendMultipartItem(b'x')",
  "output.SendHttpStatus(999, 'x', 3)",
  "output.AnswerBuffer(3, 'text/plain')",
  "output.AnswerBuffer('x', 'text/plain')",
  "output.AnswerBuffer('y', 'text/plain')",
]

describe.skipIf(lacks.includes(true))('the module orthanc', () => {
  const folder = temporaryFolder('python-module')
  let real: ConformanceServer
  let ours: RunningServer

  beforeAll(async () => {
    const script = join(folder, 'compare.py')
    copyFileSync(join(root, 'test', 'python', 'compare.py'), script)
    real = await startOrthanc(realPlugin, { PythonScript: script }, folder)
    ours = await startServer({ plugins: [script], args: ['--sdk', '1.12.7'] })
  })

  afterAll(async () => {
    await Promise.all([real?.stop(), ours?.stop()])
  })

  /** The answers of both servers: status, headers that the script sets, body. */
  async function askBoth(path: string, body?: unknown): Promise<readonly [unknown, unknown]> {
    const ask = async (port: number): Promise<unknown> => {
      const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
      const answer = await fetch(`http://127.0.0.1:${port}/python/${path}`, init)
      const { status, headers } = answer
      const shown = [headers.get('content-type'), headers.get('a'), headers.get('set-cookie')]
      const text = await answer.text()
      const isJson = shown[0] === 'application/json'
      return { status, shown, text: isJson ? JSON.parse(text) : text }
    }
    return [await ask(real.port), await ask(ours.port)]
  }

  it('has the same names, methods and numbers', async () => {
    const [expected, found] = await askBoth('names')
    expect(found).toEqual(expected)
  })

  it('returns and raises the same', async () => {
    const [expected, found] = await askBoth('calls', calls)
    expect(found).toEqual(expected)
  })

  it('answers a request the same, and raises the same', async () => {
    const [expected, found] = await askBoth('output', answers)
    expect(found).toEqual(expected)
    const [expectedResults, foundResults] = await askBoth('results')
    expect(foundResults).toEqual(expectedResults)
  })

  it.each(['request/a/b?x=1&y=2&x=3&z', 'request//%C3%A9'])(
    'passes the request %s alike',
    async (path) => {
      const [expected, found] = await askBoth(path)
      expect(found).toEqual(expected)
      const [expectedPost, foundPost] = await askBoth(path, 'é')
      expect(foundPost).toEqual(expectedPost)
    },
  )

  it.each(['error/own', 'error/zero', 'error/exit', 'wrong'])(
    'fails alike for %s',
    async (path) => {
      const [expected, found] = await askBoth(path)
      expect(found).toEqual(expected)
    },
  )
})
