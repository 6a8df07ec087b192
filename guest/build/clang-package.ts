import {
  clangArguments,
  clangMessages,
  place,
  type CompileJob,
  type CompileOutcome,
} from './clang.ts'
import { importOptional } from './toolchain.ts'

/** Files by their names; a folder is another tree. */
interface Tree {
  [name: string]: Tree | Uint8Array
}

/** The part of `@yowasp/clang` that the build uses. */
export interface ClangPackage {
  readonly runClang: (
    commandLine: string[] | null,
    files: Tree,
    options: {
      readonly stdout?: () => void
      readonly stderr?: (bytes: Uint8Array | null) => void
      readonly decodeASCII?: boolean
      readonly fetchProgress?: () => void
    },
  ) => Promise<Tree>
}

export const clangPackageName: string = '@yowasp/clang'

/** Clang as npm has it, or `undefined` if it is not installed. */
export async function importClang(): Promise<ClangPackage | undefined> {
  return importOptional(clangPackageName)
}

/** Resolves `..` in the names of included files, which the package's own file system passes over. */
const overlay = {
  version: 0,
  'use-external-names': false,
  roots: [{ name: '/plugin', type: 'directory-remap', 'external-contents': '/plugin' }],
}

const places = {
  root: '/plugin',
  include: '/orthanc-wasm/include',
  shim: '/orthanc-wasm/shim.c',
  output: '/orthanc-wasm/plugin.wasm',
}

/** Compiles in this process, which it keeps busy for a second or more; clang sees the files of the job and no others. */
export async function runClangPackage(
  clang: ClangPackage,
  job: CompileJob,
): Promise<CompileOutcome> {
  // What it loads first is reported on standard output, whatever the options of the later call say.
  await clang.runClang(null, {}, { fetchProgress: () => undefined })
  const said: Uint8Array[] = []
  const tree = await run(clang, job, said)
  const output = tree === undefined ? undefined : folderIn(tree, 'orthanc-wasm')['plugin.wasm']
  return {
    wasm: output instanceof Uint8Array ? output : undefined,
    messages: clangMessages(Buffer.concat(said).toString(), job.sources, places),
  }
}

async function run(
  clang: ClangPackage,
  job: CompileJob,
  said: Uint8Array[],
): Promise<Tree | undefined> {
  const own = ['-ivfsoverlay', '/orthanc-wasm/overlay.yaml']
  const line = ['clang', ...own, ...clangArguments(job, places)]
  try {
    return await clang.runClang(line, treeOf(job), {
      stdout: () => undefined,
      stderr: (bytes) => void (bytes === null || said.push(bytes.slice())),
      decodeASCII: false,
      fetchProgress: () => undefined,
    })
  } catch (error) {
    // Its own class for an exit code other than 0, which it does not export; why, it has said.
    if (error instanceof Error && 'code' in error && 'files' in error) return undefined
    throw error
  }
}

function treeOf({ sources, header, shim }: CompileJob): Tree {
  const tree: Tree = {}
  for (const [file, bytes] of sources.files)
    put(tree, place(file, places).slice(1).split('/'), bytes)
  const include = { orthanc: { 'OrthancCPlugin.h': header } }
  const yaml = Buffer.from(JSON.stringify(overlay))
  return { ...tree, 'orthanc-wasm': { include, 'shim.c': shim, 'overlay.yaml': yaml } }
}

function put(tree: Tree, [name = '', ...rest]: readonly string[], bytes: Uint8Array): void {
  if (rest.length === 0) tree[name] = bytes
  else put(folderIn(tree, name), rest, bytes)
}

/** A folder of a tree, made if it is not there. */
function folderIn(tree: Tree, name: string): Tree {
  const there = tree[name]
  if (there !== undefined && !(there instanceof Uint8Array)) return there
  const made: Tree = {}
  tree[name] = made
  return made
}
