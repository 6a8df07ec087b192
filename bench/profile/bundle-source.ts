import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findPackageRoot } from '../../guest/build/package-root.ts'

/** Where a moment of a process was: the function, its file, and its line in it, counted from 0. */
export interface CallFrame {
  readonly functionName: string
  readonly url: string
  readonly lineNumber: number
}

/** Where the code of a file begins in a bundle. */
interface Mark {
  readonly line: number
  readonly path: string
}

/** The one file that guest processes run, and what it was made of: the bundler names each file in a line before its code. */
export class BundleSource {
  readonly #marks: readonly Mark[]

  constructor(bundle: string) {
    this.#marks = bundle.split('\n').flatMap((text, line) => {
      const path = /^\/\/ ((?:dist|node_modules)\/\S+)$/.exec(text)?.[1]
      return path === undefined ? [] : [{ line, path }]
    })
  }

  static read(): BundleSource {
    return new BundleSource(readFileSync(join(findPackageRoot(), 'dist/host/guest.js'), 'utf8'))
  }

  /** The frame with the file that its code comes from. Those of other files are returned as they are. */
  resolve(frame: CallFrame): CallFrame {
    if (!frame.url.endsWith('/dist/host/guest.js')) return frame
    const mark = this.#marks.findLast(({ line }) => line <= frame.lineNumber)
    return mark === undefined ? frame : { ...frame, url: `file:///${mark.path}` }
  }
}
