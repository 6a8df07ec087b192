/** The descriptors of a guest process, besides standard error. */
export const guestDescriptors = { control: 3, front: 4, bodies: 5, trace: 6 } as const

/** What a guest process is told when it is started. */
export interface GuestArguments {
  /** Descriptors that it has inherited and does not need. */
  readonly close: readonly number[]
  readonly hasBodyFile: boolean
  readonly isTraced: boolean
}
