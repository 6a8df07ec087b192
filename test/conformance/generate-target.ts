import * as fc from 'fast-check'

const plainSegments = 'a ab abc 12 x foo bar exact y aa 1-a.b abc-1'.split(' ')
const strangeSegments = ` . .. ... a. a.. .a a.b ~ a%20b a+b %41 %2f %2e%2e %2E %zz % %4 %c3%a9 %5c
\\ %25 %2525 ;a a=b @ : %0a %7e %ff * ' ! (a) %3f %23`.split(/\s/)

const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...plainSegments) },
  { weight: 2, arbitrary: fc.constantFrom(...strangeSegments) },
)

// None of them leads to a route of the real server's own.
const routes =
  `/script /script /script /script/ /groups /echo /locked /over /over2 /opt /alt /nested
/cls /named /lazy /anchored /utf8 /same /many /partial /trail /nowhere /Script /tools/now
/over/exact`.split(/\s/)

const rest = fc.array(segment, { maxLength: 4 }).map((all) => all.map((one) => `/${one}`).join(''))
const path = fc
  .tuple(fc.constantFrom(...routes), rest)
  .map(([start, more]) => start + more)
  .filter((made) => !made.startsWith('/tools') || !climbs(made))

const queryPieces = ` a a= a=1 = =1 a=b=c a[]=1 a%41=%42 x+y=z+w _method=PUT _method=delete _method=
_method=foo ? a?b b;c % %zz=% a&amp;b A b=2 /../ #`.split(/\s/)
const query = fc
  .array(fc.constantFrom(...queryPieces), { maxLength: 4 })
  .map((pieces) => `?${pieces.join('&')}`)

/** Whether a path leads up again. */
function climbs(made: string): boolean {
  return /(?:\.|%2e){2}/i.test(made)
}

/** The target of a request: mostly the plain route, else any path with or without a query. */
export const target: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constant('/script') },
  {
    weight: 6,
    arbitrary: fc.tuple(path, fc.option(query)).map(([start, more]) => start + (more ?? '')),
  },
  { weight: 1, arbitrary: query.map((more) => `/script${more}`) },
  { weight: 1, arbitrary: fc.constantFrom('/', '//', '/.', '/../script', '/?a=1', '/%2e') },
)
