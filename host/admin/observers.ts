import type { Observer } from '../exchange/ports.ts'

/** An observer that passes each event to all of them. */
export function joinObservers(observers: readonly Observer[]): Observer {
  return {
    onRequest: (request) => {
      for (const { onRequest } of observers) onRequest(request)
    },
    onEnd: (instance) => {
      for (const { onEnd } of observers) onEnd?.(instance)
    },
    onRestart: (plugin) => {
      for (const { onRestart } of observers) onRestart?.(plugin)
    },
  }
}
