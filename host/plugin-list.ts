import { errorCodes, httpMethods } from '../abi/enums.ts'
import { errorAnswer, type Answer, type CompleteAnswer, type Header } from './exchange/answer.ts'
import {
  byteStringFrom,
  byteStringOf,
  bytesOfBody,
  textOf,
  type ByteString,
} from './exchange/byte-string.ts'
import type { PluginDescription } from './exchange/instance.ts'
import { MiB } from './exchange/limits.ts'
import type { Client, Dispatch } from './exchange/ports.ts'
import type { Request } from './exchange/request.ts'
import { jsonString } from './exchange/styled-json.ts'
import { AnswerCollector } from './upstream/answer-collector.ts'

type Plugins = readonly PluginDescription[]

/** A resource about all plugins. */
interface Summary {
  readonly type: string
  /** The body; with an upstream Orthanc, given the body of its answer. */
  readonly write: (plugins: Plugins, upstream?: ByteString) => ByteString
}

const folder = '/plugins/'
const scriptName = 'explorer.js'
const jsonType = 'application/json; charset=utf-8'

const summaries: ReadonlyMap<ByteString, Summary> = new Map([
  ['/plugins', { type: jsonType, write: writeNames }],
  [folder + scriptName, { type: 'application/javascript', write: writeScripts }],
])

/** Limit of the upstream Orthanc's own list and script. */
const mostUpstreamBytes = 16 * MiB

/** Answers `/plugins`, `/plugins/NAME` and `/plugins/explorer.js` as Orthanc does; other paths are unknown. */
export function createPluginList(plugins: () => Plugins): Dispatch {
  return async ({ path, method }) => {
    const summary = summaries.get(path)
    const name = nameIn(path)
    if (summary === undefined && name === undefined) return errorAnswer(errorCodes.UnknownResource)
    if (method !== httpMethods.Get) return notAllowed
    if (summary !== undefined) return complete(summary.type, summary.write(plugins()))
    const plugin = plugins().find((each) => each.name === name)
    return plugin === undefined ? notFound : complete(jsonType, describe(plugin))
  }
}

/** Adds the plugins of this host to those of the upstream Orthanc, which answers all other paths. */
export function mergePluginList(plugins: () => Plugins, orthanc: Dispatch): Dispatch {
  return async (request, client) => {
    const { path, method } = request
    const summary = summaries.get(path)
    if (summary !== undefined && method === httpMethods.Get) {
      const answer = await collect(orthanc, request, client)
      if (answer.kind !== 'complete' || answer.status !== 200) return answer
      const own = byteStringFrom(bytesOfBody(answer.body))
      return { ...answer, body: summary.write(plugins(), own) }
    }
    const name = nameIn(path)
    const plugin = name && plugins().find((each) => each.name === name)
    if (summary !== undefined || !plugin) return orthanc(request, client)
    return method === httpMethods.Get ? complete(jsonType, describe(plugin)) : notAllowed
  }
}

/** The name in `/plugins/NAME`. */
function nameIn(path: ByteString): ByteString | undefined {
  const name = path.startsWith(folder) ? path.slice(folder.length) : ''
  return name === '' || name.includes('/') ? undefined : name
}

/** The answer of the upstream Orthanc, whole. */
async function collect(orthanc: Dispatch, request: Request, client: Client): Promise<Answer> {
  const { signal } = client
  const collector = new AnswerCollector({
    signal,
    maxBytes: mostUpstreamBytes,
    mayWaitFor: () => true,
  })
  const plain = { ...request, headerLines: withoutCodings(request.headerLines) }
  const { target } = collector
  const answer = await orthanc(plain, {
    target,
    signal,
    shareAddress: client.shareAddress,
    ...(client.sender && { sender: client.sender }),
    get hasLeft() {
      return client.hasLeft || collector.hasLeft
    },
  })
  if (answer.kind !== 'streamed') return answer
  const reply = await collector.reply(answer)
  if (reply.kind === 'failed') return errorAnswer(reply.code)
  return { ...reply, kind: 'complete', nosniff: false }
}

/** Without the request's `Accept-Encoding`: the body is read here. */
function withoutCodings(lines: readonly ByteString[]): readonly ByteString[] {
  return lines.filter((_, i) => lines[i - (i % 2)]?.toLowerCase() !== 'accept-encoding')
}

/** Names in the order of their bytes, after `explorer.js`, in jsoncpp's styled form. */
function writeNames(plugins: Plugins, upstream = '[]'): ByteString {
  const names = new Set([...readNames(upstream), ...plugins.map(({ name }) => name)])
  names.delete(scriptName)
  const lines = [scriptName, ...[...names].toSorted()].map((name) => `   ${jsonString(name)}`)
  return `[\n${lines.join(',\n')}\n]\n`
}

/** The upstream list; empty if it is not a list. */
function readNames(json: ByteString): readonly ByteString[] {
  try {
    const names: unknown = JSON.parse(textOf(json))
    return Array.isArray(names) ? names.map((name) => byteStringOf(String(name))) : []
  } catch {
    return []
  }
}

function writeScripts(plugins: Plugins, upstream = scriptHead): ByteString {
  const sorted = plugins.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const own = sorted.map(({ name, version, explorer }) =>
    explorer === undefined
      ? ''
      : `/**\n * From plugin: ${name} (version ${version})\n **/\n\n${explorer}\n\n`,
  )
  return upstream + own.join('')
}

const scriptHead = '// Extensions to Orthanc Explorer by the registered plugins\n\n'

function describe({
  name,
  version,
  rootUri,
  description,
  explorer,
}: PluginDescription): ByteString {
  const members: readonly (readonly [key: string, json: string])[] = [
    ...(description === undefined ? [] : [['Description', jsonString(description)] as const]),
    ['ExtendsOrthancExplorer', String(explorer !== undefined)],
    ['ID', jsonString(name)],
    // Relative to the pages of Orthanc Explorer
    ...(rootUri ? [['RootUri', jsonString(rootUri.replace(/^\//, '../'))] as const] : []),
    ['Version', jsonString(version)],
  ]
  return `{\n${members.map(([key, json]) => `   "${key}" : ${json}`).join(',\n')}\n}\n`
}

function complete(type: string, body: ByteString): CompleteAnswer {
  return {
    kind: 'complete',
    status: 200,
    headers: [['Content-Type', type]],
    nosniff: true,
    compressAs: type,
    body,
  }
}

const empty = (status: number, headers: readonly Header[] = []): CompleteAnswer => ({
  kind: 'complete',
  status,
  headers,
  nosniff: true,
  body: '',
})
const notFound = empty(404)
const notAllowed = empty(405, [['Allow', 'GET']])
