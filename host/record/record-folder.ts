import { access, chmod, constants, mkdir, readdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

const ownerAlone = 0o700
const others = 0o077

/** Makes a folder and those above it that are missing, for their owner alone. Rejects with the system's error. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: ownerAlone })
  } catch (error) {
    if (await isFolder(folder)) return
    // Node's recursive `mkdir` never ends in a file system that reports the wrong error, such as /proc.
    const above = dirname(folder)
    if (!isMissing(error) || above === folder || (await isFolder(above))) throw error
    await makeFolder(above)
    await mkdir(folder, { mode: ownerAlone })
  }
}

/** Lists a writable folder. An empty one is made accessible to its owner only. */
export async function openFolder(
  folder: string,
): Promise<{ readonly names: readonly string[]; readonly isOpenToOthers: boolean }> {
  await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  const names = await readdir(folder)
  // If it has files already, other users may need access.
  if (names.length === 0) await chmod(folder, ownerAlone).catch(() => undefined)
  const { mode } = await stat(folder)
  return { names, isOpenToOthers: (mode & others) !== 0 }
}

/**
 * Throws for a folder of another user than `uid`, who could read and replace its files. `undefined`: the system has no numbers for
 * users.
 */
export async function requireOwnFolder(folder: string, uid: number | undefined): Promise<void> {
  const { uid: owner } = await stat(folder)
  if (uid === undefined || owner === uid) return
  throw new Error(
    `the folder belongs to the user ${owner}, and this process to the user ${uid}: name a folder of your own, or one that does not exist yet`,
  )
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  )
}
