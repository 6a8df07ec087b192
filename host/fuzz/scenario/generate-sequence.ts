import { hostileAddress, fieldValues, type Makers } from './field-values.ts'
import { askingFunctions, callOf, targetNamed } from './generate-call.ts'
import { generateImageFile } from './generate-image-file.ts'
import { generateReply } from './generate-reply.ts'
import { printedPieces } from './pools.ts'
import type { Value } from './scenario.ts'

const formats = [1, 2, 3, 4, 5, 7, 8, 9, 10, 11]
const readers = ['PixelFormat', 'Width', 'Height', 'Pitch', 'Buffer']
/** The functions that return body, headers and status. */
const wholeAnswers = ['OrthancPluginCallRestApi', 'OrthancPluginHttpClient']
const texts = ['Configuration', 'OrthancPath', 'ErrorDescription']

/** Generates calls that belong together; sometimes one of them is left out or has a bad value. */
export function generateSequence(makers: Makers): void {
  makers.random.pick(sequences)(makers)
}

const sequences = [
  answerInParts,
  answerInParts,
  answerInChunks,
  useImage,
  useImage,
  useBuffer,
  useText,
  requestOutbound,
  requestOutbound,
  decodeImage,
  printLine,
]

/** Generates a call with good values and the given ones; in one of ten calls one value is bad. */
function call(makers: Makers, name: string, given: Readonly<Record<string, Value>> = {}): void {
  const { random, scratch } = makers
  if (random.chance(5)) return
  const target = targetNamed(name)
  const values = fieldValues(makers, target.service.fields, 0)
  for (const [field, value] of Object.entries(given)) values.set(field, value)
  const [damaged] = [...values.keys()].slice(random.below(values.size))
  if (random.chance(10) && damaged !== undefined) values.set(damaged, hostileAddress(makers))
  scratch.steps.push(callOf(makers, target, values))
}

function answerInParts(makers: Makers): void {
  const { random, scratch } = makers
  if (random.chance(30)) call(makers, 'OrthancPluginSetCookie')
  call(makers, 'OrthancPluginStartMultipartAnswer', {
    subType: scratch.text(random.pick(['mixed', 'related'])),
    contentType: scratch.text(random.pick(['image/jpeg', 'text'])),
  })
  const count = random.below(5)
  for (let i = 0; i < count; i++)
    call(makers, random.pick(['OrthancPluginSendMultipartItem', 'OrthancPluginSendMultipartItem2']))
}

function answerInChunks(makers: Makers): void {
  const { random, scratch } = makers
  call(makers, 'OrthancPluginStartStreamAnswer', {
    contentType: scratch.text(random.pick(['text/plain', 'application/json'])),
  })
  const count = random.below(5)
  for (let i = 0; i < count; i++) call(makers, 'OrthancPluginSendStreamChunk')
}

/** Uses an image from its creation until after its end. */
function useImage(makers: Makers): void {
  const { random, scratch } = makers
  const [width, height] = [random.below(20), random.below(20)]
  const layout = { format: random.pick(formats), width, height }
  const isOwned = random.chance(50)
  const [pitch, buffer] = [width * 8 + random.below(9), scratch.room(2000)]
  if (isOwned) call(makers, 'OrthancPluginCreateImage', layout)
  else call(makers, 'OrthancPluginCreateImageAccessor', { ...layout, pitch, buffer })
  const image = 'result-0'
  const count = random.between(1, 4)
  for (let i = 0; i < count; i++)
    call(makers, `OrthancPluginGetImage${random.pick(readers)}`, { image })
  if (random.chance(40))
    call(makers, 'OrthancPluginConvertPixelFormat', {
      source: image,
      targetFormat: random.pick([...formats, layout.format]),
    })
  const freed = random.pick(['result-0', 'result-1'])
  call(makers, 'OrthancPluginFreeImage', { image: freed })
  if (random.chance(30)) call(makers, 'OrthancPluginFreeImage', { image: freed })
  if (random.chance(30)) call(makers, 'OrthancPluginGetImageBuffer', { image: freed })
}

function useBuffer(makers: Makers): void {
  const { random, scratch } = makers
  const target = scratch.room(8)
  call(makers, 'OrthancPluginCreateMemoryBuffer', { target, size: random.below(300) })
  call(makers, 'OrthancPluginFreeMemoryBuffer', { buffer: target })
  if (random.chance(20)) call(makers, 'OrthancPluginFreeMemoryBuffer', { buffer: target })
}

function useText(makers: Makers): void {
  const { random } = makers
  call(makers, `OrthancPluginGet${random.pick(texts)}`)
  call(makers, 'OrthancPluginFreeString', { str: 'result-0' })
  if (random.chance(20)) call(makers, 'OrthancPluginFreeString', { str: 'result-0' })
}

/** Sends a request, and frees what it returned. */
function requestOutbound(makers: Makers): void {
  const { random, scratch } = makers
  const [target, headers] = [scratch.room(8), scratch.room(8)]
  scratch.steps.push(generateReply(random))
  const isWhole = random.chance(40)
  // The first of two blocks can be allocated, the second cannot.
  if (random.chance(isWhole ? 30 : 3))
    scratch.steps.push({ do: 'malloc', returns: 'good' }, { do: 'malloc', returns: 0 })
  call(makers, random.pick(isWhole ? wholeAnswers : askingFunctions), {
    target,
    answerBody: target,
    answerHeaders: headers,
    httpStatus: scratch.room(2),
    ...(random.chance(50) ? { headersCount: 0 } : {}),
  })
  for (const buffer of [target, headers])
    if (random.chance(60)) call(makers, 'OrthancPluginFreeMemoryBuffer', { buffer })
  if (random.chance(20)) call(makers, 'OrthancPluginFreeString', { str: 'result-0' })
}

/** Decodes an image from a file, reads and frees it. */
function decodeImage(makers: Makers): void {
  const { random } = makers
  generateImageFile(makers)
  const image = 'result-0'
  if (random.chance(50)) call(makers, `OrthancPluginGetImage${random.pick(readers)}`, { image })
  if (random.chance(70)) call(makers, 'OrthancPluginFreeImage', { image })
}

/** Prints a line as a libc does, in pieces that may end inside a character. */
function printLine({ random, scratch }: Makers): void {
  const pieces = Array.from({ length: random.below(4) }, () => random.pick(printedPieces))
  const vectors = scratch.pointers(pieces.flatMap((piece) => [scratch.bytes(piece), piece.length]))
  const given = [random.pick([1, 2, 1, 2, 0, 3]), vectors, pieces.length, scratch.room(4)]
  scratch.steps.push({ do: 'system', function: 'fd_write', arguments: given })
}
