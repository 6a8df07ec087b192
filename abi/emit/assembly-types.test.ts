import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { functions } from '../functions.ts'
import { readAssemblyApi } from './assembly-api.ts'
import { emitAssemblyScript } from './assemblyscript.ts'
import { serviceOf } from './signature.ts'

const root = join(import.meta.dirname, '../..')
const samples = join(root, 'guest/examples')

const entries = readAssemblyApi(root, emitAssemblyScript()).flatMap((section) => section.entries)

/** What an editor asks: the cursor is at `|` of this text. */
const text = `import { http, HttpMethod, orthanc, plugin, RgbImage, route } from 'orthanc-wasm/assembly'

plugin('editor', '1.0')

route('/editor', (output, url, request) => {
  const image = new RgbImage(4, 4)
  output.answer('text', 'text/plain')
  request.arguments.get('name')
  orthanc.get('/system')
  http.call(HttpMethod.Get, 'https://example.org/', '')
  image.set(0, 0, 1, 2, 3)
  return ErrorCode.Success
})
`
const file = join(samples, 'editor.ts')

/** The language service of an editor, in the folder of the samples. */
const service = ts.createLanguageService({
  ...ts.sys,
  useCaseSensitiveFileNames: () => true,
  getCompilationSettings: () => project.options,
  getScriptFileNames: () => [...project.fileNames, file],
  getScriptVersion: () => '1',
  getScriptSnapshot: (name) => {
    const content = name === file ? text : ts.sys.readFile(name)
    return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content)
  },
  getCurrentDirectory: () => samples,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
})

const project = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(samples, 'tsconfig.json'), (name) => ts.sys.readFile(name)).config,
  ts.sys,
  samples,
)

function complete(before: string): readonly string[] {
  const at = text.indexOf(before) + before.length
  return service.getCompletionsAtPosition(file, at, {})?.entries.map(({ name }) => name) ?? []
}

function hover(before: string): string {
  const info = service.getQuickInfoAtPosition(file, text.indexOf(before) + before.length)
  return ts.displayPartsToString([...(info?.displayParts ?? []), ...(info?.documentation ?? [])])
}

function problemsOf(name: string): readonly string[] {
  return [...service.getSyntacticDiagnostics(name), ...service.getSemanticDiagnostics(name)].map(
    ({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
  )
}

describe('an editor', () => {
  it('has no complaint about the samples', () => {
    expect(project.errors).toEqual([])
    expect(project.fileNames.length).toBeGreaterThan(10)
    expect(project.fileNames.flatMap(problemsOf)).toEqual([])
  })

  it('finds a mistake', () => {
    expect(problemsOf(file)).toEqual([expect.stringContaining("Cannot find name 'ErrorCode'")])
  })

  it.each([
    ['  output.', 'Output'],
    ['  request.', 'Request'],
    ['  request.arguments.', 'Arguments'],
    ['  orthanc.', 'RestApi'],
    ['  http.', 'HttpClient'],
    ['  image.', 'RgbImage'],
  ])('completes %s with every member of %s', (before, name) => {
    const entry = entries.find((one) => one.name === name)
    const members = entry?.members
      .map((member) => member.name)
      .filter((one) => one !== 'constructor')
    expect(members).not.toEqual([])
    expect(complete(before)).toEqual(expect.arrayContaining(members ?? []))
  })

  it('shows the signature, the comment and the function of the SDK', () => {
    expect(hover('  output.a')).toBe(
      '(method) Output.answer<string>(content: string, mimeType: string): void' +
        'Answers with status 200: a content and its type, such as `text/plain`.\n\n' +
        'SDK: `OrthancPluginAnswerBuffer`',
    )
    expect(hover('  image.s')).toContain('RgbImage.set(x: i32, y: i32, red: u8')
  })
})

/** What the SDK for AssemblyScript does inside, with `call`, or with another function that does the same: bodies in pieces are sent as one. */
const inside =
  /^OrthancPlugin(?:RestApiGet2|ChunkedHttpClient|CreateImage(?:Accessor)?|GetImage(?:PixelFormat|Width|Height|Pitch|Buffer)|FreeString|FreeMemoryBuffer64|LogMessage|(?:SetRootUri|SetDescription|ExtendOrthancExplorer)2)$/

it('the SDK for AssemblyScript has every function that the host carries out', () => {
  const wrapped = entries.flatMap(({ sdk, members }) => [
    ...sdk,
    ...members.flatMap((member) => member.sdk),
  ])
  const names = new Set(wrapped.map(({ name }) => name))
  const missing = Object.entries(functions)
    .filter(([name, row]) => serviceOf(row).support !== 'none' && !inside.test(name))
    .map(([name]) => name)
    .filter((name) => !names.has(name))
  expect(missing).toEqual([])
})
