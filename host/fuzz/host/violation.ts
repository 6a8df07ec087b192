/** Which invariant was violated; a smaller scenario must violate the same one. */
export type ViolationKind =
  | 'return value'
  | 'memory'
  | 'exception'
  | 'heap'
  | 'log'
  | 'answer'
  | 'handle'
  | 'outbound request'
  | 'limit'
  | 'time'
  | 'host'

/** The host violated an invariant. */
export class Violation extends Error {
  override readonly name = 'Violation'
  readonly kind: ViolationKind

  constructor(kind: ViolationKind, message: string) {
    super(message)
    this.kind = kind
  }
}
