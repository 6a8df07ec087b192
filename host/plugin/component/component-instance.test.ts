import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeAll, describe, expect, it } from 'vitest'
import { componentBytes, loadComponent } from '../../../test/support/component.ts'
import type { Answer } from '../../exchange/answer.ts'
import { defaultLimits } from '../../exchange/limits.ts'
import { sdkProfile } from '../../exchange/profile.ts'
import type { Request } from '../../exchange/request.ts'
import { ImageEncoder } from '../../image/encoder.ts'
import type { InstanceEnvironment, PluginInstance } from '../plugin-instance.ts'
import { instanceMaker, type MakeInstance } from '../plugin.ts'

const codecs = new WebAssembly.Module(
  readFileSync(new URL('../../../dist/host/image/codecs.wasm', import.meta.url)),
)
const limits = { memoryPages: 1024, tableEntries: 10_000 }
const sink = { begin: () => undefined, write: () => undefined }
const log: string[] = []

const environment: InstanceEnvironment = {
  profile: sdkProfile('1.12.3'),
  configuration: '{}',
  encoder: new ImageEncoder(codecs),
  pngEffort: 0,
  maxAnswerBytes: 1024 * 1024,
  uuid: () => '00000000-0000-4000-8000-000000000000',
  random: () => 1,
  log: (level, message) => void log.push(`${level}: ${message}`),
}

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

let hello: PluginInstance
let makeHostile: MakeInstance

beforeAll(async () => {
  const make = await instanceMaker(await loadComponent(await componentBytes('hello'), limits))
  hello = make(environment)
  hello.initialize()
  makeHostile = await instanceMaker(await loadComponent(await componentBytes('hostile'), limits))
})

function requestTo(path: string): Request {
  const body = new Uint8Array(0)
  const headerLines = ['Host', 'test', 'Accept', '*/*']
  return { id: '1', method: 1, path, uri: path, query: '', hasArguments: false, headerLines, body }
}

function greet(name: string): Answer {
  return hello.answer(requestTo(`/hello/${name}`), 0, [name], sink).answer
}

/** The size of JavaScript's heap in bytes after that number of requests. */
function measureAfter(requests: number): number {
  for (let i = 0; i < requests; i++) greet('world')
  collect()
  return process.memoryUsage().heapUsed
}

/** The answer of the sample `hostile`; `route` is the index of the route. */
function ask(instance: PluginInstance, route: number, group: string) {
  return instance.answer(requestTo('/hostile'), route, [group], sink)
}

describe('ComponentInstance', () => {
  it('answers as the module does', () => {
    expect(greet('world')).toMatchObject({ status: 200, body: 'Hello world!\n' })
  })

  it('passes texts as bytes', () => {
    expect(greet('\xc3\xa9')).toMatchObject({ body: 'Hello \xc3\xa9!\n' })
  })

  it('does not grow with its requests', () => {
    const before = measureAfter(20_000)
    // Were each lent object kept under a number of its own, this would be about 4 MB.
    expect(measureAfter(100_000) - before).toBeLessThan(1_000_000)
  }, 60_000)

  it('describes a trap by the functions of the module, without the frames around it', () => {
    const instance = makeHostile(environment)
    instance.initialize()
    const { death } = ask(instance, 1, 'unreachable')
    expect(death?.message).toBe('unreachable in hostile/trap < start:hostile~anonymous|1')
  })

  it('is dead after a trap, and another instance is not', () => {
    const instance = makeHostile(environment)
    instance.initialize()
    ask(instance, 1, 'divide')
    expect(ask(instance, 0, '').death).toBeDefined()
    const other = makeHostile(environment)
    other.initialize()
    expect(ask(other, 0, '').answer).toMatchObject({ status: 200, body: 'good 1\n' })
  })

  it('ends a callback that exceeds the limit of host calls', () => {
    const instanceLimits = { ...defaultLimits, maxHostCalls: 20 }
    const instance = makeHostile({ ...environment, limits: instanceLimits })
    instance.initialize()
    const endless = requestTo('/hostile/loop/answering')
    expect(instance.answer(endless, 4, ['answering'], sink).death?.message).toMatch(
      /^too many calls of the host in one callback/,
    )
  })

  it('counts the host calls of each callback separately', () => {
    const instanceLimits = { ...defaultLimits, maxHostCalls: 20 }
    const instance = makeHostile({ ...environment, limits: instanceLimits })
    instance.initialize()
    for (let i = 0; i < 30; i++) expect(ask(instance, 0, '').death).toBeUndefined()
  })

  it('describes an abort by its message and its location', () => {
    const instance = makeHostile(environment)
    instance.initialize()
    expect(ask(instance, 1, 'assert').death?.message).toMatch(
      /^asked to fail in hostile\.ts:\d+:\d+ in/,
    )
  })
})
