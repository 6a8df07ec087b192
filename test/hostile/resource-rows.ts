import { answered, deadline, failed, type Expected, type RouteRow } from './guest-row.ts'
import { answerText, at, context, memoryBytes, output, page, success } from './hostile-guest.ts'

const i32 = (value: number): string => `(i32.const ${value | 0})`
/** Answers a number between 0 and 255 as one byte. */
const answerByte = (value: string): string =>
  `(i32.store8 ${i32(page)} ${value}) (call $answer ${output} ${i32(page)} (i32.const 1) (global.get $textPlain)) ${success}`
const byte = (value: number): Expected => answered(String.fromCharCode(value))
const times = (count: number, call: string): string =>
  `(loop $next ${call} (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br_if $next (i32.lt_u (local.get $i) (i32.const ${count}))))`
const wasi = (name: string, call: string, errno: number): RouteRow => ({
  fault: 'WASI: bad vectors, counts and pointers, other descriptors, files, sockets',
  name: `wasi-${name}`,
  body: answerByte(call),
  expected: byte(errno),
})

/** What the group's plugin imports besides. */
export const wasiImports = [
  ['fd_write', '(param i32 i32 i32 i32)'],
  ['fd_read', '(param i32 i32 i32 i32)'],
  ['path_open', '(param i32 i32 i32 i32 i32 i64 i64 i32 i32)'],
  ['poll_oneoff', '(param i32 i32 i32 i32)'],
  ['random_get', '(param i32 i32)'],
  ['clock_time_get', '(param i32 i64 i32)'],
  ['environ_sizes_get', '(param i32 i32)'],
  ['sock_accept', '(param i32 i32 i32)'],
  ['fd_prestat_get', '(param i32 i32)'],
]
  .map(
    ([name, parameters]) =>
      `(import "wasi_snapshot_preview1" "${name}" (func $${name} ${parameters} (result i32)))`,
  )
  .join('\n')

/** Tables to be grown. */
export const resourceFields = `(table $externs 1 externref) (table $functions 1 funcref)`

export const resourceRows: readonly RouteRow[] = [
  {
    fault: 'memory grown to the cap',
    name: 'grow',
    body: `(loop $more (br_if $more (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))) ${answerByte('(i32.div_u (memory.size) (i32.const 16))')}`,
    expected: byte(16),
  },
  {
    fault: 'memory grown at once',
    name: 'grow-once',
    body: answerByte('(i32.eq (memory.grow (i32.const 65535)) (i32.const -1))'),
    expected: byte(1),
  },
  {
    fault: 'tables grown, of each type',
    name: 'grow-tables',
    body: `${times(20, `(drop (table.grow $externs (ref.null extern) (i32.const 100000))) (drop (table.grow $functions (ref.null func) (i32.const 100000)))`)}
      ${answerByte('(i32.le_u (i32.add (table.size $externs) (table.size $functions)) (i32.const 1000000))')}`,
    expected: byte(1),
  },
  {
    fault: 'an answer over the limit',
    name: 'large-answer',
    body: `(drop (memory.grow (i32.const 160))) (call $answer ${output} ${i32(page)} (i32.const 0x900000) (global.get $textPlain)) ${success}`,
    expected: {
      status: 500,
      code: 1,
      details: /answer of 9437184 bytes, at most 8388608/,
      log: /at most 8388608/,
    },
  },
  {
    fault: 'a log flood',
    name: 'log-flood',
    body: `${times(5000, `(call $warn ${context} ${at('value')})`)} ${answerText} ${success}`,
    expected: answered('a value', { log: /more than 100 log lines of one call/ }),
  },
  {
    fault: 'a log flood that never ends',
    name: 'log-endless',
    body: `(loop $for (call $warn ${context} ${at('value')}) (br $for)) unreachable`,
    expected: deadline,
  },
  {
    fault: 'a log message with line breaks, escape sequences and controls',
    name: 'log-escape',
    body: `(call $warn ${context} ${at('escape')}) ${answerText} ${success}`,
    expected: answered('a value', { log: /red \\u001b\[31m .*31m\\nforged$/m }),
  },
  {
    fault: 'a log message that is not UTF-8',
    name: 'log-utf8',
    body: `(call $warn ${context} ${at('invalidUtf8')}) ${answerText} ${success}`,
    expected: answered('a value', { log: /bad \ufffd\ufffd/ }),
  },
  {
    fault: 'a log message of a mebibyte',
    name: 'log-long',
    body: `(memory.fill ${i32(page)} (i32.const 97) (i32.const 0xfff00)) (i32.store8 ${i32(page + 0xfff00)} (i32.const 0))
      (call $warn ${context} ${i32(page)}) ${answerText} ${success}`,
    expected: answered('a value', { log: /a{1000}… \(\d+ more characters\)$/m }),
  },
  {
    fault: 'a log message at a bad address',
    name: 'log-past',
    body: `(call $warn ${context} ${i32(memoryBytes * 100)}) ${answerText} ${success}`,
    expected: answered('a value', { log: /OrthancPluginLogWarning: message: / }),
  },
  {
    fault: 'megabytes printed without a line end',
    name: 'print',
    body: `(memory.fill ${i32(page)} (i32.const 98) (i32.const 0x100000))
      (i32.store (i32.const 0x8000) ${i32(page)}) (i32.store (i32.const 0x8004) (i32.const 0x100000))
      (drop (call $fd_write (i32.const 1) (i32.const 0x8000) (i32.const 1) (i32.const 0x8010))) ${answerText} ${success}`,
    expected: answered('a value', { log: /b{1000}/ }),
  },
  wasi(
    'vectors',
    `(call $fd_write (i32.const 1) ${i32(memoryBytes * 100)} (i32.const 1) (i32.const 0x8010))`,
    21,
  ),
  wasi(
    'count',
    '(call $fd_write (i32.const 1) (i32.const 0x8000) (i32.const -1) (i32.const 0x8010))',
    28,
  ),
  wasi(
    'written',
    '(call $fd_write (i32.const 1) (i32.const 0x8000) (i32.const 0) (i32.const -1))',
    21,
  ),
  wasi(
    'descriptor',
    '(call $fd_write (i32.const 3) (i32.const 0x8000) (i32.const 0) (i32.const 0x8010))',
    8,
  ),
  wasi(
    'read',
    '(call $fd_read (i32.const 0) (i32.const 0x8000) (i32.const 0) (i32.const 0x8010))',
    8,
  ),
  wasi(
    'open',
    '(call $path_open (i32.const 3) (i32.const 0) (i32.const 0x8000) (i32.const 4) (i32.const 0) (i64.const -1) (i64.const -1) (i32.const 0) (i32.const 0x8010))',
    52,
  ),
  wasi('preopened', '(call $fd_prestat_get (i32.const 3) (i32.const 0x8000))', 8),
  wasi('socket', '(call $sock_accept (i32.const 0) (i32.const 0) (i32.const 0x8000))', 52),
  wasi(
    'sleep',
    '(call $poll_oneoff (i32.const 0x8000) (i32.const 0x8100) (i32.const 1) (i32.const 0x8010))',
    0,
  ),
  wasi('random', `(call $random_get (i32.const 0) (i32.const -1))`, 21),
  wasi('random-much', `(call $random_get ${i32(page)} (i32.const 0x100000))`, 28),
  wasi('clock', '(call $clock_time_get (i32.const 0) (i64.const 0) (i32.const -4))', 21),
  wasi('environment', '(call $environ_sizes_get (i32.const -1) (i32.const -1))', 21),
  {
    fault: 'a digest of nothing, and of all',
    name: 'md5',
    body: `(drop (call $md5 ${context} (i32.const 0) (i32.const 0))) (drop (call $md5 ${context} (i32.const 1) ${i32(memoryBytes - 1)})) ${answerText} ${success}`,
    expected: answered('a value'),
  },
  {
    fault: 'a digest out of range',
    name: 'md5-past',
    body: `(if (i32.eqz (call $md5 ${context} ${i32(memoryBytes * 200)} (i32.const 16))) (then (return (i32.const 35)))) ${success}`,
    expected: failed(500, 35, { log: /OrthancPluginComputeMd5: / }),
  },
]
