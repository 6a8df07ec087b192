import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildDicom } from '../support/dicom.ts'
import { readPng } from '../support/png-reader.ts'
import type { SampleServer } from './sample.ts'

const sopClass = '1.2.840.10008.5.1.4.1.1.7'

/** Uploads an instance and returns its identifier. */
async function upload({ url }: SampleServer): Promise<string> {
  const body = buildDicom({ patientId: 'SAMPLE', rows: 2, columns: 2, pixels: [1, 2, 3, 4] })
  const answer = await fetch(`${url}/instances`, { method: 'POST', body })
  const { ID: id }: { ID: string } = JSON.parse(await answer.text())
  return id
}

/** A request and what it returned, on a line. */
async function ask(
  { url }: SampleServer,
  path: string,
  options: RequestInit & { readonly method?: string } = {},
): Promise<string> {
  const { method = 'GET' } = options
  const answer = await fetch(url + path, { redirect: 'manual', ...options })
  const body = Buffer.from(await answer.arrayBuffer())
  const type = answer.headers.get('Content-Type')
  const shown = [answer.status, type, answer.headers.get('Location'), contentOf(type, body)]
  return `${method} ${path}: ${shown.filter((part) => part !== null).join(' ')}`
}

/** The content, without times; of an image its pixels, as encoders differ. */
function contentOf(type: string | null, body: Buffer): string {
  const pixels = type === 'image/png' ? Buffer.from(readPng(body).rows) : body
  const text = pixels.toString('latin1').replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?/g, 'TIME')
  return text.length < 2000 && /^[\s\x20-\x7e]*$/.test(text)
    ? text
    : createHash('sha1').update(pixels).digest('hex')
}

export async function exerciseBasic(server: SampleServer): Promise<readonly string[]> {
  // Its callback for changes adds a modality when Orthanc has started.
  while (!(await ask(server, '/modalities')).includes('demo')) await sleep(100)
  const id = await upload(server)
  // In the sandbox the upload has ended its instance, with what it was asked meanwhile.
  while (!(await ask(server, '/plugin/hello')).includes(': 200 ')) await sleep(100)
  const seen = [id]
  // Not /plugin/image: its callback takes more of the stack than the threads of the native Orthanc have, which ends it.
  const paths = [
    '/plugin/hello',
    '/plus/hello?a=b&a=c',
    `/plugin/instances/${id}/info`,
    `/instances/${id}/preview`,
    '/forward/built-in/instances',
    '/forward/plugins/instances',
    '/forward/built-in/plugin/hello',
    `/instances/${id}/dicom-web`,
    '/modalities?expand',
  ]
  for (const path of paths) seen.push(await ask(server, path))
  // Refused by the plugin: by its callback, and by its filter.
  seen.push(await ask(server, '/plugin/hello', { method: 'POST', body: 'a' }))
  seen.push(await ask(server, '/modalities/demo', { method: 'DELETE' }))
  seen.push(await ask(server, '/plugin/create', { method: 'POST', body: '' }))
  const metrics = await (await fetch(`${server.url}/tools/metrics-prometheus`)).text()
  return [...seen, ...(metrics.match(/^sample_\w+/gm) ?? [])]
}

export async function exerciseDecoder(server: SampleServer): Promise<readonly string[]> {
  return [await ask(server, `/instances/${await upload(server)}/preview`)]
}

export async function exerciseCommitment(server: SampleServer): Promise<readonly string[]> {
  const { url, dicomPort } = server
  const self = JSON.stringify(['ORTHANC', '127.0.0.1', dicomPort])
  await fetch(`${url}/modalities/self`, { method: 'PUT', body: self })
  const DicomInstances = ['1.2.3', '1.2.4', '1.2.5'].map((instance) => [sopClass, instance])
  const request = await fetch(`${url}/modalities/self/storage-commitment`, {
    method: 'POST',
    body: JSON.stringify({ DicomInstances }),
  })
  const { Path: path }: { Path: string } = JSON.parse(await request.text())
  for (;;) {
    const report = await (await fetch(url + path)).text()
    if (!report.includes('"Pending"')) return [report]
    await sleep(100)
  }
}

export async function exerciseWebDav(server: SampleServer): Promise<readonly string[]> {
  const list = { method: 'PROPFIND', headers: { Depth: '1' } }
  const steps: readonly (readonly [path: string, options?: RequestInit])[] = [
    ['/', list],
    ['/folder', { method: 'MKCOL' }],
    ['/folder/a.txt', { method: 'PUT', body: 'content' }],
    ['/folder/a.txt'],
    ['/folder', list],
    ['/folder/a.txt', { method: 'DELETE' }],
    ['/folder/a.txt'],
    ['/folder', { method: 'DELETE' }],
    ['/folder', list],
  ]
  const seen: string[] = []
  for (const [path, options] of steps)
    seen.push(await ask(server, `/webdav-plugin${path}`, options))
  return seen
}

export async function exerciseSkeleton(server: SampleServer): Promise<readonly string[]> {
  const root = '/plugin-web-skeleton'
  const paths = ['/', `${root}/index.html`, `${root}/missing.html`]
  return Promise.all(paths.map((path) => ask(server, path)))
}
