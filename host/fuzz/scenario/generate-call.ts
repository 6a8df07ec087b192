import { functions } from '../../../abi/functions.ts'
import type { FunctionRow, ServiceRow } from '../../../abi/rows.ts'
import { services } from '../../../abi/services.ts'
import { sendsRequest, serviceNumbers } from './sdk-table.ts'
import { fieldValues, hostileAddress, type Makers } from './field-values.ts'
import { generateReply } from './generate-reply.ts'
import { systemFunctions } from './guest-module.ts'
import { hostileNumbers } from './pools.ts'
import type { Step, Value } from './scenario.ts'

const serviceRows: Readonly<Record<string, ServiceRow>> = services

/** A function with its service. */
interface Target {
  readonly name: string
  readonly row: FunctionRow
  readonly service: ServiceRow
}

const targets: readonly Target[] = Object.entries<FunctionRow>(functions).flatMap(([name, row]) => {
  const service = serviceRows[row.service]
  return service === undefined ? [] : [{ name, row, service }]
})
const served = targets.filter(({ service }) => service.support === undefined)
const unserved = targets.filter(({ service }) => service.support !== undefined)
const answering = served.filter(({ service }) =>
  service.fields.some(({ kind }) => kind === 'output'),
)
const registering = served.filter(({ row }) => row.service.startsWith('Register'))
const system = Object.keys(systemFunctions).filter(
  (name) => name !== 'abort' && name !== 'proc_exit',
)
/** Those of them that write an output. */
const writing = system.filter((name) => /_get$|^fd_write$/.test(name))

function isAsking({ row }: Target): boolean {
  return sendsRequest(row.service)
}

/** The names of the functions that send a request. */
export const askingFunctions: readonly string[] = served.filter(isAsking).map(({ name }) => name)

/** Which functions are called most: those that answer in callbacks, registrations in Initialize. */
export type Flavour = 'callback' | 'initialize' | 'other'

/** Generates a call, and before it the writes that its values need. */
export function generateCall(makers: Makers, flavour: Flavour): void {
  const { random, scratch } = makers
  if (random.chance(4)) {
    scratch.steps.push(systemCall(makers))
    return
  }
  if (random.chance(1)) {
    scratch.steps.push(unknownService(makers))
    return
  }
  const target = random.pick(targetsOf(makers, flavour))
  const values = fieldValues(makers, target.service.fields, hostility(makers))
  if (isAsking(target) && random.chance(80)) scratch.steps.push(generateReply(random))
  scratch.steps.push(callOf(makers, target, values))
}

/** A call of a function with values for the fields of its service, by its name or its number. */
export function callOf(
  { random, scratch }: Makers,
  { name, row, service }: Target,
  values: ReadonlyMap<string, Value>,
): Step {
  const context = random.chance(1) ? { context: random.pick<Value>([0, 2, -1, 'output']) } : {}
  if (service.number === null || random.chance(50)) {
    const given = Object.values(row.arguments).map((field) => values.get(field) ?? 0)
    return { do: 'call', function: name, arguments: given, ...context }
  }
  const fields = service.fields.map(
    (field) => row.literals?.[field.name] ?? values.get(field.name) ?? 0,
  )
  const [first = 0] = fields
  if (service.struct === null)
    return { do: 'invoke', service: service.number, params: first, ...context }
  const params = random.chance(4) ? hostileAddress({ random, scratch }) : scratch.room(64)
  const laidOut = random.chance(2) ? {} : { fields }
  return { do: 'invoke', service: service.number, params, ...laidOut, ...context }
}

/** Finds a target by its name. */
export function targetNamed(name: string): Target {
  const target = targets.find((candidate) => candidate.name === name)
  if (target === undefined) throw new TypeError(name)
  return target
}

/** Generates a call of WASI. Functions that end the guest are called last. */
export function systemCall(makers: Makers, given?: string): Step {
  const { random, scratch } = makers
  const name = given ?? random.pick(random.chance(50) ? writing : system)
  const parameters = systemFunctions[name] ?? ''
  const values = Array.from(parameters, (letter): Value => {
    if (letter === 'd') return random.pick(['0x0', '0xffffffffffffffff'])
    if (random.chance(40)) return random.below(5)
    return random.chance(50) ? scratch.room(32) : hostileAddress(makers)
  })
  return { do: 'system', function: name, arguments: values }
}

function targetsOf({ random }: Makers, flavour: Flavour): readonly Target[] {
  if (random.chance(6)) return unserved
  if (random.chance(35)) return served
  if (flavour === 'callback') return answering
  return flavour === 'initialize' ? registering : served
}

/** Most calls have good values only, some have a bad one, few have only bad ones. */
function hostility({ random }: Makers): number {
  if (random.chance(60)) return 0
  return random.chance(85) ? 18 : 80
}

function unknownService(makers: Makers): Step {
  const { random } = makers
  const service = random.chance(70) ? random.pick(serviceNumbers) : random.pick(hostileNumbers)
  return { do: 'invoke', service, params: hostileAddress(makers) }
}

/** Prepares an allocator that fails, returns bad addresses, or calls the host. */
export function disturbHeap(makers: Makers): void {
  const { random, scratch } = makers
  const kind = random.below(10)
  if (kind === 0) {
    scratch.steps.push({ do: 'malloc', returns: random.chance(20) ? 'trap' : 0 })
    return
  }
  if (kind <= 3) {
    const near = scratch.memoryBytes - random.below(40)
    const returns = random.pick([
      1,
      64,
      near,
      near,
      scratch.memoryBytes,
      random.pick(hostileNumbers),
    ])
    scratch.steps.push({ do: 'malloc', returns })
    return
  }
  const steps = stepsInside(makers)
  if (kind <= 7) scratch.steps.push({ do: 'malloc', returns: 'good', steps })
  else scratch.steps.push({ do: 'free', traps: random.chance(5), steps })
}

/** Steps of the guest inside its `malloc` or `free`. */
function stepsInside(makers: Makers): Step[] {
  const { random, scratch } = makers
  const outer = scratch.steps
  scratch.steps = []
  if (random.chance(15)) scratch.steps.push({ do: 'grow', pages: 1 })
  generateCall(makers, random.pick(['callback', 'other']))
  const inner = scratch.steps
  scratch.steps = outer
  return inner
}
