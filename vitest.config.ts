import { configDefaults, defineConfig } from 'vitest/config'

/**
 * Tests in `test/` that are quick, for `npm test`. A test that is not listed is wide (`npm run test:wide`): it may take a minute
 * and start compilers, browsers and other servers, or attack for long. `test/projects.test.ts` checks the list.
 */
export const quick = [
  'test/allow.test.ts',
  'test/bad-input.test.ts',
  'test/command-line.test.ts',
  'test/conformance/differences.test.ts',
  'test/conformance/recorded.test.ts',
  'test/fuzz.test.ts',
  'test/hostile/descriptors.test.ts',
  'test/hostile/guest-process.test.ts',
  'test/inspect.test.ts',
  'test/isolation.test.ts',
  'test/library.test.ts',
  'test/linear-expressions.test.ts',
  'test/own-limits.test.ts',
  'test/projects.test.ts',
  'test/python-scripts/compare.test.ts',
  'test/ranks.test.ts',
  'test/readme.test.ts',
  'test/real-images.test.ts',
  'test/record.test.ts',
  'test/rest.test.ts',
  'test/tls.test.ts',
  'test/upstream.test.ts',
  'test/watch-descriptors.test.ts',
  'test/watch.test.ts',
  'test/words.test.ts',
]

/** Tests of a room that are wide, too. */
export const wideInRooms = [
  'abi/emit/assembly-types.test.ts',
  'guest/build/c.test.ts',
  'host/image/native.test.ts',
]

/** Longer than any test takes on a machine that other programs use, too. */
const times = {
  testTimeout: 120_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 60_000 } },
}
const rooms = ['{abi,host,guest}/**/*.test.ts']
const without = (files: readonly string[]) => [...configDefaults.exclude, ...files]

export default defineConfig({
  test: {
    globalSetup: 'test/support/build.ts',
    // Many tests wait for a process or a deadline, not for the processor.
    maxWorkers: 3,
    projects: [
      // The tests of a room leave nothing behind, so the next file finds its modules loaded.
      {
        test: {
          ...times,
          name: 'rooms',
          include: rooms,
          exclude: without(wideInRooms),
          isolate: false,
        },
      },
      { test: { ...times, name: 'program', include: quick } },
      {
        test: {
          ...times,
          name: 'wide',
          include: ['test/**/*.test.ts', ...wideInRooms],
          exclude: without(quick),
        },
      },
    ],
  },
})
