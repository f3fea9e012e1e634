import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import type { GatewaySpec } from '../gateway.js';
import type { Route } from '../route.js';

const ROUTE_KEYS = [
  'kind',
  'pattern',
  'method',
  'path',
  'auth',
  'to',
  'body',
  'throttle',
  'api',
  'timeoutMs',
  'name',
  'summary',
  'example',
  'handle',
];
const GATEWAY_KEYS = [
  'kind',
  'name',
  'auth',
  'routes',
  'api',
  'throttle',
  'cors',
  'stage',
  'logRetentionDays',
  'tracing',
  'description',
];
const BACKENDS = ['lambda', 'http', 'reply', 'bound'];
const API_CHOICES = [undefined, 'auto', 'http', 'rest'];

/**
 * A spec that no type-checker has seen may hold anything. What is not of its kind is an issue here, and left out of
 * what the other rules see, so that they can report theirs as well.
 */
export function checkShape(spec: GatewaySpec): { readonly issues: readonly Issue[]; readonly sound: GatewaySpec } {
  const routes: readonly unknown[] = Array.isArray(spec.routes) ? spec.routes : [];
  const faults = routes.map((route, index) => routeFaults(route, index));
  const issues = [...gatewayFaults(spec), ...faults.flat()];
  const sound = routes.filter((_, index) => faults[index]?.length === 0) as readonly Route[];
  const { auth, ...others } = spec;
  return { issues, sound: { ...others, ...(auth !== undefined && isAuth(auth) && { auth }), routes: sound } };
}

function gatewayFaults(spec: GatewaySpec): readonly Issue[] {
  return [
    ...(Array.isArray(spec.routes)
      ? []
      : [fault('GATEWAY_ROUTES', 'routes', 'a gateway has a list of routes', spec.routes, 'routes: [ … ]')]),
    ...(spec.auth === undefined || isAuth(spec.auth) ? [] : [authFault('auth', spec.auth)]),
    ...(API_CHOICES.includes(spec.api) ? [] : [apiFault('api', spec.api)]),
    ...unknownKeys(spec, GATEWAY_KEYS, ''),
  ];
}

function routeFaults(route: unknown, index: number): readonly Issue[] {
  if (!isRecord(route) || route.kind !== 'route' || typeof route.pattern !== 'string') {
    return [fault('ROUTE_KIND', `routes[${index}]`, 'this is no route', route, "what route('GET /path', { … }) makes")];
  }
  const place = `routes['${route.pattern}']`;
  return [
    ...(route.auth === undefined || isAuth(route.auth) ? [] : [authFault(`${place}.auth`, route.auth)]),
    ...(isRecord(route.to) && BACKENDS.includes(String(route.to.kind)) ? [] : [backendFault(`${place}.to`, route.to)]),
    ...(API_CHOICES.includes(route.api as undefined) ? [] : [apiFault(`${place}.api`, route.api)]),
    ...unknownKeys(route, ROUTE_KEYS, `${place}.`),
  ];
}

function isAuth(value: unknown): boolean {
  if (value === 'public') return true;
  if (!isRecord(value)) return false;
  return (
    (value.kind === 'jwt' && Array.isArray(value.audiences) && Array.isArray(value.scopes)) ||
    (value.kind === 'api-key' && Array.isArray(value.plans))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownKeys(value: object, known: readonly string[], place: string): readonly Issue[] {
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  return unknown.map((key) =>
    fault(
      'UNKNOWN_PROPERTY',
      `${place}${key}`,
      'nothing has this name, so it would have no effect',
      key,
      known.filter((name) => name !== 'kind' && name !== 'handle').join(', '),
    ),
  );
}

function authFault(place: string, got: unknown): Issue {
  return fault(
    'AUTH_KIND',
    place,
    'this says nobody who may call',
    got,
    "'public', what jwt('…') or apiKey('…') makes, or such a scheme with require(…)",
  );
}

function backendFault(place: string, got: unknown): Issue {
  return fault(
    'BACKEND_KIND',
    place,
    'this is nothing that could answer',
    got,
    'what lambda(…), http(…), reply(…) or backend(…) makes',
  );
}

function apiFault(place: string, got: unknown): Issue {
  return fault('API_CHOICE', place, 'this is no API type', got, "'auto', 'http' or 'rest'");
}

function fault(code: string, place: string, message: string, got: unknown, allowed: string): Issue {
  return {
    code,
    place,
    message,
    got: shown(got),
    allowed,
    fix: 'write it as allowed, or let the type-checker show the line: npx tsc',
  };
}
