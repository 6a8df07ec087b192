import { expect, it } from 'vitest'
import { codeRangeKiB, dataLimitKiB } from './process-limits.ts'

it.each([
  ['that is writable as a whole', ['7fb2fc000000-7fb31bdc0000 rwxp', '1000-2000 rw-p'], 521_984],
  ['that is writable where it is used', ['7fb2fc000000-7fb2fc03c000 rwxp'], 0],
  ['that is not writable', ['7fb2fc000000-7fb31bdc0000 ---p'], 0],
  ['of a system without /proc', [], 0],
])('the limit for data has room for a code range %s', (_, mappings, kib) => {
  const text = mappings.map((mapping) => `${mapping} 00000000 00:00 0\n`).join('')
  expect(codeRangeKiB(text)).toBe(kib)
  expect(dataLimitKiB(528, 2, kib)).toBe(528 * 1024 + 2 * kib)
})
