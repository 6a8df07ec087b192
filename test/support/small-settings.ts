import type { InstanceSettings } from '../../host/exchange/instance.ts'

/** Settings of an instance that needs next to nothing. */
export const smallSettings: InstanceSettings = {
  sdkVersion: '1.12.3',
  configuration: '{}',
  pngEffort: 1,
  maxAnswerBytes: 100,
  memoryPages: 16,
  tableEntries: 20,
}
