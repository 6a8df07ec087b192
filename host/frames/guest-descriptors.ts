/**
 * The descriptors of a guest process, besides standard error. A front of another program is `remoteFront`: it was accepted by
 * libuv, which makes the descriptors 0 to 2 of a child blocking, and no others.
 */
export const guestDescriptors = {
  remoteFront: 0,
  control: 3,
  front: 4,
  bodies: 5,
  trace: 6,
} as const

/** Arguments of a guest process. */
export interface GuestArguments {
  /** Inherited descriptors, which the process closes. */
  readonly close: readonly number[]
  /** The descriptor of the front. */
  readonly front: number
  readonly hasBodyFile: boolean
  readonly isTraced: boolean
}
