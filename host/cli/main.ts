#!/usr/bin/env node
import { SpareThread } from '../worker/spare-thread.ts'
import { endThreads, leave } from './leave.ts'

// A reader that has left (EPIPE) ends neither a server nor a command.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

const args = process.argv.slice(2)
const threads = new SpareThread()
// The thread of the first plugin starts while this one loads the program.
if (args[0] === 'serve') threads.prepare()
const { run } = await import('./program.ts')

const terminal = {
  out: (text: string) => process.stdout.write(text),
  err: (text: string) => process.stderr.write(text),
  errIsTerminal: process.stderr.isTTY,
  errWaitingBytes: () => process.stderr.writableLength,
}
process.exitCode = await run(args, terminal, threads)
await threads.close()
await endThreads(threads)

// A plugin that never became ready, or never ended, does not keep the process.
setTimeout(() => void leave(), 250).unref()
