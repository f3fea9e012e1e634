/** How a figure changes over time, by least squares. */
export interface Trend {
  readonly perMinute: number;
  /** What the line gains from the first point to the last. */
  readonly gained: number;
}

export function trendOf(points: readonly { readonly atMs: number; readonly value: number }[]): Trend {
  const meanAt = mean(points.map(({ atMs }) => atMs));
  const meanValue = mean(points.map(({ value }) => value));
  const covariance = mean(points.map(({ atMs, value }) => (atMs - meanAt) * (value - meanValue)));
  const variance = mean(points.map(({ atMs }) => (atMs - meanAt) ** 2));
  const perMs = variance === 0 ? 0 : covariance / variance;
  const spanMs = (points.at(-1)?.atMs ?? 0) - (points[0]?.atMs ?? 0);
  return { perMinute: perMs * 60_000, gained: perMs * spanMs };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
