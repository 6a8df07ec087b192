import type { Callback } from './rows.ts'

const job = { name: 'job', kind: 'pointer', type: 'void*' } as const
const target = { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' } as const

/** Functions of a plugin that the host calls for its jobs and metrics. */
export const jobCallbacks = {
  OrthancPluginJobFinalize: {
    arguments: [job],
    returns: 'void',
    doc: 'Frees a job.',
  },
  OrthancPluginJobGetProgress: {
    arguments: [job],
    returns: 'float',
    doc: 'How much of a job is done, from 0 to 1.',
  },
  OrthancPluginJobGetContent: {
    arguments: [job],
    returns: 'const char*',
    doc: 'Returns the public description of a job, as JSON; the text belongs to the job.',
  },
  OrthancPluginJobGetContent2: {
    arguments: [target, job],
    returns: 'error',
    doc: 'Writes the public description of a job, as JSON, into a memory buffer.',
  },
  OrthancPluginJobGetSerialized: {
    arguments: [job],
    returns: 'const char*',
    doc: 'Returns the JSON from which the job can be created again; NULL if it cannot be.',
  },
  OrthancPluginJobGetSerialized2: {
    arguments: [target, job],
    returns: 'int32_t',
    doc: 'Writes the JSON from which the job can be created again: returns 1 if it can be, 0 if not, -1 for an error.',
  },
  OrthancPluginJobStep: {
    arguments: [job],
    returns: 'OrthancPluginJobStepStatus',
    doc: 'Does one step of a job.',
  },
  OrthancPluginJobStop: {
    arguments: [job, { name: 'reason', kind: 'i32', type: 'OrthancPluginJobStopReason' }],
    returns: 'error',
    doc: 'Stops a job.',
  },
  OrthancPluginJobReset: {
    arguments: [job],
    returns: 'error',
    doc: 'Resets a stopped job, so that it can start again.',
  },
  OrthancPluginJobsUnserializer: {
    arguments: [
      { name: 'jobType', kind: 'string', type: 'const char*' },
      { name: 'serialized', kind: 'string', type: 'const char*' },
    ],
    returns: 'OrthancPluginJob*',
    doc: 'Creates a job again from JSON; returns NULL if the plugin does not know its type.',
  },
  OrthancPluginRefreshMetricsCallback: {
    arguments: [],
    returns: 'void',
    doc: 'Updates the metrics.',
  },
} as const satisfies Record<string, Callback>
