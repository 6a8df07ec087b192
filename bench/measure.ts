/** A number as repeated rounds have it; half of them lie between `lower` and `upper`. */
export interface Spread {
  readonly median: number
  readonly lower: number
  readonly upper: number
  readonly rounds: number
}

/** What one round of a contender gave, by the names of its figures. */
export type Sample<Figure extends string> = Readonly<Record<Figure, number>>

/** One of the ways to do the same work. */
export interface Contender<Figure extends string> {
  readonly name: string
  readonly run: () => Sample<Figure> | Promise<Sample<Figure>>
}

/** The rounds of a contender, in the order in which they ran. */
export interface Series<Figure extends string> {
  readonly name: string
  readonly samples: readonly Sample<Figure>[]
}

interface Trial<Figure extends string> {
  readonly contender: Contender<Figure>
  readonly samples: Sample<Figure>[]
}

export interface MeasureOptions {
  readonly rounds: number
  /** Rounds before those that count. */
  readonly warmUps: number
}

/**
 * Measures contenders side by side: each runs once a round, in an order drawn for the round, so that whatever else the
 * machine does falls on all of them alike.
 */
export async function measure<Figure extends string>(
  contenders: readonly Contender<Figure>[],
  { rounds, warmUps }: MeasureOptions,
): Promise<Series<Figure>[]> {
  const trials = contenders.map((contender): Trial<Figure> => ({ contender, samples: [] }))
  for (const { contender } of trials) for (let i = 0; i < warmUps; i++) await contender.run()
  for (let round = 0; round < rounds; round++)
    for (const { contender, samples } of shuffle(trials)) samples.push(await contender.run())
  return trials.map(({ contender: { name }, samples }) => ({ name, samples }))
}

/** A figure over the rounds. */
export function spreadOf<Figure extends string>(series: Series<Figure>, figure: Figure): Spread {
  return spread(series.samples.map((sample) => sample[figure]))
}

/** The figure of one to that of the other, round by round: those of a round were taken under the same conditions. */
export function ratioOf<Figure extends string>(
  one: Series<Figure>,
  other: Series<Figure>,
  figure: Figure,
): Spread {
  return spread(
    one.samples.map((sample, i) => sample[figure] / (other.samples[i]?.[figure] ?? NaN)),
  )
}

/** The value in the middle, and those between which half of all lie; NaN of none. */
export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): number => {
    const place = share * (sorted.length - 1)
    const [below = NaN, above = below] = sorted.slice(Math.floor(place), Math.floor(place) + 2)
    return below + (above - below) * (place % 1)
  }
  return { lower: at(0.25), median: at(0.5), upper: at(0.75), rounds: values.length }
}

/** In an order drawn at random. */
function shuffle<T>(items: readonly T[]): T[] {
  const rest = [...items]
  const order: T[] = []
  while (rest.length > 0) order.push(...rest.splice(Math.floor(Math.random() * rest.length), 1))
  return order
}
