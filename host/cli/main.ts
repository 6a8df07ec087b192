#!/usr/bin/env node
import { run } from './program.ts'

// A reader that has left (EPIPE) ends neither a server nor a command.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  errIsTerminal: process.stderr.isTTY,
  errWaitingBytes: () => process.stderr.writableLength,
})

// A plugin that never became ready, or never ended, does not keep the process.
setTimeout(() => process.exit(), 250).unref()
