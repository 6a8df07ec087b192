import { expect, it } from 'vitest'
import { needsOf } from './needs.ts'

it('names the functions that have to be allowed, each under its key', () => {
  const imports = [
    'OrthancPluginLookupPatient',
    'OrthancPluginAnswerBuffer',
    'OrthancPluginHttpGet',
    'OrthancPluginCallRestApi',
    'OrthancPluginCallRestApi',
  ]
  expect(needsOf(imports)).toEqual([
    { key: 'RestApi', functions: ['OrthancPluginCallRestApi', 'OrthancPluginLookupPatient'] },
    { key: 'Http', functions: ['OrthancPluginHttpGet'] },
  ])
})

it('finds no need in functions without requests, unknown ones, and unsupported ones', () => {
  const imports = ['OrthancPluginLogInfo', '__proto__', 'toString', 'OrthancPluginCallPeerApi']
  expect(needsOf(imports)).toEqual([])
})
