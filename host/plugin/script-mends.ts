import { fixedLimits } from '../exchange/limits.ts'

/** What stands for the script in a stack. */
export const scriptName = 'component-script.js'

/** In a stack, what stands before the name of a function of the host where the script is on its way there, or back. */
export const hostCallMark = 'host:'

/** A change of the script that jco makes. */
interface Mend {
  readonly name: string
  /** What is changed, all of the script unless given. */
  readonly within?: RegExp
  readonly pattern: RegExp
  readonly replacement: string
}

/** The functions by which a component calls the host, one by one. */
const hostCalls = /^\s*const (_trampoline\d+) = function\([^]*?^\s*\1\.fnName = /gm

/**
 * What a server changes in the script of a component, for speed, for messages, and to bound what it takes: measured with
 * jco-transpile 0.15. A pattern that finds nothing changes nothing; a test says so when another version comes.
 */
export const mends: readonly Mend[] = [
  {
    // It asks for an environment variable at each step of a call, and makes objects for it: together half of the time.
    name: 'debug log',
    pattern: /^(\s*)_debugLog\(/gm,
    replacement: '$1false && _debugLog(',
  },
  {
    // Addresses have a sign there. What the host is called with it looks at before the plugin goes on; whoever keeps bytes
    // copies them.
    name: 'lists of bytes out of the plugin',
    within: hostCalls,
    pattern: /new Uint8Array\((memory\d+)\.buffer\.slice\((\w+), \2 \+ (\w+) \* 1\)\)/g,
    replacement: 'new Uint8Array($1.buffer, $2 >>> 0, $3 >>> 0)',
  },
  {
    // The plugin frees it before the host looks, so it is copied; the copy of a part of them alone would go unseen.
    name: 'lists of bytes that an export gives',
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
    // Each text becomes an object before anybody could count them; one more than is allowed is enough to refuse all.
    name: 'lists of texts out of the plugin',
    within: hostCalls,
    pattern: /for \(let i = 0; i < (len\d+); i\+\+\)/g,
    replacement: `for (let i = 0; i < Math.min($1 >>> 0, ${fixedLimits.stringCount + 1}); i++)`,
  },
  {
    name: 'the view that the lists are written to',
    pattern: /^export function instantiate\(.*$/m,
    replacement:
      '$&\n  let _view = new Uint8Array();\n  const _bytes = (of) => _view.buffer === of.buffer ? _view : _view = new Uint8Array(of.buffer);',
  },
  {
    // jco takes whatever number for a resource of the host's. With this, the host gives the number and gets it back.
    name: 'handles of the host',
    pattern: /const symbolRscHandle = Symbol\('handle'\);/,
    replacement: "const symbolRscHandle = Symbol.for('orthanc:handle');",
  },
  {
    // jco writes into its table at whatever number it is: enough of them, and V8 ends the process.
    name: 'handles that are dropped',
    pattern: /const handleEntry = rscTableRemove\(handleTable\d+, handle\);/g,
    replacement: 'const handleEntry = { own: true, rep: handle };',
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
  },
  {
    // Each line of a stack has it, instead of all of the script in base64.
    name: 'its own name, for stacks',
    pattern: /^export const _util = /m,
    replacement: `//# sourceURL=${scriptName}\n$&`,
  },
]

/** The script with all mends that find their place. */
export function mend(script: string): string {
  return mends.reduce((text, { within = /^[^]*$/, pattern, replacement }) => {
    return text.replace(within, (part) => part.replace(pattern, replacement))
  }, script)
}

/** All of the mends as one text: another one is another script. */
export function describeMends(): string {
  return mends
    .flatMap(({ within, pattern, replacement }) => [String(within), String(pattern), replacement])
    .join('\n')
}
