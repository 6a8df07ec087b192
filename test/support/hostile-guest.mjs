// A guest's program that has broken out of its sandbox: it speaks the protocol as it likes. What it does with a request is
// named by the request's path; `/good` is answered as by any guest.
import { readSync, writeSync } from 'node:fs'

const control = 3
const front = 4
const kinds = {
  start: 2,
  ready: 16,
  started: 17,
  died: 19,
  log: 21,
  metrics: 22,
  return: 33,
  call: 48,
  result: 49,
}
const flags = { inFile: 4, json: 8 }
const codes = { outside: 1, streamBegin: 3, streamPart: 4 }
const empty = Buffer.alloc(0)

function frame(kind, payload = empty, { flag = 0, code = 0 } = {}) {
  const head = Buffer.alloc(8)
  head.writeUInt32LE(head.length + payload.length)
  head.writeUInt8(kind, 4)
  head.writeUInt8(flag, 5)
  head.writeUInt16LE(code, 6)
  return Buffer.concat([head, payload])
}

function words(...numbers) {
  const bytes = Buffer.alloc(numbers.length * 4)
  for (const [i, number] of numbers.entries()) bytes.writeUInt32LE(number, i * 4)
  return bytes
}

/** A JSON text, or an invalid one, as a payload. */
function textOf(value) {
  const text = Buffer.from(typeof value === 'string' ? value : JSON.stringify(value))
  return Buffer.concat([words(text.length), text])
}

function send(socket, ...frames) {
  for (const bytes of frames)
    for (let at = 0; at < bytes.length;) at += writeSync(socket, bytes, at, bytes.length - at)
}

function read(socket, length) {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at < length;) {
    const got = readSync(socket, bytes, at, length - at, null)
    if (got === 0) process.exit(0)
    at += got
  }
  return bytes
}

function receive(socket) {
  const head = read(socket, 8)
  return { kind: head.readUInt8(4), payload: read(socket, head.readUInt32LE(0) - 8) }
}

const waitForEver = () => {
  for (;;) receive(front)
}
const repeat = (act) => {
  for (;;) act()
}

/** A complete answer: its texts are type, names and values, each with a NUL. */
function complete(ordinal, { code = 200, texts = '\0', body = 'good', filed } = {}) {
  const bytes = filed === undefined ? body.length : filed.length
  const head = words(ordinal, texts.length, bytes, filed === undefined ? 0 : filed.unit)
  const payload = Buffer.concat([head, Buffer.from(texts), Buffer.from(filed ? '' : body)])
  return frame(kinds.return, payload, { code, flag: filed === undefined ? 0 : flags.inFile })
}

const other = (value) => frame(kinds.return, textOf(value), { flag: flags.json })
const begin = frame(kinds.call, textOf({ status: 200, headers: [] }), { code: codes.streamBegin })
const part = frame(kinds.call, Buffer.concat([words(0), Buffer.from('part')]), {
  code: codes.streamPart,
})
const asked = frame(
  kinds.call,
  textOf({ kind: 'rest', method: 1, uri: '/', headers: [], afterPlugins: false }),
  { code: codes.outside },
)
const started = (routes) => frame(kinds.started, textOf({ name: 'hostile', version: '1', routes }))
const ownRoutes = [{ pattern: '/.*', locked: false }]
const otherRoutes = [{ pattern: '/other', locked: false }]
const trapped = { kind: 'error', code: 1, headers: [], hasType: false, nosniff: true }
const died = (ordinal) =>
  frame(kinds.died, textOf({ ordinal, message: 'trap', request: 'made-up', route: 0 }))
const line = frame(kinds.log, textOf({ level: 'error', message: 'x'.repeat(1000) }))

const metric = (name) =>
  frame(
    kinds.metrics,
    Buffer.concat([textOf({ names: [{ name, isTimer: false }] }), Buffer.alloc(8)]),
  )

/** What it does with a request, by its path. */
const deeds = {
  '/good': (ordinal) => send(front, complete(ordinal)),
  '/garbage': () => send(front, Buffer.alloc(1000, 0xa5)),
  '/garbage-control': () => send(control, Buffer.alloc(1000, 0xa5)),
  '/half': (ordinal) => send(front, complete(ordinal).subarray(0, 10)),
  '/huge': () => send(front, words(2 ** 32 - 1, 0)),
  '/short': () => send(front, words(7, 0)),
  '/kind': () => send(front, frame(99)),
  '/result': () => send(front, frame(kinds.result)),
  '/kind-control': () => send(control, frame(99)),
  '/ordinal': (ordinal) => send(front, complete(ordinal + 1)),
  '/twice': (ordinal) => send(front, complete(ordinal), complete(ordinal)),
  '/json': () => send(front, other('{"ordinal":')),
  '/no-answer': (ordinal) => send(front, other({ ordinal })),
  '/status': (ordinal) => send(front, complete(ordinal, { code: 7 })),
  '/line-break': (ordinal) => send(front, complete(ordinal, { texts: '\0A\0b\r\nInjected: 1\0' })),
  '/header': (ordinal) => send(front, complete(ordinal, { texts: '\0A\0' })),
  '/headers': (ordinal) => send(front, complete(ordinal, { texts: '\0'.repeat(1_000_000) })),
  '/file-lacks': (ordinal) =>
    send(front, complete(ordinal, { filed: { unit: 2 ** 32 - 1, length: 70_000 } })),
  '/file-length': (ordinal) =>
    send(front, complete(ordinal, { filed: { unit: 0, length: 2 ** 32 - 1 } })),
  '/part': () => send(front, part),
  '/begin-twice': () => send(front, begin, begin),
  '/started': () => repeat(() => send(control, started(ownRoutes))),
  '/died': (ordinal) => repeat(() => send(control, died(ordinal))),
  '/other-routes': (ordinal) => {
    send(control, died(ordinal))
    send(front, other({ ordinal, answer: trapped }))
    send(control, started(otherRoutes))
  },
  '/died-unanswered': (ordinal) => send(control, died(ordinal), started(otherRoutes)),
  '/calls-ahead': () => send(control, asked, asked),
  '/streamed': (ordinal) =>
    send(front, other({ ordinal, answer: { kind: 'streamed', complete: true } })),
  '/answer-and-stream': (ordinal) => send(front, begin, complete(ordinal)),
  '/metrics': () => repeat(() => send(control, metric('a'))),
  '/metric-name': () => send(control, metric('a b')),
  '/log': () => repeat(() => send(control, line)),
  '/errors': () => repeat(() => send(2, Buffer.alloc(10_000, 'x'))),
  '/unread': () => repeat(() => undefined),
  '/exit': () => process.exit(3),
  '/abort': () => process.abort(),
}

send(control, frame(kinds.ready, textOf('')))
while (receive(control).kind !== kinds.start);
send(control, started(ownRoutes))
for (;;) {
  const { payload } = receive(front)
  const count = 4 + payload.readUInt32LE(12)
  const lengths = Array.from({ length: count }, (_, i) => payload.readUInt32LE(32 + i * 4))
  const pathAt = 32 + count * 4 + lengths[0]
  const path = payload.toString('latin1', pathAt, pathAt + lengths[1])
  deeds[path](payload.readUInt32LE(0))
  if (path !== '/good') waitForEver()
}
