import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readMultipart } from './support/multipart-reader.ts'
import { exchange, get, post, RawConnection, type RawAnswer } from './support/raw-http.ts'
import { sample, startServer, type RunningServer } from './support/serve.ts'

const timeoutMs = 1000
const memoryMiB = 16
/** What a busy machine may add to a deadline. */
const slackMs = 2000

let server: RunningServer
let exitCode: Promise<number | null> | undefined

beforeAll(async () => {
  server = await startServer({
    plugins: [sample('hostile'), sample('hello')],
    args: ['--timeout', String(timeoutMs), '--memory', String(memoryMiB)],
  })
})

afterAll(() => exitCode ?? server.stop())

const ask = (path: string): Promise<RawAnswer> => exchange(server.port, get(path))

const good = {
  statusLine: 'HTTP/1.1 200 OK',
  body: expect.toSatisfy((body) => /^good \d+\n$/.test(String(body))),
}

/** One attack, and the request right after it. */
async function attack(route: string): Promise<{ answer: RawAnswer; next: RawAnswer }> {
  return { answer: await ask(`/hostile/${route}`), next: await ask('/hostile/good') }
}

/** An error answer: its status, and what its JSON says. */
function failure(status: number, code: number, more: object = {}): object {
  const json = { HttpStatus: status, OrthancStatus: code, ...more }
  return {
    statusLine: expect.stringMatching(`^HTTP/1.1 ${status} `),
    body: expect.toSatisfy((body) => {
      expect(JSON.parse(String(body))).toMatchObject(json)
      return true
    }),
    connection: 'open',
  }
}

/** The answer of a request that was refused, or whose instance died, with this in its details. */
function refusal(details: string): object {
  return failure(500, 1, { Details: expect.stringContaining(details) })
}

const nothing = { statusLine: '', connection: 'closed' }

describe('a trap', () => {
  it.each([
    ['trap/unreachable', 'unreachable in hostile/trap'],
    ['trap/assert', 'asked to fail in hostile.ts:'],
    ['trap/throw', 'asked to throw in hostile.ts:'],
    ['trap/load', 'memory access out of bounds in hostile/trap'],
    ['trap/load', ' at hostile.ts:'],
    ['trap/store', 'memory access out of bounds in hostile/trap'],
    ['trap/divide', 'divide by zero in hostile/trap'],
    ['trap/index', 'Index out of range'],
    ['trap/indirect', 'table index is out of bounds in hostile/trap'],
    ['trap/recursion', 'stack overflow in hostile/recurse'],
    ['answer-then-trap', 'unreachable in hostile/trap'],
    [
      'memory/allocate',
      'after an allocation failed (raise MemoryMiB, or use less memory): unreachable in ',
    ],
    ['memory/fill', 'abort'],
    ['size/CreateMemoryBuffer', 'Allocation too large'],
    ['free/end', 'in ~lib/rt/tlsf/__free'],
    ['free/past', 'memory access out of bounds in ~lib/rt/tlsf/__free'],
    ['free/wrap', 'in ~lib/rt/tlsf/__free'],
    ['free/text', 'in ~lib/rt/tlsf/__free'],
  ])('costs one request, whose answer says what and where (%s)', async (route, details) => {
    const { answer, next } = await attack(route)
    expect(answer).toMatchObject(refusal(details))
    expect(next).toMatchObject(good)
  })

  it('is followed by a fresh instance, which counts from one', async () => {
    await ask('/hostile/good')
    const { next } = await attack('trap/unreachable')
    expect(next.body.toString()).toBe('good 1\n')
  })

  it('after parts of a stream cuts it before its last boundary', async () => {
    const { answer, next } = await attack('multipart-then-trap')
    expect(answer).toMatchObject({ statusLine: 'HTTP/1.1 200 OK', connection: 'reset' })
    expect(readMultipart(answer)).toMatchObject({
      parts: [{ body: 'first part' }, { body: 'second part' }],
      end: '',
    })
    expect(next).toMatchObject(good)
  })
})

describe('a loop', () => {
  it.each(['empty', 'allocating', 'logging', 'answering'])(
    'is answered 504 at the deadline, and the next request is served (%s)',
    async (how) => {
      const began = performance.now()
      const { answer, next } = await attack(`loop/${how}`)
      const elapsedMs = performance.now() - began
      expect(answer).toMatchObject(
        failure(504, 16, { Details: `a callback did not end within ${timeoutMs} ms` }),
      )
      expect(next).toMatchObject(good)
      expect(elapsedMs).toBeGreaterThanOrEqual(timeoutMs)
      expect(elapsedMs).toBeLessThan(timeoutMs + slackMs)
    },
  )

  it('does not hold another plugin up', async () => {
    let isKilled = false
    const loop = ask('/hostile/loop/empty').then((answer) => {
      isKilled = true
      return answer
    })
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => ask(`/hello/${name}`)))
    expect(isKilled).toBe(false)
    expect(answers.map(({ body }) => body.toString())).toEqual([
      'Hello a!\n',
      'Hello b!\n',
      'Hello c!\n',
    ])
    expect(await loop).toMatchObject(failure(504, 16))
  })

  it('lets the next instance answer the queued requests', async () => {
    const answers = await Promise.all([
      ask('/hostile/loop/empty'),
      ask('/hostile/good'),
      ask('/hostile/good'),
    ])
    expect(answers).toMatchObject([failure(504, 16), good, good])
  })

  it('writes a bounded number of log lines', async () => {
    const before = server.log().length
    await ask('/hostile/loop/logging')
    await expect.poll(() => server.log().slice(before)).toMatch(/another worker takes over.*\n$/)
    expect(server.log().slice(before).match(/\n/g)?.length).toBeLessThan(110)
  })
})

describe('pipelined requests', () => {
  it('are answered in order, whatever happens to each', async () => {
    using connection = new RawConnection(server.port)
    connection.send(
      get('/hostile/trap/load') +
        get('/hello/a') +
        get('/hostile/loop/empty') +
        get('/hostile/good') +
        get('/hello/b'),
    )
    expect(await connection.answer()).toMatchObject(refusal('memory access out of bounds'))
    expect((await connection.answer()).body.toString()).toBe('Hello a!\n')
    expect(await connection.answer()).toMatchObject(failure(504, 16))
    expect(await connection.answer()).toMatchObject(good)
    expect((await connection.answer()).body.toString()).toBe('Hello b!\n')
  })
})

describe('memory', () => {
  it('grows up to the cap and no further', async () => {
    const { answer, next } = await attack('memory/grow')
    const pages = Number(/^(\d+) pages\n$/.exec(answer.body.toString())?.[1])
    expect(pages).toBeGreaterThan(memoryMiB * 16 - 16)
    expect(pages).toBeLessThanOrEqual(memoryMiB * 16)
    expect(next).toMatchObject(good)
  })
})

describe('a bad address handed to a function that has no code to return', () => {
  const places = ['null', 'end', 'past', 'wrap', 'text']
  const functions = [
    ['AnswerBuffer', 'OrthancPluginAnswerBuffer: answer'],
    ['AnswerBuffer-type', 'OrthancPluginAnswerBuffer: mimeType'],
    ['Redirect', 'OrthancPluginRedirect: redirection'],
    ['SendUnauthorized', 'OrthancPluginSendUnauthorized: realm'],
    ['SendMethodNotAllowed', 'OrthancPluginSendMethodNotAllowed: allowedMethods'],
    ['SetCookie', 'OrthancPluginSetCookie: value'],
    ['SetHttpHeader', 'OrthancPluginSetHttpHeader: key'],
    ['SetHttpErrorDetails', 'OrthancPluginSetHttpErrorDetails: details'],
  ] as const

  it.each(
    functions.flatMap(([name, details]) => places.map((place) => [name, place, details] as const)),
  )(
    'refuses the request and names function and argument (%s, %s)',
    async (name, place, details) => {
      const { answer, next } = await attack(`pointer/${name}/${place}`)
      expect(answer).toMatchObject(refusal(details))
      expect(next).toMatchObject(good)
    },
  )

  it.each(['end', 'past', 'wrap', 'text'])(
    'refuses the request of SendHttpStatus, which takes NULL for no body (%s)',
    async (place) => {
      const { answer, next } = await attack(`pointer/SendHttpStatus/${place}`)
      expect(answer).toMatchObject(refusal('OrthancPluginSendHttpStatus: body'))
      expect(next).toMatchObject(good)
    },
  )

  it('may be NULL in SendHttpStatus', async () => {
    const { answer, next } = await attack('pointer/SendHttpStatus/null')
    expect(answer).toMatchObject({ statusLine: 'HTTP/1.1 200 OK', body: Buffer.alloc(0) })
    expect(next).toMatchObject(good)
  })

  it.each(['Png', 'Jpeg'].flatMap((kind) => places.map((place) => [kind, place] as const)))(
    'refuses the request that answers an image (%s, %s)',
    async (kind, place) => {
      const { answer, next } = await attack(`pointer/${kind}/${place}`)
      expect(answer).toMatchObject(refusal(`OrthancPluginCompressAndAnswer${kind}Image: `))
      expect(next).toMatchObject(good)
    },
  )

  it.each(['Png', 'Jpeg'])('is named as the buffer of the image (%s)', async (kind) => {
    const { answer } = await attack(`pointer/${kind}/past`)
    const details = `OrthancPluginCompressAndAnswer${kind}Image: buffer`
    expect(answer).toMatchObject(refusal(details))
  })

  it.each(places)('does nothing but a log line where it is a log message (%s)', async (place) => {
    const { answer, next } = await attack(`pointer/LogWarning/${place}`)
    expect(answer).toMatchObject(nothing)
    expect(next).toMatchObject(good)
  })

  it('as NULL to free does nothing', async () => {
    const { answer, next } = await attack('free/null')
    expect(answer.body.toString()).toBe('freed\n')
    expect(next).toMatchObject(good)
  })
})

describe('a bad address handed to a function with a code', () => {
  const functions = [
    'StartMultipartAnswer',
    'SendMultipartItem',
    'SendMultipartItem2',
    'CreateMemoryBuffer',
  ]

  it.each(functions)('is code 35 as NULL (%s)', async (name) => {
    const { answer, next } = await attack(`pointer/${name}/null`)
    expect(answer).toMatchObject(failure(500, 35))
    expect(next).toMatchObject(good)
  })

  it.each(
    functions.flatMap((name) => ['end', 'past', 'wrap'].map((place) => [name, place] as const)),
  )('is code 3 outside of memory (%s, %s)', async (name, place) => {
    const { answer, next } = await attack(`pointer/${name}/${place}`)
    expect(answer).toMatchObject(failure(400, 3))
    expect(next).toMatchObject(good)
  })

  it.each(['StartMultipartAnswer', 'SendMultipartItem', 'SendMultipartItem2'])(
    'is code 3 where the last bytes of memory are too few (%s)',
    async (name) => {
      const { answer, next } = await attack(`pointer/${name}/text`)
      expect(answer).toMatchObject(failure(400, 3))
      expect(next).toMatchObject(good)
    },
  )

  it.each(
    ['ComputeMd5', 'ComputeSha1'].flatMap((name) =>
      ['null', 'end', 'past', 'wrap', 'text'].map((place) => [name, place] as const),
    ),
  )('is NULL as the result where that is a text (%s, %s)', async (name, place) => {
    const { answer, next } = await attack(`pointer/${name}/${place}`)
    expect(answer).toMatchObject(failure(500, 35))
    expect(next).toMatchObject(good)
  })
})

describe('a size of 4 GiB', () => {
  it.each([
    ['AnswerBuffer', refusal('OrthancPluginAnswerBuffer: answer')],
    ['SendHttpStatus', refusal('OrthancPluginSendHttpStatus: body')],
    ['SendMultipartItem', failure(400, 3)],
    ['SendMultipartItem2', failure(400, 3)],
    ['ComputeMd5', failure(500, 35)],
    ['ComputeSha1', failure(500, 35)],
    ['Png', nothing],
    ['Jpeg', nothing],
  ])('is refused by %s', async (name, expected) => {
    const { answer, next } = await attack(`size/${name}`)
    expect(answer).toMatchObject(expected)
    expect(next).toMatchObject(good)
  })
})

describe('an output', () => {
  it('that is made up answers no request', async () => {
    const { answer, next } = await attack('output/forged')
    expect(answer).toMatchObject(refusal('OrthancPluginAnswerBuffer: output'))
    expect(next).toMatchObject(good)
  })

  it('that was kept from an earlier request answers no request', async () => {
    expect((await ask('/hostile/output/keep')).body.toString()).toBe('keep\n')
    const { answer, next } = await attack('output/stale')
    expect(answer).toMatchObject(refusal('OrthancPluginAnswerBuffer: output'))
    expect(next).toMatchObject(good)
  })
})

describe('a route that is registered while answering', () => {
  it('does not exist', async () => {
    expect((await ask('/hostile/register')).body.toString()).toBe('tried\n')
    expect(await ask('/hostile/registered')).toMatchObject(failure(404, 17))
    expect(await ask('/hostile/good')).toMatchObject(good)
  })
})

describe('the log', () => {
  it('has one line for each trap, with plugin and request', async () => {
    const before = server.log().length
    await exchange(server.port, get('/hostile/trap/divide', 'X-Request-Id: the-trap'))
    await expect.poll(() => server.log().slice(before)).toMatch(/\n$/)
    expect(server.log().slice(before)).toMatch(
      /^\S+ error \[hostile\] \(the-trap\) GET \/hostile\/trap\/divide: divide by zero in hostile\/trap[^\n]*\n$/,
    )
  })

  it('has no query, header value or body', async () => {
    const marker = 'patient-4711'
    const before = server.log().length
    await exchange(server.port, get(`/hostile/trap/load?name=${marker}`, `X-Name: ${marker}`))
    await exchange(server.port, post('/hostile/trap/load', marker, `Cookie: ${marker}`))
    await exchange(server.port, post(`/hostile/loop/empty?${marker}`, marker))
    await exchange(server.port, `${marker}\r\n\r\n`)
    await exchange(server.port, get(`/hostile/pointer/Redirect/past?${marker}`))
    await expect.poll(() => server.log().slice(before)).toMatch(/OrthancPluginRedirect.*\n$/)
    expect(server.log()).not.toContain(marker)
  })

  it('has no stack trace', () => {
    expect(server.log()).not.toMatch(/^\s+at /m)
    expect(server.log()).not.toMatch(/node:internal|\.js:\d+/)
  })

  it('has a time and a level in front of every line', () => {
    const lines = server.log().trimEnd().split('\n')
    const others = lines.filter(
      (line) => !/^\d{4}-\d\d-\d\dT[\d:.]+Z (error|warning|info) /.test(line),
    )
    expect(others).toEqual([])
  })
})

describe('the process', () => {
  it('ends with 0 after all of this', async () => {
    expect(await ask('/hello/you')).toMatchObject({ statusLine: 'HTTP/1.1 200 OK' })
    exitCode = server.stop()
    expect(await exitCode).toBe(0)
  })
})
