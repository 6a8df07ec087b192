import type { CallFrame } from './cpu-profile.ts'

const socketWrites = new Set(
  'writev writeBuffer writeUtf8String writeLatin1String writeAsciiString'.split(' '),
)
const messages = new Set(['postMessage', 'drainMessagePort'])

/** Names that V8 has for what is no function. */
const pseudo = new Map([
  ['(garbage collector)', 'garbage collector'],
  ['(program)', 'native code: HTTP parser, messages, event loop'],
])

/** The room of this project, or the part of Node, that a moment of a thread belongs to; `undefined` if it was idle. */
export function roomOf(frames: readonly CallFrame[]): string | undefined {
  const [inner, ...callers] = frames
  if (inner === undefined) return undefined
  const { functionName, url } = inner
  if (functionName === '(idle)' || functionName === '(root)') return undefined
  const known = pseudo.get(functionName)
  if (known !== undefined) return known
  if (url.startsWith('wasm://')) return wasmRoom(callers)
  if (url === '') return nativeRoom(functionName, callers)
  return scriptRoom(url)
}

/** The encoders are WebAssembly as well, but called from their room and not from that of the plugins. */
function wasmRoom(callers: readonly CallFrame[]): string {
  const caller = callers.find(({ url }) => url !== '' && !url.startsWith('wasm://'))
  const isEncoder = caller?.url.includes('/host/image/') ?? false
  return isEncoder ? 'encoder (WebAssembly)' : 'plugin (WebAssembly)'
}

/** A function of the engine works for whoever calls it, but for those that are worth a line. */
function nativeRoom(name: string, callers: readonly CallFrame[]): string | undefined {
  if (socketWrites.has(name)) return 'writing to sockets (system calls)'
  if (messages.has(name)) return 'messages between threads'
  return callers.length === 0 ? 'native code: HTTP parser, messages, event loop' : roomOf(callers)
}

function scriptRoom(url: string): string {
  const folder = /\/dist\/((?:host|abi)\/[a-z]+)\//.exec(url)?.[1]
  if (folder !== undefined) return folder
  if (url.includes('/dist/')) return 'host'
  if (/^node:internal\/(?:worker|per_context\/messageport)/.test(url))
    return 'messages between threads'
  const isHttp = /^node:(?:_?http|net$|internal\/(?:http|stream|net))/.test(url)
  return isHttp ? 'node:http and streams, in JavaScript' : 'Node, other JavaScript'
}
