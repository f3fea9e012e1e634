import { type Fields, isFields } from '../../openapi-body/fields.js';

const MAX_STEPS = 20;

/** Follows `$ref` within the document; undefined where it leads nowhere, or in circles. */
export function resolveReference(document: Fields, value: unknown): Fields | undefined {
  let current = value;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    if (!isFields(current)) return undefined;
    if (typeof current.$ref !== 'string') return current;
    current = lookUp(document, current.$ref);
  }
  return undefined;
}

function lookUp(document: Fields, pointer: string): unknown {
  if (!pointer.startsWith('#/')) return undefined;
  let current: unknown = document;
  for (const part of pointer.slice(2).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (!isFields(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}
