import type { Observations } from './exercise.ts'

/** Where two servers differ: what was looked at, and the first lines that differ. */
export function findDifferences(real: Observations, ours: Observations): readonly string[] {
  const ofOurs = identifiersOf(ours)
  const known = new Set([...identifiersOf(real)].filter((id) => ofOurs.has(id)))
  return [...real].flatMap(([what, text]) => {
    const read = (seen: string): readonly string[] => {
      const lines = normalise(seen, known)
      return what === 'output' ? countLines(lines) : lines
    }
    const [expected, found] = [read(text), read(ours.get(what) ?? 'absent')]
    if (expected.join('\n') === found.join('\n')) return []
    const [here = '', there = ''] = [lacking(expected, found), lacking(found, expected)]
    const from = Math.max(0, findFirstDifference(here, there) - 40)
    return [`${what}: ${here.slice(from, from + 200)} ≠ ${there.slice(from, from + 200)}`]
  })
}

/** Each line, and whether it was written more than once: how often may depend on time. */
function countLines(lines: readonly string[]): readonly string[] {
  const unique = [...new Set(lines)].filter((line) => line !== '')
  return unique.map((line) =>
    lines.indexOf(line) === lines.lastIndexOf(line) ? line : `${line} (repeated)`,
  )
}

function findFirstDifference(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  return at
}

/** The first line that others lack. */
function lacking(lines: readonly string[], others: readonly string[]): string | undefined {
  return lines.find((line) => !others.includes(line))
}

const identifier = /\b[0-9a-f]{8}(?:-[0-9a-f]{8}){4}\b/g
/** Orthanc orders them by the identifiers, which may be generated. */
const listOfIdentifiers = /\[(?:"(?:<id>|[0-9a-f-]{44})",?){2,}\]/g

/** Identifiers of Orthanc: those that only one server has are of generated UIDs. */
function identifiersOf(observations: Observations): Set<string> {
  return new Set([...observations.values()].flatMap((text) => text.match(identifier) ?? []))
}

/** Lines in an order that does not depend on identifiers, without what differs between two runs of one server. */
function normalise(text: string, known: ReadonlySet<string>): readonly string[] {
  const replaced = text
    .replaceAll(/From plugin: .*/g, '')
    // Texts about functions are our own.
    .replaceAll(/((?:Documentation:|- Method \w+\(\):|doc:)).*/g, '$1')
    .replaceAll(identifier, (id) => (known.has(id) ? id : '<id>'))
    .replaceAll(listOfIdentifiers, (list) => list.slice(1, -1).split(',').toSorted().join(','))
    .replaceAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<uuid>')
    .replaceAll(/\b1\.2\.276\.0\.7230010\.3\.[\d.]+/g, '<uid>')
    .replaceAll(/\b\d{8}T\d{6}\b/g, '<time>')
    .replaceAll(/\b20[2-9]\d-\d\d-\d\d[T ][\d:.]+Z?/g, '<time>')
    .replaceAll(/("IsStable"\s*:) \w+/g, '$1 <state>')
    .replaceAll(/\b\d+\.\d+ seconds/g, '<seconds>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replaceAll(/0x[0-9a-f]{6,}/g, '<address>')
  return replaced
    .split('\n')
    .map((line) => line.trim())
    .toSorted()
}
