import { expect, it } from 'vitest'
import { httpMethods } from '../../abi/enums.ts'
import { usedOptions } from '../config/orthanc-options.ts'
import { AnswerCollector } from './answer-collector.ts'
import { closeRequests } from './closed-requests.ts'

const closed = (
  ['ExecuteLuaEnabled', 'RestApiWriteToFileSystemEnabled', 'WebDavDeleteAllowed'] as const
).map((option) => ({ option, requests: usedOptions[option].requests }))
const dispatch = closeRequests(async () => ({ kind: 'nothing' }), closed)

async function ask(method: keyof typeof httpMethods, uri: string): Promise<string> {
  const request = {
    id: '1',
    method: httpMethods[method],
    path: uri,
    uri,
    query: '',
    hasArguments: false,
    headerLines: [],
    body: new Uint8Array(0),
  }
  const client = new AnswerCollector({
    signal: new AbortController().signal,
    maxBytes: 1,
    mayWaitFor: () => true,
  })
  const answer = await dispatch(request, client)
  return answer.kind === 'error' ? `${answer.status} ${answer.details}` : 'passed'
}

it.each([
  ['Post', '/tools/execute-script', 'ExecuteLuaEnabled'],
  ['Post', '/tools/execute-script/', 'ExecuteLuaEnabled'],
  ['Post', '//tools/./execute-script.', 'ExecuteLuaEnabled'],
  ['Post', '/tools\\execute-script', 'ExecuteLuaEnabled'],
  ['Post', '/instances/a/export', 'RestApiWriteToFileSystemEnabled'],
  ['Delete', '/webdav/uploads/x', 'WebDavDeleteAllowed'],
] as const)('%s %s is refused because of %s', async (method, uri, option) => {
  expect(await ask(method, uri)).toMatch(new RegExp(`^403 .*${option}`))
})

it.each([
  ['Get', '/tools/now'],
  ['Get', '/instances/export'],
  ['Post', '/instances/a/b/export'],
  ['Get', '/webdav/uploads'],
] as const)('%s %s is passed', async (method, uri) => {
  expect(await ask(method, uri)).toBe('passed')
})
