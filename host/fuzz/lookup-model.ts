import { bytesOfText, httpPost, isObject, jsonIn, textIn } from './outside-model.ts'
import { answerFault, restCall } from './rest-model.ts'
import type { ServiceModel } from './service-model-type.ts'
import { refused, success, type OutsideAnswer, type Verdict } from './verdict.ts'

const badJson = 28
const posted = { method: httpPost, afterPlugins: false } as const
const wildcards = ['*', '?', '\\']

/** The models of the services that ask Orthanc for an identifier. */
export const lookupModels: readonly (readonly [string, ServiceModel])[] = [
  ...['Patient', 'Study', 'Series', 'Instance'].map(
    (level) => [`Lookup${level}`, lookUp(level)] as const,
  ),
  ['LookupStudyWithAccessionNumber', findStudy],
]

/** Orthanc looks at all levels, and says of what it found which it is. */
function lookUp(level: string): ServiceModel {
  return (_, given) => {
    const body = new Uint8Array(Buffer.from(given.text('argument'), 'latin1'))
    const answered = (answer: OutsideAnswer): Verdict =>
      onlyOne(answer, (found) =>
        isObject(found) && found['Type'] === level ? found['ID'] : undefined,
      )
    const call = restCall('/tools/lookup', posted, body)
    return { code: 0, asks: { name: `OrthancPluginLookup${level}`, call, answered } }
  }
}

function findStudy(...[, given]: Parameters<ServiceModel>): Verdict {
  const number = given.text('argument')
  if (wildcards.some((wildcard) => number.includes(wildcard))) return success
  const text = `{"Level":"Study","Query":{"AccessionNumber":${JSON.stringify(textIn(number))}}}`
  const call = restCall('/tools/find', posted, new Uint8Array(Buffer.from(text)))
  const name = 'OrthancPluginLookupStudyWithAccessionNumber'
  return { code: 0, asks: { name, call, answered: foundStudy } }
}

function foundStudy(answer: OutsideAnswer): Verdict {
  return onlyOne(answer, (found) => found)
}

/** The identifier in a list that has one; NULL for none and for several. */
function onlyOne(answer: OutsideAnswer, identifierIn: (found: unknown) => unknown): Verdict {
  const fault = answerFault(answer)
  if (fault !== undefined) return fault
  const list = jsonIn(answer.body)
  if (!Array.isArray(list)) return refused(badJson)
  const found = list.map(identifierIn).filter((identifier) => typeof identifier === 'string')
  const [first] = found
  return found.length === 1 && first !== undefined ? { code: 0, text: bytesOfText(first) } : success
}
