import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

/** Where the user's programs keep what they can make again (XDG Base Directory Specification). */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
): string {
  const named = environment['XDG_CACHE_HOME']
  // The specification has a relative path be ignored.
  if (named !== undefined && isAbsolute(named)) return join(named, 'orthanc-wasm')
  const local = environment['LOCALAPPDATA']
  if (platform === 'win32' && local !== undefined) return join(local, 'orthanc-wasm', 'cache')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'orthanc-wasm')
  return join(homedir(), '.cache', 'orthanc-wasm')
}
