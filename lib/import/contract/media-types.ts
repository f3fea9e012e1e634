import { child, type Json, type JsonNode, members } from '../document/json-node.js';
import type { References } from '../document/references.js';

export interface MediaType {
  readonly type: string;
  readonly node: JsonNode;
}

export function mediaTypes(node: JsonNode): readonly MediaType[] {
  return members(child(node, 'content')).map(([type, member]) => ({ type, node: member }));
}

/** `application/json`, `application/problem+json`, whatever parameters it has. */
export function isJson(type: string): boolean {
  return /^(application|text)\/([\w.!#$&^-]+\+)?json$/i.test(bare(type)) || bare(type) === '*/*';
}

export function bare(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase();
}

/** The one that a route describes: JSON where there is any. */
export function chosenType(types: readonly MediaType[]): MediaType | undefined {
  return (
    types.find(({ type }) => bare(type) === 'application/json') ?? types.find(({ type }) => isJson(type)) ?? types[0]
  );
}

/** The first example that a media type gives. */
export function exampleOf(node: JsonNode, references: References): Json | undefined {
  const single = child(node, 'example')?.value;
  if (single !== undefined) return single;
  const [named] = members(child(node, 'examples'));
  const target = named && references.follow(named[1]);
  return target?.ok ? child(target.node, 'value')?.value : undefined;
}
