/** A core module of a component. */
export interface ComponentModule {
  /** The name that the component's script uses for it. */
  readonly name: string
  readonly module: WebAssembly.Module
  /** True if each instance of it has its own memory. */
  readonly hasMemory: boolean
}

/** A component as the host runs it: the script that lifts and lowers its values, and its core modules. */
export interface CompiledComponent {
  readonly kind: 'component'
  readonly script: string
  readonly modules: readonly ComponentModule[]
}

/** A compiled plugin; its modules contain the limits of their memories and tables. */
export type CompiledPlugin =
  | { readonly kind: 'core'; readonly module: WebAssembly.Module }
  | CompiledComponent
