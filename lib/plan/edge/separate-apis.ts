import type { ApiPlan } from '../plan.js';
import type { EdgePath } from './edge-paths.js';
import { beginningsOf, type OwnedText } from './letters.js';

/** First segment of paths that are all on one API; `''` stands for `/`. */
export interface SegmentApart {
  readonly text: string;
  readonly origin: ApiPlan['id'];
  /** Most specific first. */
  readonly paths: readonly EdgePath[];
}

/** What paths of one API begin with, and those of no other. */
export interface ApartBeginning {
  /** A first segment, or where it is not whole the first letters of several. */
  readonly text: string;
  readonly isWhole: boolean;
  readonly origin: ApiPlan['id'];
  readonly segments: readonly SegmentApart[];
}

/** First segments, where no two APIs have paths below one of them and all are literal. Undefined where that is not so. */
export function segmentsApart(paths: readonly EdgePath[]): readonly SegmentApart[] | undefined {
  const known = new Map<string, SegmentApart & { readonly paths: EdgePath[] }>();
  for (const path of paths) {
    const text = firstSegment(path);
    if (text === undefined) return undefined;
    const segment = known.get(text) ?? { text, origin: path.origin, paths: [] };
    if (segment.origin !== path.origin) return undefined;
    segment.paths.push(path);
    known.set(text, segment);
  }
  return [...known.values()].sort(byText);
}

function firstSegment({ segments: [first] }: EdgePath): string | undefined {
  if (!first) return '';
  return first.kind === 'literal' ? first.text : undefined;
}

/** The beginnings of what is not the default origin's: every first segment. */
export function wholeBeginnings(segments: readonly SegmentApart[], defaultOrigin: string): readonly ApartBeginning[] {
  return segments
    .filter(({ origin }) => origin !== defaultOrigin)
    .map((segment) => ({ text: segment.text, isWhole: true, origin: segment.origin, segments: [segment] }));
}

/** As few as there can be: in place of segments of one API that begin alike, and otherwise than all others, their first letters. */
export function letterBeginnings(segments: readonly SegmentApart[], defaultOrigin: string): readonly ApartBeginning[] {
  const owned = segments.map(({ text, origin }): OwnedText => ({ text, owner: origin }));
  const at = new Map(
    beginningsOf(owned, []).map(({ text, isWhole }) => [text, { isWhole, segments: [] as SegmentApart[] }]),
  );
  for (const segment of segments) beginningOf(segment, at).push(segment);
  return [...at].flatMap(([text, { isWhole, segments: own }]) => {
    const origin = own[0]?.origin ?? defaultOrigin;
    return origin === defaultOrigin ? [] : [{ text, isWhole, origin, segments: own }];
  });
}

/** What a segment begins with, or is: none of the beginnings is one of another. */
function beginningOf(
  { text }: SegmentApart,
  at: ReadonlyMap<string, { readonly isWhole: boolean; readonly segments: SegmentApart[] }>,
): SegmentApart[] {
  for (let length = 0; length < text.length; length += 1) {
    const found = at.get(text.slice(0, length));
    if (found && !found.isWhole) return found.segments;
  }
  return at.get(text)?.segments ?? [];
}

/** As CloudFront writes them. */
export function patternsOf({ text, isWhole }: ApartBeginning): readonly string[] {
  if (!isWhole) return [`/${text}*`];
  return text === '' ? ['/'] : [`/${text}`, `/${text}/*`];
}

function byText(one: SegmentApart, other: SegmentApart): number {
  return one.text < other.text ? -1 : 1;
}
