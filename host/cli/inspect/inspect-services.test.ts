import { describe, expect, it } from 'vitest'
import { usedServices } from './inspect-services.ts'

const brief = (used: ReturnType<typeof usedServices>) =>
  used.map(({ name, number, support }) => `${name} ${number} ${support}`)

const orthanc = (name: string) => ({ module: 'orthanc', name })

describe('usedServices', () => {
  it('lists the service of each import once, with the functions that are imported', () => {
    const imports = [
      orthanc('OrthancPluginCompressAndAnswerPngImage'),
      orthanc('OrthancPluginCompressAndAnswerJpegImage'),
      orthanc('OrthancPluginGetPeers'),
      orthanc('OrthancPluginFreeString'),
    ]
    const used = usedServices(imports)
    expect(brief(used)).toEqual([
      'CompressAndAnswerImage 2011 supported',
      'GetPeers 8000 unsupported',
      'FreeString null supported',
    ])
    expect(used[0]?.functions).toEqual(imports.slice(0, 2).map(({ name }) => name))
  })

  it('does not know the services that are called by number', () => {
    expect(usedServices([orthanc('OrthancPluginInvokeService')])).toEqual([])
  })

  it('knows the functions of the interfaces of components', () => {
    const module = 'orthanc:plugin/host@1.12.3'
    const used = usedServices([
      { module: 'orthanc:plugin/types@1.12.3', name: '[method]rest-output.answer-buffer' },
      { module, name: 'compute-md5' },
      { module, name: 'toString' },
      { module: 'other:thing/host', name: 'compute-sha1' },
    ])
    expect(brief(used)).toEqual(['AnswerBuffer 2000 supported', 'ComputeMd5 24 supported'])
    expect(used[0]?.functions).toEqual(['OrthancPluginAnswerBuffer'])
  })

  it('lists a function once, however often it is imported', () => {
    const name = 'OrthancPluginLogInfo'
    const imports = Array.from({ length: 100_000 }, () => ({ module: 'orthanc', name }))
    const [used] = usedServices(imports)
    expect(used?.functions).toEqual([name])
  })

  it('is not misled by names of objects', () => {
    expect(usedServices([orthanc('__proto__'), orthanc('constructor')])).toEqual([])
  })
})
