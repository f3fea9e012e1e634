import { isDeepStrictEqual } from 'node:util';
import { UnknownRecordingError } from './recordings.js';

/** Values that `$ref` stands for. */
export type References = Readonly<Record<string, string | undefined>>;

/** Differences between what was expected and what came, each with its place; empty where they match. */
export function differences(expected: unknown, actual: unknown, references: References, place = ''): readonly string[] {
  const matcher = matcherOf(expected);
  if (matcher !== undefined) return matchSpecial(matcher, actual, references, place);
  if (isObject(expected)) {
    if (!isObject(actual)) return [difference(place, expected, actual)];
    const missing = matchEntries(expected, actual, references, place);
    const extra = Object.keys(actual).filter((key) => !Object.hasOwn(expected, key));
    return [...missing, ...extra.map((key) => `${place}/${key}: not expected, got ${show(actual[key])}`)];
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return [difference(place, expected, actual)];
    return expected.flatMap((each, index) => differences(each, actual[index], references, `${place}/${index}`));
  }
  return isDeepStrictEqual(expected, actual) ? [] : [difference(place, expected, actual)];
}

const MATCHERS = new Set(['$any', '$regex', '$json', '$subset', '$exactKeys', '$ref']);

function matcherOf(expected: unknown): readonly [string, unknown] | undefined {
  if (!isObject(expected)) return undefined;
  const [entry, ...more] = Object.entries(expected);
  if (entry === undefined || more.length > 0 || !entry[0].startsWith('$')) return undefined;
  if (!MATCHERS.has(entry[0])) throw new UnknownRecordingError(`the matcher ${entry[0]} is not known`);
  return entry;
}

function matchSpecial(
  [name, argument]: readonly [string, unknown],
  actual: unknown,
  references: References,
  place: string,
): readonly string[] {
  switch (name) {
    case '$any':
      return actual === undefined ? [`${place}: expected to be there`] : [];
    case '$regex':
      return new RegExp(String(argument)).test(String(actual)) ? [] : [difference(place, argument, actual)];
    case '$json':
      return differences(argument, parse(actual), references, `${place}(json)`);
    case '$ref':
      return matchReference(String(argument), actual, references, place);
    case '$exactKeys':
      return differences(exactly(argument), actual, references, place);
    default:
      return isObject(actual)
        ? matchEntries(asObject(argument), actual, references, place)
        : [difference(place, argument, actual)];
  }
}

/** Names alone stand for any values. */
const exactly = (keys: unknown): unknown =>
  Array.isArray(keys) ? Object.fromEntries(keys.map((key) => [String(key), { $any: true }])) : asObject(keys);

function matchReference(name: string, actual: unknown, references: References, place: string): readonly string[] {
  if (!Object.hasOwn(references, name)) throw new UnknownRecordingError(`the reference ${name} is not known`);
  return actual === references[name] ? [] : [difference(place, references[name], actual)];
}

function matchEntries(
  expected: Readonly<Record<string, unknown>>,
  actual: Readonly<Record<string, unknown>>,
  references: References,
  place: string,
): readonly string[] {
  return Object.entries(expected).flatMap(([key, value]) =>
    Object.hasOwn(actual, key)
      ? differences(value, actual[key], references, `${place}/${key}`)
      : [`${place}/${key}: expected ${show(value)}, got nothing`],
  );
}

function parse(actual: unknown): unknown {
  try {
    return JSON.parse(String(actual));
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asObject = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});

const difference = (place: string, expected: unknown, actual: unknown): string =>
  `${place}: expected ${show(expected)}, got ${show(actual)}`;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
