import { availableVariants } from './guest-plugin.ts'
import { testRecorded } from './test-recorded.ts'

// The first is the module in AssemblyScript, which is also the core of its component.
testRecorded(availableVariants().slice(1))
