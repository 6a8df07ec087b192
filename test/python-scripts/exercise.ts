import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { readZip } from '../../guest/build/python/zip-file.ts'
import type { SampleFiles } from './sample-files.ts'

const run = promisify(execFile)

/** Where a script answers, and the Orthanc with its data: the same one, but for `serve`. */
export interface Target {
  readonly url: string
  readonly orthancUrl: string
  readonly dicomPort: number
}

/** What was sent or looked at, and what was seen. */
export type Observations = Map<string, string>

interface Identifiers {
  readonly patient: string
  readonly study: string
  readonly series: string
  readonly instance: string
}

const longestWaitMs = 30_000
/** Orthanc calls scripts on changes after it has stored an instance: before the next one, so that each run is the same. */
const pauseMs = 700

/** Uploads, sends, asks and deletes; returns what clients saw, and the database at the end. */
export async function exercise(
  target: Target,
  files: SampleFiles,
  requests: readonly string[],
): Promise<Observations> {
  const seen: Observations = new Map()
  const first: Identifiers[] = []
  for (const file of files.uploaded) {
    const text = await send(target.url, 'POST', '/instances', readFileSync(file))
    seen.set(`upload of ${file.split('/').pop()}`, text)
    await sleep(pauseMs)
    const id =
      /"ID" : "([^"]+)"[^]*"ParentPatient" : "([^"]+)"[^]*"ParentSeries" : "([^"]+)"[^]*"ParentStudy" : "([^"]+)"/.exec(
        text,
      )
    const [, instance = '', patient = '', series = '', study = ''] = id ?? []
    first.push({ instance, patient, series, study })
  }
  const ids = first[0]
  for (const request of requests) {
    const [, method = '', path = '', body] = /^(\w+) (\S+)(?: (.*))?$/s.exec(request) ?? []
    const fill = (text: string): string =>
      text.replaceAll(
        /\{(patient|study|series|instance)\}/g,
        (_, name: keyof Identifiers) => ids?.[name] ?? '',
      )
    seen.set(
      request,
      await send(target.url, method, fill(path), body === undefined ? undefined : fill(body)),
    )
  }
  for (const file of files.sent) {
    const text = await dcmtk(
      'storescu',
      ['-v', ...address(target), file],
      /Received Store Response.*/g,
    )
    seen.set(`C-STORE of ${file.split('/').pop()}`, text)
    await sleep(pauseMs)
  }
  await waitUntilQuiet(target)
  const keys = ['-k', 'PatientID=', '-k', 'PatientName=', '-k', 'StudyInstanceUID=']
  const find = [...address(target), '-k', 'QueryRetrieveLevel=STUDY', ...keys]
  seen.set('C-FIND', await dcmtk('findscu', ['-S', ...find], /\[.*\]/g))
  seen.set('worklist', await dcmtk('findscu', ['-W', ...address(target), ...keys], /\[.*\]/g))
  const move = [
    '-aec',
    'ORTHANC',
    '-aem',
    'SAMPLE',
    '-S',
    '-k',
    'QueryRetrieveLevel=STUDY',
    '-k',
    'StudyInstanceUID=1.2.3.4.1',
  ]
  seen.set(
    'C-MOVE',
    await dcmtk(
      'movescu',
      ['-v', ...address(target), ...move],
      /Received Final.*|Received Move Response.*/g,
    ),
  )
  if (ids !== undefined)
    seen.set('DELETE', await send(target.url, 'DELETE', `/studies/${ids.study}`))
  await waitUntilQuiet(target)
  for (const [what, text] of await readDatabase(target.orthancUrl)) seen.set(what, text)
  return seen
}

function address({ dicomPort }: Target): readonly string[] {
  return ['127.0.0.1', String(dicomPort)]
}

/** Status, type and body of an answer. */
async function send(
  url: string,
  method: string,
  path: string,
  body?: string | Buffer,
): Promise<string> {
  try {
    const answer = await fetch(url + path, {
      method,
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(90_000),
    })
    const content = Buffer.from(await answer.arrayBuffer())
    return `${answer.status} ${answer.headers.get('content-type')} ${show(content)}`
  } catch (error) {
    return `no answer (${error instanceof Error ? error.name : String(error)})`
  }
}

/** A body as text, or what it is. */
function show(content: Buffer): string {
  // An archive has the time in it.
  if (content.subarray(0, 4).toString('latin1') === 'PK\x03\x04')
    return [...readZip(content)].map(([name, file]) => `${name}: ${describe(file)}`).join('\n')
  const text = content.toString()
  return Buffer.from(text).equals(content) ? text : describe(content)
}

function describe(content: Uint8Array): string {
  return `${content.length} bytes, SHA-1 ${createHash('sha1').update(content).digest('hex')}`
}

/** What matches in the output of a program of DCMTK. */
async function dcmtk(program: string, args: readonly string[], wanted: RegExp): Promise<string> {
  const { stdout, stderr } = await run(program, ['-to', '20', ...args], { timeout: 60_000 }).catch(
    (error: { readonly stdout: string; readonly stderr: string }) => error,
  )
  return ((stdout + stderr).match(wanted) ?? []).join('\n')
}

/** Waits until all studies are stable, jobs have ended, and nothing changes. */
async function waitUntilQuiet({ orthancUrl }: Target): Promise<void> {
  const deadline = Date.now() + longestWaitMs
  let before = ''
  while (Date.now() < deadline) {
    // One after the other: what scripts print for concurrent requests is mixed.
    const studies = await send(orthancUrl, 'GET', '/studies?expand')
    const jobs = await send(orthancUrl, 'GET', '/jobs?expand')
    const now = `${studies}${jobs}${await send(orthancUrl, 'GET', '/changes?limit=10000')}`
    const isRefused = !studies.startsWith('200')
    if (
      now === before &&
      (isRefused || !/"IsStable" : false|"State" : "(?:Running|Pending)"/.test(now))
    )
      return
    before = now
    await sleep(700)
  }
}

/** Times, ports, and sizes and places in files with generated UIDs. */
const volatile = new Set([
  'FileSize',
  'PixelDataOffset',
  'LastUpdate',
  'ReceptionDate',
  'IsStable',
  'CalledAET',
  'HttpHost',
])

async function readDatabase(url: string): Promise<Observations> {
  const seen: Observations = new Map()
  for (const level of ['patients', 'studies', 'series', 'instances']) {
    const list = await readJson(url, `/${level}`)
    const ids = Array.isArray(list) ? list.map(String) : []
    const rows: string[] = []
    for (const id of ids) {
      const resource = await readJson(url, `/${level}/${id}`)
      const metadata = await readJson(url, `/${level}/${id}/metadata?expand`)
      const attachments = await readJson(url, `/${level}/${id}/attachments`)
      rows.push(
        JSON.stringify([resource, metadata, attachments], (key, value: unknown) =>
          volatile.has(key) ? undefined : value,
        ),
      )
    }
    seen.set(`database: ${level}`, rows.toSorted().join('\n'))
  }
  const jobs = await readJson(url, '/jobs?expand')
  const rows = (Array.isArray(jobs) ? jobs : []).map(
    (job: Record<string, unknown>) =>
      `${String(job['Type'])} ${String(job['State'])} ${String(job['ErrorCode'])}`,
  )
  seen.set('database: jobs', rows.toSorted().join('\n'))
  return seen
}

async function readJson(url: string, path: string): Promise<unknown> {
  const answer = await fetch(url + path).catch(() => undefined)
  return answer?.ok === true ? await answer.json() : answer?.status
}
