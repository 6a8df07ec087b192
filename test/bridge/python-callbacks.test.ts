import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'
import {
  dcmtk,
  dicomOf,
  exercise,
  get,
  lacksPair,
  move,
  post,
  raising,
  startPair,
  steps,
  type Act,
  type Server,
  type Step,
} from './script-pair.ts'

// The callbacks of a script, in Orthanc's own plugin for Python and in ours inside Orthanc: each is asked to return what it may
// return, and what it may not.

const folder = temporaryFolder('python-callbacks')

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

const store: Act = async ({ dicomPort }) => {
  const file = join(folder, `store-${dicomPort}.dcm`)
  writeFileSync(file, dicomOf('C'))
  return dcmtk('storescu', dicomPort, [file])
}

const keys = ['-k', 'PatientID=A*', '-k', 'PatientName']
const find: Act = ({ dicomPort }) =>
  dcmtk('findscu', dicomPort, ['-S', '-k', 'QueryRetrieveLevel=STUDY', ...keys])
const findWorklist: Act = ({ dicomPort }) => dcmtk('findscu', dicomPort, ['-W', ...keys])

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

/** The filter also decides about the requests of the test itself. */
const filters = ['True', 'False', '1', 'None', "'x'", ...raising].map(
  (value) => `True if a[0] != '/modalities' else ${value}`,
)

const query =
  '[[a[1].GetFindQueryTagName(i), a[1].GetFindQueryTagGroup(i), a[1].GetFindQueryTagElement(i), a[1].GetFindQueryValue(i)] for i in range(a[1].GetFindQuerySize())]'

const moves: readonly Step[] = [
  ...steps(move, 'move', ['', 'None', '[1]', ...raising]),
  ...steps(move, 'size', ['0', '3', 'True']),
  ...steps(move, 'apply', ['17', ...raising]),
  ...steps(move, 'free', ['1', ...raising]),
]

/** The answer of a C-MOVE is sent before its driver ends, if there is one. */
function endOfMove(seen: string): string {
  return seen.includes('UnableToProcess') ? '' : '"free"'
}

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
  ...moves.map((step) => ({ ...step, lastOf: endOfMove })),
  ...steps(commit, 'commitment', ['', 'None', ...raising]),
  ...steps(commit, 'lookup', ['1', 'True', '99', 'None', "'x'"]),
]

/** How many tracebacks end in each of the functions that raise exceptions. */
function tracebacks(log: string): readonly number[] {
  return ['fail', 'raise_code'].map(
    (name) => log.match(new RegExp(`acting\\.py", line \\d+, in ${name}$`, 'gm'))?.length ?? 0,
  )
}

describe.skipIf(lacksPair())('callbacks of a script inside Orthanc', () => {
  let real: Server
  let ours: Server

  beforeAll(async () => {
    ;({ real, ours } = await startPair('callbacks.py', folder))
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
    await expect
      .poll(() => ours.log())
      .toContain('RegisterMoveCallback2: the function returned NoneType, not a positive int')
  })
})
