export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under a name; empty where there is none. */
export function fieldsOf(fields: Fields, name: string): Fields {
  const value = fields[name];
  return isFields(value) ? value : {};
}

export function textOf(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

/** A number, also one written as text, as CloudFormation parameters are. */
export function numberOf(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

export const flagOf = (fields: Fields, name: string): boolean => fields[name] === true || fields[name] === 'true';

/** A list of texts; a single text is a list of one. */
export function textsOf(fields: Fields, name: string): string[] {
  const value = fields[name];
  const list = Array.isArray(value) ? value : [value];
  return list.filter((each): each is string => typeof each === 'string');
}

/** The fields whose values are scalars, as texts. */
export function textRecordOf(fields: Fields, name: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fieldsOf(fields, name))
      .filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
      .map(([key, value]) => [key, String(value)]),
  );
}
