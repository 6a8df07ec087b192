import { CallError } from '../../host/exchange/errors.ts'

/** The code of the `CallError` that a call throws; `null` if it throws none. */
export function codeOf(call: () => unknown): number | null {
  try {
    call()
    return null
  } catch (error) {
    if (error instanceof CallError) return error.code
    throw error
  }
}
