import type { Conversation } from './conversation.ts'
import type { Command } from './generate-command.ts'
import type { Request } from './generate-request.ts'

/** Steps that are tried at most: a difference that comes and goes has no smallest form. */
const mostTries = 400

/** The smallest conversation found that still differs: it takes each step that keeps the difference. */
export async function shrink(
  conversation: Conversation,
  stillDiffers: (candidate: Conversation) => Promise<boolean>,
): Promise<Conversation> {
  let smallest = conversation
  let tries = 0
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false
    for (const candidate of smallerConversations(smallest)) {
      tries += 1
      if (tries > mostTries) return smallest
      if (!(await stillDiffers(candidate))) continue
      smallest = candidate
      isSmaller = true
      break
    }
  }
  return smallest
}

function* smallerConversations(conversation: Conversation): Generator<Conversation> {
  if (conversation.length > 1) yield* withoutOne(conversation)
  const hasGroups = conversation.some((group) => group.length > 1)
  if (hasGroups) yield conversation.flat().map((request) => [request])
  for (const [i, group] of conversation.entries()) {
    if (group.length > 1) {
      for (const fewer of withoutOne(group)) yield conversation.with(i, fewer)
    }
    for (const [j, request] of group.entries()) {
      for (const simpler of simplerRequests(request))
        yield conversation.with(i, group.with(j, simpler))
    }
  }
}

function* withoutOne<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < list.length; i++) yield list.toSpliced(i, 1)
}

const plain = { method: 'GET', target: '/script', version: 'HTTP/1.1' }

function* simplerRequests(request: Request): Generator<Request> {
  if (request.body.kind !== 'none') yield { ...request, body: { kind: 'none' } }
  if (request.script !== null) yield { ...request, script: null }
  if (request.version !== plain.version) yield { ...request, version: plain.version }
  if (request.method !== plain.method) yield { ...request, method: plain.method }
  for (const headers of withoutOne(request.headers)) yield { ...request, headers }
  for (const target of simplerTargets(request.target)) yield { ...request, target }
  for (const script of simplerScripts(request.script ?? [])) yield { ...request, script }
}

function* simplerTargets(target: string): Generator<string> {
  if (target === plain.target) return
  yield plain.target
  const question = target.indexOf('?')
  if (question > 0) yield target.slice(0, question)
  const [path = '', query] = target.split(/\?(.*)/s)
  for (const pieces of withoutOne(path.split('/'))) {
    const shorter = pieces.join('/') + (query === undefined ? '' : `?${query}`)
    if (shorter.startsWith('/') && shorter.length < target.length) yield shorter
  }
  for (const pieces of withoutOne(query?.split('&') ?? [])) {
    const shorter = `${path}?${pieces.join('&')}`
    if (shorter.length < target.length) yield shorter
  }
}

function* simplerScripts(script: readonly Command[]): Generator<readonly Command[]> {
  yield* withoutOne(script)
  for (const [i, command] of script.entries()) {
    const { viaService, words } = command
    if (viaService) yield script.with(i, { ...command, viaService: false })
    if (words[0] === 'repeat') yield script.with(i, { ...command, words: words.slice(2) })
  }
}
