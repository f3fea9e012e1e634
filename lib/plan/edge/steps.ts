import type { PathSegment } from '../../spec/path.js';

/** Of a path of a certain length, what each segment has to be: a text, or undefined for any one that is not empty. */
export type Steps = readonly (string | undefined)[];

/**
 * A route's path among paths of `length` segments; undefined where it takes none of these. `/` is one segment, an empty
 * one, as it is in the path of a request.
 */
export function stepsOf(segments: readonly PathSegment[], length: number): Steps | undefined {
  if (segments.length === 0) return length === 1 ? [''] : undefined;
  const isGreedy = segments.at(-1)?.kind === 'greedy';
  if (isGreedy ? length < segments.length : length !== segments.length) return undefined;
  return Array.from({ length }, (_, index) => {
    const segment = segments[index];
    return segment?.kind === 'literal' ? segment.text : undefined;
  });
}

/** What both take; undefined where that is nothing. */
export function meet(one: Steps, other: Steps): Steps | undefined {
  if (one.length !== other.length) return undefined;
  const steps: (string | undefined)[] = [];
  for (const [index, step] of one.entries()) {
    const against = other[index];
    if (step === '' ? against !== '' : against === '') return undefined;
    if (step !== undefined && against !== undefined && step !== against) return undefined;
    steps.push(step ?? against);
  }
  return steps;
}

/** Whether the first takes whatever the second does. */
export function takesAll(one: Steps, other: Steps): boolean {
  const both = meet(one, other);
  return both?.every((step, index) => step === other[index]) ?? false;
}

/** As CloudFront writes it. A `*` goes past slashes, so a pattern takes longer paths as well; none that is shorter. */
export function patternOf(steps: Steps): string {
  return `/${steps.map((step) => step ?? '?*').join('/')}`;
}
