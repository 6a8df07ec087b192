import type { Group } from './rows.ts'

/** Services whose `params` is the message itself. */
const message = { struct: null, fields: [{ name: 'message', kind: 'string' }] } as const
const log = { since: null, arguments: { message: 'message' }, returns: 'void' } as const

/** Services 1 to 3: the log. */
export const logging = {
  services: {
    LogInfo: { number: 1, ...message },
    LogWarning: { number: 2, ...message },
    LogError: { number: 3, ...message },
  },
  functions: {
    OrthancPluginLogError: { service: 'LogError', ...log, doc: 'Logs an error.' },
    OrthancPluginLogWarning: { service: 'LogWarning', ...log, doc: 'Logs a warning.' },
    OrthancPluginLogInfo: { service: 'LogInfo', ...log, doc: 'Logs an information.' },
  },
} as const satisfies Group
