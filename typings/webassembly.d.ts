/**
 * The part of the WebAssembly JavaScript API that the host uses. `@types/node` 20 has none of it, and the library `DOM`
 * would let the names of a browser in.
 */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array | ArrayBuffer)
    static imports(module: Module): ModuleImportDescriptor[]
    static exports(module: Module): ModuleExportDescriptor[]
    static customSections(module: Module, name: string): ArrayBuffer[]
  }
  type ExternalKind = 'function' | 'table' | 'memory' | 'global' | 'tag'
  interface ModuleImportDescriptor {
    readonly module: string
    readonly name: string
    readonly kind: ExternalKind
  }
  interface ModuleExportDescriptor {
    readonly name: string
    readonly kind: ExternalKind
  }
  class Instance {
    constructor(module: Module, imports?: Imports | Readonly<Record<string, Record<string, Tag>>>)
    readonly exports: Readonly<Record<string, ExportValue>>
  }
  type Imports = Readonly<Record<string, Readonly<Record<string, ImportValue>>>>
  // eslint-disable-next-line typescript/no-explicit-any -- the types of an import are the guest's choice
  type ImportValue = (...values: any[]) => unknown
  type ExportValue = ((...values: (number | bigint)[]) => unknown) | Memory | Table | Global | Tag
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number })
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
  class Table {
    readonly length: number
    get(index: number): ((...values: (number | bigint)[]) => unknown) | null
    set(index: number, value: unknown): void
    grow(entries: number): number
  }
  class Global {
    value: unknown
  }
  class Tag {
    readonly brand: 'tag'
  }
  class Exception {
    readonly brand: 'exception'
    is(tag: Tag): boolean
    getArg(tag: Tag, index: number): unknown
  }
  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}
  function validate(bytes: Uint8Array): boolean
  function compile(bytes: Uint8Array): Promise<Module>
}
