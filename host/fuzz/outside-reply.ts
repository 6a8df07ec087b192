import { errorCodes } from '../../abi/enums.ts'
import type { OutsideCall, OutsideReply } from '../exchange/ports.ts'

const statuses = [200, 200, 200, 201, 404, 401, 500, 302]
const largestBody = 3000

/** An answer to a request that a guest sends: the same for the same request, and nothing leaves. */
export function outsideReply(call: OutsideCall): OutsideReply {
  const where = call.kind === 'rest' ? call.uri : call.url
  const weight = where.length * 7 + call.body.length + call.method
  if (weight % 5 === 0)
    return { kind: 'failed', code: errorCodes.NetworkProtocol, reason: 'nobody is there' }
  const body = new Uint8Array((weight * 37) % largestBody).fill(weight)
  const headers = [['X-Answer', where.slice(0, 20)]] as const
  return { kind: 'answered', status: statuses[weight % statuses.length] ?? 200, headers, body }
}
