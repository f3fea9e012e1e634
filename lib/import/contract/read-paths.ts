import { REST_OF_PATH } from '../../contract/parameters.js';
import { oneLine } from '../../errors/one-line.js';
import { type PathSegment, parsePath } from '../../spec/path.js';
import { child, isObject, items, type JsonNode, members } from '../document/json-node.js';
import type { Reading } from './read-contract.js';

const METHODS: Readonly<Record<string, string>> = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  delete: 'DELETE',
  options: 'OPTIONS',
  head: 'HEAD',
  patch: 'PATCH',
  'x-amazon-apigateway-any-method': 'ANY',
};

/** A path that a gateway can route. */
export interface RoutablePath {
  readonly item: JsonNode;
  /** As the document writes it. */
  readonly template: string;
  /** As a route has it, by the document's names. */
  readonly path: string;
  readonly segments: readonly PathSegment[];
}

const ITEM_PARTS = new Set([...Object.keys(METHODS), 'parameters', 'servers', '$ref']);

export function readPaths(reading: Reading): readonly RoutablePath[] {
  const { references, losses } = reading;
  return members(child(references.root, 'paths')).flatMap(([template, stated]) => {
    if (template.startsWith('x-')) losses.add('lost', stated, 'a gateway has no place for it');
    if (!template.startsWith('/')) return [];
    const item = references.follow(stated);
    if (!item.ok || !isObject(item.node.value)) {
      losses.add('lost', stated, item.ok ? 'this is no path item' : item.reason);
      return [];
    }
    losses.others(item.node, ITEM_PARTS, 'a route has no place for it');
    return routable(template, item.node, reading);
  });
}

function routable(template: string, item: JsonNode, reading: Reading): readonly RoutablePath[] {
  const { losses } = reading;
  const stated = template.length > 1 ? template.replace(/\/$/, '') : template;
  const path = isRestOfPath(item, stated, reading) ? stated.replace(/\}$/, '+}') : stated;
  const parsed = parsePath(path);
  if (!parsed.ok) {
    for (const { node } of methodsOf(item)) losses.add('lost', node, oneLine(parsed.reason));
    return [];
  }
  if (stated !== template) losses.add('assumed', item, 'the path is read without the slash at its end');
  return [{ item, template, path, segments: parsed.segments }];
}

export interface PathMethod {
  /** In upper case. */
  readonly method: string;
  readonly node: JsonNode;
}

export function methodsOf(item: JsonNode): readonly PathMethod[] {
  return members(item).flatMap(([key, node]) => {
    const method = Object.hasOwn(METHODS, key) ? METHODS[key] : undefined;
    return method !== undefined && isObject(node.value) ? [{ method, node }] : [];
  });
}

/** Whether the last parameter is described as `gatewright openapi` describes one that takes slashes. */
function isRestOfPath(item: JsonNode, path: string, { references }: Reading): boolean {
  const name = /\{([^{}+]+)\}$/.exec(path)?.[1];
  if (name === undefined) return false;
  const places = [item, ...members(item).map(([, node]) => node)];
  return places
    .flatMap((place) => items(child(place, 'parameters')))
    .some((stated) => {
      const target = references.follow(stated);
      if (!target.ok || !isObject(target.node.value)) return false;
      const { in: place, name: named, description } = target.node.value;
      return place === 'path' && named === name && `${description}`.endsWith(REST_OF_PATH);
    });
}
