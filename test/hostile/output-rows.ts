import { answered, failed, nothing, refusal, type Expected, type RouteRow } from './guest-row.ts'
import { answerText, at, context, output, page, success } from './hostile-guest.ts'

const start = `(call $startMultipart ${output} (global.get $mixed) (global.get $textPlain))`
const part = `(call $sendPart ${output} ${at('value')} (i32.const 7))`
const header = (name: Parameters<typeof at>[0], value: Parameters<typeof at>[0]): string =>
  `(call $setHeader ${output} ${at(name)} ${at(value)})`
const breaks = (name: string, call: string, argument: string): RouteRow => ({
  fault: 'CR and LF in what ends in a header line',
  name: `break-${name}`,
  body: `${call} ${success}`,
  expected: { ...refusal(new RegExp(`${argument} holds CR, LF or NUL`)), noHeader: /Injected/ },
})
const unsendable = (name: string, call: string): RouteRow => ({
  fault: 'an empty header name',
  name: `name-${name}`,
  body: `${call} ${answerText} ${success}`,
  expected: {
    status: 500,
    code: 1,
    details: /HTTP does not allow the header/,
    log: /\[\w+\] \(\S+\) header-not-allowed: HTTP does not allow/,
  },
})
const framing = (name: string, call: string): RouteRow => ({
  fault: 'a framing header of a guest',
  name: `framing-${name}`,
  body: `${call} ${answerText} ${success}`,
  expected: answered('a value', { header: /^Content-Length: 7$/m, log: /left out: the framing/ }),
})
const status = (number: number, expected: Expected): RouteRow => ({
  fault: 'a status out of range, or without a body',
  name: `status${number}`,
  body: `(call $status ${output} (i32.const ${number}) ${at('value')} (i32.const 7)) ${success}`,
  expected,
})
/** Repeats an instruction, with the index in `$i`. */
const times = (count: number, call: string): string =>
  `(loop $next ${call} (local.set $i (i32.add (local.get $i) (i32.const 1)))
    (br_if $next (i32.lt_u (local.get $i) (i32.const ${count}))))`

export const outputRows: readonly RouteRow[] = [
  {
    fault: 'answered twice',
    name: 'twice',
    body: `${answerText} ${answerText} ${success}`,
    expected: answered('a value'),
  },
  {
    fault: 'a header, a cookie and details after the answer',
    name: 'late-header',
    body: `${answerText} ${header('name', 'value')} (call $cookie ${output} ${at('name')} ${at('value')})
      (call $details ${output} ${at('value')} (i32.const 0)) ${success}`,
    expected: answered('a value', { noHeader: /X-Name|Set-Cookie/ }),
  },
  {
    fault: 'an answer after a stream began',
    name: 'answer-in-stream',
    body: `(drop ${start}) (drop ${part}) (drop ${part}) ${answerText} ${success}`,
    expected: answered(/^--[^]*a value[^]*a value[^]*--\r\n$/, { noHeader: /Content-Length/ }),
  },
  {
    fault: 'output 0',
    name: 'output-null',
    body: `(call $answer ${context} (i32.const 0) (i32.const 0) (i32.const 0) (global.get $textPlain)) ${success}`,
    expected: refusal(/output: NULL/),
  },
  {
    fault: 'an invented output',
    name: 'output-forged',
    body: `(call $answer ${context} (i32.add (local.get $output) (i32.const 1)) (i32.const 0) (i32.const 0) (global.get $textPlain)) ${success}`,
    expected: refusal(/output: not the output of the callback that runs/),
  },
  {
    fault: 'an output that is kept',
    name: 'output-keep',
    body: `(global.set $kept (local.get $output)) ${answerText} ${success}`,
    expected: answered('a value'),
  },
  {
    fault: 'an output of an earlier callback',
    name: 'output-stale',
    body: `(call $answer ${context} (global.get $kept) (i32.const 0) (i32.const 0) (global.get $textPlain)) ${success}`,
    expected: refusal(/output: not the output/),
  },
  breaks('name', header('brokenLine', 'value'), 'key'),
  breaks('value', header('name', 'brokenLine'), 'value'),
  breaks('cookie', `(call $cookie ${output} ${at('brokenLine')} ${at('value')})`, 'cookie'),
  breaks('redirect', `(call $redirect ${output} ${at('brokenLine')})`, 'redirection'),
  breaks('realm', `(call $unauthorized ${output} ${at('brokenLine')})`, 'realm'),
  breaks('methods', `(call $notAllowed ${output} ${at('brokenLine')})`, 'allowedMethods'),
  breaks(
    'type',
    `(call $answer ${output} ${at('value')} (i32.const 7) ${at('brokenLine')})`,
    'mimeType',
  ),
  {
    fault: 'CR and LF in the type of a multipart',
    name: 'break-multipart',
    body: `(call $startMultipart ${output} (global.get $mixed) ${at('brokenLine')})`,
    expected: failed(400, 3, { noHeader: /Injected/ }),
  },
  {
    fault: 'CR and LF in the header of a part',
    name: 'break-part',
    body: `(i32.store (i32.const ${page}) ${at('brokenLine')}) (drop ${start})
      (call $sendPart2 ${output} ${at('value')} (i32.const 7) (i32.const 1) (i32.const ${page}) (i32.const ${page}))`,
    expected: failed(400, 3),
  },
  unsendable('spaces', header('spaced', 'value')),
  unsendable('empty', header('empty', 'value')),
  unsendable('escape', header('utf8', 'value')),
  {
    fault: 'bytes above 127 in a value',
    name: 'utf8-value',
    body: `${header('name', 'utf8')} ${answerText} ${success}`,
    expected: answered('a value', { header: /^X-Name: caf\u00c3\u00a9$/m }),
  },
  framing('length', header('contentLength', 'number')),
  framing('encoding', header('transferEncoding', 'chunked')),
  framing('connection', header('connection', 'close')),
  ...[0, 100, 101, 199, 299, 600, 999, 1000, 65535].map((number) => status(number, nothing)),
  ...[204, 304].map((number) => status(number, { status: number, body: '' })),
  status(301, nothing),
  {
    fault: 'very many headers',
    name: 'headers',
    body: `${times(2000, header('name', 'value'))} ${answerText} ${success}`,
    expected: refusal(/more than 1000 header lines/),
  },
  {
    fault: 'a header of a mebibyte',
    name: 'long-header',
    body: `(memory.fill (i32.const ${page}) (i32.const 97) (i32.const 0xfff00))
      (i32.store8 (i32.const ${page + 0xfff00}) (i32.const 0))
      (call $setHeader ${output} ${at('name')} (i32.const ${page})) ${answerText} ${success}`,
    expected: refusal(/headers of \d+ bytes, at most 262144/),
  },
  ...longLines(),
  {
    fault: 'very many headers of a part',
    name: 'part-headers',
    body: `${times(2000, `(i32.store (i32.add (i32.const ${page}) (i32.shl (local.get $i) (i32.const 2))) ${at('name')})`)}
      (drop ${start})
      (call $sendPart2 ${output} ${at('value')} (i32.const 7) (i32.const 2000) (i32.const ${page}) (i32.const ${page}))`,
    expected: failed(500, 4, { log: /more than 1000 header lines/ }),
  },
  { fault: 'a part before the start', name: 'part-first', body: part, expected: failed(500, 6) },
  {
    fault: 'a multipart started twice',
    name: 'start-twice',
    body: `(drop ${start}) ${start}`,
    expected: failed(500, 6),
  },
  {
    fault: 'a multipart without a part',
    name: 'no-part',
    body: start,
    expected: answered(/^--[-0-9a-f]+--\r\n$/),
  },
  {
    fault: 'a multipart with an invalid subtype',
    name: 'subtype',
    body: `(drop (call $startMultipart ${output} ${at('alternative')} (global.get $textPlain))) (drop ${part}) (drop ${part}) ${success}`,
    expected: failed(400, 3),
  },
  {
    fault: 'details with markup and line breaks',
    name: 'details',
    body: `(call $details ${output} ${at('markup')} (i32.const 1)) (i32.const 8)`,
    expected: failed(400, 8, {
      details: /^<script>"\\\n\t.$/s,
      log: /details of an error: <script>"\\\\?n?/,
    }),
  },
  {
    fault: 'details that are very long',
    name: 'long-details',
    body: `(memory.fill (i32.const ${page}) (i32.const 1) (i32.const 0xfff00)) (i32.store8 (i32.const ${page + 0xfff00}) (i32.const 0))
      (call $details ${output} (i32.const ${page}) (i32.const 0)) (i32.const 8)`,
    expected: failed(400, 8, { body: /^[^]{1,500000}$/ }),
  },
  {
    fault: 'an endless stream',
    name: 'endless',
    body: `(drop ${start}) ${times(100_000, `(if (call $sendPart ${output} (i32.const ${page}) (i32.const 0x100000)) (then (return (i32.const 4))))`)} ${success}`,
    expected: { status: 'cut', log: /answer of \d+ bytes, at most 8388608/ },
  },
  {
    fault: 'a prototype name as a header',
    name: 'prototype',
    body: `(i32.store (i32.const ${page}) (i32.const 0x72705f5f)) (i32.store (i32.const ${page + 4}) (i32.const 0x5f6f746f)) (i32.store16 (i32.const ${page + 8}) (i32.const 0x5f))
      (call $setHeader ${output} (i32.const ${page}) ${at('value')}) ${answerText} ${success}`,
    expected: answered('a value', { header: /^__proto__: a value$/m }),
  },
]

/** Answers of one header line each, and a type of half a mebibyte. */
function longLines(): readonly RouteRow[] {
  const long = `(i32.const ${page})`
  const filled = `(memory.fill ${long} (i32.const 97) (i32.const 0x80000)) (i32.store8 (i32.const ${page + 0x80000}) (i32.const 0))`
  const row = (name: string, call: string): RouteRow => ({
    fault: 'a header of a mebibyte',
    name: `long-${name}`,
    body: `${filled} ${call} ${success}`,
    expected: refusal(/headers of \d+ bytes, at most 262144/),
  })
  return [
    row('redirect', `(call $redirect ${output} ${long})`),
    row('realm', `(call $unauthorized ${output} ${long})`),
    row('methods', `(call $notAllowed ${output} ${long})`),
    row('type', `(call $answer ${output} ${at('value')} (i32.const 7) ${long})`),
    {
      ...row('multipart', ''),
      body: `${filled} (call $startMultipart ${output} ${long} ${long})`,
      expected: failed(500, 4),
    },
  ]
}
