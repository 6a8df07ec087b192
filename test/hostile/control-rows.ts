import { deadline, failed, nothing, trap, type RouteRow } from './guest-row.ts'
import { answerText, at, context, output, success } from './hostile-guest.ts'

const trapOf = (name: string, body: string, details: RegExp): RouteRow => ({
  fault: 'a trap',
  name: `trap-${name}`,
  body: `${body} ${success}`,
  expected: trap(details),
})
const loopOf = (name: string, body: string): RouteRow => ({
  fault: 'an infinite loop',
  name: `loop-${name}`,
  body: `(loop $for (local.set $i (i32.add (local.get $i) (i32.const 1))) ${body} (br $for)) unreachable`,
  expected: deadline,
})
const codeOf = (code: number, status: number, said = code): RouteRow => ({
  fault: 'error codes',
  name: `code${code}`,
  body: `(i32.const ${code})`,
  expected: failed(status, said),
})

/** What the group's plugin has besides: functions for recursion, and a table to call through. */
export const controlFields = `
  (type $recursive (func (param i32) (result i32)))
  (func $recurse (param i32) (result i32)
    (i32.add (call $recurse (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))
  (func $recurseThroughTable (type $recursive)
    (i32.add (call_indirect $functions (type $recursive) (local.get 0) (i32.const 0)) (i32.const 1)))
  (func $mutual (param i32) (result i32)
    (if (i32.eqz (i32.and (local.get 0) (i32.const 63)))
      (then (drop (call $errorText (i32.const 1) (i32.const 3)))))
    (i32.add (call $mutual (i32.add (local.get 0) (i32.const 1))) (i32.const 1)))
  (table $functions 4 funcref)
  (elem (table $functions) (i32.const 0) func $recurseThroughTable)
  (tag $tag (param i32))`

export const controlRows: readonly RouteRow[] = [
  trapOf('unreachable', 'unreachable', /^unreachable/),
  trapOf('divide', '(drop (i32.div_s (i32.const 1) (local.get $i)))', /^divide by zero/),
  trapOf(
    'overflow',
    '(drop (i32.div_s (i32.const -2147483648) (i32.sub (local.get $i) (i32.const 1))))',
    /^divide result unrepresentable/,
  ),
  trapOf('convert', '(drop (i32.trunc_f64_s (f64.const 1e300)))', /^float unrepresentable/),
  trapOf('load', '(drop (i32.load (i32.const -1)))', /^memory access out of bounds/),
  trapOf(
    'fill',
    '(memory.fill (i32.const 0) (i32.const 1) (i32.const -1))',
    /^memory access out of bounds/,
  ),
  trapOf(
    'copy',
    '(memory.copy (i32.const 0) (i32.const -16) (i32.const 64))',
    /^memory access out of bounds/,
  ),
  trapOf(
    'indirect-null',
    '(drop (call_indirect $functions (type $recursive) (i32.const 1) (i32.const 2)))',
    /^(?:RuntimeError: )?null function|table index|function signature/,
  ),
  trapOf(
    'indirect-past',
    '(drop (call_indirect $functions (type $recursive) (i32.const 1) (i32.const 99)))',
    /^table index is out of bounds/,
  ),
  trapOf('table', '(drop (table.get $functions (i32.const 99)))', /^table index is out of bounds/),
  trapOf('throw', '(throw $tag (i32.const 1))', /uncaught exception/),
  trapOf('recursion', '(drop (call $recurse (i32.const 0)))', /^stack overflow/),
  trapOf('recursion-table', '(drop (call $recurseThroughTable (i32.const 0)))', /^stack overflow/),
  trapOf('recursion-host', '(drop (call $mutual (i32.const 0)))', /^stack overflow/),
  trapOf('answered', `${answerText} unreachable`, /^unreachable/),
  trapOf('exit', '(call $exit (i32.const 3))', /^exit\(3\)/),
  trapOf('exit-caught', '(try (do (call $exit (i32.const 0))) (catch_all))', /^exit\(0\)/),
  loopOf('empty', ''),
  loopOf('writing', '(i32.store8 (i32.and (local.get $i) (i32.const 0xfffff)) (i32.const 0))'),
  loopOf('calling', `(drop (call $errorText ${context} (local.get $i)))`),
  loopOf('answering', answerText),
  loopOf('caught', '(try (do (call $exit (i32.const 3))) (catch_all))'),
  loopOf('filling', '(memory.fill (i32.const 0x10000) (i32.const 0) (i32.const 0x100000))'),
  loopOf('freeing', `(call $freeString ${context} (i32.const 8))`),
  loopOf('late-route', `(call $register ${context} ${at('route')} (i32.const 0))`),
  codeOf(3, 400),
  codeOf(17, 404),
  codeOf(29, 401),
  codeOf(45, 403),
  codeOf(-1, 500),
  codeOf(999, 500),
  codeOf(1000000, 500),
  codeOf(2147483647, 500),
  codeOf(-2147483648, 500),
  {
    fault: 'no answer and Success',
    name: 'silent',
    body: success,
    expected: nothing,
  },
  {
    fault: 'a route registered outside Initialize',
    name: 'late',
    body: `(call $register ${context} ${at('route')} (i32.const 0)) ${answerText} ${success}`,
    expected: { status: 200, body: 'a value', log: /route \/late not registered/ },
  },
  {
    fault: 'an unknown service',
    name: 'service',
    body: `(call $invoke ${context} (i32.const 9999) (i32.const 16))`,
    expected: failed(500, 26, { log: /service 9999 is not known/ }),
  },
  {
    fault: 'an error code after an answer',
    name: 'answered-code',
    body: `${answerText} (i32.const 7)`,
    expected: { status: 200, body: 'a value' },
  },
  {
    fault: 'a trap in the middle of a stream',
    name: 'stream-trap',
    body: `${startStream()} unreachable`,
    expected: { status: 'cut', log: /unreachable/ },
  },
  {
    fault: 'a deadline in the middle of a stream',
    name: 'stream-loop',
    body: `${startStream()} (loop $for (br $for)) unreachable`,
    expected: { status: 'cut', log: /did not end within/ },
  },
  {
    fault: 'an error code in the middle of a stream',
    name: 'stream-code',
    body: `${startStream()} (i32.const 7)`,
    expected: { status: 'cut' },
  },
]

function startStream(): string {
  const part = `(drop (call $sendPart ${output} ${at('value')} (i32.const 7)))`
  return `(drop (call $startMultipart ${output} (global.get $mixed) (global.get $textPlain))) ${part} ${part}`
}
