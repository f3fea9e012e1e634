import type { PathParams, PatternError } from '../../lib/spec/path.js';
import type { PathOf } from '../../lib/spec/route.js';
import type { ACCEPTED, REFUSED_METHODS, REFUSED_PATHS } from './path-cases.js';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

interface Accepted {
  readonly pattern: string;
  readonly params: readonly string[];
}
type AcceptedDiffers<C extends Accepted> =
  Same<PatternError<C['pattern']>, never> extends true
    ? Same<PathParams<PathOf<C['pattern']>>, C['params'][number]> extends true
      ? never
      : readonly [C['pattern'], 'has the parameters', PathParams<PathOf<C['pattern']>>]
    : readonly [C['pattern'], 'is refused', PatternError<C['pattern']>];

interface Refused {
  readonly pattern: string;
  readonly reason: string;
}
type RefusedDiffers<C extends Refused> =
  Same<PatternError<C['pattern']>, C['reason']> extends true
    ? never
    : readonly [C['pattern'], 'is answered with', PatternError<C['pattern']>];

type EachAccepted<Table extends readonly Accepted[]> = { [I in keyof Table]: AcceptedDiffers<Table[I]> }[number];
type EachRefused<Table extends readonly Refused[]> = { [I in keyof Table]: RefusedDiffers<Table[I]> }[number];
type Agreed<Difference> = [Difference] extends [never] ? 'agreed' : Difference;

/** Where a type and its row differ, the compiler names the row. */
export const agreement: readonly [
  Agreed<EachAccepted<typeof ACCEPTED>>,
  Agreed<EachRefused<typeof REFUSED_PATHS>>,
  Agreed<EachRefused<typeof REFUSED_METHODS>>,
] = ['agreed', 'agreed', 'agreed'];
