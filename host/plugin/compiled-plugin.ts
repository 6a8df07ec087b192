/** A core module of a component. */
export interface ComponentModule {
  /** The name by which the component's JavaScript asks for it. */
  readonly name: string
  readonly module: WebAssembly.Module
  /** Whether each instance of it has a memory of its own. */
  readonly hasMemory: boolean
}

/** A component as the host runs it: the JavaScript that lifts and lowers its values, and its core modules. */
export interface CompiledComponent {
  readonly kind: 'component'
  readonly script: string
  readonly modules: readonly ComponentModule[]
}

/** A plugin that is compiled, with the limits of its memories and tables in it. */
export type CompiledPlugin =
  | { readonly kind: 'core'; readonly module: WebAssembly.Module }
  | CompiledComponent
