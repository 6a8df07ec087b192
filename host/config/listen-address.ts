import { isIP } from 'node:net'

/** Where a server listens. */
export interface ListenAddress {
  /** An address or a host name. */
  readonly host: string
  /** 0: a free one. */
  readonly port: number
}

export const loopback = '127.0.0.1'
export const allInterfaces = '0.0.0.0'

/** Both ends are valid. */
export const portRange = { minimum: 0, maximum: 65535 } as const

export const expectedHost = 'an address like 127.0.0.1 or a host name'
export const expectedListenAddress = `a port from ${portRange.minimum} to ${portRange.maximum}, or an address and a port like 127.0.0.1:8043 or [::1]:8043`

/** Whether a text is an address or a host name. An empty one would mean all interfaces. */
export function isHost(text: string): boolean {
  return isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)
}

/** Parses `PORT` or `ADDRESS:PORT`, an IPv6 address in brackets; without an address the loopback. `undefined` for another text. */
export function readListenAddress(text: string): ListenAddress | undefined {
  const [, bracketed, plain, digits = ''] =
    /^(?:(?:\[([^\]]*)\]|([^:]*)):)?(\d{1,5})$/.exec(text) ?? []
  const host = bracketed ?? plain ?? loopback
  const isValid = bracketed === undefined ? isHost(host) : isIP(bracketed) === 6
  const port = digits === '' ? Number.NaN : Number(digits)
  return isValid && port <= portRange.maximum ? { host, port } : undefined
}

/** Whether only programs of this machine reach a server on that host. False for a name like `127.example.org`. */
export function isLoopback(host: string): boolean {
  return /^(localhost|::1)$/i.test(host) || (isIP(host) === 4 && host.startsWith('127.'))
}

/** A host and a port as a URL has them: an IPv6 address in brackets. */
export function showListenAddress({ host, port }: ListenAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Why the server cannot listen, and what to do about it; `option` names what sets port and host. */
export function explainListenError(
  error: unknown,
  { host, port }: ListenAddress,
  option: { readonly port: string; readonly host: string },
): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return `port ${port} on ${host} is in use: choose another one with ${option.port}`
  if (code === 'EACCES')
    return `port ${port} on ${host} is not permitted: choose one above 1023 with ${option.port}`
  if (code === 'EADDRNOTAVAIL')
    return `${host} is not an address of this machine: choose another one with ${option.host}`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `the host name ${host} is unknown: choose an address with ${option.host}`
  return error instanceof Error ? error.message : String(error)
}
