declare const pointee: unique symbol

/**
 * An address in a guest's memory. The brand names what should be at that address, and does not prove it: only `GuestMemory`
 * turns an address into bytes, and checks it then.
 */
export type GuestPtr<Pointee extends string = string> = number & { readonly [pointee]: Pointee }

/** A number from a guest as an address: the one place where a signed i32 becomes unsigned. */
export function guestPtr<Pointee extends string>(value: number): GuestPtr<Pointee> {
  return (value >>> 0) as GuestPtr<Pointee>
}
