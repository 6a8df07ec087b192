import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Whether a file is there and newer than all of `inputs`: files, or folders with all that is in them. */
export function isUpToDate(target: string, inputs: readonly string[]): boolean {
  if (!existsSync(target)) return false
  const builtMs = statSync(target).mtimeMs
  return inputs.flatMap(filesIn).every((input) => statSync(input).mtimeMs < builtMs)
}

function filesIn(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)))
}
