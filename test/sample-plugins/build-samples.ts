import { cpSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { findPackageRoot } from '../../guest/build/package-root.ts'
import { runProgram } from '../support/program.ts'
import { commandLine } from '../support/serve.ts'
import type { Sample } from './sample.ts'

/** What the samples are built from and into. */
export interface BuildPlace {
  /** The folder that `test/support/fetch-cpp-wrapper.sh` makes. */
  readonly sources: string
  readonly folder: string
}

/** A sample that was built. */
export interface BuiltSample {
  readonly sample: Sample
  readonly module: string
  /** Absent unless it is exercised. */
  readonly native: string | undefined
}

const wrapperMacros = [
  'HAS_ORTHANC_EXCEPTION=0',
  'HAS_ORTHANC_FRAMEWORK=0',
  '__ORTHANC_FILE__=__FILE__',
]
const wrapperSources = [
  'OrthancPluginCppWrapper.cpp',
  'json_reader.cpp',
  'json_value.cpp',
  'json_writer.cpp',
]

/** Builds all samples that can be built, with this package's compilers, and natively for Debian's Orthanc. Rejects if one fails. */
export async function buildSamples(
  samples: readonly Sample[],
  place: BuildPlace,
): Promise<readonly BuiltSample[]> {
  const wrappers = await Promise.all([
    compileWrapper(place, 'module'),
    compileWrapper(place, 'native'),
  ])
  const built: BuiltSample[] = []
  for (const sample of samples.filter(({ sources }) => sources !== undefined))
    built.push(await buildSample(sample, place, wrappers))
  return built
}

type Form = 'module' | 'native'

/** Compiles the wrapper and jsoncpp, which several samples need, and returns the object files. */
async function compileWrapper(
  { sources, folder }: BuildPlace,
  form: Form,
): Promise<readonly string[]> {
  const include = join(folder, 'include')
  mkdirSync(join(include, 'orthanc'), { recursive: true })
  const header = 'orthanc/OrthancCPlugin.h'
  cpSync(join('/usr/include', header), join(include, header))
  const guest = join(findPackageRoot(), 'guest')
  const flags = {
    module: [`@${guest}/cpp/compile.flags`, '-I', `${guest}/cpp`, '-isystem', include],
    native: ['-fPIC', '-O0'],
  }
  return Promise.all(
    wrapperSources.map(async (source) => {
      const object = join(folder, `${form}-${basename(source, '.cpp')}.o`)
      const compiler = form === 'module' ? 'em++' : 'g++'
      const shared = [...includesOf(sources), ...wrapperMacros.map((define) => `-D${define}`)]
      const late = form === 'module' ? ['-O1', '-idirafter', '/usr/include'] : []
      await run(
        compiler,
        ...flags[form],
        ...shared,
        ...late,
        '-c',
        join(sources, source),
        '-o',
        object,
      )
      return object
    }),
  )
}

async function buildSample(
  sample: Sample,
  place: BuildPlace,
  [moduleObjects, nativeObjects]: readonly (readonly string[])[],
): Promise<BuiltSample> {
  const { name, defines = [], usesWrapper = false, exercise } = sample
  const { sources, folder } = place
  const files = await sourcesOf(sample, place)
  const macros = [...defines, ...(usesWrapper ? wrapperMacros : [])].flatMap((one) => ['-D', one])
  const includes = [...(usesWrapper ? includesOf(sources) : []), '-I', folder]
  const module = join(folder, `${name}.wasm`)
  const objects = usesWrapper ? ['-idirafter', '/usr/include', ...(moduleObjects ?? [])] : []
  const build = ['build', ...files, '--sdk-include', '/usr/include', ...includes, ...macros]
  const buildModule = run(process.execPath, commandLine, ...build, '-o', module, '--', ...objects)
  if (exercise === undefined) {
    await buildModule
    return { sample, module, native: undefined }
  }
  const native = join(folder, `${name}.so`)
  const compiler = files.some((file) => file.endsWith('.c')) ? 'gcc' : 'g++'
  const linked = usesWrapper ? (nativeObjects ?? []) : []
  const flags = ['-shared', '-fPIC', '-w', ...includes, ...macros]
  await Promise.all([buildModule, run(compiler, ...flags, ...files, ...linked, '-o', native)])
  return { sample, module, native }
}

function includesOf(sources: string): readonly string[] {
  return ['-I', '/usr/include/jsoncpp', '-I', sources]
}

/** The paths of a sample's files, with one that is made of its resources. */
async function sourcesOf({ name, sources = [], resources }: Sample, place: BuildPlace) {
  const folder = join(place.sources, 'orthanc/OrthancServer/Plugins/Samples', name)
  const files = sources.map((file) => join(folder, file))
  if (resources === undefined) return files
  const embedded = join(place.folder, 'EmbeddedResources')
  const script = join(folder, 'Framework/EmbedResources.py')
  await run('python3', script, embedded, 'STATIC_RESOURCES', join(folder, resources))
  return [...files, `${embedded}.cpp`]
}

async function run(program: string, ...args: readonly string[]): Promise<void> {
  const { code, err } = await runProgram(findPackageRoot(), program, ...args)
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}\n${err}`)
}
