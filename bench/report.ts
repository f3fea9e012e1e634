/** One measured figure, beside the baseline of the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  /** What the baseline is. */
  readonly against: string;
}

/** A JSON line: name, value, unit, baseline and the ratio of the two. */
export function report({ name, value, unit, baseline, against }: Figure): void {
  console.log(
    JSON.stringify({
      name,
      value: rounded(value),
      unit,
      baseline: rounded(baseline),
      ratio: rounded(value / baseline),
      against,
    }),
  );
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** The least value that so many percent are not above. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
