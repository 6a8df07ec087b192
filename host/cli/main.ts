#!/usr/bin/env node
import { ProcessSupply } from '../pool/process-supply.ts'
import { wantsColor } from './paint.ts'

/** Time for killed processes to end. */
const killMs = 2000

// A reader that has closed its end (EPIPE) must not end a server or a command.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

// Without a listener, this signal would open Node's debugger, which may read and change all memory.
process.on('SIGUSR1', () => undefined)

const args = process.argv.slice(2)
const processes = new ProcessSupply()
// The process of the first plugin starts while this one loads the program.
if (args[0] === 'serve') processes.prepare()
const { run } = await import('./program.ts')

const terminal = {
  out: (text: string) => process.stdout.write(text),
  err: (text: string) => process.stderr.write(text),
  errIsTerminal: process.stderr.isTTY,
  errHasColor: wantsColor(process.stderr.isTTY, process.env),
  errWaitingBytes: () => process.stderr.writableLength,
}
process.exitCode = await run(args, terminal, processes)
await processes.close(killMs)
