import { randomUUID } from 'node:crypto'
import { closeSync, openSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'

const ownerAlone = 0o600

/** The descriptor of a new file without a name: the system deletes it when the last process has closed it. */
export function openUnlinked(folder: string): number {
  const name = join(folder, `orthanc-wasm-${randomUUID()}`)
  const descriptor = openSync(name, 'wx+', ownerAlone)
  try {
    unlinkSync(name)
    return descriptor
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}
