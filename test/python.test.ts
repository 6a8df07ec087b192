import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { lacksPython } from './support/python.ts'
import { runProgram } from './support/program.ts'
import {
  commandLine,
  root,
  ServeProcess,
  startServer,
  type RunningServer,
} from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const folder = temporaryFolder('python')

function write(name: string, text: string): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

const routes = `import orthanc, random, uuid, time
import second, parts.deep
print('a line of the script')

def on_files(output, uri, **request):
    import os, tempfile
    with open('parts/table.csv') as file:
        table = file.read()
    with tempfile.TemporaryFile() as file:
        file.write(b'kept')
        file.seek(0)
        kept = file.read().decode()
    os.makedirs('/tmp/a/b')
    os.rmdir('/tmp/a/b')
    shown = [second.name, parts.deep.name, table, kept, os.listdir('parts'), os.path.exists('/etc/passwd'), os.listdir('/tmp')]
    output.AnswerBuffer(repr(shown), 'text/plain')

def on_random(output, uri, **request):
    output.AnswerBuffer(f'{random.random()} {uuid.uuid4()}', 'text/plain')

def on_libraries(output, uri, **request):
    import bz2, io, lzma, multiprocessing, sqlite3
    from PIL import Image, ImageChops, ImageDraw, ImageFont
    file = io.BytesIO()
    Image.new('RGB', (16, 16), (255, 0, 0)).save(file, 'JPEG')
    image = Image.open(file)
    draw = ImageDraw.Draw(image)
    draw.text((1, 1), 'A', font=ImageFont.load_default(12))
    red, *_ = ImageChops.invert(image).split()
    sums = [red.getextrema(), len(image.getprojection()[0]), image.convert('P').im.getpalettemode()]
    database = sqlite3.connect('/tmp/a.db')
    database.execute('CREATE TABLE t AS SELECT 1 AS a UNION SELECT 2')
    database.commit()
    rows = sqlite3.connect('/tmp/a.db').execute('SELECT sum(a) FROM t').fetchall()
    packed = [bz2.decompress(bz2.compress(b'b')), lzma.decompress(lzma.compress(b'x'))]
    output.AnswerBuffer(repr([*sums, rows, *packed, multiprocessing.Pool(2).map(abs, [-1])]), 'text/plain')

def on_loop(output, uri, **request):
    while True:
        pass

def on_memory(output, uri, **request):
    try:
        list(range(10**9))
    except MemoryError:
        output.AnswerBuffer('MemoryError', 'text/plain')

def on_error(output, uri, **request):
    return second.fail(uri)

for name, function in list(globals().items()):
    if name.startswith('on_'):
        orthanc.RegisterRestCallback('/' + name[3:], function)
`

describe.skipIf(lacksPython())('a script in Python', () => {
  let server: RunningServer

  beforeAll(async () => {
    write('second.py', "name = 'second'\n\ndef fail(uri):\n    return 1 / len(uri[100:])\n")
    write('parts/__init__.py', '')
    write('parts/deep.py', "name = 'deep'\n")
    write('parts/table.csv', '1,2')
    const script = write('routes.py', routes)
    server = await startServer({ plugins: [script], args: ['--timeout', '3000'] })
    return () => server.stop()
  })

  async function get(path: string): Promise<string> {
    const answer = await fetch(`${server.url}/${path}`)
    return `${answer.status} ${await answer.text()}`
  }

  it('has the name of its file', async () => {
    expect(JSON.parse((await get('plugins')).slice(4))).toContain('routes')
  })

  it('imports and opens the files of its folder, writes in memory, and sees no other files', async () => {
    const shown =
      "['second', 'deep', '1,2', 'kept', ['__init__.py', 'deep.py', 'table.csv'], False, ['a']]"
    expect(await get('files')).toBe(`200 ${shown}`)
  })

  it('has Pillow, sqlite3, bz2, lzma and a pool of no processes', async () => {
    expect(await get('libraries')).toBe("200 [(0, 1), 16, 'RGB', [(3,)], b'b', b'x', [1]]")
  })

  it('prints to the log', async () => {
    await expect.poll(() => server.log()).toContain('a line of the script')
  })

  it('fails with 500, and its traceback with the lines of the script is in the log', async () => {
    expect(await get('error')).toMatch(/^500 /)
    await expect.poll(() => server.log()).toContain('ZeroDivisionError: division by zero')
    await expect.poll(() => server.log()).toContain('File "/plugin/second.py", line 4, in fail')
    await expect.poll(() => server.log()).toContain('return 1 / len(uri[100:])')
  })

  it('costs one request where it never returns, and differs after the restart', async () => {
    const before = await get('random')
    expect(await get('loop')).toMatch(/^504 /)
    const after = await get('random')
    expect(after).toMatch(/^200 /)
    for (const word of before.split(' ').slice(1)) expect(after).not.toContain(word)
  })

  it('writes its traceback without the lines that called it', () => {
    expect(server.log()).not.toContain('_orthanc_start')
  })

  it('gets a MemoryError at the limit of its memory', async () => {
    expect(await get('memory')).toBe('200 MemoryError')
  })
})

/** What `serve` writes before it ends with 1. */
async function refuse(text: string, ...args: readonly string[]): Promise<string> {
  const server = new ServeProcess([write('refused.py', text), '--port', '0', ...args])
  await expect(server.url()).rejects.toThrow('the server did not start')
  expect(await server.stop()).toBe(1)
  return server.err
}

/** Runs `orthanc-wasm build` in that folder. */
function build(...args: readonly string[]): ReturnType<typeof runProgram> {
  return runProgram(folder, process.execPath, commandLine, 'build', ...args)
}

describe.skipIf(lacksPython())('build', () => {
  it('adds files and folders that the script opens', async () => {
    write('texts/hello.txt', 'Hello from a file!')
    write(
      'reader.py',
      "import orthanc\nwith open('texts/hello.txt') as file:\n    text = file.read()\northanc.RegisterRestCallback('/reader', lambda output, uri, **request: output.AnswerBuffer(text, 'text/plain'))\n",
    )
    expect(await build('reader.py', 'texts')).toMatchObject({ code: 0 })
    const reader = await startServer({ plugins: [join(folder, 'reader.wasm')] })
    const answer = await fetch(`${reader.url}/reader`)
    expect(await answer.text()).toBe('Hello from a file!')
    await reader.stop()
  })

  it.each([
    ['none.py', [], 'none.py: file not found'],
    ['reader.py', ['none.txt'], 'none.txt: file not found'],
    [
      'reader.py',
      ['/etc/hostname'],
      'reader.py: /etc/hostname is not in the folder of the script, where its files have to be',
    ],
    ['reader.py', ['--component'], '--component: not for scripts in Python'],
    ['1st.py', [], '1st.py: the name of a script is a name in Python'],
  ] as const)('refuses %s %j', async (script, others, message) => {
    write('1st.py', '')
    const { code, err } = await build(script, ...others)
    expect(code).not.toBe(0)
    expect(err).toContain(message)
  })
})

describe.skipIf(lacksPython())('the sample in Python', () => {
  it('is served', async () => {
    const script = join(root, 'guest', 'examples', 'python', 'studies.py')
    const sample = await startServer({ plugins: [script] })
    const answer = await fetch(`${sample.url}/python/hello/world`)
    expect(await answer.text()).toBe('Hello world!\n')
    await sample.stop()
  })
})

describe.skipIf(lacksPython())('a script that does not start', () => {
  it('is refused with file, line and place of a syntax error', async () => {
    const log = await refuse('import orthanc\nx = (1,\n    2 3)\n')
    expect(log).toContain('File "/plugin/refused.py", line 3')
    expect(log).toMatch(/\^\^\^.*\n.*SyntaxError: invalid syntax/)
  })

  it('is refused with its traceback where it raises', async () => {
    expect(await refuse('import nothing_of_that_name\n')).toContain(
      "ModuleNotFoundError: No module named 'nothing_of_that_name'",
    )
  })

  it('is refused where it registers nothing', async () => {
    expect(await refuse('import orthanc\n')).toContain(
      'refused.py: the script registers nothing, so nothing would call it',
    )
  })

  it('is served where it has timers alone', async () => {
    const timer = 'import threading\nthreading.Timer(0, lambda: print("a timer runs")).start()\n'
    const server = await startServer({ plugins: [write('timer.py', timer)] })
    await expect.poll(() => server.log()).toContain('a timer runs')
    expect(await server.stop()).toBe(0)
  })

  it('is refused where it never ends', async () => {
    const config = write('slow.json', '{"WebAssembly": {"InitializeTimeoutMs": 3000}}')
    expect(await refuse('while True:\n    pass\n', '--config', config)).toContain(
      'refused.py: it did not start within 3000 ms',
    )
  })
})
