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

/** What the compilers made of a sample. */
export interface BuiltSample {
  readonly sample: Sample
  /** Absent if it does not compile. */
  readonly module?: string
  /** The first error of the compiler. */
  readonly problem?: string
  /** Absent unless it is exercised. */
  readonly native?: string
}

const wrapperMacros = [
  'HAS_ORTHANC_EXCEPTION=0',
  'HAS_ORTHANC_FRAMEWORK=0',
  '__ORTHANC_FILE__=__FILE__',
]
/** As in the files for CMake of the samples with the framework. */
const frameworkMacros = [
  'HAS_ORTHANC_EXCEPTION=1',
  'HAS_ORTHANC_FRAMEWORK=1',
  'ORTHANC_PLUGIN_NAME="sample"',
  'ORTHANC_PLUGIN_VERSION="0.0"',
  'ORTHANC_ENABLE_LOGGING=1',
  'ORTHANC_ENABLE_PLUGINS=1',
  'ORTHANC_BUILDING_FRAMEWORK_LIBRARY=0',
  'ORTHANC_SQLITE_VERSION=3046001',
  'ORTHANC_SANDBOXED=0',
  ...[
    'SQLITE',
    'BASE64',
    'MD5',
    'DCMTK',
    'DCMTK_NETWORKING',
    'JPEG',
    'PNG',
    'LOCALE',
    'SSL',
    'ZLIB',
  ].map((name) => `ORTHANC_ENABLE_${name}=1`),
  ...['CIVETWEB', 'MONGOOSE', 'PUGIXML', 'LOGGING_STDIO'].map((name) => `ORTHANC_ENABLE_${name}=0`),
]
const wrapperSources = [
  'OrthancPluginCppWrapper.cpp',
  'json_reader.cpp',
  'json_value.cpp',
  'json_writer.cpp',
]

/** Builds all samples with this package's compilers, and those that are exercised natively for Debian's Orthanc. */
export async function buildSamples(
  samples: readonly Sample[],
  place: BuildPlace,
): Promise<readonly BuiltSample[]> {
  const wrappers = await Promise.all([
    compileWrapper(place, 'module'),
    compileWrapper(place, 'native'),
  ])
  const built: BuiltSample[] = []
  for (const sample of samples) built.push(await buildSample(sample, place, wrappers))
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
  const { name, defines = [], usesWrapper = false, usesFramework = false, exercise } = sample
  const { sources, folder } = place
  const files = await sourcesOf(sample, place)
  const given = [...(usesWrapper ? wrapperMacros : []), ...(usesFramework ? frameworkMacros : [])]
  const macros = [...defines, ...given].flatMap((one) => ['-D', one])
  const includes = [...(usesWrapper || usesFramework ? includesOf(sources) : []), '-I', folder]
  const module = join(folder, `${name}.wasm`)
  const late = usesWrapper || usesFramework ? ['-idirafter', '/usr/include'] : []
  const objects = [...late, ...(usesWrapper ? (moduleObjects ?? []) : [])]
  const build = ['build', ...files, '--sdk-include', '/usr/include', ...includes, ...macros]
  const buildModule = run(process.execPath, commandLine, ...build, '-o', module, '--', ...objects)
  if (exercise === undefined)
    return buildModule.then(
      () => ({ sample, module }),
      (error: unknown) => ({ sample, problem: firstError(String(error)) }),
    )
  const native = join(folder, `${name}.so`)
  const compiler = files.some((file) => file.endsWith('.c')) ? 'gcc' : 'g++'
  const linked = usesWrapper ? (nativeObjects ?? []) : []
  const flags = ['-shared', '-fPIC', '-w', ...includes, ...macros]
  await Promise.all([buildModule, run(compiler, ...flags, ...files, ...linked, '-o', native)])
  return { sample, module, native }
}

/** The first error in the output of a compiler, without the place, and without the parameters of a symbol. */
function firstError(output: string): string {
  return /error: ([^(\n]*)/.exec(output)?.[1] ?? output
}

function includesOf(sources: string): readonly string[] {
  const framework = join(sources, 'orthanc/OrthancFramework/Sources')
  return ['-I', '/usr/include/jsoncpp', '-I', sources, '-I', framework]
}

/** The paths of a sample's files, with one that is made of its resources. */
async function sourcesOf({ name, sources, resources }: Sample, place: BuildPlace) {
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
