import type { HeaderPair } from '../../model/distribution.js';

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A header, cookie or parameter as functions see it. */
export interface FunctionValue {
  readonly value: string;
  /** Of a response's cookie: `Secure; Path=/` */
  readonly attributes?: string;
  /** Where there is more than one of the name: all of them. */
  readonly multiValue?: readonly { readonly value: string; readonly attributes?: string }[];
}

export type FunctionValues = Readonly<Record<string, FunctionValue>>;

/** Names and values in the structure that functions know: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
export function functionValues(
  items: readonly { readonly name: string; readonly value: string; readonly attributes?: string }[],
): FunctionValues {
  const byName = new Map<string, { value: string; attributes?: string }[]>();
  for (const { name, ...value } of items) byName.set(name, [...(byName.get(name) ?? []), value]);
  return Object.fromEntries(
    [...byName].map(([name, values]) => {
      const [first = { value: '' }] = values;
      return [name, values.length > 1 ? { ...first, multiValue: values } : first];
    }),
  );
}

/** A header's values as one function's answer has them; undefined where it has none that can be read. */
export function valuesOf(entry: unknown): { value: string; attributes?: string }[] | undefined {
  if (!isRecord(entry)) return undefined;
  const list = Array.isArray(entry.multiValue) ? entry.multiValue : [entry];
  const values = list.map((item: unknown) =>
    isRecord(item) && typeof item.value === 'string'
      ? { value: item.value, ...(typeof item.attributes === 'string' && { attributes: item.attributes }) }
      : undefined,
  );
  return values.includes(undefined) ? undefined : (values as { value: string; attributes?: string }[]);
}

/** `x-tenant-id` is sent as `X-Tenant-Id`. */
export const headerCase = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());

/** Splits `a=1; b=2` of `Cookie` fields, or a raw query. A name without an equals sign has an empty value. */
export const nameAndValue = (pair: string): { readonly name: string; readonly value: string } => {
  const at = pair.indexOf('=');
  return at < 0 ? { name: pair, value: '' } : { name: pair.slice(0, at), value: pair.slice(at + 1) };
};

export const lowerNames = (headers: readonly HeaderPair[]) =>
  headers.map(([name, value]) => ({ name: name.toLowerCase(), value }));
