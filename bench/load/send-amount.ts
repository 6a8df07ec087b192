import { Agent } from 'node:http'
import type { LoadRequest } from './load.ts'
import { sendRequest } from './send-request.ts'

/** How many requests in all, and on how many connections at a time. */
interface Amount {
  readonly connections: number
  readonly amount: number
}

/** Sends a number of requests, in turn; throws if one is not answered with 200. Nothing is timed. */
export async function sendAmount(
  url: string,
  requests: readonly LoadRequest[],
  { connections, amount }: Amount,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  let sent = 0
  const sendSome = async (): Promise<void> => {
    while (sent < amount) {
      const request = requests[sent++ % requests.length]
      if (request !== undefined) await sendRequest(url, request, { agent, status: 200 })
    }
  }
  await Promise.all(Array.from({ length: connections }, sendSome))
  agent.destroy()
}
