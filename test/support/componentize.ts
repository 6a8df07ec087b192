import { componentizeVariable } from '../../guest/build/javascript.ts'

/** Whether the variable is not set: then what needs the package is skipped, on a line that names it. */
export function lacksComponentize(): boolean {
  if (process.env[componentizeVariable] !== undefined) return false
  const name = '@bytecodealliance/componentize-js'
  const how = `needs ${componentizeVariable}, see test/support/install-componentize.sh`
  process.stdout.write(`SKIPPED-FOR-PACKAGE ${name}: the plugin in JavaScript ${how}\n`)
  return true
}
