import type { ErrorAnswer, Header } from '../../exchange/answer.ts'
import type { Body } from '../../exchange/byte-string.ts'
import { describeError, type SdkProfile } from '../../exchange/profile.ts'
import { methodName, type Request } from '../../exchange/request.ts'
import { styledJson } from '../../exchange/styled-json.ts'
import { reasonOf } from './answer-head.ts'

const textPlain: Header = ['Content-Type', 'text/plain']

/** An error as it is sent. */
export interface RenderedError {
  readonly status: number
  readonly headers: readonly Header[]
  readonly body: Body
}

/** Renders an error as Orthanc's status and JSON, or with an empty body if errors are not described. */
export function renderError(
  answer: ErrorAnswer,
  request: Pick<Request, 'method' | 'uri'>,
  options: { profile: SdkProfile; describe: boolean },
): RenderedError {
  const { status: usual, message } = describeError(options.profile, answer.code)
  const status = answer.status ?? usual
  if (!options.describe) return { status, headers: answer.headers, body: '' }
  const text = styledJson([
    ...(answer.details === undefined ? [] : [['Details', answer.details] as const]),
    ['HttpError', reasonOf(status)],
    ['HttpStatus', status],
    ['Message', message],
    ['Method', methodName(request.method)],
    ['OrthancError', message],
    ['OrthancStatus', answer.code],
    ['Uri', request.uri],
  ])
  const type = answer.hasType ? [] : [textPlain]
  return { status, headers: [...answer.headers, ...type], body: text }
}
