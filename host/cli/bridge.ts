import { Bridge } from '../bridge/bridge.ts'
import { describeSystemError } from '../config/plugin-files.ts'
import { createLog, escapeText } from '../exchange/log.ts'
import { readCodecs } from '../pool/codecs.ts'
import { ProcessSupply } from '../pool/process-supply.ts'
import { stopRequest, type ExitCode } from './command.ts'
import type { Terminal } from './terminal.ts'

/** The options of `bridge`. */
export interface BridgeCommandOptions {
  readonly socket: string
  readonly config?: string
  readonly verbose?: boolean
}

/** Runs the plugins of an Orthanc until a signal asks to stop, or until the Orthanc that has started this process is gone. */
export async function bridge(
  plugins: readonly string[],
  { socket, config, verbose = false }: BridgeCommandOptions,
  version: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const supervisor = new Bridge({
    config,
    overrides: { plugins },
    version,
    codecs: await readCodecs(),
    createProcesses: () => new ProcessSupply(),
    log: createLog({ format: 'text', verbose, write: (line) => terminal.err(`${line}\n`) }),
  })
  const stopped = stopRequest()
  try {
    await supervisor.listen(socket)
  } catch (error) {
    throw new Error(`cannot listen on ${escapeText(socket)}: ${describeSystemError(error)}`, {
      cause: error,
    })
  }
  await Promise.race([stopped, supervisor.ended])
  await supervisor.close()
  return 0
}
