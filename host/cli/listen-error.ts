import type { HttpSettings } from '../exchange/settings.ts'

/** Why the server cannot listen, and what to do about it. */
export function explainListenError(
  error: unknown,
  { host, port }: Pick<HttpSettings, 'host' | 'port'>,
): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return `port ${port} on ${host} is in use: choose another one with --port`
  if (code === 'EACCES')
    return `port ${port} on ${host} is not permitted: choose one above 1023 with --port`
  if (code === 'EADDRNOTAVAIL')
    return `${host} is no address of this machine: choose another one with --host`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `the name ${host} is not known: choose an address with --host`
  return error instanceof Error ? error.message : String(error)
}
