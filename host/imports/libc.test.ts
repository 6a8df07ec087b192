import { expect, it } from 'vitest'
import { libcImports } from './libc.ts'

it('returns the error that each function has for a call that is not implemented', () => {
  const imports = libcImports(['abort', '__syscall_unlinkat', '__pthread_create_js', '_dlopen_js'])
  expect(Object.entries(imports).map(([name, call]) => [name, call()])).toEqual([
    ['__syscall_unlinkat', -52],
    ['__pthread_create_js', 52],
    ['_dlopen_js', 0],
  ])
})
