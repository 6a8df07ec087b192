import { describe, expect, it } from 'vitest'
import { errorAnswer, type Answer } from '../exchange/answer.ts'
import type { Client, Dispatch } from '../exchange/ports.ts'
import type { Request } from '../exchange/request.ts'
import { Dispatcher, type DispatchedPlugin, type DispatcherOptions } from './dispatcher.ts'
import { compilePattern } from './path-pattern.ts'
import { RouteTable } from './route-table.ts'

const request = (path: string): Request => ({
  id: '1',
  method: 1,
  path,
  uri: path,
  query: '',
  hasArguments: true,
  headerLines: [],
  body: new Uint8Array(0),
})

const client: Client = {
  target: { begin: () => undefined, write: (_, taken) => taken(true) },
  hasLeft: false,
  signal: new AbortController().signal,
}

const answers = (answer: Answer | { kind: 'passed' }): DispatchedPlugin => ({
  answer: () => Promise.resolve(answer),
})

const tableOf = (...patterns: string[]): RouteTable => {
  const table = new RouteTable()
  for (const [plugin, pattern] of patterns.entries()) {
    const matcher = compilePattern(pattern)
    if (matcher.kind === 'matcher') table.add(plugin, [{ route: 0, matcher }])
  }
  return table
}

const createDispatch = (options: DispatcherOptions): Dispatch => {
  const dispatcher = new Dispatcher(options)
  return (asked, from) => dispatcher.answer(dispatcher.find(asked.path), asked, from)
}

describe('Dispatcher', () => {
  it('sends a request to the plugin of the first route', async () => {
    const plugins = [answers({ kind: 'nothing' }), answers(errorAnswer(8))]
    const dispatch = createDispatch({ table: tableOf('/a', '/(.*)'), plugins })
    expect(await dispatch(request('/a'), client)).toEqual({ kind: 'nothing' })
    expect(await dispatch(request('/b'), client)).toMatchObject({ code: 8 })
  })

  it('answers a path without a route as an unknown resource', async () => {
    const dispatch = createDispatch({ table: tableOf('/a'), plugins: [] })
    expect(await dispatch(request('/b'), client)).toMatchObject({ kind: 'error', code: 17 })
  })

  it('continues with the next plugin, and then with `otherwise`, if one passes', async () => {
    const passed = answers({ kind: 'passed' })
    const table = tableOf('/a', '/(.*)')
    const next = createDispatch({ table, plugins: [passed, answers({ kind: 'nothing' })] })
    expect(await next(request('/a'), client)).toEqual({ kind: 'nothing' })
    const withFallback = createDispatch({
      table,
      plugins: [passed, passed],
      otherwise: () => Promise.resolve(errorAnswer(7)),
    })
    expect(await withFallback(request('/a'), client)).toMatchObject({ code: 7 })
  })
})
