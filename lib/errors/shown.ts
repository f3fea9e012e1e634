const LONGEST = 120;

/** A value as an issue shows it: JSON on one line, cut where it is long, control characters escaped, without URL credentials. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value);
  const safe = text.replace(/\/\/[^/@"]*@/g, '//…@');
  return safe.length > LONGEST ? `${safe.slice(0, LONGEST)}…` : safe;
}
