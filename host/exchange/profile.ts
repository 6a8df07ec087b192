import { errorCodeRows } from '../../abi/error-codes.ts'

/** The differences between the versions of the SDK that `--sdk` can name. */
export interface SdkProfile {
  /** `MAJOR.MINOR.REVISION`, as the context's `orthancVersion` says it. */
  readonly version: string
  readonly redirectStatus: 301 | 307
}

/** The default version. */
export const defaultSdkVersion = '1.12.3'

interface ErrorDescription {
  readonly status: number
  readonly message: string
}

interface ErrorRow extends ErrorDescription {
  readonly code: number
  readonly since?: string
  readonly former?: { readonly before: string; readonly message: string }
}

const rows = new Map<number, ErrorRow>(
  Object.values<ErrorRow>(errorCodeRows).map((row) => [row.code, row]),
)

/** Codes from here on are a plugin's own. */
const firstPluginCode = 1_000_000

/** Whether version `a` comes before version `b`; both `MAJOR.MINOR.REVISION`. */
function isBefore(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

/** Whether a text is a version that `--sdk` accepts. Differences are derived from its numbers, so any version is valid. */
export function isSdkVersion(text: string): boolean {
  return /^\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(text)
}

/** The profile of a version of the SDK. */
export function sdkProfile(version: string): SdkProfile {
  return { version, redirectStatus: isBefore(version, '1.12.4') ? 301 : 307 }
}

/** HTTP status and message of an error code in the server of that version. */
export function describeError(profile: SdkProfile, code: number): ErrorDescription {
  if (code >= firstPluginCode)
    return { status: 500, message: 'Error encountered within some plugin' }
  const row = rows.get(code)
  if (row === undefined || (row.since !== undefined && isBefore(profile.version, row.since)))
    return { status: 500, message: 'Unknown error code' }
  const { former, status, message } = row
  return {
    status,
    message: former && isBefore(profile.version, former.before) ? former.message : message,
  }
}
