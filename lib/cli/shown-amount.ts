const SUFFIXES = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
] as const;

/** `1M`, `2.5B`; in full where that would lose a digit. */
export function shortCount(value: number): string {
  const [unit, suffix] = SUFFIXES.find(([least]) => value >= least) ?? [1, ''];
  const short = Number((value / unit).toFixed(2));
  return short * unit === value ? `${short.toLocaleString('en')}${suffix}` : value.toLocaleString('en');
}

export function dollars(usd: number): string {
  return `$${usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** `+$1.21`, `−$21.75`. */
export function difference(usd: number): string {
  return usd < 0 ? `−${dollars(-usd)}` : `+${dollars(usd)}`;
}
