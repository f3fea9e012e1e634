import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { shown } from '../../errors/shown.js';
import type { GatewaySpec } from '../gateway.js';
import { unknownIn } from '../known-props.js';
import { ROUTE_PROPS, type Route } from '../route.js';
import { authShape, callerHeadersShape, domainShape, tokenExchangeShape } from './auth-shape.js';
import { contractInfoShape, externalDocsShape } from './contract-info-shape.js';
import { corsFault, corsShape } from './cors-issues.js';
import { cacheShape, edgeShape } from './edge/edge-shape.js';
import { firewallShape } from './firewall/firewall-shape.js';
import { isSameList, onceASpec } from './once-a-spec.js';
import { pinFault, pinShape } from './pin-issues.js';
import { placeOf } from './place-of.js';
import { GATEWAY_PLAIN_SHAPES, type PlainShape, ROUTE_PLAIN_SHAPES } from './plain-shapes.js';
import { isRecord, number, optional, type Shape } from './shape.js';
import { splitFault, splitShape } from './split-issues.js';
import { trafficShape } from './traffic-shape.js';
import { transformShape, useShape } from './transform-shape.js';
import { unknownGatewayProps, unknownPropIssue } from './unknown-prop-issues.js';

const BACKENDS = ['lambda', 'http', 'reply', 'bound'];
const API_CHOICES = ['auto', 'http', 'rest'];

const backendShape: Shape = (value) => (isRecord(value) && BACKENDS.includes(value.kind as string) ? undefined : '');
const apiShape: Shape = optional((value) => (API_CHOICES.includes(value as string) ? undefined : ''));

export interface CheckedShape {
  readonly issues: readonly Issue[];
  /** The spec without what is not of its kind: itself, and its routes themselves, where nothing has to be left out. */
  readonly sound: GatewaySpec;
}

/**
 * A spec that no type-checker has seen may hold anything. What is not of its kind is an issue here, and left out of
 * what the other rules see, so that they can report theirs as well.
 */
export const checkShape: (spec: GatewaySpec) => CheckedShape = onceASpec((spec) => {
  const routes: readonly unknown[] = Array.isArray(spec.routes) ? spec.routes : [];
  const auth: PartShape = ['auth', optional(authShape()), authFault];
  const own = faultsIn(spec as unknown as Parts, [auth, ...GATEWAY_SHAPES, API], (key) => key);
  const checked = checkRoutes(routes, [auth, ...ROUTE_PART_SHAPES, ['to', backendShape, backendFault], API]);
  const issues = [
    ...(routes === spec.routes ? [] : [routesFault(spec.routes)]),
    ...own.map(({ issue }) => issue),
    ...checked.flatMap((route) => route.issues),
    ...unknownGatewayProps(spec),
    ...routes.flatMap(unknownInRoute),
  ];
  return { issues, sound: soundSpec(spec, own, checked) };
});

function unknownInRoute(route: unknown): readonly Issue[] {
  return isRoute(route) ? unknownIn(route, ROUTE_PROPS).map((prop) => unknownPropIssue(prop, placeOf(route))) : [];
}

type Parts = Readonly<Record<string, unknown>>;
type Words = (place: string, got: unknown) => Issue;

/** A part of a gateway or of a route, what it has to be, and what is said where it is not. */
type PartShape = readonly [key: string, shape: Shape, words: Words];

const API: PartShape = ['api', apiShape, apiFault];

/** What is read of a gateway besides its routes and what these have too. */
const GATEWAY_SHAPES: readonly PartShape[] = [
  ['callerHeaders', optional(callerHeadersShape), callerHeadersFault],
  ['domain', optional(domainShape), domainFault],
  ['firewall', optional(firewallShape), firewallFault],
  ['edge', optional(edgeShape), edgeFault],
  ['cors', optional(corsShape), corsFault],
  ['contract', optional(contractInfoShape), contractFault],
  ['traffic', optional(trafficShape), trafficFault],
  ['pin', optional(pinShape), pinFault],
  ['split', optional(splitShape), splitFault],
  ...GATEWAY_PLAIN_SHAPES.map(plainPart),
];

/** What is read of a route besides the parts that nothing can be said without. */
const ROUTE_PART_SHAPES: readonly PartShape[] = [
  ['callerHeaders', optional(callerHeadersShape), callerHeadersFault],
  ['backendToken', optional(tokenExchangeShape), backendTokenFault],
  ['transform', optional(transformShape), transformFault],
  ['maxBodyBytes', optional(number), bodyLimitFault],
  ['use', optional(useShape), useFault],
  ['cache', optional(cacheShape), cacheFault],
  ['externalDocs', optional(externalDocsShape), externalDocsFault],
  ...ROUTE_PLAIN_SHAPES.map(plainPart),
];

interface PartFault {
  readonly key: string;
  readonly issue: Issue;
}

/**
 * The parts that are not of their kind. The fault stands where the value leaves its shape: `auth.parts[1].client.id`.
 *
 * @param placeOfPart where a part of the holder stands
 */
function faultsIn(
  holder: Parts,
  shapes: readonly PartShape[],
  placeOfPart: (key: string) => string,
): readonly PartFault[] {
  const faults: PartFault[] = [];
  for (const [key, shape, words] of shapes) {
    const at = shape(holder[key]);
    if (at === undefined) continue;
    faults.push({ key, issue: words(`${placeOfPart(key)}${oneLine(at)}`, holder[key]) });
  }
  return faults;
}

interface CheckedRoute {
  readonly issues: readonly Issue[];
  /** The route without the parts that are not of their kind; none where it cannot be judged without them. */
  readonly sound: readonly Route[];
}

function checkRoutes(routes: readonly unknown[], shapes: readonly PartShape[]): readonly CheckedRoute[] {
  return routes.map((route, index) => {
    if (!isRoute(route)) return { issues: [noRoute(route, index)], sound: [] };
    const faults = faultsIn(route, shapes, (key) => `${placeOf(route)}.${key}`);
    const isJudged = faults.every(({ key }) => ROUTE_PART_SHAPES.some(([part]) => part === key));
    return {
      issues: faults.map(({ issue }) => issue),
      sound: isJudged ? [without(route, faults) as unknown as Route] : [],
    };
  });
}

function soundSpec(spec: GatewaySpec, own: readonly PartFault[], checked: readonly CheckedRoute[]): GatewaySpec {
  const settings = without(spec as unknown as Parts, own) as unknown as GatewaySpec;
  const routes = checked.flatMap(({ sound }) => sound);
  return Array.isArray(spec.routes) && isSameList(routes, spec.routes) ? settings : { ...settings, routes };
}

function without(holder: Parts, faults: readonly PartFault[]): Parts {
  if (faults.length === 0) return holder;
  const names = new Set(faults.map(({ key }) => key));
  return Object.fromEntries(Object.entries(holder).filter(([key]) => !names.has(key)));
}

function isRoute(value: unknown): value is Parts & { readonly pattern: string } {
  return isRecord(value) && value.kind === 'route' && typeof value.pattern === 'string';
}

function noRoute(got: unknown, index: number): Issue {
  return fault('ROUTE_KIND', `routes[${index}]`, 'this is no route', got, "what route('GET /path', { … }) makes");
}

function plainPart({ key, shape, allowed }: PlainShape): PartShape {
  return [key, shape, (place, got) => fault('SETTING_KIND', place, 'this is of another kind', got, allowed)];
}

function routesFault(got: unknown): Issue {
  return fault('GATEWAY_ROUTES', 'routes', 'a gateway has a list of routes', got, 'routes: [ … ]');
}

function authFault(place: string, got: unknown): Issue {
  return fault(
    'AUTH_KIND',
    place,
    'this says nobody who may call',
    got,
    "'public', what jwt, introspection, cognito, apiKey, iam, mutualTls or authorizer makes, or anyOf(…) and allOf(…) of these",
  );
}

function callerHeadersFault(place: string, got: unknown): Issue {
  return fault('CALLER_HEADERS', place, 'headers are made of claims, by their names', got, "{ 'x-user': 'sub' }");
}

function backendTokenFault(place: string, got: unknown): Issue {
  return fault('BACKEND_TOKEN', place, 'this is no exchange of tokens', got, 'what tokenExchange(…) makes');
}

function transformFault(place: string, got: unknown): Issue {
  const allowed = '{ request: { headers, query, path, body }, response: { STATUS: { status, headers, body } } }';
  return fault('TRANSFORM', place, 'this is no transformation', got, allowed);
}

function externalDocsFault(place: string, got: unknown): Issue {
  return fault('EXTERNAL_DOCS', place, 'this is no page to read on', got, '{ url, description }');
}

function useFault(place: string, got: unknown): Issue {
  return fault('MIDDLEWARE', place, 'these are no middlewares', got, "a list of what middleware('FILE') makes");
}

function domainFault(place: string, got: unknown): Issue {
  const allowed =
    '{ name, certificateArn, minimumTls, basePath } of texts, alternateNames: [texts], shared: true, hostedZone: { id, name }, mutualTls: { truststore, version }';
  return fault('DOMAIN', place, 'this is no domain', got, allowed);
}

function edgeFault(place: string, got: unknown): Issue {
  const allowed =
    "{ geo: { allow } or { block }, priceClass: 'all', '200' or '100', securityHeaders, compress, accessLogs, origin: { closedBy: 'secret', 'sent' or 'none', rotateEveryDays, failover } }";
  return fault('EDGE', place, 'this is no edge', got, allowed);
}

function cacheFault(place: string, got: unknown): Issue {
  const allowed =
    "{ ttlSeconds, staleWhileRevalidateSeconds, staleIfErrorSeconds } of numbers, vary: { headers, query, cookies } of lists of names, query also 'all', tags: a list of texts";
  return fault('CACHE', place, 'this says nothing of how long an answer is kept', got, allowed);
}

function firewallFault(place: string, got: unknown): Issue {
  const allowed =
    '{ managed: [ … ], rateLimits: { NAME: { limit, windowSeconds, by, only: { paths, methods }, action, response } }, allow and block: { ips, countries, asns, paths, action }, response: { status, body, headers }, inspectKb, log }';
  return fault('FIREWALL', place, 'this is no firewall', got, allowed);
}

function bodyLimitFault(place: string, got: unknown): Issue {
  return fault('ROUTE_BODY_LIMIT', place, 'a limit of bodies is a number of bytes', got, '1 to 65,536');
}

function contractFault(place: string, got: unknown): Issue {
  const allowed =
    '{ title, version, description, license: { name, identifier or url }, contact: { name, url, email }, termsOfService, externalDocs: { url, description }, tags: { TAG: description } } of texts';
  return fault('CONTRACT', place, 'this says nothing of a contract', got, allowed);
}

function trafficFault(place: string, got: unknown): Issue {
  const allowed =
    "{ requestsPerMonth, requestBytes, responseBytes, cacheHitShare, tokenReuse, handlerMs, logBytes, functionLogBytes, tracedShare } of numbers, routes: { 'GET /books': share }";
  return fault('TRAFFIC', place, 'this says nothing of traffic', got, allowed);
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
