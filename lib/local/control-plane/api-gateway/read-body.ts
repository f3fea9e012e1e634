import { isRecord, parseJson } from '../../json/json-value.js';
import { badRequest } from './refusals.js';

/** Reads fields of a call's JSON body, and tells all that is wrong with them at once. Null is as good as absent. */
export interface BodyFields {
  readonly text: (name: string) => string | undefined;
  readonly flag: (name: string) => boolean | undefined;
  readonly texts: (name: string) => Readonly<Record<string, string>> | undefined;
  readonly list: (name: string) => readonly unknown[] | undefined;
  readonly refuse: (problem: string) => void;
  /** @throws AwsError where a field was wrong */
  readonly check: () => void;
}

/** @throws AwsError where the body is no JSON object */
export function readBody(body: string): BodyFields {
  const document = body === '' ? {} : parseJson(body);
  if (!isRecord(document)) throw badRequest('Invalid request body: a JSON object is expected');
  const problems: string[] = [];

  function field<T>(name: string, expected: string, is: (value: unknown) => value is T): T | undefined {
    const value = Object.hasOwn(document as object, name) ? (document as Record<string, unknown>)[name] : undefined;
    if (value === undefined || value === null || is(value)) return value ?? undefined;
    problems.push(`${name} must be ${expected}`);
    return undefined;
  }

  return {
    text: (name) => field(name, 'a string', (value) => typeof value === 'string'),
    flag: (name) => field(name, 'true or false', (value) => typeof value === 'boolean'),
    texts: (name) => field(name, 'an object of strings', isTexts),
    list: (name) => field(name, 'a list', (value): value is unknown[] => Array.isArray(value)),
    refuse: (problem) => problems.push(problem),
    check() {
      if (problems.length > 0) throw badRequest(`Invalid request body: ${problems.join('; ')}`);
    },
  };
}

function isTexts(value: unknown): value is Record<string, string> {
  return isRecord(value) && Object.values(value).every((text) => typeof text === 'string');
}
