import { STATUS_CODES } from 'node:http'
import { statusReasons } from '../exchange/http-status.ts'

/** The text behind a status in the status line: Orthanc's, else Node's, which a proxied answer may need. */
export function reasonOf(status: number): string {
  return statusReasons.get(status) ?? STATUS_CODES[status] ?? ''
}
