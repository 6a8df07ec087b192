const warmUpRuns = 3;
/**
 * Measures contenders side by side: each runs once a round, in an order drawn for the round, so that whatever else
 * the machine does falls on all of them alike.
 */
export async function measure(contenders, { budgetMs, leastRounds }) {
    const trials = contenders.map((contender) => ({ contender, times: [], bytes: 0 }));
    for (const trial of trials) {
        for (let i = 0; i < warmUpRuns; i++)
            trial.bytes = await trial.contender.run();
    }
    const start = performance.now();
    for (let round = 0; round < leastRounds || performance.now() - start < budgetMs; round++) {
        for (const { contender, times } of shuffled(trials)) {
            const before = performance.now();
            await contender.run();
            times.push(performance.now() - before);
        }
    }
    return trials.map(({ contender, times, bytes }) => {
        const { lower, median, upper } = quartiles(times);
        return {
            name: contender.name,
            medianMs: median,
            lowerQuartileMs: lower,
            upperQuartileMs: upper,
            bestMs: Math.min(...times),
            rounds: times.length,
            bytes,
        };
    });
}
/** The value in the middle, and those between which half of all lie; 0 of none. */
export function quartiles(values) {
    const sorted = values.toSorted((a, b) => a - b);
    const at = (share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
    return { lower: at(0.25), median: at(0.5), upper: at(0.75) };
}
/** In an order drawn at random. */
export function shuffled(items) {
    const rest = [...items];
    const order = [];
    while (rest.length > 0)
        order.push(...rest.splice(Math.floor(Math.random() * rest.length), 1));
    return order;
}
