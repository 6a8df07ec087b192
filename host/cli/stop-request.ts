/** Resolves at the first SIGTERM or SIGINT from now on; more of them change nothing, since a stop is bounded in time. */
export function stopRequest(): Promise<undefined> {
  return new Promise((resolve) => {
    const request = (): void => resolve(undefined)
    process.on('SIGTERM', request)
    process.on('SIGINT', request)
  })
}
