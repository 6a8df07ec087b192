import { PluginLoadError } from '../../exchange/errors.ts'
import { fixedLimits } from '../../exchange/limits.ts'

/** The version of `@bytecodealliance/jco-transpile` whose scripts the patches are written for. */
export const patchedVersion = '0.15'

/** The name of the script in a stack. */
export const scriptName = 'component-script.js'

/** In a stack, the prefix of a host function's name while the script lifts its arguments or lowers its result. */
export const hostCallMark = 'host:'

/** A change of jco's script. */
interface Patch {
  readonly name: string
  /** The parts of the script that are changed; the whole script unless given. */
  readonly within?: RegExp
  /** Global, so that its matches are counted. */
  readonly pattern: RegExp
  readonly replacement: string
  /**
   * Finds the code to patch by parts that other versions of jco would hardly change: the pattern must match as often. Without
   * it the pattern must match at least once.
   */
  readonly target?: RegExp
}

/** The functions that call the host, one match each. */
const hostCalls = /^\s*const (_trampoline\d+) = function\([^]*?^\s*\1\.fnName = /gm

/** The changes to the script of a component: for speed, for messages, and to limit its memory. */
export const patches: readonly Patch[] = [
  {
    // It reads an environment variable at each step of a call, and makes objects for the log: together half of the time.
    name: 'debug log',
    pattern: /^(\s*)_debugLog\(/gm,
    replacement: '$1false && _debugLog(',
  },
  {
    // Addresses are signed there. The host reads the bytes before the plugin continues, and copies those that it keeps.
    name: 'lists of bytes out of the plugin',
    within: hostCalls,
    pattern: /new Uint8Array\((memory\d+)\.buffer\.slice\((\w+), \2 \+ (\w+) \* 1\)\)/g,
    replacement: 'new Uint8Array($1.buffer, $2 >>> 0, $3 >>> 0)',
    target: /\.slice\(/g,
  },
  {
    // The plugin frees the list before the host reads it, so it is copied. The view throws for a list that leaves the memory;
    // `slice` alone would copy a part of it.
    name: 'lists of bytes that an export returns',
    pattern: /new Uint8Array\((memory\d+)\.buffer\.slice\((\w+), \2 \+ (\w+) \* 1\)\)/g,
    replacement: 'new Uint8Array($1.buffer, $2 >>> 0, $3 >>> 0).slice()',
  },
  {
    name: 'lists of bytes into the plugin',
    pattern:
      /valData(\d+) = new Uint8Array\(val\1\.buffer \|\| val\1, val\1\.byteOffset, valLenBytes\1\);\s*const out\1 = new Uint8Array\((memory\d+)\.buffer, (\w+), valLenBytes\1\);\s*out\1\.set\(valData\1\);/g,
    replacement: '_bytes($2).set(val$1, $3 >>> 0);',
  },
  {
    // Each text becomes an object before the host can count them; one more than the limit is enough to refuse the list.
    name: 'lists of texts out of the plugin',
    within: hostCalls,
    pattern: /for \(let i = 0; i < (len\d+); i\+\+\)/g,
    replacement: `for (let i = 0; i < Math.min($1 >>> 0, ${fixedLimits.stringCount + 1}); i++)`,
    // All loops but those over results of the host, and over the resources that it lends.
    target: /\b(?:for|while) \((?!const \w+ of (?:val\d+|curResourceBorrows)\))/g,
  },
  {
    name: 'the view that the lists are written to',
    pattern: /^export function instantiate\(.*$/gm,
    replacement:
      '$&\n  let _view = new Uint8Array();\n  const _bytes = (of) => _view.buffer === of.buffer ? _view : _view = new Uint8Array(of.buffer);',
  },
  {
    // jco accepts any number as a resource of the host. With this, the host chooses the number and gets it back.
    name: 'handles of the host',
    pattern: /const symbolRscHandle = Symbol\('handle'\);/g,
    replacement: "const symbolRscHandle = Symbol.for('orthanc:handle');",
  },
  {
    // jco writes into its table at any number that the plugin passes, and the table grows up to there.
    name: 'handles that are dropped',
    pattern: /const handleEntry = rscTableRemove\(handleTable\d+, handle\);/g,
    replacement: 'const handleEntry = { own: true, rep: handle };',
    target: /\[symbolCabiDispose\]\(/g,
  },
  {
    name: 'other words for the reasons of a trap',
    pattern: /const CORE_TRAP_MESSAGES = new Map\(\[[^;]*\]\);/g,
    replacement: 'const CORE_TRAP_MESSAGES = new Map();',
  },
  {
    name: 'names of the calls of the host, for stacks',
    pattern: /^(\s*)(_trampoline\d+)\.fnName = '[^'#]*#(\w+)';$/gm,
    replacement: `$&\n$1Object.defineProperty($2, 'name', { value: '${hostCallMark}$3' });`,
    target: /^\s*const _trampoline\d+ = /gm,
  },
  {
    // Each line of a stack has this name instead of the whole script in base64.
    name: 'its own name, for stacks',
    pattern: /^export const _util = /gm,
    replacement: `//# sourceURL=${scriptName}\n$&`,
  },
]

/**
 * The script with all patches. Throws `PluginLoadError` with the name of a patch that does not find the code that it is for, as the
 * script of another version of jco may have it.
 */
export function patchScript(script: string): string {
  return patches.reduce(applyPatch, script)
}

function applyPatch(
  script: string,
  { name, within = /^[^]*$/, pattern, replacement, target }: Patch,
): string {
  let matches = 0
  let targets = 0
  const patched = script.replace(within, (part) => {
    matches += count(part, pattern)
    if (target !== undefined) targets += count(part, target)
    return part.replace(pattern, replacement)
  })
  const fits = target === undefined ? matches > 0 : matches === targets
  if (fits) return patched
  throw new PluginLoadError([
    `the patch "${name}" does not fit the script that jco made of this component: install @bytecodealliance/jco-transpile ${patchedVersion}`,
  ])
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
