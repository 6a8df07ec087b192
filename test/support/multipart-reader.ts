import type { RawAnswer } from './raw-http.ts'

/** A part as it was framed. */
interface ReadPart {
  readonly headerLines: readonly string[]
  readonly body: string
}

/** What a multipart body holds. `end` is what follows the last whole part: the last boundary, or of a cut body less. */
interface ReadMultipart {
  readonly type: string
  readonly boundary: string
  readonly parts: readonly ReadPart[]
  readonly end: string
}

/** Reads a multipart answer as strictly as Orthanc writes it: each part by its Content-Length, no byte between them. */
export function readMultipart({ headerLines, body }: RawAnswer): ReadMultipart {
  const line = headerLines.find((each) => each.startsWith('Content-Type: ')) ?? ''
  const [, type = '', boundary = ''] = /^Content-Type: (.*); boundary=(.*)$/.exec(line) ?? []
  let rest = body.toString('latin1')
  const parts: ReadPart[] = []
  const opening = `--${boundary}\r\n`
  while (rest.startsWith(opening)) {
    const bodyAt = rest.indexOf('\r\n\r\n') + 4
    const lines = rest.slice(opening.length, bodyAt - 4).split('\r\n')
    const length = Number(lines.find((each) => /^content-length: /i.test(each))?.slice(16))
    if (rest.slice(bodyAt + length, bodyAt + length + 2) !== '\r\n') break
    parts.push({ headerLines: lines, body: rest.slice(bodyAt, bodyAt + length) })
    rest = rest.slice(bodyAt + length + 2)
  }
  return { type, boundary, parts, end: rest }
}
