import { hex, quote } from './byte-text'
import { Run } from './run'

/** The request as the plugin was given it, one line for each thing. */
export function describeRequest(run: Run): string {
  const request = run.request
  return (
    `route=${run.route}\nmethod=${request.method}\nurl=${quote(run.url)}` +
    `\ngroups=${request.groupsCount}${list('g', request.groupsCount, request.groups)}` +
    `\nget=${request.getCount}` +
    pairs('q', request.getCount, request.getKeys, request.getValues) +
    `\nheaders=${request.headersCount}` +
    pairs('h', request.headersCount, request.headersKeys, request.headersValues) +
    `\nbody=${request.bodySize}${describeBody(request.body, request.bodySize)}`
  )
}

/** Which pointers of the request are NULL. */
export function describePointers(run: Run): string {
  const request = run.request
  let text = '\nnull:'
  if (request.groups == 0) text += ' groups'
  if (request.getKeys == 0) text += ' getKeys'
  if (request.getValues == 0) text += ' getValues'
  if (request.headersKeys == 0) text += ' headersKeys'
  if (request.headersValues == 0) text += ' headersValues'
  if (request.body == 0) text += ' body'
  return text
}

function list(letter: string, count: u32, texts: usize): string {
  let lines = ''
  for (let i: u32 = 0; i < count; i++) lines += `\n ${letter} ${quote(element(texts, i))}`
  return lines
}

function pairs(letter: string, count: u32, keys: usize, values: usize): string {
  let lines = ''
  for (let i: u32 = 0; i < count; i++) {
    lines += `\n ${letter} ${quote(element(keys, i))}=${quote(element(values, i))}`
  }
  return lines
}

function element(array: usize, index: u32): usize {
  return load<usize>(array + <usize>index * sizeof<usize>())
}

const shown: u32 = 32

function describeBody(at: usize, length: u32): string {
  if (length == 0 || at == 0) return ''
  let head = ''
  for (let i: u32 = 0; i < min(length, shown); i++) head += hex(load<u8>(at + i), 2)
  return `\n fnv1a ${hex(fnv1a(at, length), 8)}\n head ${head}`
}

function fnv1a(at: usize, length: u32): u32 {
  let hash: u32 = 2166136261
  for (let i: u32 = 0; i < length; i++) hash = (hash ^ load<u8>(at + i)) * 16777619
  return hash
}
