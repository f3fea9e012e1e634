import type { Budget } from './budget.js';
import { formatJson, formatValue } from './format-value.js';
import { findByPath } from './json-path.js';
import { parseJson } from './parse-json.js';
import { getEntry, isMap, list, map, type VtlMap, type VtlObject, type VtlValue } from './value.js';

export interface TemplateParams {
  readonly path: VtlMap;
  readonly querystring: VtlMap;
  readonly header: VtlMap;
}

/**
 * `$input`. An empty body is `{}`; a body that is no JSON is one text.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function inputVariable(body: string, params: TemplateParams, budget: Budget): VtlObject {
  const text = body === '' ? '{}' : body;
  let document: VtlValue | undefined;
  const read = (): VtlValue => {
    document ??= parseJson(text) ?? text;
    return document;
  };
  const members: Readonly<Record<string, (args: readonly VtlValue[]) => VtlValue>> = {
    body: () => text,
    path: ([path]) => findByPath(read(), pathOf(path, budget), budget),
    json: ([path]) => {
      const found = findByPath(read(), pathOf(path, budget), budget);
      return found === null ? '""' : formatJson(found, budget);
    },
    params: ([name]) => (name === undefined ? allParams(params) : param(params, formatValue(name, budget))),
  };
  return {
    kind: 'object',
    get: (name) => (name === 'body' ? text : null),
    call: (name, args) => (Object.hasOwn(members, name) ? (members[name]?.(args) ?? null) : null),
  };
}

const pathOf = (path: VtlValue | undefined, budget: Budget): string =>
  path === undefined || path === null ? '$' : formatValue(path, budget);

const allParams = (params: TemplateParams): VtlValue =>
  map([
    ['path', params.path],
    ['querystring', params.querystring],
    ['header', params.header],
  ]);

/** Path, then query string, then header; empty text where there is none. */
function param(params: TemplateParams, name: string): VtlValue {
  for (const values of [params.path, params.querystring, params.header]) {
    const found = getEntry(values, name);
    if (found !== null) return found;
  }
  return '';
}

/** A JSON value of JavaScript as a template sees it. */
export function toVtlValue(value: unknown): VtlValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value;
  if (Array.isArray(value)) return list(value.map(toVtlValue), true);
  if (typeof value !== 'object') return null;
  return map(Object.entries(value).map(([key, item]) => [key, toVtlValue(item)]));
}

/** Overrides as text, keyed by name; lists keep their items. */
export function readOverrides(value: VtlValue, budget: Budget): ReadonlyMap<string, string | readonly string[]> {
  const found = new Map<string, string | readonly string[]>();
  if (!isMap(value)) return found;
  for (const [name, item] of value.entries) {
    if (item === null) continue;
    const isArray = typeof item === 'object' && item.kind === 'list';
    found.set(name, isArray ? item.items.map((each) => formatValue(each, budget)) : formatValue(item, budget));
  }
  return found;
}
