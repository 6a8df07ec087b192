import { testRecorded } from './test-recorded.ts'

// Always installed, and compiled without optimization: the long tests have the optimized one, in a component.
testRecorded([
  { name: 'AssemblyScript, --debug', language: 'AssemblyScript', form: 'module', debug: true },
])
