import { describe, expect, it } from 'vitest'
import { errorAnswer } from '../../exchange/answer.ts'
import { sdkProfile } from '../../exchange/profile.ts'
import { renderError } from './answer-writer.ts'

const profile = sdkProfile('1.12.3')
const request = { method: 1, uri: '/script/a b' }

describe('renderError', () => {
  it('renders the bytes of the real server', () => {
    const { status, headers, body } = renderError(errorAnswer(17), request, {
      profile,
      describe: true,
    })
    expect(status).toBe(404)
    expect(headers).toEqual([['Content-Type', 'text/plain']])
    expect(body).toBe(
      '{\n\t"HttpError" : "Not Found",\n\t"HttpStatus" : 404,\n\t"Message" : "Unknown resource",\n' +
        '\t"Method" : "GET",\n\t"OrthancError" : "Unknown resource",\n\t"OrthancStatus" : 17,\n' +
        '\t"Uri" : "/script/a b"\n}\n',
    )
  })

  it('puts details first, also empty ones', () => {
    const { body } = renderError(errorAnswer(8, { details: '' }), request, {
      profile,
      describe: true,
    })
    expect(body).toMatch(/^\{\n\t"Details" : "",\n\t"HttpError"/)
  })

  it('has neither body nor type if errors are not described', () => {
    const answer = errorAnswer(17, { headers: [['X-A', '1']] })
    const rendered = renderError(answer, request, { profile, describe: false })
    expect(rendered).toEqual({ status: 404, headers: [['X-A', '1']], body: '' })
  })

  it('prefers the status of the answer to that of the code', () => {
    const { status, body } = renderError(errorAnswer(8, { status: 413 }), request, {
      profile,
      describe: true,
    })
    expect(status).toBe(413)
    expect(body).toContain('"Request Entity Too Large"')
  })
})
