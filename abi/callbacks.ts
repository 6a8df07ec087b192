import type { Kind } from './kinds.ts'

/** The signature of a function that a plugin hands over. */
export interface Callback {
  readonly arguments: readonly {
    readonly name: string
    readonly kind: Kind
    readonly type: string
  }[]
  readonly returns: 'error' | 'void'
  readonly doc: string
}

export const callbacks = {
  OrthancPluginRestCallback: {
    arguments: [
      { name: 'output', kind: 'output', type: 'OrthancPluginRestOutput*' },
      { name: 'url', kind: 'string', type: 'const char*' },
      { name: 'request', kind: 'pointer', type: 'const OrthancPluginHttpRequest*' },
    ],
    returns: 'error',
    doc: 'Answers one HTTP request; `output` is valid until it returns.',
  },
} as const satisfies Record<string, Callback>
