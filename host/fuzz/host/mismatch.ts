/** What a check is about; a smaller scenario must fail in the same one. */
export type MismatchKind =
  | 'return value'
  | 'memory'
  | 'exception'
  | 'heap'
  | 'log'
  | 'answer'
  | 'handle'
  | 'request'
  | 'outside'
  | 'registrations'
  | 'time'
  | 'host'

/** The host did something else than the contract says. */
export class Mismatch extends Error {
  override readonly name = 'Mismatch'
  readonly kind: MismatchKind

  constructor(kind: MismatchKind, message: string) {
    super(message)
    this.kind = kind
  }
}
