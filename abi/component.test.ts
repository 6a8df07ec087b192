import { describe, expect, it } from 'vitest'
import { componentFunctions, hashEntryPoint, listEntryPoints, kebabCase } from './component.ts'

describe('hashEntryPoint', () => {
  it('differs for each entry point', () => {
    const names = listEntryPoints().map(({ name }) => name)
    expect(new Set(names.map(hashEntryPoint)).size).toBe(names.length)
  })

  it('stays what it is in components that were built before', () => {
    expect(hashEntryPoint('OrthancPluginAnswerBuffer')).toBe(0xbbda7407)
  })
})

describe('componentFunctions', () => {
  it('leave out lengths, outputs and places of results', () => {
    const names = new Map(
      componentFunctions().map((f) => [f.service, f.parameters.map(({ name }) => name)]),
    )
    expect(names.get('SendHttpStatus')).toEqual(['status', 'body'])
    expect(names.get('ComputeMd5')).toEqual(['buffer'])
  })

  it('have names that WIT takes', () => {
    for (const { name } of componentFunctions())
      expect(name).toMatch(/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/)
  })
})

describe('kebabCase', () => {
  it('parts words where a capital begins', () => {
    expect(kebabCase('SendMultipartItem2')).toBe('send-multipart-item2')
  })
})
