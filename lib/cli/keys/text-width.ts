const MARKS = /[\p{M}\u200b-\u200d\ufeff]/gu;
const WIDE =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\uff01-\uff60\p{Extended_Pictographic}]/gu;

/** Columns that a terminal gives a line: marks take none, East Asian letters two. */
export function textWidth(text: string): number {
  const bare = text.replace(MARKS, '');
  return [...bare].length + (bare.match(WIDE)?.length ?? 0);
}

/** A text of at most so many columns, with `…` where it was cut. */
export function cutTo(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let cut = '';
  for (const char of text) {
    if (textWidth(cut + char) > width - 1) break;
    cut += char;
  }
  return `${cut}…`;
}

export function padded(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)));
  return align === 'left' ? text + space : space + text;
}
