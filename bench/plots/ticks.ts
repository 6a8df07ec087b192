/** Round values between two positive ones: 1, 2, 5, 10, 20 …, or in a wide range the powers of ten alone. */
export function logTicks(least: number, most: number): number[] {
  const steps = most / least > 200 ? [1] : [1, 2, 5]
  const powers = Array.from({ length: 24 }, (_, i) => 10 ** (i - 12))
  return powers
    .flatMap((power) => steps.map((step) => step * power))
    .filter((value) => value >= least && value <= most)
}

/** Four to ten round values from 0 to `most`, equally far apart. */
export function linearTicks(most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(most))
  const step = [0.2, 0.5, 1].map((part) => part * power).find((each) => most / each < 10) ?? power
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step)
}
