/** A pure function that does not repeat its last work: it returns the last result again for the same argument. */
export function rememberLast<A, R>(act: (argument: A) => R): (argument: A) => R {
  let last: { readonly argument: A; readonly result: R } | undefined
  return (argument) => {
    if (last === undefined || last.argument !== argument) last = { argument, result: act(argument) }
    return last.result
  }
}
