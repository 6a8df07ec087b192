import type { Socket } from 'node:net'

/** What node:net has of the system's socket, which it does not show. */
interface Handle {
  /** Kept by node:net, which reads again once it needs more. */
  reading: boolean
  readStart(): void
  readStop(): void
}

/** Has the system keep what comes from now on. */
export function stopReading(socket: Socket): void {
  const handle = handleOf(socket)
  if (handle === undefined || !handle.reading) return
  handle.reading = false
  handle.readStop()
}

export function startReading(socket: Socket): void {
  const handle = handleOf(socket)
  if (handle === undefined || handle.reading) return
  handle.reading = true
  handle.readStart()
}

/** Undefined once it is closed. */
function handleOf(socket: Socket): Handle | undefined {
  const handle: unknown = Reflect.get(socket, '_handle')
  return isHandle(handle) ? handle : undefined
}

function isHandle(value: unknown): value is Handle {
  return typeof value === 'object' && value !== null && 'readStart' in value && 'readStop' in value
}
