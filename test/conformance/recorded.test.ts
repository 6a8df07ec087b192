import { availableVariants, isUsual } from './guest-plugin.ts'
import { testRecorded } from './test-recorded.ts'

testRecorded(availableVariants().filter(isUsual))
