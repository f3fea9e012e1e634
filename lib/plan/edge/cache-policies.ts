import type { AnySchema } from '../../spec/contract.js';
import type { RouteCache } from '../../spec/edge.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { Route } from '../../spec/route.js';
import type { ValueSource } from '../../spec/transform.js';
import type { CachePolicyPlan } from '../edge-plan.js';
import { digest } from '../ids.js';
import { inputSchema } from '../input-schema.js';

/** CloudFront answers these itself, by what it has kept. */
const CONDITIONAL = ['if-match', 'if-modified-since', 'if-none-match', 'if-range', 'if-unmodified-since', 'range'];

/** How long a route's answers are kept, and by what; two routes that say the same have one. */
export function cachePolicyOf(route: Route, cache: RouteCache, spec: GatewaySpec): CachePolicyPlan {
  const { ttlSeconds, vary = {} } = cache;
  const browsers = spec.cors ? ['origin'] : [];
  const headers = sorted([...(vary.headers ?? readHeaders(route)), ...browsers].map((name) => name.toLowerCase()));
  const query = vary.query === undefined || vary.query === 'all' ? ('all' as const) : sorted(vary.query);
  const key = { ttlSeconds, headers, query, cookies: sorted(vary.cookies ?? []) };
  return { name: `Cache${digest(JSON.stringify(key))}`, ...key };
}

/** Names that a route reads of its requests' headers, lower case: those that it declares, and those that it transforms. */
export function readHeaders(route: Route): readonly string[] {
  const names = [...declaredNames(route.headers), ...transformedNames(route, 'header')];
  return sorted(names.map((name) => name.toLowerCase()).filter((name) => !CONDITIONAL.includes(name)));
}

/** Names that a route reads of its requests' query. */
export function readQuery(route: Route): readonly string[] {
  return sorted([...declaredNames(route.query), ...transformedNames(route, 'query')]);
}

function declaredNames(schema: AnySchema | undefined): readonly string[] {
  const input = schema && inputSchema(schema);
  return input?.ok ? Object.keys(input.schema.properties ?? {}) : [];
}

function transformedNames({ transform }: Route, kind: ValueSource['kind']): readonly string[] {
  const { headers = {}, query = {} } = transform?.request ?? {};
  const renamed = Object.keys((kind === 'header' ? headers.rename : query.rename) ?? {});
  const values = [headers, query].flatMap(({ set, add, default: otherwise }) =>
    [set, add, otherwise].flatMap((each) => Object.values(each ?? {})),
  );
  const taken = values.flatMap((value) => (typeof value !== 'string' && value.kind === kind ? [value.name] : []));
  return [...renamed, ...taken];
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
