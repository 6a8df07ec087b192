import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { functions } from '../../abi/functions.ts'
import { lacksOrthanc, startOrthanc } from '../conformance/orthanc-server.ts'
import { buildDicom } from '../support/dicom.ts'
import { findFreePort } from '../support/port.ts'
import { lacksPython } from '../support/python.ts'
import { missingPackage } from '../support/requirements.ts'
import { root } from '../support/serve.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { buildNativePlugin, startInside } from './inside-orthanc.ts'

// The callbacks of a script, in Orthanc's own plugin for Python and in ours inside Orthanc: each is asked to return what it may
// return, and what it may not.

const run = promisify(execFile)
const realPlugin = '/usr/share/orthanc/plugins/libOrthancPython.so'
const script = join(root, 'test', 'python', 'callbacks.py')
const folder = temporaryFolder('python-callbacks')
const isMissing = [
  lacksOrthanc(),
  lacksPython(),
  missingPackage(realPlugin, 'orthanc-python'),
  missingPackage('storescu', 'dcmtk'),
].includes(true)

interface Server {
  readonly url: string
  readonly dicomPort: number
  readonly log: () => string
  stop(): Promise<unknown>
}

/** Makes Orthanc call, and returns what the caller sees. */
type Act = (server: Server) => Promise<string>

/** What callbacks return, as expressions, and how they are called. */
interface Step {
  readonly returns: Readonly<Record<string, string>>
  readonly act: Act
}

/** One step for each value that a callback returns; '' is the usual one. */
function steps(act: Act, callback: string, values: readonly string[]): readonly Step[] {
  return values.map((value) => ({ returns: value === '' ? {} : { [callback]: value }, act }))
}

function dicomOf(patientId: string): Uint8Array<ArrayBuffer> {
  return buildDicom({ patientId, rows: 2, columns: 2, pixels: [1, 2, 3, 4] })
}

async function get({ url }: Server, path: string): Promise<string> {
  return (await fetch(url + path)).text()
}

async function post({ url }: Server, path: string, body: unknown): Promise<string> {
  return (await fetch(url + path, { method: 'POST', body: JSON.stringify(body) })).text()
}

/** Uploads an instance. The answer has the patients that Orthanc then has, and removes them. */
const upload: Act = async (server) => {
  const answer = await fetch(`${server.url}/instances`, { method: 'POST', body: dicomOf('XA') })
  const fields = (await answer.text()).match(/"(?:Status|OrthancError|Details)" : .*/g) ?? []
  const patients = (await get(server, '/patients?expand')).match(/"PatientID" : .*/g) ?? []
  const ids: readonly string[] = JSON.parse(await get(server, '/patients'))
  await Promise.all(ids.map((id) => fetch(`${server.url}/patients/${id}`, { method: 'DELETE' })))
  return [answer.status, ...fields, ...patients].join(' ')
}

const request: Act = async ({ url }) => {
  const answer = await fetch(`${url}/modalities?a=1&b=2&a=3&c`)
  return `${answer.status} ${await answer.text()}`
}

/** The responses that a program of DCMTK prints. */
async function dcmtk(program: string, port: number, args: readonly string[]): Promise<string> {
  // A refused request is a failure of the program.
  const { stdout, stderr } = await run(program, ['-v', '127.0.0.1', String(port), ...args]).catch(
    (error: { readonly stdout: string; readonly stderr: string }) => error,
  )
  return ((stdout + stderr).match(/Received.*|Find Response.*|PatientID|\[[^\]]*\]/g) ?? []).join(
    ' ',
  )
}

const store: Act = async ({ dicomPort }) => {
  const file = join(folder, `store-${dicomPort}.dcm`)
  writeFileSync(file, dicomOf('C'))
  return dcmtk('storescu', dicomPort, [file])
}

const keys = ['-k', 'PatientID=A*', '-k', 'PatientName']
const find: Act = ({ dicomPort }) =>
  dcmtk('findscu', dicomPort, ['-S', '-k', 'QueryRetrieveLevel=STUDY', ...keys])
const findWorklist: Act = ({ dicomPort }) => dcmtk('findscu', dicomPort, ['-W', ...keys])

const move: Act = ({ dicomPort }) => {
  const study = ['-k', 'QueryRetrieveLevel=STUDY', '-k', 'StudyInstanceUID=1.2.4']
  return dcmtk('movescu', dicomPort, ['-S', '-aem', 'TARGET', ...study])
}

/** Asks for a storage commitment, and waits until the job that answers it has ended. */
const commit: Act = async (server) => {
  const before = await endedJobs(server)
  const instances = ['1.2.3', '1.2.9'].map((uid) => ['1.2.840.10008.5.1.4.1.1.7', uid])
  const asked = await post(server, '/modalities/self/storage-commitment', {
    DicomInstances: instances,
  })
  const { ID: id }: { ID: string } = JSON.parse(asked)
  await vi.waitUntil(async () => (await endedJobs(server)) > before, { timeout: 10_000 })
  return get(server, `/storage-commitment/${id}`)
}

async function endedJobs(server: Server): Promise<number> {
  const jobs = await get(server, '/jobs?expand')
  return [...jobs.matchAll(/"State" : "(?:Success|Failure)"/g)].length
}

const raising = ['fail()', 'raise_code()']

/** The filter also decides about the requests of the test itself. */
const filters = ['True', 'False', '1', 'None', "'x'", ...raising].map(
  (value) => `True if a[0] != '/modalities' else ${value}`,
)

const query =
  '[[a[1].GetFindQueryTagName(i), a[1].GetFindQueryTagGroup(i), a[1].GetFindQueryTagElement(i), a[1].GetFindQueryValue(i)] for i in range(a[1].GetFindQuerySize())]'

const compared: readonly Step[] = [
  ...steps(upload, 'stored', [
    '',
    '3',
    'note(a[0].GetInstanceOrigin(), a[0].GetInstanceData(), orthanc.RestApiGet("/instances/" + a[1]))',
    ...raising,
  ]),
  ...steps(upload, 'received', [
    '',
    'None',
    '(1,)',
    '(1, 2)',
    '(1, 2, 3)',
    "('x', None)",
    '(2, None)',
    '(2, bytearray(a[0]))',
    "(2, b'garbage')",
    "(2, a[0].replace(b'XA', b'MA'))",
    '(3, None)',
    '(99, None)',
    '(2 ** 40, None)',
    '[1, None]',
    ...raising,
  ]),
  ...steps(request, 'http', filters),
  ...steps(store, 'cstore', ['', '0xA700', '1', '-1', '70000', 'None', 'True', '1.0', ...raising]),
  ...steps(find, 'find', [
    '',
    '3',
    `note(${query})`,
    "a[0].FindAddAnswer(make_dicom('A1'))",
    "(a[0].FindAddAnswer(make_dicom('A1')), a[0].FindMarkIncomplete())",
    "a[0].FindAddAnswer(b'')",
    ...raising,
  ]),
  ...steps(findWorklist, 'worklist', [
    '',
    'note(orthanc.DicomBufferToJson(a[1].WorklistGetDicomQuery(), 2, 0, 0))',
    "a[0].WorklistAddAnswer(a[1], make_dicom('A1'))",
    "note(a[1].WorklistIsMatch(make_dicom('A1')), a[1].WorklistIsMatch(make_dicom('B1')))",
    'a[0].WorklistMarkIncomplete()',
    ...raising,
  ]),
  ...steps(move, 'move', ['', 'None', '[1]', ...raising]),
  ...steps(move, 'size', ['0', '3', 'True']),
  ...steps(move, 'apply', ['17', ...raising]),
  ...steps(move, 'free', ['1', ...raising]),
  ...steps(commit, 'commitment', ['', 'None', ...raising]),
  ...steps(commit, 'lookup', ['1', 'True', '99', 'None', "'x'"]),
]

/** What a step did: what the caller sees, and the calls of the script in their order. */
async function exercise(server: Server, { returns, act }: Step): Promise<readonly unknown[]> {
  await get(server, '/python/events')
  await post(server, '/python/returns', returns)
  const seen = await act(server)
  const calls: unknown[] = []
  const read = async (): Promise<string> => {
    const events: readonly (readonly [name: string, ...unknown[]])[] = JSON.parse(
      await get(server, '/python/events'),
    )
    // Changes arrive in their own time; requests of the test itself are not compared.
    const kept = events.filter(
      ([name, uri]) =>
        name !== 'changes' && (name !== 'http' || String(uri).includes('modalities')),
    )
    calls.push(...kept)
    return calls.map((call) => JSON.stringify(call)).join('\n')
  }
  // The answer of a C-MOVE is sent before its driver ends.
  const last = act === move && !seen.includes('UnableToProcess') ? '"free"' : ''
  await vi.waitUntil(async () => (await read()).includes(last), { timeout: 10_000 })
  return [
    JSON.stringify(returns),
    withoutIds(seen),
    ...calls.map((call) => withoutIds(JSON.stringify(call))),
  ]
}

/** Without what differs between two servers. */
function withoutIds(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replaceAll(/2\.25\.\d+' of \d+/g, 'UID')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')
}

/** How many tracebacks end in each of the functions that raise exceptions. */
function tracebacks(log: string): readonly number[] {
  return ['fail', 'raise_code'].map(
    (name) => log.match(new RegExp(`callbacks\\.py", line \\d+, in ${name}$`, 'gm'))?.length ?? 0,
  )
}

async function makeOptions() {
  const dicomPort = await findFreePort()
  const self = { AET: 'ORTHANC', Host: '127.0.0.1', Port: dicomPort }
  return {
    DicomServerEnabled: true,
    DicomPort: dicomPort,
    DicomAlwaysAllowFind: true,
    DicomAlwaysAllowFindWorklist: true,
    DicomAlwaysAllowMove: true,
    DicomAlwaysAllowStore: true,
    DicomModalities: { self: { ...self, AllowStorageCommitment: true } },
  }
}

describe.skipIf(isMissing)('callbacks of a script inside Orthanc', () => {
  let real: Server
  let ours: Server

  beforeAll(async () => {
    const realOptions = await makeOptions()
    const realFolder = join(folder, 'real')
    const started = await startOrthanc(
      realPlugin,
      { ...realOptions, PythonScript: script },
      realFolder,
    )
    real = {
      ...started,
      dicomPort: realOptions.DicomPort,
      url: `http://127.0.0.1:${started.port}`,
      log: () => readFileSync(join(realFolder, 'orthanc.log'), 'utf8'),
    }
    const allow = {
      RestApi: ['GET /*'],
      Services: Object.keys(functions).filter((name) => name.includes('Register')),
    }
    const ourOptions = await makeOptions()
    const inside = await startInside(
      await buildNativePlugin(folder),
      {
        modules: [script],
        orthanc: ourOptions,
        webAssembly: { Plugins: { callbacks: { Allow: allow } } },
      },
      join(folder, 'ours'),
    )
    ours = { ...inside, dicomPort: ourOptions.DicomPort }
  })

  afterAll(async () => {
    await Promise.all([real?.stop(), ours?.stop()])
  })

  it('are registered alike', async () => {
    const [expected, found] = await Promise.all(
      [real, ours].map((server) => get(server, '/python/registrations')),
    )
    expect(JSON.parse(found ?? '')).toEqual(JSON.parse(expected ?? ''))
  })

  it('receive the same, and do the same with what they return', async () => {
    for (const step of compared) {
      const [expected, found] = await Promise.all([exercise(real, step), exercise(ours, step)])
      expect(found).toEqual(expected)
    }
    const raisingSteps = compared.filter(({ returns }) =>
      JSON.stringify(returns).includes('fail()'),
    )
    expect(tracebacks(ours.log())).toEqual([raisingSteps.length, raisingSteps.length])
  })

  it('fail where a function fails whose failure is a success in the real plugin, or blocks it', async () => {
    const lookup = await exercise(ours, { returns: { lookup: 'fail()' }, act: commit })
    expect(lookup[1]).toContain('"Status" : "Pending"')
    const size = await exercise(ours, { returns: { size: 'None' }, act: move })
    expect(size[1]).toMatch(/Final Move Response \(Warning/)
    expect(ours.log()).toContain(
      'RegisterMoveCallback2: the function returned NoneType, not a positive int',
    )
  })
})
