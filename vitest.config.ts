import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{abi,host,guest,test}/**/*.test.ts'],
    globalSetup: 'test/support/build.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
