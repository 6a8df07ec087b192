import { configDefaults, defineConfig } from 'vitest/config'

/** Slow tests: other compilers, other servers, attacks, long searches. `npm run test:wide` runs them. */
const wide = [
  'abi/emit/assembly-types.test.ts',
  'guest/build/c.test.ts',
  'host/image/native.test.ts',
  'test/admin-page.test.ts',
  'test/bridge/faults.test.ts',
  'test/bridge/native.test.ts',
  'test/assemblyscript.test.ts',
  'test/bench.test.ts',
  'test/bridge/callbacks.test.ts',
  'test/bridge/calls.test.ts',
  'test/bridge/nested.test.ts',
  'test/bridge/python-callbacks.test.ts',
  'test/bridge/rest.test.ts',
  'test/bridge/samples.test.ts',
  'test/changes.test.ts',
  'test/c-plugin.test.ts',
  'test/compile-messages.test.ts',
  'test/component.test.ts',
  'test/conformance/crashes.test.ts',
  'test/conformance/live.test.ts',
  'test/conformance/metrics.test.ts',
  'test/conformance/recorded-others.test.ts',
  'test/conformance/stream.test.ts',
  'test/cpp-wrapper.test.ts',
  'test/debugger.test.ts',
  'test/dev.test.ts',
  'test/emscripten.test.ts',
  'test/fuzz-plugin.test.ts',
  'test/hostile/allow.test.ts',
  'test/hostile/boundary.test.ts',
  'test/hostile/chaos.test.ts',
  'test/hostile/clients.test.ts',
  'test/hostile/crowd.test.ts',
  'test/hostile/faults.test.ts',
  'test/hostile/guest-command.test.ts',
  'test/hostile/guests.test.ts',
  'test/hostile/identity.test.ts',
  'test/hostile/kills.test.ts',
  'test/hostile/leaks.test.ts',
  'test/hostile/linear-text.test.ts',
  'test/hostile/process-caps.test.ts',
  'test/hostile/python.test.ts',
  'test/hostile/shares.test.ts',
  'test/hostile/workers.test.ts',
  'test/image-services.test.ts',
  'test/javascript.test.ts',
  'test/lifecycle.test.ts',
  'test/monitoring.test.ts',
  'test/new.test.ts',
  'test/operate.test.ts',
  'test/package.test.ts',
  'test/preview-orthanc.test.ts',
  'test/python-files.test.ts',
  'test/python-module.test.ts',
  'test/python-network.test.ts',
  'test/python-start.test.ts',
  'test/python.test.ts',
  'test/reload.test.ts',
  'test/page.test.ts',
  'test/preview.test.ts',
  'test/rest-api.test.ts',
  'test/rust.test.ts',
  'test/start.test.ts',
  'test/tutorial.test.ts',
  'test/tls-clients.test.ts',
  'test/upload.test.ts',
]

/** Longer than any test takes on a machine that other programs use, too. */
const times = {
  testTimeout: 120_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 60_000 } },
}
const exclude = [...configDefaults.exclude, ...wide]
const rooms = ['{abi,host,guest}/**/*.test.ts']

export default defineConfig({
  test: {
    globalSetup: 'test/support/build.ts',
    // Many tests wait for a process or a deadline, not for the processor.
    maxWorkers: 3,
    projects: [
      // The tests of a room leave nothing behind, so the next file finds its modules loaded.
      { test: { ...times, name: 'rooms', include: rooms, exclude, isolate: false } },
      { test: { ...times, name: 'program', include: ['test/**/*.test.ts'], exclude } },
      { test: { ...times, name: 'wide', include: wide } },
    ],
  },
})
