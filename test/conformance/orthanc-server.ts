import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ConformanceServer } from './our-server.ts'
import { missingPackage } from '../support/requirements.ts'
import { findFreePort } from '../support/port.ts'

const program = '/usr/sbin/Orthanc'

/** Whether the real server, or what its plugin is compiled with, is not installed here. */
export function lacksOrthanc(): boolean {
  const missing = [
    missingPackage(program, 'orthanc'),
    missingPackage('/usr/include/orthanc/OrthancCPlugin.h', 'orthanc-dev'),
    missingPackage('gcc', 'gcc'),
  ]
  return missing.includes(true)
}

const longestStartMs = 30_000

/** How its process is started: in which folder, if not its own, and with which arguments. */
interface ProcessOptions {
  readonly cwd?: string
  readonly args?: readonly string[]
  /** A command in front that becomes the server. */
  readonly wrapper?: readonly string[]
}

/**
 * Starts Debian's Orthanc with a native plugin, in a folder of its own, on a free port unless its options name one; they are merged
 * over few others.
 */
export async function startOrthanc(
  plugin: string,
  options: object,
  folder: string,
  { cwd = folder, args = [], wrapper = [] }: ProcessOptions = {},
): Promise<ConformanceServer> {
  const port =
    'HttpPort' in options && typeof options.HttpPort === 'number'
      ? options.HttpPort
      : await findFreePort()
  const config = writeConfig(plugin, { HttpPort: port, ...options }, folder)
  const logFile = join(folder, 'orthanc.log')
  const log = openSync(logFile, 'w')
  const [command, ...before] = [...wrapper, program]
  const child = spawn(command, [...before, ...args, config], { cwd, stdio: ['ignore', log, log] })
  const exited = once(child, 'exit')
  const isAlive = (): boolean => child.exitCode === null && child.signalCode === null
  const startMs = Date.now()
  while (!(await listens(port))) {
    if (!isAlive() || Date.now() - startMs > longestStartMs) {
      child.kill('SIGKILL')
      throw new Error(`Orthanc did not start:\n${readFileSync(logFile, 'utf8').slice(-2000)}`)
    }
    await sleep(50)
  }
  return {
    port,
    pid: child.pid ?? 0,
    isAlive,
    stop: async (signal = 'SIGTERM') => {
      if (!isAlive()) return
      child.kill(signal)
      await exited
    },
  }
}

function writeConfig(plugin: string, options: object, folder: string): string {
  const database = join(folder, 'database')
  mkdirSync(database, { recursive: true })
  const config = join(folder, 'orthanc.json')
  const base = {
    DicomServerEnabled: false,
    StorageDirectory: database,
    IndexDirectory: database,
    RemoteAccessAllowed: true,
    AuthenticationEnabled: false,
    Plugins: [plugin],
  }
  writeFileSync(config, JSON.stringify({ ...base, ...options }))
  return config
}

async function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
