import { child, isObject, items, type JsonNode } from '../document/json-node.js';
import type { SchemaReading } from './schema-reading.js';

/** Keywords that look at values of these types alone. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  properties: ['object'],
  additionalProperties: ['object'],
  required: ['object'],
  items: ['array'],
  prefixItems: ['array'],
  minItems: ['array'],
  maxItems: ['array'],
  minLength: ['string', 'file'],
  maxLength: ['string', 'file'],
  pattern: ['string', 'file'],
  minimum: ['number', 'integer'],
  maximum: ['number', 'integer'],
  exclusiveMinimum: ['number', 'integer'],
  exclusiveMaximum: ['number', 'integer'],
  multipleOf: ['number', 'integer'],
};

/** Lists the keywords that no value of the stated type is held to; an `enum` says all of its values itself. */
export function listIdleKeywords(node: JsonNode, { losses }: SchemaReading): void {
  if (!isObject(node.value) || node.value.type === undefined) return;
  const type = child(node, 'type');
  const stated = type && Array.isArray(type.value) ? items(type).map(({ value }) => value) : [node.value.type];
  const isListed = node.value.enum !== undefined || node.value.const !== undefined;
  for (const [key, types] of Object.entries(TYPES)) {
    const member = child(node, key);
    if (!member) continue;
    if (!types.some((one) => stated.includes(one)))
      losses.add('lost', member, 'says nothing of values of the stated type');
    else if (isListed) losses.add('lost', member, 'stands beside the list of all values');
  }
}
