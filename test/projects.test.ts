import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { quick, wideInRooms } from '../vitest.config.ts'

const root = join(import.meta.dirname, '..')

/** What starts other compilers, servers and browsers. */
const slowSupport = [
  'test/bridge/inside-orthanc.ts',
  'test/bridge/orthanc-pair.ts',
  'test/conformance/orthanc-server.ts',
  'test/conformance/server-pair.ts',
  'test/support/c-compilers.ts',
  'test/support/chromium.ts',
  'test/support/componentize.ts',
  'test/support/python.ts',
  'test/support/rust.ts',
]
const inRooms = ['abi', 'host', 'guest'].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(room, file)),
)
const quickTests = [...quick, ...inRooms.filter((file) => !wideInRooms.includes(file))]

it('each test that the configuration names exists', () => {
  expect([...quick, ...wideInRooms].filter((file) => !existsSync(join(root, file)))).toEqual([])
})

it('tests that start other compilers, servers or browsers are wide', () => {
  expect(slowSupport.filter((file) => !existsSync(join(root, file)))).toEqual([])
  const slow = quickTests.flatMap((file) =>
    importsOf(file)
      .filter((imported) => slowSupport.includes(imported))
      .map(
        (imported) => `${file} imports ${imported}: move it to the wide ones in vitest.config.ts`,
      ),
  )
  expect(slow).toEqual([])
})

function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) => join(dirname(file), path))
}
