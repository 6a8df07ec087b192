import type { HttpTrial } from './http-trial.ts'
import { routes } from './recipes.ts'

/** What a request costs without the work that it asks for. */
export const shortAnswer: HttpTrial = {
  title: 'A short answer',
  request: { method: 'GET', path: routes.hello },
  connections: 64,
  rounds: 5,
  // V8 compiles for seconds what such requests run through: more of ours than of node:http alone.
  warmUps: 4,
}

export const largeAnswer: HttpTrial = {
  title: 'An answer of 1 MiB',
  request: { method: 'GET', path: routes.download },
  connections: 16,
  rounds: 4,
}

export const largeRequest: HttpTrial = {
  title: 'A request of 1 MiB',
  request: {
    method: 'POST',
    path: routes.upload,
    headers: { 'Content-Type': 'application/octet-stream' },
    body: Buffer.alloc(1024 * 1024, 'a body of one MiB. '),
  },
  connections: 16,
  rounds: 4,
}

export const pngAnswer: HttpTrial = {
  title: 'An image of 512 × 512, 16 bit, as PNG',
  request: { method: 'GET', path: routes.png },
  connections: 4,
  rounds: 3,
  // The real server answers a dozen a second.
  seconds: 3,
}

export const colourAnswer: HttpTrial = {
  title: 'An image of 512 × 512, RGB, as PNG',
  request: { method: 'GET', path: routes.colour },
  connections: 4,
  rounds: 3,
}

export const jpegAnswer: HttpTrial = {
  title: 'An image of 512 × 512, 8 bit, as JPEG',
  request: { method: 'GET', path: routes.jpeg },
  connections: 4,
  rounds: 3,
}
