const FULL = '█';
const REST = '░';

/** A share of a whole as a bar; more than the whole fills it. A share that is not nothing shows. */
export function bar(part: number, whole: number, width: number): string {
  const share = whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0;
  const filled = share === 0 ? 0 : Math.max(1, Math.floor(share * width));
  return FULL.repeat(filled) + REST.repeat(width - filled);
}

const STEPS = '▁▂▃▄▅▆▇█';

/** A line of numbers, the largest the highest; a day without any is a dot. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(0, ...values);
  return values
    .map((value) => (value <= 0 ? '·' : STEPS.charAt(Math.ceil((value / most) * STEPS.length) - 1)))
    .join('');
}

/** The sums of neighbours, so that a long line fits; the last group holds the last values. */
export function squeezed(values: readonly number[], width: number): readonly number[] {
  if (values.length <= width) return values;
  const size = Math.ceil(values.length / width);
  const head = values.length % size;
  const groups = head === 0 ? [] : [values.slice(0, head)];
  for (let start = head; start < values.length; start += size) groups.push(values.slice(start, start + size));
  return groups.map((group) => group.reduce((sum, value) => sum + value, 0));
}
