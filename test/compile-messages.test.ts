import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './support/serve.ts'
import { orthancWasm, runCommand } from './support/command-line.ts'
import { missingPackage } from './support/requirements.ts'
import { lacksRust } from './support/rust.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

/** The extensions of sources whose compiler is not installed here. */
const lackingCompilers = new Set([
  ...((await lacksRust()) ? ['.rs'] : []),
  ...(missingPackage('em++', 'emscripten') ? ['.cpp'] : []),
])
const folder = temporaryFolder('messages')
const imports = "import { computeMd5, ErrorCode, plugin, route } from 'orthanc-wasm/assembly'\n"
const start = `${imports}plugin('wrong', '1.0')\n`
const handler = "route('/x', (output) => ErrorCode.Success)\n"
const initialize = `#include <orthanc/OrthancCPlugin.h>
static OrthancPluginContext* context;
int32_t OrthancPluginInitialize(OrthancPluginContext* given)
{
  context = given;
`

/** Wrong plugins by the name of their golden file. */
const sources: Readonly<Record<string, string>> = {
  'syntax.ts': `${start}const a = = 1\n`,
  'type.ts': `${start}function f(): string {\n\treturn 5\n}\nf()\n`,
  'import.ts': `${start}import { a } from './missing'\na()\n`,
  'library.ts': `${start}export const text = computeMd5([5])\n`,
  'long-line.ts': `${start}const text = '${'a'.repeat(200)}' + missing + '${'b'.repeat(200)}'\n${handler}trace(text)\n`,
  'no-plugin.ts': `${imports}${handler}`,
  'no-route.ts': start,
  'name.ts': `${imports}plugin('a/b', '1.0')\n${handler}`,
  'closure.ts': `${start}function f(n: i32): i32 {\n  return [1].map<i32>((i) => i + n)[0]\n}\nf(1)\n`,
  'async.ts': `${start}route('/x', async (output) => ErrorCode.Success)\n`,
  'syntax.c': `${initialize}\treturn 0\n}\n`,
  'name.c': `${initialize}  int count = 5;\n  return cuont;\n}\n`,
  'newer.c': `${initialize}  OrthancPluginSetStableStatus(context, 0);\n  return 0;\n}\n`,
  'no-functions.c': `${initialize}  return 0;\n}\n`,
  'include.c': `#include "missing.h"\n${initialize}  return 0;\n}\n`,
  'undefined.c': `int count(void);\n${initialize}  return count();\n}\n`,
  'type.cpp': `#include <string>\n${initialize}  const std::string text = 5;\n  return 0;\n}\n`,
  'undefined.cpp': `int count(const char* text);\n${initialize}  return count("a");\n}\n`,
  'no-functions.cpp': `${initialize}  return 0;\n}\n`,
  'type.rs': `use orthanc_wasm::*;
plugin! { name: "wrong", version: "1.0", initialize: initialize }
fn initialize(_: &Host) -> Result {
    let count: i32 = "a";
    Ok(())
}
`,
  'syntax.rs': `use orthanc_wasm::*;\nfn initialize(_: &Host) -> Result { Ok(() }\n`,
  'borrow.rs': `use orthanc_wasm::*;
plugin! { name: "wrong", version: "1.0", initialize: initialize }
fn initialize(host: &Host) -> Result {
    let name = String::from("a");
    host.route("/x", |output, _| { output.answer(name.as_str(), "text/plain"); Ok(()) });
    Ok(())
}
`,
  'no-plugin.rs': 'pub fn hello() {}\n',
  'no-route.rs': `use orthanc_wasm::*;
plugin! { name: "idle", version: "1.0", initialize: initialize }
fn initialize(_: &Host) -> Result { Ok(()) }
`,
}

describe.each(Object.entries(sources))('%s', (name, text) => {
  it.skipIf(lackingCompilers.has(extname(name)))('has the message of its golden file', async () => {
    const inside = join(folder, name.replace('.', '-'))
    mkdirSync(inside)
    writeFileSync(join(inside, name), text)
    const { code, out, err } = await runCommand(['build', name], { cwd: inside })
    expect({ code, out }).toEqual({ code: 1, out: '' })
    // The SDK's own lines move.
    expect(err.replace(/(?<=bytes\.ts):\d+:\d+/, '')).toBe(
      readFileSync(join(root, 'test/golden/build', `${name}.txt`), 'utf8'),
    )
  })
})

it.each([
  ['deep.ts', `let a = ${'('.repeat(20_000)}`],
  ['deep.c', `int f(void) { return ${'('.repeat(100_000)}`],
])('names the file that its compiler does not finish: %s', (name, text) => {
  writeFileSync(join(folder, name), text)
  const { code, err } = orthancWasm(['build', name], { cwd: folder })
  expect(code).toBe(1)
  expect(err).toMatch(new RegExp(`^${name}: the compiler gave up: .*\n$`))
})
