import { configDefaults, defineConfig } from 'vitest/config'

/** What takes long: other compilers, other servers, hostile clients, wide searches. `npm run test:wide` runs them. */
export const wide = [
  'guest/build/c.test.ts',
  'host/image/native.test.ts',
  'test/bench.test.ts',
  'test/c-plugin.test.ts',
  'test/conformance/crashes.test.ts',
  'test/conformance/live.test.ts',
  'test/conformance/recorded-others.test.ts',
  'test/emscripten.test.ts',
  'test/fuzz-plugin.test.ts',
  'test/hostile/allow.test.ts',
  'test/hostile/boundary.test.ts',
  'test/hostile/chaos.test.ts',
  'test/hostile/clients.test.ts',
  'test/hostile/crowd.test.ts',
  'test/hostile/faults.test.ts',
  'test/hostile/guest-command.test.ts',
  'test/hostile/identity.test.ts',
  'test/hostile/kills.test.ts',
  'test/hostile/leaks.test.ts',
  'test/hostile/process-caps.test.ts',
  'test/hostile/shares.test.ts',
  'test/hostile/workers.test.ts',
  'test/image-services.test.ts',
  'test/javascript.test.ts',
  'test/new.test.ts',
  'test/package.test.ts',
  'test/rest-api.test.ts',
  'test/rust.test.ts',
]

const times = {
  testTimeout: 60_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 20_000 } },
}

export const shared = {
  ...times,
  globalSetup: 'test/support/build.ts',
  // Many tests wait for deadlines and idle connections, not for the processor.
  maxWorkers: 3,
}

const exclude = [...configDefaults.exclude, ...wide]
const rooms = ['{abi,host,guest}/**/*.test.ts']

export default defineConfig({
  test: {
    ...shared,
    projects: [
      // They leave nothing behind; the next file finds its modules loaded.
      { test: { ...times, name: 'rooms', include: rooms, exclude, isolate: false } },
      { test: { ...times, name: 'whole', include: ['test/**/*.test.ts'], exclude } },
    ],
  },
})
