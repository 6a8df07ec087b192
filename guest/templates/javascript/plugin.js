import { plugin, route } from 'orthanc-wasm/javascript'

plugin('{{name}}', '0.1.0')

// GET /{{name}}/hello/NAME
route('/{{name}}/hello/(.*)', (output, request) => {
  if (request.method !== 'GET') return output.sendMethodNotAllowed('GET')
  output.answer(`Hello ${request.groups[0]}!\n`, 'text/plain')
})
