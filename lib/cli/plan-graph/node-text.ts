import { oneLine } from '../../errors/one-line.js';

/** Characters of a line in a box. */
const LONGEST = 42;

/** Halves of pairs, and what XML 1.0 has no place for (https://www.w3.org/TR/xml/#charsets). */
const UNPRINTABLE = /[\p{Cs}\p{Cn}]/gu;

/** Text of the spec as a box shows it: one line without control characters, its middle left out where it is long. */
export function nodeText(text: string, longest = LONGEST): string {
  const characters = [...oneLine(text, Number.POSITIVE_INFINITY).replace(UNPRINTABLE, '\ufffd')];
  if (characters.length <= longest) return characters.join('');
  const start = Math.floor(longest / 3);
  return `${characters.slice(0, start).join('')}…${characters.slice(start + 1 - longest).join('')}`;
}
