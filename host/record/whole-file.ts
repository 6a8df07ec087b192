import { access, open, rename, rm } from 'node:fs/promises'

/** Writes a file completely or not at all; only its owner can read it. */
export async function writeWhole(
  file: string,
  pieces: Iterable<string | Uint8Array>,
  signal?: AbortSignal,
): Promise<void> {
  const part = `${file}.part`
  // In a folder to which others can write it may be a link to another file.
  await rm(part, { force: true })
  const handle = await open(part, 'wx', 0o600)
  try {
    for (const piece of pieces) {
      signal?.throwIfAborted()
      await handle.appendFile(piece)
    }
    // Else the file may be empty after a power failure.
    await handle.sync()
    await handle.close()
    await rename(part, file)
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(part, { force: true })
    throw error
  }
}

/** The first of `PATH.json`, `PATH-2.json` and so on that does not exist. */
export async function freeName(path: string): Promise<string> {
  for (let number = 1; ; number++) {
    const file = `${path}${number === 1 ? '' : `-${number}`}.json`
    if (!(await exists(file))) return file
  }
}

export async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
