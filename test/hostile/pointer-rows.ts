import { answered, failed, refusal, trap, type RouteRow } from './guest-row.ts'
import { answerText, at, context, memoryBytes, output, page, success } from './hostile-guest.ts'

const type = '(global.get $textPlain)'
const i32 = (value: number): string => `(i32.const ${value | 0})`
const answer = (address: number, size: number): string =>
  `(call $answer ${output} ${i32(address)} ${i32(size)} ${type}) ${success}`
const bad = refusal(/^OrthancPluginAnswerBuffer: answer: /)
/** A multipart has begun, and the part is what follows. */
const part = (call: string): string =>
  `(drop (call $startMultipart ${output} (global.get $mixed) ${type})) ${call}`
const part2 = (count: number, keys: number, values: number): string =>
  part(
    `(call $sendPart2 ${output} ${at('value')} (i32.const 7) ${i32(count)} ${i32(keys)} ${i32(values)})`,
  )
const refusedPart = (more: RegExp) => failed(400, 3, { log: more })

/** Fills pages with a letter, so that no NUL is in them, has something done, and clears them again. */
const unterminated = (from: number, size: number, act: string): string =>
  `(memory.fill ${i32(from)} (i32.const 97) ${i32(size)}) ${act} (memory.fill ${i32(from)} (i32.const 0) ${i32(size)}) ${success}`

export const pointerRows: readonly RouteRow[] = [
  { fault: 'pointer at the end', name: 'end', body: answer(memoryBytes, 16), expected: bad },
  { fault: 'past the end', name: 'past', body: answer(memoryBytes + 1, 1), expected: bad },
  { fault: '0xFFFFFFFF', name: 'all-ones', body: answer(0xffffffff, 1), expected: bad },
  { fault: 'with the sign bit set', name: 'sign', body: answer(0x80000000, 4), expected: bad },
  { fault: 'size 0xFFFFFFFF', name: 'size', body: answer(page, 0xffffffff), expected: bad },
  {
    fault: 'size with the sign bit',
    name: 'size-sign',
    body: answer(page, 0x80000000),
    expected: bad,
  },
  { fault: 'a sum that wraps', name: 'wrap', body: answer(0xfffffff0, 0x20), expected: bad },
  {
    fault: 'a sum that wraps to a good place',
    name: 'wrap-far',
    body: answer(page, 0xffff0010),
    expected: bad,
  },
  {
    fault: 'the end with size 0',
    name: 'end-0',
    body: answer(memoryBytes, 0),
    expected: answered(''),
  },
  { fault: 'null with size 0', name: 'null-0', body: answer(0, 0), expected: answered('') },
  { fault: 'null with a size', name: 'null-1', body: answer(0, 1), expected: bad },
  {
    fault: 'the last byte',
    name: 'last',
    body: answer(memoryBytes - 1, 1),
    expected: answered('\0'),
  },
  {
    fault: 'the whole memory',
    name: 'whole',
    body: answer(1, memoryBytes - 1),
    expected: answered(/^[^]{2097151}$/),
  },
  {
    fault: 'one byte more than the whole',
    name: 'whole-1',
    body: answer(1, memoryBytes),
    expected: bad,
  },
  {
    fault: 'a string that does not end before the memory does',
    name: 'unterminated',
    body: unterminated(memoryBytes - 8, 8, `(call $redirect ${output} ${i32(memoryBytes - 8)})`),
    expected: refusal(/redirection: string without a NUL before the end of memory/),
  },
  {
    fault: 'a string that is longer than the maximum',
    name: 'long-string',
    body: unterminated(page, 0x180000, `(call $redirect ${output} ${i32(page)})`),
    expected: refusal(/redirection: string longer than 1048576 bytes/),
  },
  {
    fault: 'a null string',
    name: 'null-string',
    body: `(call $setHeader ${output} (i32.const 0) ${at('value')}) ${answerText} ${success}`,
    expected: refusal(/OrthancPluginSetHttpHeader: key: NULL pointer/),
  },
  {
    fault: 'a null body where Orthanc allows it',
    name: 'null-body',
    body: `(call $status ${output} (i32.const 404) (i32.const 0) (i32.const 5)) ${success}`,
    expected: { status: 404, body: '' },
  },
  {
    fault: 'an array out of range',
    name: 'array',
    body: part2(3, memoryBytes - 4, page),
    expected: refusedPart(/headersKeys: /),
  },
  {
    fault: 'one element of an array out of range',
    name: 'element',
    body: `(i32.store ${i32(page)} ${at('name')}) (i32.store ${i32(page + 4)} (i32.const -1)) ${part2(2, page, page)}`,
    expected: refusedPart(/headersKeys: /),
  },
  {
    fault: 'a huge count',
    name: 'count',
    body: part2(0x7fffffff, page, page),
    expected: refusedPart(/2147483647 strings, at most 10000/),
  },
  {
    fault: 'a count that wraps',
    name: 'count-wrap',
    body: part2(0x40000001, page, page),
    expected: refusedPart(/1073741825 strings/),
  },
  {
    fault: 'a null array with a count',
    name: 'null-array',
    body: part2(2, 0, 0),
    expected: failed(500, 35, { log: /headersKeys: NULL/ }),
  },
  {
    fault: 'ten thousand times the same long string',
    name: 'long-strings',
    body: `${pointersTo(page * 2)} (memory.fill ${i32(page * 2)} (i32.const 97) ${i32(0xf0000)}) ${part2(10_000, page, page)}`,
    expected: refusedPart(/strings of more than 4194304 bytes together/),
  },
  {
    fault: 'an out-parameter out of range',
    name: 'out',
    body: `(call $createBuffer ${context} ${i32(memoryBytes)} (i32.const 16))`,
    expected: refusedPart(/OrthancPluginCreateMemoryBuffer: /),
  },
  {
    fault: 'an out-parameter that is half out',
    name: 'half-out',
    body: `(call $createBuffer ${context} ${i32(memoryBytes - 4)} (i32.const 16))`,
    expected: refusedPart(/OrthancPluginCreateMemoryBuffer: /),
  },
  {
    fault: 'parameters of InvokeService that are half out',
    name: 'params',
    body: `(call $invoke ${context} (i32.const 2000) ${i32(memoryBytes - 4)})`,
    expected: refusal(/OrthancPluginInvokeService\(AnswerBuffer\): /),
  },
  {
    fault: 'an answer of memory that has just grown',
    name: 'grow',
    body: `(local.set $i (memory.grow (i32.const 1)))
      (i32.store8 (i32.shl (local.get $i) (i32.const 16)) (i32.const 65))
      (call $answer ${output} (i32.shl (local.get $i) (i32.const 16)) (i32.const 1) ${type}) ${success}`,
    expected: answered('A'),
  },
  {
    fault: 'bytes that change after the call',
    name: 'changed',
    body: `(memory.fill ${i32(page)} (i32.const 65) (i32.const 5000))
      ${answer(page, 5000)} (memory.fill ${i32(page)} (i32.const 66) (i32.const 5000))`,
    expected: answered(/^A{5000}$/),
  },
  {
    fault: 'the guest writes over all of its memory',
    name: 'overwrite',
    body: `(memory.fill (i32.const 0) (i32.const -1) ${i32(memoryBytes)}) unreachable`,
    expected: trap(/^unreachable/),
  },
  {
    fault: 'the guest writes over its request',
    name: 'overwrite-request',
    body: `(memory.fill (local.get $request) (i32.const -1) (i32.const 44)) ${answerText} ${success}`,
    expected: answered('a value'),
  },
  {
    fault: 'a pointer that was never allocated is freed',
    name: 'free-wild',
    body: `(call $freeString ${context} (i32.const -4)) ${answerText} ${success}`,
    expected: answered('a value'),
  },
  {
    fault: 'a buffer that is freed twice',
    name: 'free-twice',
    body: `(drop (call $createBuffer ${context} ${i32(page)} (i32.const 16)))
      (call $freeBuffer ${context} ${i32(page)}) (call $freeBuffer ${context} ${i32(page)}) ${answerText} ${success}`,
    expected: answered('a value'),
  },
  {
    fault: 'a status of more than 16 bits',
    name: 'masked-status',
    body: `(call $statusCode ${output} ${i32(0x10000 + 404)}) ${success}`,
    expected: { status: 404, body: '' },
  },
  {
    fault: 'a context that is not the one that was given',
    name: 'context',
    body: `(call $answer (i32.const 7) (local.get $output) ${at('value')} (i32.const 1) ${type}) ${success}`,
    expected: refusal(/context: not the one that OrthancPluginInitialize was given/),
  },
]

/** Ten thousand pointers to one address, in the first page. */
function pointersTo(address: number): string {
  return `(loop $next
    (i32.store (i32.add ${i32(page)} (i32.shl (local.get $i) (i32.const 2))) ${i32(address)})
    (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br_if $next (i32.lt_u (local.get $i) (i32.const 10000))))`
}
