import autocannon from 'autocannon'
import type { Load, LoadResult } from './load.ts'

// The program of an `AutocannonLoad`: answers each load with its result, or with an error's text. A process and not a
// thread: in a thread autocannon returns raw figures only, for another autocannon to sum up.
process.on('message', (load: Load) => {
  run(load).then(
    (result) => process.send?.({ kind: 'done', result }),
    (error: unknown) => process.send?.({ kind: 'failed', message: String(error) }),
  )
})

async function run(load: Load): Promise<LoadResult> {
  const { url, connections, requests, seconds: duration } = load
  const result = await autocannon({
    url,
    connections,
    timeout: 60,
    // What crossed between processes is a plain array of bytes.
    requests: requests.map(({ body, ...request }) =>
      body === undefined ? request : { ...request, body: Buffer.from(body) },
    ),
    duration,
  })
  const seconds = (result.finish.getTime() - result.start.getTime()) / 1000
  return {
    answered: result['2xx'],
    refused: result.non2xx,
    failed: result.errors,
    perSecond: result['2xx'] / seconds,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  }
}
