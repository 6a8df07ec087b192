/** Says what the plugin is. Every plugin calls it once, when it is loaded. */
export function plugin(name: string, version: string): void

/**
 * Registers a route: a regular expression of the whole path, and the handler that answers its requests. An error that it throws
 * becomes an answer with status 500, or with the status of the call that the host refused.
 */
export function route(pattern: string, handler: (output: Output, request: Request) => void): void

/** The request that a handler answers. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** The path, decoded, without a final slash. */
  readonly url: string
  /** What the groups of the route's expression matched. */
  readonly groups: readonly string[]
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly query: URLSearchParams
  readonly body: Uint8Array
  text(): string
  /** Throws a `SyntaxError` for a body that is not JSON. */
  json(): unknown
}

/** The answer to one request, valid until its handler returns. */
export interface Output {
  answer(body: string | Uint8Array, type: string): void
  answerJson(value: unknown): void
  /** Answers with an image that the host compresses. */
  answerImage(image: Image): void
  redirect(location: string): void
  sendStatus(status: number, body?: string | Uint8Array): void
  sendMethodNotAllowed(allowed: string): void
  sendUnauthorized(realm: string): void
  setHeader(name: string, value: string): void
  setCookie(name: string, value: string): void
  /** What the JSON of an error answer says. */
  setErrorDetails(text: string): void
}

export interface Image {
  /** `png` unless set. */
  readonly format?: 'png' | 'jpeg'
  /** `gray8` unless set. Samples are little-endian. */
  readonly pixelFormat?: 'gray8' | 'gray16' | 'rgb24' | 'rgba32'
  readonly width: number
  readonly height: number
  /** Rows from top to bottom, without gaps. */
  readonly pixels: Uint8Array
  /** Of a JPEG, from 1 to 100; 90 unless set. */
  readonly quality?: number
}

/** Orthanc's REST API. `Allow` in the configuration lists what the plugin may call. */
export const orthanc: {
  get(path: string): Uint8Array
  getJson(path: string): unknown
  post(path: string, body: string | Uint8Array): Uint8Array
  put(path: string, body: string | Uint8Array): Uint8Array
  delete(path: string): void
  /** Orthanc's configuration, as far as the plugin may see it. */
  configuration(): unknown
}
