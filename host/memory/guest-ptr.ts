declare const pointee: unique symbol

/**
 * An address in a guest's memory. The brand says what should lie there, not that it does: only `GuestMemory` turns an
 * address into bytes, and checks it then.
 */
export type GuestPtr<Pointee extends string = string> = number & { readonly [pointee]: Pointee }

/** Any number a guest gave, as an address: signed i32s become unsigned here, once. */
export function guestPtr<Pointee extends string>(value: number): GuestPtr<Pointee> {
  return (value >>> 0) as GuestPtr<Pointee>
}
