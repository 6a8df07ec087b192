import { isTypedReference } from './instruction-reader.ts'
import { ByteReader, sectionIds, type Section } from './module-reader.ts'

/** What the numbers of a module's types, functions and tables mean. */
export interface ModuleSpace {
  readonly types: number
  /** Imported ones and its own. */
  readonly functions: number
  /** The types of the entries of each table. */
  readonly tableTypes: readonly number[]
}

export function spaceOf(bytes: Uint8Array, sections: readonly Section[]): ModuleSpace {
  const readerOf = (id: number): ByteReader | undefined => {
    const section = sections.find((each) => each.id === id)
    return section && new ByteReader(bytes, section.start, section.end)
  }
  const imported: Imported = { functions: 0, tableTypes: [] }
  const imports = readerOf(sectionIds.import)
  imports?.each(() => readImport(imports, imported))
  const tables = readerOf(sectionIds.table)
  tables?.each(() => imported.tableTypes.push(readTable(tables)))
  return {
    types: readerOf(sectionIds.type)?.u32() ?? 0,
    functions: imported.functions + (readerOf(sectionIds.function)?.u32() ?? 0),
    tableTypes: imported.tableTypes,
  }
}

interface Imported {
  functions: number
  readonly tableTypes: number[]
}

const kinds = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const

function readImport(reader: ByteReader, imported: Imported): void {
  for (let name = 0; name < 2; name++) reader.skip(reader.u32())
  switch (reader.byte()) {
    case kinds.function:
      imported.functions++
      return reader.skipNumber()
    case kinds.table:
      return void imported.tableTypes.push(readTable(reader))
    case kinds.memory:
      return skipLimits(reader)
    case kinds.global:
      readType(reader)
      return void reader.byte()
    case kinds.tag:
      reader.byte()
      return reader.skipNumber()
  }
}

function readTable(reader: ByteReader): number {
  const type = readType(reader)
  skipLimits(reader)
  return type
}

function readType(reader: ByteReader): number {
  const type = reader.byte()
  if (isTypedReference(type)) reader.skipNumber()
  return type
}

function skipLimits(reader: ByteReader): void {
  const flags = reader.byte()
  reader.skipNumber()
  if ((flags & 1) !== 0) reader.skipNumber()
}
