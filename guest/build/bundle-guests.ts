import { build } from 'rolldown'

// The programs of guest processes, each as one file: it starts in half the time, and is all that its process may read.

const dist = new URL('../../', import.meta.url)
const programs = [
  ['host/guest/main.js', 'host/guest.js'],
  ['host/guest/take-apart.js', 'host/take-apart.js'],
  ['host/fuzz/request-guest.js', 'host/request-guest.js'],
] as const

for (const [input, output] of programs)
  await build({
    input: new URL(input, dist).pathname,
    platform: 'node',
    logLevel: 'warn',
    output: {
      file: new URL(output, dist).pathname,
      format: 'esm',
      codeSplitting: false,
      // Licences stay; what else is said stands in the sources.
      comments: { legal: true, annotation: false, jsdoc: false },
    },
  })
