import { request as open, type Agent } from 'node:http'
import type { LoadRequest } from './load.ts'

interface SendOptions {
  readonly agent: Agent
  /** What the answer has to have. */
  readonly status: number
}

/** How often a request is sent on another connection before it counts as failed. */
const mostResets = 3

/** Sends one request and reads the answer away; throws if its status is another one. */
export function sendRequest(
  url: string,
  request: LoadRequest,
  options: SendOptions,
  resets = 0,
): Promise<void> {
  const { method, path, headers = {}, body = new Uint8Array() } = request
  const { agent, status } = options
  const fields = { ...headers, 'Content-Length': body.length }
  return new Promise((resolve, reject) => {
    const sent = open(url + path, { method, agent, headers: fields }, (response) => {
      const isExpected = response.statusCode === status
      const problem = new Error(`${method} ${path}: ${response.statusCode}, not ${status}`)
      response.resume().on('end', () => (isExpected ? resolve() : reject(problem)))
    })
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // A server closes a connection that idles for a second, which may be while this request is on its way.
      if (error.code === 'ECONNRESET' && resets < mostResets)
        sendRequest(url, request, options, resets + 1).then(resolve, reject)
      else reject(new Error(`${method} ${path}: ${error.message}`, { cause: error }))
    })
    sent.end(body)
  })
}
