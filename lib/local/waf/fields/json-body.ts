import type { WafField } from '../../model/web-acl.js';
import { bytesAsText, type FieldContent } from '../inspection.js';
import { scoped } from './named-parts.js';

type JsonBody = Extract<WafField, { kind: 'json-body' }>;

/** Deeper than any payload that a parser of AWS would follow; keeps the call stack whole. */
const MAX_DEPTH = 500;

/**
 * Keys and values of a body of JSON. What is no JSON is what `InvalidFallbackBehavior` says; without one nothing of it
 * is looked at, where AWS reads up to the first mistake: `unsupportedWafFeatures` says so.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-fields-list.html
 */
export function jsonBody({ paths, scope, invalid }: JsonBody, body: Buffer): FieldContent {
  const document = parse(body);
  if (document === undefined) return invalidBody(invalid, body);
  const texts: string[] = [];
  const places =
    paths === undefined ? [['', document.value] as const] : paths.flatMap((path) => at(document.value, path));
  for (const [key, value] of places) collect(value, key, texts, scope, 0);
  return { kind: 'texts', texts: texts.map(bytesAsText) };
}

function invalidBody(invalid: JsonBody['invalid'], body: Buffer): FieldContent {
  if (invalid === 'EVALUATE_AS_STRING') return { kind: 'texts', texts: [body.toString('latin1')] };
  return invalid === undefined ? { kind: 'texts', texts: [] } : { kind: 'decided', match: invalid === 'MATCH' };
}

function parse(body: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body.toString('utf8')) };
  } catch {
    return undefined;
  }
}

/** What a JSON pointer leads to (RFC 6901). */
function at(document: unknown, pointer: string): (readonly [key: string, value: unknown])[] {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  let value = document;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return [];
    value = (value as Record<string, unknown>)[step];
  }
  return [[steps.at(-1) ?? '', value]];
}

function collect(value: unknown, key: string, texts: string[], scope: JsonBody['scope'], depth: number): void {
  if (typeof value !== 'object' || value === null) {
    texts.push(...scoped([key, value === null ? 'null' : String(value)], scope).filter((text) => text !== ''));
    return;
  }
  if (scope !== 'VALUE' && key !== '') texts.push(key);
  if (depth > MAX_DEPTH) return;
  const isList = Array.isArray(value);
  for (const [name, item] of Object.entries(value)) collect(item, isList ? '' : name, texts, scope, depth + 1);
}
