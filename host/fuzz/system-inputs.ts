/** The moments at which the clocks begin, in ns: of 1970, and of no day. No byte of them is 0. */
const beginnings = { real: 1_767_225_612_345_678_901n, monotonic: 0x0123_4567_89ab_cdefn } as const
const tick = 1_000_001n
/** Odd, so that neighbours and turns differ. */
const stride = 37

/** Time and chance as a guest is given them: the model knows them, and turns the page before each call that asks. */
export class SystemInputs {
  #turn = 0

  turn(): void {
    this.#turn++
  }

  clock(monotonic: boolean): bigint {
    const { real, monotonic: sinceStart } = beginnings
    return (monotonic ? sinceStart : real) + BigInt(this.#turn) * tick
  }

  fillRandom(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i++) bytes[i] = (this.#turn + i) * stride
  }
}
