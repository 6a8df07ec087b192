/** npm passes a Ctrl-C on that the terminal sent to all its processes already: one press, two signals. */
const sameRequestMs = 1000

/**
 * Resolves at the first SIGTERM or SIGINT from now on. A later one that is no echo of the first ends the process with 1.
 */
export function stopRequest(): Promise<undefined> {
  return new Promise((resolve) => {
    let firstMs: number | undefined
    const request = (): void => {
      firstMs ??= performance.now()
      if (performance.now() - firstMs >= sameRequestMs) process.exit(1)
      resolve(undefined)
    }
    process.on('SIGTERM', request)
    process.on('SIGINT', request)
  })
}
