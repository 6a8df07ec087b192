// A guest's program that tries what no guest may, and sends what became of it in place of STARTED.
import { spawnSync } from 'node:child_process'
import { readFileSync, readSync, readdirSync, writeFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

const own = fileURLToPath(import.meta.url)
const attempts = {
  'read its own file': () => readFileSync(own),
  'read a file next to it': () => readFileSync(new URL('serve.ts', import.meta.url)),
  'read the accounts': () => readFileSync('/etc/passwd'),
  'list the root folder': () => readdirSync('/'),
  'write a file': () => writeFileSync('/tmp/orthanc-wasm-denied', ''),
  'write its own file': () => writeFileSync(own, ''),
  'start a process': () => spawnSync('/bin/true'),
  'start a thread': () => new Worker('0', { eval: true }),
  'load a native add-on': () => process.dlopen({ exports: {} }, '/nonexistent.node'),
  'open the inspector': () => createRequire(own)('node:inspector').open(0),
}

/** One frame on the control socket. */
function send(kind, value) {
  const text = Buffer.from(JSON.stringify(value))
  const head = Buffer.alloc(12)
  head.writeUInt32LE(head.length + text.length)
  head.writeUInt8(kind, 4)
  head.writeUInt32LE(text.length, 8)
  writeSync(3, Buffer.concat([head, text]))
}

function codeOf(attempt) {
  try {
    attempt()
    return 'allowed'
  } catch ({ code }) {
    return code
  }
}

send(16, null)
readSync(3, Buffer.alloc(64))
send(17, Object.fromEntries(Object.entries(attempts).map(([name, act]) => [name, codeOf(act)])))
