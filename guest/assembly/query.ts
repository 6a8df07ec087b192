import { CString } from './c-string'

let address: usize = 0

/**
 * Called by the host before each callback, with the query of the request: the struct of the SDK has it for GET alone,
 * cut into arguments.
 */
export function orthanc_wasm_query(at: usize): void {
  address = at
}

/** The query of the request that is answered. */
export function currentQuery(): CString {
  return changetype<CString>(address)
}
