import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { controlKinds, decodeLost } from '../../host/frames/bridge-control.ts'
import type { NativeCall, NativeValue } from '../../host/frames/native.ts'
import { errorCodes } from '../../abi/enums.ts'
import { buildDicom, type DicomOptions } from '../support/dicom.ts'
import { lacksOrthanc } from '../conformance/orthanc-server.ts'
import { Inbox } from '../support/inbox.ts'
import { missingPackage } from '../support/requirements.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { FakeHost, type Act, type FakeGuest } from './fake-host.ts'
import { buildNativePlugin, startInside, type InsideOrthanc } from './inside-orthanc.ts'

const run = promisify(execFile)
const folder = temporaryFolder('orthanc-wasm-native')
const sources = join('host', 'bridge', 'native')
const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).flatMap((file) =>
  file.endsWith('.c') ? [join(sources, file)] : [],
)
const flags = '-std=gnu11 -Wall -Wextra -Wpedantic -Werror -pthread'.split(' ')
const common = [
  ...flags,
  '-DORTHANC_WASM_VERSION="test"',
  `-I${join('guest', 'include')}`,
  `-I${sources}`,
]

describe('the native plugin', () => {
  for (const compiler of ['gcc', 'clang-19'])
    it.skipIf(missingPackage(compiler, compiler))(
      `compiles without a warning: ${compiler}`,
      async () => {
        const target = join(folder, `${compiler}.so`)
        const shared = ['-O2', '-shared', '-fPIC', '-o', target]
        await expect(run(compiler, [...common, ...shared, ...files])).resolves.toMatchObject({
          stderr: '',
        })
      },
    )

  it.skipIf(missingPackage('gcc', 'gcc'))('reads whatever a guest sends', async () => {
    const program = join(folder, 'native-fuzz')
    const sanitized = ['-O1', '-g', '-fsanitize=address,undefined', '-fno-sanitize-recover=all']
    const attack = join('test', 'bridge', 'native-fuzz.c')
    await run('gcc', [...common, ...sanitized, '-o', program, ...files, attack])
    const runs = 100_000 * Number(process.env['ORTHANC_WASM_RUNS'] ?? 1)
    const seed = String(Date.now())
    const { stdout } = await run(program, [String(runs), seed])
    expect(stdout, `seed ${seed}`).toContain(`${runs} runs`)
  })
})

describe.skipIf(lacksOrthanc())('inside Orthanc', () => {
  const socket = join(folder, 'socket', 'bridge')
  const initialized: number[] = []
  let host: FakeHost
  let orthanc: InsideOrthanc

  beforeAll(async () => {
    mkdirSync(join(folder, 'socket'), { mode: 0o700 })
    host = await FakeHost.start(socket, {
      registrations: [
        ['RegisterRestCallback', { pathRegularExpression: '/fake/(.*)', callback: 1 }],
      ],
      functions: [undefined, answer, describeJob, finishJob, async () => undefined],
      judged: ['RestApiGet'],
      timeoutMs: 1000,
      onStart: async (guest) => {
        const { code } = await guest.invoke('LookupDictionary', { name: 'PatientName' })
        initialized.push(code)
      },
    })
    const library = await buildNativePlugin(folder)
    const webAssembly = { Bridge: { Socket: socket } }
    orthanc = await startInside(library, { modules: [], webAssembly }, join(folder, 'orthanc'))
  })

  afterAll(async () => {
    await orthanc.stop()
    host.close()
  })

  const get = async (path: string): Promise<readonly [number, string]> => {
    const response = await fetch(`${orthanc.url}/fake/${path}`)
    return [response.status, await response.text()]
  }

  /** What `OrthancPluginCreateDicomInstance` returns for a file. */
  const codeOf = async (given: Partial<DicomOptions> | Uint8Array): Promise<number> => {
    parsed = given instanceof Uint8Array ? given : buildDicom({ ...small, ...given })
    return Number((await get('parse'))[1])
  }

  it('carries calls out for a plugin that initializes', () => {
    expect(initialized).toEqual([0])
  })

  it('answers what a guest answers', async () => {
    expect(await get('hello')).toEqual([200, 'hello'])
  })

  it('runs a callback inside the call that caused it', async () => {
    expect(await get('nested')).toEqual([200, '0 hello'])
  })

  /** The answers to these requests, which are sent once the first one runs and before it returns. */
  const getAhead = async (first: string, ...others: string[]) => {
    const answers = [get(first)]
    await begun.take()
    answers.push(...others.map(get))
    return Promise.all(answers)
  }

  it('sends callbacks ahead: they begin on top of a call, or in their order', async () => {
    expect(await getAhead('ahead', 'hello', 'nested', 'hello')).toEqual([
      [200, '0 hello'],
      [200, 'hello'],
      [200, '0 hello'],
      [200, 'hello'],
    ])
    expect(await getAhead('calm', 'hello', 'nested')).toEqual([
      [200, 'hello'],
      [200, 'hello'],
      [200, '0 hello'],
    ])
  })

  it('sends callbacks that were sent ahead to another guest if the first one ends', async () => {
    const answers = getAhead('die', 'hello', 'hello')
    await begun.take()
    host.addGuest()
    expect(await answers).toEqual([
      [500, expect.anything()],
      [200, 'hello'],
      [200, 'hello'],
    ])
  })

  it('does not send one that may have begun', async () => {
    const answers = getAhead('last', 'hello', 'hello')
    await begun.take()
    host.addGuest()
    const [first, ...others] = await answers
    expect(first).toEqual([200, 'hello'])
    expect(others.map(([status]) => status).toSorted((a, b) => a - b)).toEqual([200, 500])
  })

  it('asks the host about calls that it judges', async () => {
    expect(await get('judged')).toEqual([200, '0 45'])
  })

  it('refuses handles that are made up or over', async () => {
    expect(await get('keep')).toEqual([200, 'kept'])
    expect(await get('handles')).toEqual([200, '3 3 3 3'])
  })

  it('refuses what would end Orthanc or change how its answers are framed', async () => {
    expect(await get('refused')).toEqual([200, '3 3 3 2 4 3 6'])
  })

  it('refuses DICOM that is nested too deeply', async () => {
    for (const transferSyntax of ['explicit', 'implicit', '1.2.840.10008.1.2.4.70'])
      for (const kind of ['defined', 'undefined', 'unknown'] as const) {
        if (kind === 'unknown' && transferSyntax === 'implicit') continue
        for (const [count, code] of [
          [32, 0],
          [33, errorCodes.BadFileFormat],
          [50_000, errorCodes.BadFileFormat],
        ] as const)
          expect([
            kind,
            count,
            await codeOf({ transferSyntax, sequences: { count, kind } }),
          ]).toEqual([kind, count, code])
      }
    expect(await codeOf({ sequences: { count: 5000, kind: 'flat' } })).toBe(0)
  })

  it('refuses DICOM that may be nested too deeply, where its structure is not clear', async () => {
    const sequences = { count: 2000, kind: 'undefined' } as const
    expect(await codeOf({ transferSyntax: '1.2.840.10008.1.2.1.99' })).toBe(
      errorCodes.BadFileFormat,
    )
    expect(await codeOf({ transferSyntax: '1.2.3', sequences })).toBe(errorCodes.BadFileFormat)
    const withoutMeta = buildDicom({ ...small, sequences }).subarray(132)
    expect(await codeOf(withoutMeta)).toBe(errorCodes.BadFileFormat)
    const shortMeta = buildDicom({ ...small, sequences })
    shortMeta[140] = 0
    expect(await codeOf(shortMeta)).toBe(errorCodes.BadFileFormat)
    await expect.poll(() => orthanc.log()).toContain('nested more than 32 sequences deep')
    expect(await get('hello')).toEqual([200, 'hello'])
  })

  it.each(['length', 'kind', 'extra'])(
    'ends the guest that violates the protocol: %s',
    async (wrong) => {
      expect((await get(wrong))[0]).toBe(500)
      const report = await host.reports.take()
      expect(report.kind).toBe(controlKinds.lost)
      expect(decodeLost(report).why).toMatch(/frame/)
      host.addGuest()
      expect(await get('hello')).toEqual([200, 'hello'])
    },
  )

  it.each(['silence', 'trickle'])(
    'reports a guest that does not return before its deadline: %s',
    async (kind) => {
      expect((await get(kind))[0]).toBe(500)
      expect((await host.reports.take()).kind).toBe(controlKinds.expired)
      host.addGuest()
      expect(await get('hello')).toEqual([200, 'hello'])
    },
  )

  it('is not ended by what a plugin says about its job', async () => {
    for (const text of jobTexts) {
      jobText = '{}'
      laterText = text
      expect(await get('job')).toEqual([200, '0 0'])
      await expect.poll(() => jobText).toBe(text)
      expect(await get('hello')).toEqual([200, 'hello'])
    }
  })

  it('is not ended by a return value that is not complete', async () => {
    expect((await get('short'))[0]).toBe(500)
    expect(await get('hello')).toEqual([200, 'hello'])
  })
})

let kept: NativeValue
let parsed: Uint8Array
const small = { patientId: 'small', rows: 1, columns: 1, pixels: [1] }
/** Has an item for each callback that begins and waits for others, and for each guest that ends. */
const begun = new Inbox<true>()

/** Orthanc ends where it cannot use such a text. */
const jobTexts = [
  '[]',
  '{"a":"\\ud800"}',
  '{"a":1e999}',
  '{"Type":"mine"}',
  '{"\\u0054ype":"mine"}',
]
let jobText = ''
let laterText = ''

const describeJob: Act = async () => ({ value: jobText })
const finishJob: Act = async () => {
  jobText = laterText
  return { value: 1 }
}

const answer: Act = async (call, guest) => {
  const { values } = call
  const { output, request } = values
  const codeOf = async (service: string, more: object): Promise<number> =>
    (await guest.invoke(service, { ...more })).code
  switch (groupOf(request)) {
    case 'nested':
      return answerNested(call, guest)
    case 'ahead':
      await awaitAhead(guest, 3)
      return answerNested(call, guest)
    case 'calm':
      await awaitAhead(guest, 2)
      return guest.answer(call, 'hello')
    case 'die':
      await awaitAhead(guest, 2)
      return endGuest(guest)
    case 'last':
      await awaitAhead(guest, 2)
      guest.answer(call, 'hello')
      guest.return(call)
      return endGuest(guest)
    case 'parse': {
      const { code } = await guest.invoke('CreateDicomInstance', { buffer: parsed })
      return guest.answer(call, String(code))
    }
    case 'judged': {
      const codes = [
        await codeOf('RestApiGet', { uri: '/system' }),
        await codeOf('RestApiGet', { uri: '/forbidden' }),
      ]
      return guest.answer(call, codes.join(' '))
    }
    case 'keep':
      kept = output
      return guest.answer(call, 'kept')
    case 'handles': {
      const header = { key: 'A', value: 'b' }
      const codes = [
        await codeOf('SetHttpHeader', { ...header, output: kept }),
        await codeOf('SetHttpHeader', { ...header, output: 0 }),
        await codeOf('FreeImage', { image: output }),
        await codeOf('FreeImage', { image: 12_345 }),
      ]
      return guest.answer(call, codes.join(' '))
    }
    case 'refused': {
      const codes = [
        await codeOf('SetHttpHeader', { output, key: 'A', value: 'b\r\nC: d' }),
        await codeOf('SetHttpHeader', { output, key: 'content-length', value: '1' }),
        await codeOf('RestApiPut', { body: Buffer.from('x') }),
        await codeOf('SetCurrentThreadName', { threadName: 'a' }),
        await codeOf('SetPluginProperty', { property: 1, value: 'x'.repeat(2 ** 20 + 1) }),
        await codeOf('SetPluginProperty', { property: 4, value: 'x' }),
        await codeOf('RegisterOnChangeCallback', { callback: 1 }),
      ]
      return guest.answer(call, codes.join(' '))
    }
    case 'job': {
      const texts = { getContent: 2, getSerialized: 2 }
      const others = { finalize: 4, getProgress: 4, stop: 4, reset: 4, step: 3 }
      const made = await guest.invoke('CreateJob', { job: 1, type: 'fake', ...texts, ...others })
      const code = await codeOf('SubmitJob', { job: made.results['target'], priority: 0 })
      return guest.answer(call, `${made.code} ${code}`)
    }
    case 'length':
      return breakOff(guest, [3, 0, 0, 0, 33, 16, 0, 0])
    case 'kind':
      return breakOff(guest, [8, 0, 0, 0, 99, 0, 0, 0])
    case 'extra':
      return breakOff(guest, [8, 0, 0, 0, 33, 16, 0, 0, 8, 0, 0, 0, 33, 16, 0, 0])
    case 'silence':
      return new Promise(() => undefined)
    case 'trickle': {
      guest.socket.write(Buffer.from([0, 0, 0, 64, 33, 16, 0, 0]))
      const trickle = setInterval(() => guest.socket.write(Buffer.from([0])), 10)
      guest.socket.once('close', () => clearInterval(trickle))
      return new Promise(() => undefined)
    }
    case 'short':
      guest.socket.write(Buffer.from([12, 0, 0, 0, 33, 16, 0, 0, 1, 2, 3, 4]))
      return 'sent'
    default:
      return guest.answer(call, 'hello')
  }
}

async function answerNested(call: NativeCall, guest: FakeGuest): Promise<undefined> {
  const { code, results } = await guest.invoke('RestApiGetAfterPlugins', { uri: '/fake/hello' })
  const { target } = results
  return guest.answer(call, `${code} ${target instanceof Uint8Array ? textOf(target) : ''}`)
}

async function awaitAhead(guest: FakeGuest, count: number): Promise<void> {
  begun.put(true)
  for (let i = 0; i < count; i++) await guest.sentAhead.take()
}

/** Ends its process, as it were. */
function endGuest({ socket }: FakeGuest): Promise<never> {
  socket.end()
  begun.put(true)
  return new Promise(() => undefined)
}

function groupOf(request: NativeValue): string {
  return (typeof request === 'object' && 'groups' in request ? request.groups[0] : undefined) ?? ''
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString()
}

/** Writes bytes in place of a return value. */
function breakOff({ socket }: Parameters<Act>[1], bytes: readonly number[]): Promise<undefined> {
  socket.write(Buffer.from(bytes))
  return new Promise(() => undefined)
}
