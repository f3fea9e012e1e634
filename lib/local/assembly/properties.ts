import { ABSENT, asWritten, findUnresolved, isUnresolved } from './intrinsics/unresolved.js';
import { isObject } from './json-object.js';

/** Called with the path of a property that was asked for and has no usable value. */
export type ReportGap = (path: string, reason: string) => void;

/**
 * Evaluated properties, read by type as CloudFormation coerces them ("true", "42"). A getter answers undefined or empty
 * where there is no value; where there is one that is unresolved or of another type, it reports that as well.
 */
export interface Properties {
  readonly path: string;
  /** What the template says here, whatever it is. */
  readonly has: (key: string) => boolean;
  /** The template says something here that cannot be known. */
  readonly isUnresolved: (key: string) => boolean;
  readonly string: (key: string) => string | undefined;
  /** A string that may hold references to secrets, as the template writes them. */
  readonly secretText: (key: string) => string | undefined;
  readonly number: (key: string) => number | undefined;
  readonly boolean: (key: string) => boolean | undefined;
  readonly strings: (key: string) => string[];
  readonly stringMap: (key: string) => Record<string, string>;
  readonly booleanMap: (key: string) => Record<string, boolean>;
  readonly object: (key: string) => Properties;
  readonly objects: (key: string) => Properties[];
  readonly objectMap: (key: string) => [string, Properties][];
  /** The whole tree below; unresolved leaves are replaced, so that nothing matches or reaches them. */
  readonly tree: (key: string) => unknown;
}

/** What replaces an unresolved leaf: no issuer, ARN or address. */
export const UNRESOLVED_TEXT = 'gatewright:unresolved';

/** Strings of a list that narrows access: one that is unknown stays as one that nothing matches. */
export const closedStrings = (properties: Properties, key: string): string[] =>
  properties.isUnresolved(key) ? [...properties.strings(key), UNRESOLVED_TEXT] : properties.strings(key);

export function readProperties(source: unknown, path: string, report: ReportGap): Properties {
  const object = isObject(source) && !isUnresolved(source) ? source : {};
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  const raw = (key: string): unknown => {
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    return value === ABSENT || value === null ? undefined : value;
  };
  const read = <T>(key: string, convert: (value: unknown) => T | undefined, expected: string): T | undefined =>
    readValue(raw(key), at(key), { convert, expected, report });
  const list = (key: string): unknown[] => {
    const value = read(key, (item) => (Array.isArray(item) ? item : [item]), 'a list');
    return value ?? [];
  };
  const map = (key: string): [string, unknown][] => Object.entries(read(key, toObject, 'a map') ?? {});
  const mapOf = <T>(key: string, convert: (value: unknown) => T | undefined, expected: string): Record<string, T> =>
    Object.fromEntries(
      map(key).flatMap(([name, value]) => {
        const item = readValue(value, `${at(key)}.${name}`, { convert, expected, report });
        return item === undefined ? [] : [[name, item] as const];
      }),
    );
  return {
    path,
    has: (key) => raw(key) !== undefined,
    isUnresolved: (key) => findUnresolved(raw(key)) !== undefined,
    string: (key) => read(key, toText, 'a string'),
    secretText: (key) => readValue(asWritten(raw(key)), at(key), { convert: toText, expected: 'a string', report }),
    number: (key) => read(key, toNumber, 'a number'),
    boolean: (key) => read(key, toBoolean, 'true or false'),
    strings: (key) =>
      list(key).flatMap(
        (item, index) =>
          readValue(item, `${at(key)}.${index}`, { convert: toText, expected: 'a string', report }) ?? [],
      ),
    stringMap: (key) => mapOf(key, toText, 'a string'),
    booleanMap: (key) => mapOf(key, toBoolean, 'true or false'),
    object: (key) => readProperties(read(key, toObject, 'an object'), at(key), report),
    objects: (key) =>
      list(key).flatMap((item, index) => {
        const value = readValue(item, `${at(key)}.${index}`, { convert: toObject, expected: 'an object', report });
        return value ? [readProperties(value, `${at(key)}.${index}`, report)] : [];
      }),
    objectMap: (key) =>
      map(key).map(
        ([name, value]) => [name, readProperties(value, `${at(key)}.${name}`, report)] as const as [string, Properties],
      ),
    tree: (key) => replaceUnresolved(raw(key), at(key), report),
  };
}

interface Reading<T> {
  readonly convert: (value: unknown) => T | undefined;
  readonly expected: string;
  readonly report: ReportGap;
}

function readValue<T>(value: unknown, path: string, { convert, expected, report }: Reading<T>): T | undefined {
  if (value === undefined || value === ABSENT) return undefined;
  if (isUnresolved(value)) {
    report(path, value.reason);
    return undefined;
  }
  const converted = convert(value);
  if (converted === undefined) report(path, `expected ${expected}`);
  return converted;
}

function replaceUnresolved(value: unknown, path: string, report: ReportGap): unknown {
  if (isUnresolved(value)) {
    report(path, value.reason);
    return UNRESOLVED_TEXT;
  }
  if (Array.isArray(value)) return value.map((item, index) => replaceUnresolved(item, `${path}.${index}`, report));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, replaceUnresolved(item, `${path}.${key}`, report)]),
  );
}

const toObject = (value: unknown) => (isObject(value) ? value : undefined);

const toText = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;

const toNumber = (value: unknown): number | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

const toBoolean = (value: unknown): boolean | undefined => {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : undefined;
  return word === 'true' || word === 'false' ? word === 'true' : undefined;
};
