#!/usr/bin/env node
import { SpareThread } from '../worker/spare-thread.ts'

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

// A plugin that never became ready, or never ended, does not keep the process. Node waits for its threads before it exits, so
// that where one cannot be ended there is nothing left but to kill the process.
setTimeout(() => {
  void threads.endAll(2000).then((haveEnded) => {
    if (!haveEnded) process.kill(process.pid, 'SIGKILL')
    process.exit()
  })
}, 250).unref()
