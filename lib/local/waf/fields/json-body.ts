import type { WafField } from '../../model/web-acl.js';
import type { FieldContent } from '../inspection.js';
import { jsonElements } from './json-elements.js';

type JsonBody = Extract<WafField, { kind: 'json-body' }>;

/** Keys and values of a body of JSON. What is no JSON is what `InvalidFallbackBehavior` says; without one it is read as far as it goes. */
export function jsonBody({ paths, scope, invalid }: JsonBody, body: Buffer): FieldContent {
  const { elements, isComplete } = jsonElements(body, paths);
  if (!isComplete && invalid === 'EVALUATE_AS_STRING') return { kind: 'texts', texts: [body.toString('latin1')] };
  if (!isComplete && invalid !== undefined) return { kind: 'decided', match: invalid === 'MATCH' };
  const wanted = elements.filter(({ kind }) => scope === 'ALL' || kind === scope.toLowerCase());
  return { kind: 'texts', texts: wanted.map(({ text }) => text) };
}
