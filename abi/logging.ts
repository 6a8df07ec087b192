import type { Group } from './rows.ts'

/** Services whose `params` is the message itself. */
const message = { struct: null, fields: [{ name: 'message', kind: 'string' }] } as const
const log = { since: null, arguments: { message: 'message' }, returns: 'void' } as const

/** Services 1 to 3, and 45: the log. */
export const logging = {
  services: {
    LogInfo: { number: 1, ...message },
    LogWarning: { number: 2, ...message },
    LogError: { number: 3, ...message },
    LogMessage: {
      number: 45,
      since: '1.12.4',
      struct: '_OrthancPluginLogMessage',
      fields: [
        { name: 'message', kind: 'string' },
        { name: 'plugin', kind: 'optionalString' },
        { name: 'file', kind: 'optionalString' },
        { name: 'line', kind: 'u32' },
        { name: 'category', kind: 'i32', type: 'OrthancPluginLogCategory' },
        { name: 'level', kind: 'i32', type: 'OrthancPluginLogLevel' },
      ],
    },
  },
  functions: {
    OrthancPluginLogError: { service: 'LogError', ...log, doc: 'Logs an error.' },
    OrthancPluginLogWarning: { service: 'LogWarning', ...log, doc: 'Logs a warning.' },
    OrthancPluginLogInfo: { service: 'LogInfo', ...log, doc: 'Logs an information.' },
    OrthancPluginLogMessage: {
      service: 'LogMessage',
      since: '1.12.4',
      arguments: {
        message: 'message',
        plugin: 'plugin',
        file: 'file',
        line: 'line',
        category: 'category',
        level: 'level',
      },
      returns: 'void',
      doc: 'Logs a message of a level, with the line of the source that logs it.',
    },
  },
} as const satisfies Group
