import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { vi } from 'vitest'
import { functions } from '../../abi/functions.ts'
import { lacksOrthanc, startOrthanc } from '../conformance/orthanc-server.ts'
import { buildDicom } from '../support/dicom.ts'
import { findFreePort } from '../support/port.ts'
import { lacksPython } from '../support/python.ts'
import { missingPackage } from '../support/requirements.ts'
import { root } from '../support/serve.ts'
import { buildNativePlugin, startInside } from './inside-orthanc.ts'

const run = promisify(execFile)
const realPlugin = '/usr/share/orthanc/plugins/libOrthancPython.so'

/** Whether a script cannot run in Orthanc's own plugin and in ours here. */
export function lacksPair(): boolean {
  return [
    lacksOrthanc(),
    lacksPython(),
    missingPackage(realPlugin, 'orthanc-python'),
    missingPackage('storescu', 'dcmtk'),
  ].includes(true)
}

export interface Server {
  readonly url: string
  readonly dicomPort: number
  readonly log: () => string
  stop(): Promise<unknown>
}

/** Starts an Orthanc with its own plugin for Python, and one with ours, for a script of test/python. */
export async function startPair(
  name: string,
  folder: string,
  orthanc: object = {},
): Promise<{ readonly real: Server; readonly ours: Server }> {
  const script = join(root, 'test', 'python', name)
  const [real, ours] = await Promise.all([
    startReal(script, join(folder, 'real'), orthanc),
    startOurs(script, folder, orthanc),
  ])
  return { real, ours }
}

async function startReal(script: string, folder: string, orthanc: object): Promise<Server> {
  const options = { ...(await makeOptions()), ...orthanc }
  const started = await startOrthanc(realPlugin, { ...options, PythonScript: script }, folder)
  return {
    ...started,
    dicomPort: options.DicomPort,
    url: `http://127.0.0.1:${started.port}`,
    log: () => readFileSync(join(folder, 'orthanc.log'), 'utf8'),
  }
}

async function startOurs(script: string, folder: string, orthanc: object): Promise<Server> {
  const options = { ...(await makeOptions()), ...orthanc }
  const allow = {
    RestApi: ['GET /*'],
    Services: Object.keys(functions).filter((name) => name.includes('Register')),
  }
  const inside = await startInside(
    await buildNativePlugin(folder),
    {
      modules: [script],
      orthanc: options,
      webAssembly: { Plugins: { [basename(script, '.py')]: { Allow: allow } } },
    },
    join(folder, 'ours'),
  )
  return { ...inside, dicomPort: options.DicomPort }
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

/** Makes Orthanc call, and returns what the caller sees. */
export type Act = (server: Server) => Promise<string>

/** What callbacks return, as expressions, and how they are called. */
export interface Step {
  readonly returns: Readonly<Record<string, string>>
  readonly act: Act
  /** The callback that may come after the caller has its answer. */
  readonly lastOf?: (seen: string) => string
}

/** One step for each value that a callback returns; '' is the usual one. */
export function steps(act: Act, callback: string, values: readonly string[]): readonly Step[] {
  return values.map((value) => ({ returns: value === '' ? {} : { [callback]: value }, act }))
}

/** Exceptions of Python's and of Orthanc's own kind. */
export const raising = ['fail()', 'raise_code()']

export function dicomOf(patientId: string): Uint8Array<ArrayBuffer> {
  return buildDicom({ patientId, rows: 2, columns: 2, pixels: [1, 2, 3, 4] })
}

export async function get({ url }: Server, path: string): Promise<string> {
  return (await fetch(url + path)).text()
}

export async function post({ url }: Server, path: string, body: unknown): Promise<string> {
  return (await fetch(url + path, { method: 'POST', body: JSON.stringify(body) })).text()
}

/** The responses that a program of DCMTK prints. */
export async function dcmtk(
  program: string,
  port: number,
  args: readonly string[],
): Promise<string> {
  // A refused request is a failure of the program.
  const { stdout, stderr } = await run(program, ['-v', '127.0.0.1', String(port), ...args]).catch(
    (error: { readonly stdout: string; readonly stderr: string }) => error,
  )
  return ((stdout + stderr).match(/Received.*|Find Response.*|PatientID|\[[^\]]*\]/g) ?? []).join(
    ' ',
  )
}

export const move: Act = ({ dicomPort }) => {
  const study = ['-k', 'QueryRetrieveLevel=STUDY', '-k', 'StudyInstanceUID=1.2.4']
  return dcmtk('movescu', dicomPort, ['-S', '-aem', 'TARGET', ...study])
}

/** What a step did: what the caller sees, and the calls of the script in their order. */
export async function exercise(
  server: Server,
  { returns, act, lastOf = () => '' }: Step,
): Promise<readonly unknown[]> {
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
  const last = lastOf(seen)
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
