import { bridgePart } from './bridge-part.ts'
import { connectionsPart } from './connections-part.ts'
import { dispatchPart } from './dispatch-part.ts'
import { extismPart } from './extism-part.ts'
import { jpegPart } from './jpeg-part.ts'
import { largePart } from './large-part.ts'
import { memoryPart } from './memory-part.ts'
import { nativePart } from './native-part.ts'
import type { Part } from './part.ts'
import { pluginsPart } from './plugins-part.ts'
import { pngPart } from './png-part.ts'
import { pythonPart } from './python-part.ts'
import { profilePart } from './profile-part.ts'
import { respawnPart } from './respawn-part.ts'
import { startPart } from './start-part.ts'
import { workersPart } from './workers-part.ts'

/** All parts, in the order of the report. */
export const parts: readonly Part[] = [
  pngPart,
  jpegPart,
  largePart,
  dispatchPart,
  nativePart,
  bridgePart,
  pythonPart,
  extismPart,
  connectionsPart,
  pluginsPart,
  workersPart,
  startPart,
  respawnPart,
  memoryPart,
  profilePart,
]
