import { configDefaults, defineConfig } from 'vitest/config'

/** What takes long: other compilers, other servers, wide searches. `npm run test:wide` runs them. */
export const wide = [
  'test/bench.test.ts',
  'test/c-plugin.test.ts',
  'test/conformance/live.test.ts',
  'test/emscripten.test.ts',
  'test/fuzz-plugin.test.ts',
  'test/hostile/chaos.test.ts',
  'test/hostile/leaks.test.ts',
  'test/javascript.test.ts',
  'test/new.test.ts',
  'test/package.test.ts',
  'test/rest-api.test.ts',
  'test/rust.test.ts',
]

export const shared = {
  globalSetup: 'test/support/build.ts',
  // Many tests wait for deadlines and idle connections, not for the processor.
  maxWorkers: 3,
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 20_000 } },
}

export default defineConfig({
  test: {
    ...shared,
    include: ['{abi,host,guest,test}/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...wide],
  },
})
