/** Letters as wide as those of wide fonts, in parts of the font's size: a viewer without Helvetica takes another. */
const NARROW = 0.46;
const USUAL = 0.68;
const BROAD = 0.86;
const FULL = 1.1;

/** How wide a line of text may become in any usual font, in points. */
export function textPoints(text: string, fontPoints: number): number {
  const widths = [...text].map((character) => partOf(character) * fontPoints);
  return Math.ceil(widths.reduce((sum, width) => sum + width, 0));
}

function partOf(character: string): number {
  if (/[iljtfrI .,:;'|!/()·-]/.test(character)) return NARROW;
  if (/[A-Zmw@%…+=]/.test(character)) return BROAD;
  return /[\p{ASCII}\p{Script=Latin}]/u.test(character) ? USUAL : FULL;
}
