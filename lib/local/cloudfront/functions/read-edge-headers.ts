import type { HeaderPair } from '../../model/distribution.js';
import { type FunctionValues, headerCase, isRecord, valuesOf } from './function-values.js';
import { type EventType, isHidden, READ_ONLY } from './header-rules.js';

/** What CloudFront does not take of a function: 502. */
export class InvalidFunctionResult extends Error {
  override readonly name = 'InvalidFunctionResult';
}

export interface HeaderReading {
  readonly eventType: EventType;
  /** What the function was given. */
  readonly given: FunctionValues;
  /** The message's own fields, cookies left out. */
  readonly fields: readonly HeaderPair[];
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not get through
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/**
 * The headers that a function answered: those it left alone as they came, hidden ones among them, and its own.
 *
 * @throws InvalidFunctionResult
 */
export function readEdgeHeaders(answer: unknown, { eventType, given, fields }: HeaderReading): HeaderPair[] {
  if (!isRecord(answer)) throw new InvalidFunctionResult('headers has to be an object');
  for (const name of READ_ONLY[eventType]) {
    if (JSON.stringify(answer[name]) === JSON.stringify(given[name])) continue;
    throw new InvalidFunctionResult(`the header ${name} is read-only`);
  }
  const left = fields.filter(([name]) => {
    const lower = name.toLowerCase();
    return isHidden(lower) || isSame(answer[lower], given[lower]);
  });
  const own = Object.entries(answer)
    .filter(([name, entry]) => !isSame(entry, given[name]))
    .flatMap(([name, entry]) => ownHeader(name, entry));
  return [...left, ...own];
}

const isSame = (entry: unknown, given: unknown): boolean =>
  given !== undefined && JSON.stringify(entry) === JSON.stringify(given);

function ownHeader(name: string, entry: unknown): HeaderPair[] {
  const isName = TOKEN.test(name) && name === name.toLowerCase();
  if (!isName || isHidden(name)) throw new InvalidFunctionResult(`the header ${name} is not allowed`);
  const values = valuesOf(entry);
  if (values === undefined) throw new InvalidFunctionResult(`the header ${name} has to have a value`);
  if (values.some(({ value }) => CONTROL.test(value)))
    throw new InvalidFunctionResult(`the header ${name} is not valid`);
  return values.map(({ value }): HeaderPair => [headerCase(name), value]);
}

/** Names with their values, one item for each. @throws InvalidFunctionResult */
export function readItems(answer: unknown, what: string): { name: string; value: string; attributes?: string }[] {
  if (answer === undefined) return [];
  if (!isRecord(answer)) throw new InvalidFunctionResult(`${what} has to be an object`);
  return Object.entries(answer).flatMap(([name, entry]) => {
    const values = valuesOf(entry);
    if (values === undefined || values.some(({ value }) => CONTROL.test(value))) {
      throw new InvalidFunctionResult(`${what} has no valid value for ${name}`);
    }
    return values.map((value) => ({ name, ...value }));
  });
}
