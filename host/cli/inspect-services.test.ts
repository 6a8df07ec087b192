import { describe, expect, it } from 'vitest'
import { usedServices } from './inspect-services.ts'

const brief = (used: ReturnType<typeof usedServices>) =>
  used.map(({ name, number, support, seen }) => [name, number, support, seen].join(' '))

const orthanc = (name: string) => ({ module: 'orthanc', name })

describe('usedServices', () => {
  it('gives the services behind imports, each once', () => {
    const imports = [
      orthanc('OrthancPluginCompressAndAnswerPngImage'),
      orthanc('OrthancPluginCompressAndAnswerJpegImage'),
      orthanc('OrthancPluginGetPeers'),
      orthanc('OrthancPluginFreeString'),
    ]
    const used = usedServices(imports, [])
    expect(brief(used)).toEqual([
      'CompressAndAnswerImage 2011 supported import',
      'GetPeers 8000 unsupported import',
      'FreeString  supported import',
    ])
    expect(used[0]?.functions).toEqual(imports.slice(0, 2).map(({ name }) => name))
  })

  it('gives what static reading saw with all functions that may be meant', () => {
    const [used] = usedServices([orthanc('OrthancPluginInvokeService')], [6007])
    expect(used).toEqual({
      name: 'CompressImage',
      number: 6007,
      functions: ['OrthancPluginCompressPngImage', 'OrthancPluginCompressJpegImage'],
      support: 'supported',
      seen: 'code',
    })
  })

  it('names numbers that the SDK has elsewhere, and leaves others without a name', () => {
    expect(brief(usedServices([], [2001, 4_000_000_000]))).toEqual([
      'CompressAndAnswerPngImage 2001 unknown code',
      ' 4000000000 unknown code',
    ])
  })

  it('tells a service that is both imported and seen once', () => {
    expect(brief(usedServices([orthanc('OrthancPluginAnswerBuffer')], [2000, 2002]))).toEqual([
      'AnswerBuffer 2000 supported import',
      'Redirect 2002 supported code',
    ])
  })

  it('knows the functions of the interfaces of components', () => {
    const module = 'orthanc:plugin/host@1.12.3'
    const imports = [
      { module: 'orthanc:plugin/types@1.12.3', name: '[method]rest-output.answer-buffer' },
      { module, name: 'compute-md5' },
      { module, name: 'toString' },
      { module: 'other:thing/host', name: 'compute-sha1' },
    ]
    expect(brief(usedServices(imports, []))).toEqual([
      'AnswerBuffer 2000 supported import',
      'ComputeMd5 24 supported import',
    ])
  })

  it('tells a function once, however often it is imported', () => {
    const name = 'OrthancPluginLogInfo'
    const imports = Array.from({ length: 100_000 }, () => ({ module: 'orthanc', name }))
    const [used] = usedServices(imports, [])
    expect(used?.functions).toEqual([name])
  })

  it('is not misled by names of objects', () => {
    expect(usedServices([orthanc('__proto__'), orthanc('constructor')], [])).toEqual([])
  })
})
