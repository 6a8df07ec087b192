/** The version of the SDK that the header in C describes. */
export const headerVersion = [1, 12, 3] as const

/** Whether a row is part of that version: a name of a later one may be the plugin's own for now. */
export function isInSdk({ since }: { readonly since?: string | null }): boolean {
  if (since === undefined || since === null) return true
  const parts = since.split('.').map(Number)
  const at = headerVersion.findIndex((number, index) => number !== (parts[index] ?? 0))
  return at === -1 || (parts[at] ?? 0) < (headerVersion[at] ?? 0)
}
