import { availableVariants } from './guest-plugin.ts'
import { testRecorded } from './test-recorded.ts'

// AssemblyScript, which is always installed.
testRecorded(availableVariants().slice(0, 1))
