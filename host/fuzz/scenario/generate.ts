import type { Makers } from './field-values.ts'
import { generateCall, systemCall, type Flavour } from './generate-call.ts'
import { disturbHeap } from './generate-call.ts'
import { generateImageCall } from './generate-image.ts'
import { longPatterns, longTexts, repeatCalls } from './generate-limits.ts'
import { generateSequence } from './generate-sequence.ts'
import { hostileNumbers, requestTexts } from './pools.ts'
import { Random } from '../random.ts'
import { pageBytes, type GivenRequest, type Phase, type Scenario, type Step } from './scenario.ts'
import { Scratch } from './scratch.ts'

const MiB = 1024 * 1024
/** Every n-th scenario is about images. */
const imagesEvery = 8
/** A memory with room for a string above the limit. */
const largePages = 17

/** Generates the scenario of a number: the same one for the same seed. `maximumPages` limits its memory. */
export function generateScenario(seed: number, number: number, maximumPages: number): Scenario {
  const random = new Random(seed, number)
  const isAboutImages = number % imagesEvery === imagesEvery - 1
  const isLarge = random.chance(1) && maximumPages >= largePages
  const pages = Math.min(isLarge ? largePages : 2, maximumPages)
  const scratch = new Scratch(random, pages * pageBytes)
  const makers = { random, scratch }
  const answerBytes = isAboutImages || random.chance(80) ? 256 * MiB : random.pick([0, 100, 5000])
  return {
    pages,
    maximumPages: Math.min(isLarge ? largePages : 8, maximumPages),
    fill: isLarge || random.chance(70) ? 0x41 : random.pick([0, 1, 0xff]),
    sdk: random.pick(['1.12.3', '1.12.3', '1.12.4', '1.9.0']),
    maxAnswerBytes: answerBytes,
    ...(random.chance(10) ? { clientTakes: random.below(4) } : {}),
    ...(random.chance(2) ? { hostCalls: random.below(12) } : {}),
    ...(random.chance(2) ? { isAlone: true } : {}),
    phases: [
      ...(isLarge ? [random.chance(20) ? longPatterns() : longTexts(random)] : []),
      ...(isAboutImages ? imagePhases(makers) : phasesOf(makers)),
    ],
  }
}

function phasesOf(makers: Makers): Phase[] {
  const { random } = makers
  const phases: Phase[] = []
  if (random.chance(5)) phases.push({ in: 'start', steps: stepsOf(makers, 'other', 3) })
  if (random.chance(50)) phases.push(initialization(makers))
  const count = random.between(1, 4)
  for (let i = 0; i < count; i++) {
    phases.push(callbackPhase(makers, stepsOf(makers, 'callback', random.between(2, 9))))
    if (random.chance(15)) phases.push({ in: 'outside', steps: stepsOf(makers, 'other', 3) })
  }
  if (random.chance(20)) phases.push({ in: 'finalize', steps: stepsOf(makers, 'other', 3) })
  if (random.chance(2)) phases.push(lastPhase(makers))
  return phases
}

function initialization(makers: Makers): Phase {
  const { random } = makers
  const steps = stepsOf(makers, 'initialize', random.between(1, 6))
  return { in: 'initialize', steps, ...(random.chance(10) ? { returns: random.below(50) } : {}) }
}

function imagePhases(makers: Makers): Phase[] {
  const { random, scratch } = makers
  return Array.from({ length: random.between(1, 4) }, () => {
    scratch.steps = []
    if (random.chance(20)) generateImageCall(makers, false)
    generateImageCall(makers, true)
    if (random.chance(30)) generateCall(makers, 'callback')
    return callbackPhase(makers, scratch.steps)
  })
}

function callbackPhase(makers: Makers, steps: readonly Step[]): Phase {
  const { random } = makers
  return {
    in: 'callback',
    steps,
    ...(random.chance(15) ? { returns: random.pick([1, 3, 17, 35, 2 ** 32 - 1, 1_000_000]) } : {}),
    ...(random.chance(3)
      ? { callback: random.pick([0, 2, 3, 4, ...hostileNumbers.slice(3)]) }
      : {}),
    ...(random.chance(40) ? { request: requestFor(random) } : {}),
  }
}

/** A phase that ends its guest. */
function lastPhase(makers: Makers): Phase {
  const { scratch, random } = makers
  const steps = [...stepsOf(makers, 'callback', 2), ...endOf(makers)]
  scratch.steps = []
  return { in: random.pick(['callback', 'initialize', 'finalize', 'outside']), steps }
}

function endOf(makers: Makers): Step[] {
  return [systemCall(makers, makers.random.pick(['abort', 'proc_exit']))]
}

function stepsOf(makers: Makers, flavour: Flavour, count: number): Step[] {
  const { random, scratch } = makers
  scratch.steps = []
  for (let i = 0; i < count; i++) {
    if (random.chance(5)) disturbHeap(makers)
    if (random.chance(0.5))
      scratch.steps.push({ do: 'grow', pages: random.pick([1, 1, 7, 70_000]) })
    if (random.chance(0.03)) repeatCalls(makers, flavour)
    if (random.chance(8)) generateSequence(makers)
    else if (random.chance(2)) generateImageCall(makers, flavour === 'callback')
    else generateCall(makers, flavour)
  }
  return scratch.steps
}

function requestFor(random: Random): GivenRequest {
  const texts = (most: number): string[] =>
    Array.from({ length: random.below(most + 1) }, () => random.pick(requestTexts))
  return {
    method: random.pick([1, 2, 3, 4]),
    path: random.pick(requestTexts),
    query: random.chance(50) ? random.pick(requestTexts) : '',
    headers: texts(6),
    body: random.chance(30) ? 'b'.repeat(random.pick([1, 100, 40_000, 60_000])) : '',
    groups: texts(3),
  }
}
