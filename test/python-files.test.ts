import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runProgram } from './support/program.ts'
import { lacksPython } from './support/python.ts'
import { commandLine, ServeProcess } from './support/serve.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { writeZip } from './support/zip.ts'

const folder = temporaryFolder('python-files')

function write(name: string, text: string | Uint8Array): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

/** A script that answers `/NAME` with the value of an expression. */
function answering(name: string, expression: string, imports = ''): string {
  return `import orthanc
${imports}
def answer(output, uri, **request):
    output.AnswerBuffer(str(${expression}), 'text/plain')

orthanc.RegisterRestCallback('/${name}', answer)
`
}

function inspect(...args: readonly string[]): ReturnType<typeof runProgram> {
  return runProgram(folder, process.execPath, commandLine, 'inspect', ...args)
}

describe.skipIf(lacksPython())('scripts of a configuration', () => {
  it('have limits and rights by their names, and are read again at SIGHUP and when they change', async () => {
    write('config/first.py', answering('first', 'value', 'from second import value\n'))
    write('config/second.py', 'value = 1\n')
    write('config/other.py', answering('other', "orthanc.RestApiGetAfterPlugins('/first')"))
    const config = write(
      'config/orthanc.json',
      JSON.stringify({
        Plugins: ['first.py'],
        WebAssembly: {
          Modules: ['other.py'],
          Plugins: { other: { Workers: 2, Allow: { RestApi: ['GET /first'] } } },
        },
      }),
    )
    using server = new ServeProcess(['--config', config, '--port', '0', '--watch'])
    const url = await server.url()
    const ask = async (path: string): Promise<string> => (await fetch(`${url}/${path}`)).text()
    expect(await ask('first')).toBe('1')
    expect(await ask('other')).toBe("b'1'")
    // A file that the script imports.
    write('config/second.py', 'value = 2\n')
    await expect.poll(() => ask('first')).toBe('2')
    write('config/first.py', answering('first', '3'))
    server.process.kill('SIGHUP')
    await expect.poll(() => server.err).toContain('The configuration was reloaded')
    expect(await ask('first')).toBe('3')
    // The last good version stays.
    write('config/first.py', 'x = (1,\n    2 3)\n')
    await expect.poll(() => server.err).toMatch(/first\.py reload failed: OrthancPluginInitialize/)
    expect(await ask('first')).toBe('3')
    expect(server.err).not.toContain('[other] reloaded')
  })
})

describe.skipIf(lacksPython())('packages', () => {
  it('come from the Python path and from the wheels of the requirements', async () => {
    const script = write(
      'packages/uses.py',
      answering(
        'uses',
        '(tool.text, single.text, importlib.metadata.version("tool"))',
        'import importlib.metadata, tool, single\n',
      ),
    )
    write(
      'path/tool/__init__.py',
      "import os\nwith open(os.path.join(os.path.dirname(__file__), 'text')) as file:\n    text = file.read()\n",
    )
    write('path/tool/text', 'from a file')
    write('path/tool-1.5.dist-info/RECORD', 'tool/__init__.py,,\n')
    write('path/tool-1.5.dist-info/METADATA', 'Metadata-Version: 2.1\nName: tool\nVersion: 1.5\n')
    write('packages/requirements.txt', 'single==1.0\n')
    const wheel = writeZip({ 'single.py': "text = 'from a wheel'\n" })
    write('packages/wheels/single-1.0-py3-none-any.whl', wheel)
    using server = new ServeProcess([script, '--python-path', join(folder, 'path'), '--port', '0'])
    const answer = await fetch(`${await server.url()}/uses`)
    expect(await answer.text()).toBe("('from a file', 'from a wheel', '1.5')")
  })

  it('are refused by name if they have native code', async () => {
    const script = write('native/native.py', answering('native', '1', 'import fast\n'))
    const wheel = write('fast-1.0-cp313-cp313-linux_x86_64.whl', writeZip({ 'fast/code.so': '' }))
    using server = new ServeProcess([script, '--python-path', wheel, '--port', '0'])
    await expect(server.url()).rejects.toThrow(
      `${script}: ${wheel}: it has native code (fast/code.so), which cannot run here`,
    )
    expect(await server.stop()).toBe(1)
  })
})

describe.skipIf(lacksPython())('inspect', () => {
  it('shows the version of Python and where modules are found', async () => {
    const script = write(
      'inspected/lacking.py',
      `import json, near, single
try:
    import numpy
except ImportError:
    pass
${answering('lacking', '1')}`,
    )
    write('inspected/near.py', '')
    write('single/single.py', '')
    const path = join(folder, 'single')
    const { code, out, err } = await inspect(script, '--python-path', path)
    expect(code).toBe(0)
    expect(out).toMatch(/ {2}name +lacking\n +version +python 3\.13\.5\n/)
    expect(out).toContain(`  python   3.13.5
  modules  5
    json (Python)
    near (the folder of the script)
    single (a package)
    numpy (missing)
    orthanc (Python)
`)
    expect(out).toContain('/lacking')
    expect(err).toContain(`${script}: the module numpy is missing`)
    const { out: json } = await inspect(script, '--python-path', path, '--json')
    expect(JSON.parse(json)).toMatchObject({
      python: '3.13.5',
      modules: expect.arrayContaining([{ name: 'numpy', from: 'nothing' }]),
    })
  })

  it('shows it also for a script that does not start', async () => {
    const script = write('inspected/failing.py', 'import json, absent\n')
    const { code, out, err } = await inspect(script)
    expect(code).toBe(1)
    expect(out).toContain('  python   3.13.5\n')
    expect(out).toContain('    absent (missing)\n')
    expect(err).toContain("ModuleNotFoundError: No module named 'absent'")
  })
})
