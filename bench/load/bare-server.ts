import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'

/** An answer as it is sent again and again. */
interface Recording {
  readonly status: number
  /** Names and values in turn, as they were on the wire. */
  readonly headers: readonly string[]
  readonly body: Buffer
}

const [port = '', origin = ''] = process.argv.slice(2)
const recordings = new Map<string, Recording>()
recordings.set('GET /ready', { status: 200, headers: [], body: Buffer.from('ready\n') })

// What node:http can do at its best: the first request of a kind goes to the server at the origin, all others of it get
// the same answer without another thought.
const server = createServer((incoming, response) => {
  const key = `${incoming.method} ${incoming.url}`
  const recording = recordings.get(key)
  if (incoming.method === 'GET' && recording !== undefined) {
    send(response, recording)
    return
  }
  const chunks: Buffer[] = []
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
  incoming.on('end', () => {
    if (recording !== undefined) send(response, recording)
    else void record(key, incoming, Buffer.concat(chunks)).then((made) => send(response, made))
  })
})
server.listen(Number(port), '127.0.0.1')

function send(response: ServerResponse, { status, headers, body }: Recording): void {
  response.sendDate = false
  response.writeHead(status, [...headers])
  response.end(body)
}

async function record(key: string, incoming: IncomingMessage, body: Buffer): Promise<Recording> {
  const { method, url, headers } = incoming
  // The answer is one on a kept connection; this one is not kept, since the origin would close it meanwhile.
  const agent = new Agent({ keepAlive: true })
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = { method, agent, headers: { ...headers, connection: 'keep-alive' } }
    request(origin + url, options, resolve)
      .on('error', reject)
      .end(body)
  })
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk)
  agent.destroy()
  const made = {
    status: answer.statusCode ?? 0,
    headers: answer.rawHeaders,
    body: Buffer.concat(chunks),
  }
  recordings.set(key, made)
  return made
}
