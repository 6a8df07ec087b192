import { compile, type CompileRequest } from './compile.ts'
import type { CompilerReply } from './compiler-process.ts'
import { languageOf } from './language.ts'

// The process of `CompilerProcess`: compiles one plugin for each message, until its parent closes the channel.

/** Until then the parent starts a server with the first result, and few authors have changed a line. */
const warmUpMs = 1000
let warmUp: NodeJS.Timeout | undefined
let isWarm = false
/** One compilation at a time. */
let last = Promise.resolve()

// Ctrl+C reaches every process of a terminal; the parent decides when this one ends.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => process.exit())
process.on('message', (request: CompileRequest) => {
  clearTimeout(warmUp)
  last = last.then(() => build(request))
})

async function build(request: CompileRequest): Promise<void> {
  try {
    const result = await compile(request)
    reply({ kind: 'done', result })
    if (result.kind === 'built' && !isWarm && runsHere(request)) warmUp = scheduleWarmUp(request)
    isWarm = true
  } catch (error) {
    reply({ kind: 'error', error })
  }
}

/** Compiles again while nothing waits: V8 optimizes a compiler that runs here, so the first change takes no longer than later ones. */
function scheduleWarmUp(request: CompileRequest): NodeJS.Timeout {
  return setTimeout(() => {
    last = last.then(async () => void (await compile(request).catch(() => undefined)))
  }, warmUpMs)
}

/** True if the compiler is code of this process, and not a program of its own. */
function runsHere({ sources: [source = ''], clang, toolchain }: CompileRequest): boolean {
  const language = languageOf(source)
  return language === 'AssemblyScript' || (language === 'C' && (clang ?? toolchain) === undefined)
}

function reply(message: CompilerReply): void {
  process.send?.(message)
}
