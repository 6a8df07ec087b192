const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Resolves at the first signal to stop from now on; further ones change nothing, since a stop is bounded in time. */
export function stopRequest(): Promise<undefined> {
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve(undefined))
  })
}
