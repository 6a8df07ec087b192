import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{abi,host,guest,test}/**/*.test.ts'],
    globalSetup: 'test/support/build.ts',
    // Many tests wait for deadlines and idle connections, not for the processor.
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
