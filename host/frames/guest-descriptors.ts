/** The descriptors of a guest process, besides standard error. */
export const guestDescriptors = { control: 3, front: 4, bodies: 5, trace: 6 } as const

/** Arguments of a guest process. */
export interface GuestArguments {
  /** Inherited descriptors, which the process closes. */
  readonly close: readonly number[]
  readonly hasBodyFile: boolean
  readonly isTraced: boolean
}
