import { sectionIds, sectionReader, type Section } from './module-reader.ts'
import { readImportType, readTableType } from './type-reader.ts'

/** What the numbers of a module's types, functions and tables mean. */
export interface ModuleSpace {
  readonly types: number
  /** Imported ones and its own. */
  readonly functions: number
  /** The types of the entries of each table. */
  readonly tableTypes: readonly number[]
}

export function spaceOf(bytes: Uint8Array, sections: readonly Section[]): ModuleSpace {
  const readerOf = (id: number) => sectionReader(bytes, sections, id)
  let functions = readerOf(sectionIds.function).u32()
  const tableTypes: number[] = []
  const imports = readerOf(sectionIds.import)
  imports.each(() => {
    for (let name = 0; name < 2; name++) imports.skipName()
    const imported = readImportType(imports)
    if (imported.kind === 'function') functions++
    if (imported.kind === 'table') tableTypes.push(imported.type)
  })
  const tables = readerOf(sectionIds.table)
  tables.each(() => void tableTypes.push(readTableType(tables).type))
  return { types: readerOf(sectionIds.type).u32(), functions, tableTypes }
}
