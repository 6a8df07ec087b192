import type { Group } from './rows.ts'

/** Services 31 and 43, and 1011: numbers for monitoring. */
export const metrics = {
  services: {
    SetMetricsValue: {
      number: 31,
      struct: '_OrthancPluginSetMetricsValue',
      fields: [
        { name: 'name', kind: 'string' },
        { name: 'value', kind: 'f32' },
        { name: 'type', kind: 'i32', type: 'OrthancPluginMetricsType' },
      ],
    },
    SetMetricsIntegerValue: {
      number: 43,
      struct: '_OrthancPluginSetMetricsIntegerValue',
      fields: [
        { name: 'name', kind: 'string' },
        { name: 'value', kind: 'i64' },
        { name: 'type', kind: 'i32', type: 'OrthancPluginMetricsType' },
      ],
    },
    RegisterRefreshMetricsCallback: {
      number: 1011,
      struct: '_OrthancPluginRegisterRefreshMetricsCallback',
      fields: [{ name: 'callback', kind: 'callback', type: 'OrthancPluginRefreshMetricsCallback' }],
      support: 'none',
    },
  },
  functions: {
    OrthancPluginSetMetricsValue: {
      service: 'SetMetricsValue',
      since: null,
      arguments: { name: 'name', value: 'value', type: 'type' },
      returns: 'void',
      doc: 'Sets a number with a fraction, which Prometheus reads. A timer shows the largest value of 10 s.',
    },
    OrthancPluginSetMetricsIntegerValue: {
      service: 'SetMetricsIntegerValue',
      since: '1.12.1',
      arguments: { name: 'name', value: 'value', type: 'type' },
      returns: 'void',
      doc: 'Sets a whole number, which Prometheus reads. A timer shows the largest value of 10 s.',
    },
    OrthancPluginRegisterRefreshMetricsCallback: {
      service: 'RegisterRefreshMetricsCallback',
      since: null,
      arguments: { callback: 'callback' },
      returns: 'void',
      doc: 'Registers a callback that updates the metrics before they are read.',
    },
  },
} as const satisfies Group
