import { defaultLimits, fixedLimits } from '../../exchange/limits.ts'
import type { Makers } from './field-values.ts'
import type { Flavour } from './generate-call.ts'
import { generateImageFile } from './generate-image-file.ts'
import type { Random } from '../random.ts'
import type { Phase, Step } from './scenario.ts'

/** Texts of the longest length, and a little longer: the memory is full of characters, and has one NUL. */
export function longTexts(random: Random): Phase {
  const first = 64
  const steps: Step[] = [{ do: 'write', at: first + fixedLimits.stringBytes, text: '\0' }]
  for (const at of [first - 1, first, first + 1])
    steps.push({
      do: 'call',
      function: random.pick(['OrthancPluginLogInfo', 'OrthancPluginSetDescription']),
      arguments: [at],
    })
  return { in: 'outside', steps: random.chance(20) ? [...steps, ...longLists(first)] : steps }
}

/** Patterns of the longest length, alone and together, and a little longer. */
export function longPatterns(): Phase {
  const end = fixedLimits.stringBytes
  const register = (length: number, times: number): Step => ({
    do: 'call',
    function: 'OrthancPluginRegisterRestCallback',
    arguments: [end - length, 1],
    times,
  })
  const together = fixedLimits.patternsBytes / fixedLimits.patternBytes
  return {
    in: 'initialize',
    steps: [
      { do: 'write', at: end, text: '\0' },
      register(fixedLimits.patternBytes + 1, 1),
      register(fixedLimits.patternBytes, together + 1),
      register(1, 1),
    ],
  }
}

/** Lists of the same long text, up to the limit of all texts and above it. */
function longLists(text: number): Step[] {
  const empty = text + fixedLimits.stringBytes
  const [keys, values] = [empty + 4, empty + 64]
  return [
    { do: 'write', at: keys, text: fivePointers(text) },
    { do: 'write', at: values, text: fivePointers(empty) },
    ...[4, 5].map((count): Step => ({
      do: 'call',
      function: 'OrthancPluginRestApiGet2',
      arguments: [values + 32, empty - 1, count, keys, values, 0],
    })),
  ]
}

function fivePointers(address: number): string {
  return Buffer.from(Uint32Array.from({ length: 5 }, () => address).buffer).toString('latin1')
}

/** Repeats a call until it reaches a limit. */
export function repeatCalls(makers: Makers, flavour: Flavour): void {
  const { random, scratch } = makers
  if (flavour === 'initialize') {
    const given = [scratch.text('/many'), 1]
    scratch.steps.push({
      do: 'call',
      function: 'OrthancPluginRegisterRestCallback',
      arguments: given,
      times: defaultLimits.maxRoutes + 1,
    })
    return
  }
  if (random.chance(30)) {
    fillImageTable(makers)
    return
  }
  const given = ['output', scratch.text('X-Many'), scratch.text('v'.repeat(random.pick([0, 300])))]
  scratch.steps.push({
    do: 'call',
    function: 'OrthancPluginSetHttpHeader',
    arguments: given,
    times: 1002,
  })
}

/** Creates more images than the limit. */
function fillImageTable(makers: Makers): void {
  const { random, scratch } = makers
  scratch.steps.push({
    do: 'call',
    function: 'OrthancPluginCreateImage',
    arguments: [1, 0, 0],
    times: fixedLimits.images - random.below(2),
  })
  for (let i = 0; i < 3; i++) generateImageFile(makers)
  scratch.steps.push({
    do: 'call',
    function: 'OrthancPluginConvertPixelFormat',
    arguments: ['result-0', 4],
  })
}
