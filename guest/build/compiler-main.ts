import { compile, type CompileRequest } from './compile.ts'
import type { CompilerReply } from './compiler-process.ts'

// The process of `CompilerProcess`: compiles one plugin for each message, until its parent closes the channel.

// Ctrl+C reaches every process of a terminal; the parent decides when this one ends.
process.on('SIGINT', () => undefined)
process.on('disconnect', () => process.exit())
process.on('message', (request: CompileRequest) => {
  void compile(request).then(
    (result) => reply({ kind: 'done', result }),
    (error: unknown) => reply({ kind: 'error', error }),
  )
})

function reply(message: CompilerReply): void {
  process.send?.(message)
}
