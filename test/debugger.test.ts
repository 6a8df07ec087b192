import { copyFileSync, readFileSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { debugAdapter, DebugAdapter } from './support/debug-adapter.ts'
import { DevTools } from './support/devtools.ts'
import { root, ServeProcess } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('debugger')
const source = join(folder, 'hello.ts')

/** The source map in a `data:` URL, as a debugger reads it. */
function readMap(url: unknown): SourceMapPayload {
  const [, base64 = ''] = String(url).split('data:application/json;base64,')
  const map: SourceMapPayload = JSON.parse(Buffer.from(base64, 'base64').toString())
  return map
}

/** The first offset of a line of the source. */
function offsetOf(map: SourceMap, line: number): number {
  const offsets = Array.from({ length: 200_000 }, (_, offset) => offset)
  const found = offsets.find((offset) => {
    const entry = map.findEntry(0, offset)
    return 'originalSource' in entry && entry.originalLine === line - 1 && isSource(entry)
  })
  if (found === undefined) throw new Error(`line ${line} has no code`)
  return found
}

function isSource({ originalSource }: { readonly originalSource: string }): boolean {
  return originalSource === pathToFileURL(source).href
}

it('stops at a breakpoint in a source in AssemblyScript, without a deadline', async () => {
  copyFileSync(join(root, 'guest/examples/hello/hello.ts'), source)
  const args = ['hello.ts', '--inspect', '--port', '0', '--timeout', '200']
  using server = new ServeProcess(args, { command: 'dev', cwd: folder })
  const url = await server.url()
  const address = /Debugger of the plugin at (\S+):/.exec(server.err)?.[1] ?? ''
  const devtools = await DevTools.connect(address)
  await devtools.call('Debugger.enable')
  const script = await devtools.event('Debugger.scriptParsed', ({ sourceMapURL }) =>
    String(sourceMapURL).startsWith('data:'),
  )
  // The debugger of VS Code would fetch it as DWARF.
  expect(JSON.stringify(script['debugSymbols'])).not.toContain('externalURL')
  const payload = readMap(script['sourceMapURL'])
  expect(payload.sourcesContent.join('')).toContain("plugin('hello', '1.0')")
  const at = { scriptId: script['scriptId'], lineNumber: 0 }
  const columnNumber = offsetOf(new SourceMap(payload), 7)
  await devtools.call('Debugger.setBreakpoint', { location: { ...at, columnNumber } })
  const answer = fetch(`${url}/hello/x`)
  const paused = await devtools.event('Debugger.paused')
  expect(JSON.stringify(paused['hitBreakpoints'])).toContain(String(script['scriptId']))
  // Longer than the deadline.
  await new Promise((resolve) => setTimeout(resolve, 500))
  await devtools.call('Debugger.resume')
  expect(await (await answer).text()).toBe('Hello x!\n')
  devtools.close()
  expect(await server.stop()).toBe(0)
})

it.skipIf(debugAdapter === undefined)(
  'stops at a breakpoint of VS Code, with the documented configuration',
  async () => {
    copyFileSync(join(root, 'guest/examples/hello/hello.ts'), source)
    const args = ['hello.ts', '--inspect', '--port', '0']
    using server = new ServeProcess(args, { command: 'dev', cwd: folder })
    const url = await server.url()
    const port = Number(/Debugger of the plugin at \S+:(\d+):/.exec(server.err)?.[1])
    using editor = await DebugAdapter.start({ path: source, line: 7 })
    // VS Code adds its folder, and calls the type by its new name.
    await editor.attach({
      ...readDocumentedConfiguration(),
      type: 'pwa-node',
      port,
      __workspaceFolder: folder,
    })
    await editor.bound()
    const answer = fetch(`${url}/hello/x`)
    const { frame, resume } = await editor.stopped()
    expect(frame).toMatchObject({ line: 7, source: { path: source } })
    await resume()
    expect(await (await answer).text()).toBe('Hello x!\n')
  },
)

/** The configuration for VS Code in the documentation. */
function readDocumentedConfiguration(): object {
  const page = readFileSync(join(root, 'docs/development.md'), 'utf8')
  const json = /```json\n([^`]*"attach"[^`]*)```/.exec(page)?.[1] ?? ''
  const { configurations }: { configurations: object[] } = JSON.parse(json)
  return configurations[0] ?? {}
}
