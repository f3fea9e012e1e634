import { stripVTControlCharacters } from 'node:util';

/**
 * Text that is nowhere wider than it may be, where its words allow it: what is too long goes on below its own column, or
 * below the line's beginning where that column stands far to the right.
 */
export function fitted(text: string, width: number): string {
  return text
    .split('\n')
    .flatMap((line) => (columnsOf(line) > width ? wrapped(line, width) : [line]))
    .join('\n');
}

/** Columns of a terminal, colours being none. */
export function columnsOf(text: string): number {
  return stripVTControlCharacters(text).length;
}

function wrapped(line: string, width: number): readonly string[] {
  const hanging = ' '.repeat(hangingOf(stripVTControlCharacters(line), width));
  const [, head = '', last = ''] = /^(.*[^ ]) {2,}([^ ].*)$/.exec(line) ?? [];
  const isWhole = head !== '' && columnsOf(head) <= width && columnsOf(hanging + last) <= width;
  return isWhole ? [head, hanging + last] : byWords(line, hanging, width);
}

function byWords(line: string, hanging: string, width: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const [gap, word] of wordsOf(line)) {
    const fits = current.trim() === '' || columnsOf(current + gap + word) <= width;
    if (!fits) lines.push(current);
    current = fits ? current + gap + word : hanging + word;
  }
  return [...lines, current];
}

/** Each word with the spaces before it. */
function wordsOf(line: string): readonly (readonly [string, string])[] {
  return [...line.matchAll(/( *)([^ ]+)/g)].map(([, gap = '', word = '']) => [gap, word]);
}

const LEFT_PART = 0.6;
const HANGING = 4;

function hangingOf(line: string, width: number): number {
  const starts = [...line.matchAll(/(?<= {2})[^ ]/g)].map(({ index }) => index);
  const near = starts.filter((start) => start <= width * LEFT_PART).at(-1);
  const begin = line.search(/[^ ]/);
  return near !== undefined && near > begin && near === starts.at(-1) ? near : begin + HANGING;
}
