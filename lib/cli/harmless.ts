import { oneLine } from '../errors/one-line.js';
import { colors } from './colors.js';

/** A colour on or off. */
const COLOR = '\u001b\\[(?:[1-9]|[2-4]\\d)m';

/**
 * A report that steers no terminal, whatever a spec or a file has put into it: control characters but for line breaks
 * are shown as text, and so are colours where there are none of ours.
 */
export function harmless(text: string, isColored: boolean = colors.isColorSupported): string {
  const kept = new RegExp(isColored ? `(${COLOR}|\\n)` : '(\\n)');
  return text
    .split(kept)
    .map((part, index) => (index % 2 === 1 ? part : oneLine(part, part.length)))
    .join('');
}
