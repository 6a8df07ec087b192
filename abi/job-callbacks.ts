import type { Callback } from './rows.ts'

const job = { name: 'job', kind: 'pointer', type: 'void*' } as const
const target = { name: 'target', kind: 'result', type: 'OrthancPluginMemoryBuffer*' } as const

/** Functions of a plugin behind its jobs and its metrics. */
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
    doc: 'What is told about a job, as JSON; it belongs to the job.',
  },
  OrthancPluginJobGetContent2: {
    arguments: [target, job],
    returns: 'error',
    doc: 'Writes what is told about a job, as JSON, into a memory buffer.',
  },
  OrthancPluginJobGetSerialized: {
    arguments: [job],
    returns: 'const char*',
    doc: 'What a job is made from again, as JSON; NULL if it cannot be.',
  },
  OrthancPluginJobGetSerialized2: {
    arguments: [target, job],
    returns: 'int32_t',
    doc: 'Writes what a job is made from again, as JSON: 1 if it can be, 0 if not, -1 for an error.',
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
    doc: 'Makes a stopped job ready to begin anew.',
  },
  OrthancPluginJobsUnserializer: {
    arguments: [
      { name: 'jobType', kind: 'string', type: 'const char*' },
      { name: 'serialized', kind: 'string', type: 'const char*' },
    ],
    returns: 'OrthancPluginJob*',
    doc: 'Makes a job again; NULL if it is of no type that the plugin knows.',
  },
  OrthancPluginRefreshMetricsCallback: {
    arguments: [],
    returns: 'void',
    doc: 'Sets the metrics anew.',
  },
} as const satisfies Record<string, Callback>
