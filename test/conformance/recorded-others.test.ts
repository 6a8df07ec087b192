import { availableVariants } from './guest-plugin.ts'
import { testRecorded } from './test-recorded.ts'

testRecorded(availableVariants().slice(1))
