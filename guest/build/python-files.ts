import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'

/**
 * The files next to `scripts` that they import, directly or through others: modules, and packages with all their files. Lines
 * that only look like imports, as in a text, add at most a file that is not needed.
 */
export function findImportedFiles(scripts: readonly string[]): readonly string[] {
  const found = new Set<string>()
  const waiting = scripts.filter((file) => extname(file) === '.py')
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const name of readImports(readFileSync(file, 'utf8')))
      for (const other of findModule(dirname(scripts[0] ?? ''), name)) {
        if (found.has(other)) continue
        found.add(other)
        if (extname(other) === '.py') waiting.push(other)
      }
  }
  return [...found]
}

/** The first names of the modules that a source in Python imports, such as `os` for `import os.path`. */
export function readImports(source: string): readonly string[] {
  const names = [
    ...source.matchAll(/^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+(.+))/gmu),
  ]
  return names.flatMap(([, from, list = '']) =>
    [from ?? '', ...list.split(',')].flatMap(
      (part) => /^\s*([\p{L}_][\w]*)/u.exec(part)?.[1] ?? [],
    ),
  )
}

function findModule(folder: string, name: string): readonly string[] {
  const packageFolder = join(folder, name)
  if (existsSync(join(packageFolder, '__init__.py'))) return listFolder(packageFolder)
  const file = join(folder, `${name}.py`)
  return existsSync(file) ? [file] : []
}

/** All files in a folder and its folders, but hidden ones and what Python has compiled. */
export function listFolder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) => !/(?:^|[\\/])(?:\.[^.\\/]|__pycache__(?:[\\/]|$))/.test(path.slice(folder.length)),
    )
    .toSorted()
}
