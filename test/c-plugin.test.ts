import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { cCompilers, lacksSdkHeader, sdkInclude } from './support/c-compilers.ts'
import { runCommand } from './support/command-line.ts'
import { runProgram } from './support/program.ts'
import { commandLine, root, startServer } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('c-plugin')
const basic = join(root, 'guest/examples/basic/basic.c')
const scripted = join(root, 'test/conformance/c/script-plugin.c')

/** Where a copy of the folder of Orthanc's own sample `Basic` is given: its source is not part of this project. */
const sampleFolder = process.env['ORTHANC_WASM_BASIC']

interface Ask {
  readonly path: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** npm's clang takes seconds to start, and more on a busy machine. */
const longestMs = 120_000

/** Compiles with the command line and returns the module's path. */
async function build(name: string, source: string, args: readonly string[]): Promise<string> {
  const output = join(folder, name)
  const line = [commandLine, 'build', source, '-o', output, ...args]
  const result = await runProgram(root, process.execPath, ...line)
  if (result.code !== 0) throw new Error(result.err)
  return output
}

/** What stands between the parts of an answer: random. */
const boundary = /[0-9a-f]{8}-[0-9a-f-]{61}/g

/**
 * Serves a plugin and asks it, one after the other. A connection that is closed without an answer has status 0. What
 * differs from one server to the next is replaced.
 */
async function converse(plugin: string, asks: readonly Ask[]): Promise<readonly Reply[]> {
  const args = ['--sdk', '1.12.7', '--verbose']
  const server = await startServer({ plugins: [plugin], args })
  try {
    const replies: Reply[] = []
    for (const ask of asks) replies.push(await request(server.url, ask))
    const text = JSON.stringify(replies).replaceAll(new URL(server.url).host, 'the host')
    return JSON.parse(text.replaceAll(boundary, 'the boundary'))
  } finally {
    await server.stop()
  }
}

async function request(url: string, { path, ...ask }: Ask): Promise<Reply> {
  try {
    const response = await fetch(url + path, ask)
    const body = Buffer.from(await response.arrayBuffer()).toString('latin1')
    return { status: response.status, headers: Object.fromEntries(response.headers), body }
  } catch (error) {
    if (error instanceof TypeError) return { status: 0, headers: {}, body: '' }
    throw error
  }
}

/** Allocates more than it may have. `volatile` keeps what the compiler could leave out. */
const memory = `#include <orthanc/OrthancCPlugin.h>
#include <stdlib.h>
#define CALLBACK(name) static OrthancPluginErrorCode name( \\
  OrthancPluginRestOutput* output, const char* url, const OrthancPluginHttpRequest* request)
static OrthancPluginContext* context;
static char* volatile block;
CALLBACK(handle)
{
  block = malloc(600u << 20);
  if (block == NULL)
    OrthancPluginAnswerBuffer(context, output, "none", 4, "text/plain");
  return OrthancPluginErrorCode_Success;
}
CALLBACK(trap) { __builtin_trap(); }
CALLBACK(allocate)
{
  block = malloc(600u << 20);
  block[(600u << 20) - 1] = 1;
  return OrthancPluginErrorCode_Success;
}
int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  context = given;
  OrthancPluginRegisterRestCallback(context, "/memory/handle", handle);
  OrthancPluginRegisterRestCallback(context, "/memory/trap", trap);
  OrthancPluginRegisterRestCallback(context, "/memory/allocate", allocate);
  return 0;
}
void OrthancPluginFinalize(void) {}
const char* OrthancPluginGetName(void) { return "memory"; }
const char* OrthancPluginGetVersion(void) { return "1.0"; }
`

const basicAsks: readonly Ask[] = [
  { path: '/basic/hello/world?a=1&b=two' },
  { path: '/basic/hello/world', method: 'POST', body: 'x' },
  { path: `/basic/hello/world?long=${'x'.repeat(5000)}` },
  { path: '/basic/image' },
  { path: '/basic/photo?quality=80' },
  { path: '/basic/md5', method: 'POST', body: 'hello' },
  { path: '/basic/last?text=abc' },
  { path: '/basic/last' },
  { path: '/basic/last?text=xyz' },
]

const scripts = [
  'echo',
  'header,X-A,b;cookie,k,v;answer,text,text/plain',
  'png,*,*,*,*,@gray16:40x30',
  'jpeg,*,*,*,*,@rgb24:40x30,75',
  'multipart,mixed,text/plain;item,one;item2,two,*,A,b;result',
  '!answer,~,text/plain,5;result',
  'status,404,gone',
  'details,why,1;return,8',
  'oldpng,1,2,2,2,@gray8:2x2;result',
  'invoke,9999;result',
  'inits',
  'trap,null',
  'echo',
]
const scriptAsks = scripts.map((script) => ({
  path: '/script/a%20b?x=1',
  headers: { 'x-script': script },
}))

describe.each(cCompilers)('a plugin in C, compiled with $name', ({ args, missing }) => {
  let replies: readonly Reply[] = []

  beforeAll(async () => {
    if (!missing) replies = await converse(await build('basic.wasm', basic, args), basicAsks)
  }, longestMs)

  describe.skipIf(missing)('the sample basic', () => {
    it('answers its routes', () => {
      expect(replies.map(({ status }) => status)).toEqual([
        200, 405, 400, 200, 200, 200, 200, 500, 200,
      ])
      const [hello, , , image, photo, md5] = replies
      expect(hello).toMatchObject({
        body: 'Hello world from /basic/hello/world\na = 1\nb = two\n',
        headers: { 'set-cookie': 'greeted=yes' },
      })
      expect(image?.headers['content-type']).toBe('image/png')
      expect(photo?.headers['content-type']).toBe('image/jpeg')
      expect(md5?.body).toBe('5d41402abc4b2a76b9719d911017c592')
    })

    it('says why it refuses', () => {
      expect(JSON.parse(replies[2]?.body ?? '')).toMatchObject({ Details: 'The query is too long' })
    })

    it('follows a NULL pointer for the price of one answer', () => {
      expect(JSON.parse(replies[7]?.body ?? '')).toMatchObject({
        OrthancStatus: 1,
        Details: expect.stringMatching(/^memory access out of bounds in strlen < last$/),
      })
      expect(replies[8]?.body).toBe('z')
    })

    it('calls services by number, says inspect', async () => {
      const { out } = await runCommand(['inspect', join(folder, 'basic.wasm'), '--json'])
      expect(JSON.parse(out)).toMatchObject({
        services: [],
        callsByNumber: true,
        routes: expect.arrayContaining(['/basic/md5']),
      })
    })
  })

  it.skipIf(missing)(
    'reports an allocation that failed before a trap, but none that it handled',
    async () => {
      const source = join(folder, 'memory.c')
      writeFileSync(source, memory)
      const paths = ['handle', 'trap', 'allocate'].map((path) => ({ path: `/memory/${path}` }))
      const [handled, trapped, failed] = await converse(await build('m.wasm', source, args), paths)
      expect(handled).toMatchObject({ status: 200, body: 'none' })
      expect(JSON.parse(trapped?.body ?? '')).toMatchObject({ Details: 'unreachable in trap' })
      expect(JSON.parse(failed?.body ?? '')).toMatchObject({
        Details:
          'after an allocation failed (raise MemoryMiB, or use less memory): memory access out of bounds in allocate',
      })
    },
    longestMs,
  )

  it.skipIf(missing || lacksSdkHeader())(
    'is the same with the header of Orthanc',
    async () => {
      const real = [...args, '--sdk-include', sdkInclude]
      const script = await converse(await build('script.wasm', scripted, args), scriptAsks)
      expect(script.at(-1)?.status).toBe(200)
      expect(await converse(await build('script-sdk.wasm', scripted, real), scriptAsks)).toEqual(
        script,
      )
      expect(await converse(await build('basic-sdk.wasm', basic, real), basicAsks)).toEqual(replies)
    },
    longestMs,
  )

  describe.skipIf(missing || sampleFolder === undefined)('Orthanc’s own sample Basic', () => {
    const source = join(sampleFolder ?? '', 'Plugin.c')
    const nearby = join(sampleFolder ?? '', '../../Include')
    const headers: (readonly [string, readonly string[]])[] = [['our header', []]]
    if (existsSync(join(nearby, 'orthanc/OrthancCPlugin.h')))
      headers.push(['its own header', ['--sdk-include', nearby]])

    it.each(headers)(
      'serves its routes, compiled unchanged with %s',
      async (_, header) => {
        const answers = await converse(
          await build('sample.wasm', source, [...args, ...header]),
          sampleAsks,
        )
        const [hello, refused, image, preview, create, again] = answers
        expect(hello).toMatchObject({ status: 200, headers: { 'set-cookie': 'hello=world' } })
        expect(refused).toMatchObject({ status: 400, body: expect.stringContaining('"Details"') })
        expect([image, preview].map((reply) => reply?.headers['content-type'])).toEqual([
          'image/png',
          'image/png',
        ])
        // The real server ends here.
        expect([200, 500]).toContain(create?.status)
        expect(again).toMatchObject({ status: 200, body: hello?.body })
      },
      longestMs,
    )
  })
})

const sampleAsks: readonly Ask[] = [
  { path: '/plugin/hello' },
  { path: '/plugin/hello', method: 'POST', body: 'x' },
  { path: '/plugin/image' },
  { path: '/instances/any/preview' },
  { path: '/plugin/create', method: 'POST', body: '{}' },
  { path: '/plugin/hello' },
]
