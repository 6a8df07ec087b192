import { readFileSync } from 'node:fs'
import { normalizeProject, type Wheel } from './wheel.ts'

interface Requirement {
  readonly text: string
  readonly project: string
  /** Of `==`; `undefined`: any. */
  readonly version: string | undefined
}

/** The file next to a script that lists the packages which it needs, and the folder for their wheels. */
export const requirementsFile = 'requirements.txt'
export const wheelsFolder = 'wheels'

/** Writes the wheels of all packages that a file of requirements lists into the folder, those that they depend on included. */
const downloadCommand = `pip download --dest ${wheelsFolder} --only-binary=:all: --platform any --implementation py --abi none -r ${requirementsFile}`

/** Projects with native code that the interpreter may contain, and their modules. */
const nativeProjects = new Map([['pillow', 'PIL']])

/** Whether the interpreter contains a project: then no wheel of it is needed, and none is used. */
export function isBuiltIn(project: string, library: ReadonlySet<string>): boolean {
  const module = nativeProjects.get(project)
  return module !== undefined && library.has(module)
}

/** Says which packages of a file of requirements are neither among the wheels nor in the interpreter, one line each. */
export function findMissingPackages(
  file: string,
  wheels: readonly Wheel[],
  library: ReadonlySet<string>,
): readonly string[] {
  return readRequirements(readFileSync(file, 'utf8'))
    .filter(({ project, version }) => {
      if (isBuiltIn(project, library)) return false
      const found = wheels.filter((wheel) => wheel.project === project)
      return !found.some((wheel) => version === undefined || wheel.version === version)
    })
    .map(({ text }) => `${file}: no wheel of ${text} is in ${wheelsFolder}: ${downloadCommand}`)
}

/** The packages of a file in pip's format. Options are pip's; a package for some environments only is not required here. */
function readRequirements(text: string): readonly Requirement[] {
  const lines = text.replaceAll(/\\\r?\n/g, ' ').split(/\r?\n/)
  return lines.flatMap((line) => {
    const shown = line.replace(/(?:^|\s)(?:#|--).*$/, '').trim()
    const match = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?:===?\s*([^\s,;*]+)\s*$)?/.exec(
      shown,
    )
    if (match === null || shown.includes(';')) return []
    return [{ text: shown, project: normalizeProject(match[1] ?? ''), version: match[2] }]
  })
}
