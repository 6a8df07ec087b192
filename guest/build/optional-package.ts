/**
 * An optional dependency, or `undefined` if it is not installed. Its name is not a literal in `import()`, so that its types,
 * which may not be there, are not looked for.
 */
export async function importOptional<T>(name: string): Promise<T | undefined> {
  try {
    return await import(name)
  } catch (error) {
    if (isMissingModule(error)) return undefined
    throw new Error(`${name} does not start`, { cause: error })
  }
}

function isMissingModule(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
}
