// A plugin in JavaScript. An engine is compiled into it, so it is larger and slower than plugins in other languages.
import { plugin, route } from 'orthanc-wasm/javascript'

plugin('javascript', '1.0')

// GET /javascript/hello/NAME
route('/javascript/hello/(.*)', (output, request) => {
  output.answer(`Hello ${request.groups[0]}!\n`, 'text/plain')
})

// POST /javascript/echo?a=1&b=2: the body, and the number of arguments in a header.
route('/javascript/echo', (output, request) => {
  if (request.method !== 'POST') return output.sendMethodNotAllowed('POST')
  output.setHeader('X-Arguments', String(request.query.size))
  output.answer(request.body, 'application/octet-stream')
})

// GET /javascript/image: a gradient as PNG.
route('/javascript/image', (output) => {
  const pixels = Uint8Array.from({ length: 16 * 16 }, (_, i) => i)
  output.answerImage({ width: 16, height: 16, pixels })
})

// The first answer counts: the second call fails, and the handler with it.
route('/javascript/refused', (output) => {
  output.answer('the first answer wins\n', 'text/plain')
  output.answer('this is one too many\n', 'text/plain')
})

// An error becomes an answer with status 500.
route('/javascript/throw', () => {
  throw new Error('asked to fail')
})

// The host stops a callback at its deadline.
route('/javascript/loop', () => {
  for (;;);
})
