import type { Node } from 'jsonc-parser'

/** Paths of sections that only Orthanc or this host needs: names and passwords of users, peers and servers. */
const secretPaths: ReadonlySet<string> = new Set(['DicomWeb.Servers'])

/** Names of such sections at any depth, in lower case. */
const secretSections: ReadonlySet<string> = new Set(['registeredusers', 'orthancpeers'])

/** What options with secrets are called, as `WebServicePassword`, `AcceptedAuthTokens`, `PreviousMasterKeys`. */
const secretName =
  /pass(?:word|wd|phrase)|secret|credential|connection_?(?:uri|string)|(?:token|key|pin|pwd)s?$|^(?:serviceaccount|authorizeduser)file$/i

/** Header fields with a secret; the plugin Authorization has a section of that name. */
const secretField = /^(?:(?:proxy-)?authorization|(?:set-)?cookie)$/i

/** Sections whose names and values the user chooses, without secrets. */
const openSections: ReadonlySet<string> = new Set([
  'DicomModalities',
  'Dictionary',
  'UserContentType',
  'UserMetadata',
])

/** Options that have the name of a secret, but are not secret. */
const ordinaryPaths: ReadonlySet<string> = new Set(['OrthancExplorer2.Tokens'])

/** Texts that are secrets, whatever the name of their option. */
const secretTexts: readonly RegExp[] = [
  // A URL with a user, and a list of options as of ODBC and Azure
  /^[a-z][a-z\d+.-]*:\/\/[^/?#\s]+@/i,
  /(?:^|[;&?\s])(?:password|pwd|accountkey|sharedaccess\w+|sig|token|api[-_]?key|secret)\s*=/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /^(?:(?:proxy-)?authorization|cookie|x-api-key)\s*:/i,
]

/**
 * Whether a value of the configuration must not be known to plugins: by its keys from the outermost object on, and by its
 * text. A value in a list has the keys of the list.
 */
export function isSecret(path: readonly string[], value: Node): boolean {
  const [section = ''] = path
  const name = path.at(-1) ?? ''
  const joined = path.join('.')
  if (openSections.has(section)) return false
  if (secretPaths.has(joined) || secretSections.has(name.toLowerCase())) return true
  // Whether a password exists does not reveal it.
  if (value.type === 'boolean' || value.type === 'null') return false
  if (secretName.test(name) && !ordinaryPaths.has(joined)) return true
  return value.type === 'string' && isSecretText(name, String(value.value))
}

function isSecretText(name: string, text: string): boolean {
  if (secretField.test(name)) return true
  // `HttpProxy` needs no scheme: `user:password@host`.
  if (/proxy$/i.test(name) && text.includes('@')) return true
  return secretTexts.some((secret) => secret.test(text))
}
