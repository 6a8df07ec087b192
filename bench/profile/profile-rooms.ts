import type { CallFrame } from './bundle-source.ts'

const writes = new Set(
  'writev writeBuffer writeUtf8String writeLatin1String writeAsciiString'.split(' '),
)

/** Names of V8 for entries that are not functions. */
const pseudo = new Map([
  ['(garbage collector)', 'garbage collector'],
  ['(program)', 'native code: HTTP parser, event loop'],
])

/** The room of this project, or the part of Node, that a moment of a process belongs to; `undefined` if it was idle. */
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

/** The time of an engine function counts for its caller, except for those that have a row of their own. */
function nativeRoom(name: string, callers: readonly CallFrame[]): string | undefined {
  if (writes.has(name)) return 'writing to sockets and files (system calls)'
  if (name === 'read' && callers.some(isBlockingSocket)) return undefined
  return callers.length === 0 ? 'native code: HTTP parser, event loop' : roomOf(callers)
}

/** It waits there for the next frame. */
function isBlockingSocket({ functionName, url }: CallFrame): boolean {
  return functionName === 'receive' && url.endsWith('/host/frames/frame.js')
}

function scriptRoom(url: string): string {
  const folder = /\/dist\/((?:host|abi)\/[a-z]+)\//.exec(url)?.[1]
  if (folder !== undefined) return folder
  if (url.includes('/dist/')) return 'host'
  const isHttp = /^node:(?:_?http|net$|internal\/(?:http|stream|net))/.test(url)
  return isHttp ? 'node:http and streams, in JavaScript' : 'Node, other JavaScript'
}
