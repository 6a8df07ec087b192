/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly raw: Buffer
  readonly statusLine: string
  readonly status: number
  /** Names as they came; a line without `: ` has no value. */
  readonly headers: readonly (readonly [name: string, value: string | null])[]
  readonly body: Buffer
  /** Whether the body is as long as the head says. */
  readonly isComplete: boolean
  /** Whether the body ends where the connection does. */
  readonly isStreamed: boolean
}

/** Cuts what a connection gave into answers; the last may be cut short. */
export function parseAnswers(bytes: Buffer): RawAnswer[] {
  const answers: RawAnswer[] = []
  for (let at = 0; at < bytes.length;) {
    const answer = parseAnswer(bytes.subarray(at))
    answers.push(answer)
    at += answer.raw.length
  }
  return answers
}

function parseAnswer(bytes: Buffer): RawAnswer {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd === -1) return unfinishedHead(bytes)
  const [statusLine = '', ...lines] = bytes.toString('latin1', 0, headEnd).split('\r\n')
  const status = Number(statusLine.split(' ')[1] ?? 0)
  const headers = lines.map(parseHeader)
  const bodyStart = headEnd + 4
  const length = bodyLength(status, headers)
  const end = Math.min(bytes.length, bodyStart + (length ?? Infinity))
  return {
    raw: bytes.subarray(0, end),
    statusLine,
    status,
    headers,
    body: bytes.subarray(bodyStart, end),
    isComplete: length !== undefined && end === bodyStart + length,
    isStreamed: length === undefined,
  }
}

function unfinishedHead(bytes: Buffer): RawAnswer {
  return {
    raw: bytes,
    statusLine: bytes.toString('latin1', 0, 200),
    status: 0,
    headers: [],
    body: Buffer.alloc(0),
    isComplete: false,
    isStreamed: false,
  }
}

function parseHeader(line: string): readonly [string, string | null] {
  const colon = line.indexOf(': ')
  return colon === -1 ? [line, null] : [line.slice(0, colon), line.slice(colon + 2)]
}

function bodyLength(status: number, headers: RawAnswer['headers']): number | undefined {
  const given = headers.findLast(([name]) => name.toLowerCase() === 'content-length')
  if (given !== undefined) return Number(given[1])
  const hasNoBody = (status >= 100 && status < 200) || status === 204 || status === 304
  return hasNoBody ? 0 : undefined
}

/** The value of the first header of that name, given in lower case. */
export function headerOf(answer: RawAnswer, name: string): string | undefined {
  return answer.headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1] ?? undefined
}

const boundary = /boundary=([0-9a-f-]{70})(?![0-9a-f-])/

/** The boundary that a multipart answer has made up. */
function boundaryOf(answer: RawAnswer): string | undefined {
  const type = headerOf(answer, 'content-type') ?? ''
  return type.startsWith('multipart/') ? boundary.exec(type)?.[1] : undefined
}

/** The answer with its random boundary replaced by a fixed one of the same length, in head and body. */
export function withFixedBoundary(answer: RawAnswer): RawAnswer {
  const random = boundaryOf(answer)
  if (random === undefined) return answer
  const headers = answer.headers.map(
    ([name, value]) => [name, value === null ? null : fixBoundary(value, random)] as const,
  )
  const isCoded = headerOf(answer, 'content-encoding') !== undefined
  return { ...answer, headers, body: isCoded ? answer.body : fixBody(answer.body, answer) }
}

/** A decoded body with the boundary of its answer replaced. */
export function fixBody(body: Buffer, answer: RawAnswer): Buffer {
  const random = boundaryOf(answer)
  if (random === undefined) return body
  return Buffer.from(fixBoundary(body.toString('latin1'), random), 'latin1')
}

function fixBoundary(text: string, random: string): string {
  return text.replaceAll(random, 'B'.repeat(random.length))
}
