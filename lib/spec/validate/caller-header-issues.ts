import type { Issue } from '../../errors/issue.js';
import { headerOf, isToken, schemesOf } from '../access.js';
import type { Auth, SchemeAuth } from '../auth.js';
import type { GatewaySpec } from '../gateway.js';
import type { CallerHeaders, Route } from '../route.js';
import { isOwnHeader, OWN_HEADER } from './header-names.js';
import { placeOf } from './place-of.js';
import { issueAt } from './rule.js';

const HTTP_MAPPING = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html';
const REST_MAPPING = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html';

/** Headers that the gateway makes of callers' claims, its own and those of its routes. */
export function allCallerHeaderIssues(spec: GatewaySpec): readonly Issue[] {
  const brought = broughtHeaders(spec);
  return [
    ...headerIssues(spec.callerHeaders, 'callerHeaders', brought),
    ...spec.routes.flatMap((route) => {
      if (!route.callerHeaders) return [];
      const place = `${placeOf(route)}.callerHeaders`;
      return [...headerIssues(route.callerHeaders, place, brought), ...useIssues(route, spec, place)];
    }),
  ];
}

/** Headers that callers prove themselves with: the gateway takes its own away from every request. Lower case. */
function broughtHeaders(spec: GatewaySpec): ReadonlySet<string> {
  const auths: readonly Auth[] = [spec.auth, ...spec.routes.map(({ auth }) => auth)].filter(
    (auth) => auth !== undefined,
  );
  return new Set(auths.flatMap(schemesOf).flatMap(headersOf));
}

function headersOf(scheme: SchemeAuth): readonly string[] {
  if (isToken(scheme)) return [headerOf(scheme)];
  return scheme.kind === 'custom' ? scheme.identityHeaders : [];
}

function headerIssues(headers: CallerHeaders = {}, place: string, brought: ReadonlySet<string>): readonly Issue[] {
  const names = Object.keys(headers);
  return [...nameIssues(names, place, brought), ...twinIssues(names, place), ...claimIssues(headers, place)];
}

function nameIssues(names: readonly string[], place: string, brought: ReadonlySet<string>): readonly Issue[] {
  const bad = names.filter((name) => !isOwnHeader(name) || brought.has(name.toLowerCase()));
  if (bad.length === 0) return [];
  return [
    issueAt(place, {
      code: 'CALLER_HEADER_NAME',
      at: '',
      message: 'the gateway cannot take these headers for its own',
      got: bad,
      allowed: `${OWN_HEADER}, nor callers' proofs come in`,
      fix: "choose names such as 'x-user'",
      source: HTTP_MAPPING,
    }),
  ];
}

/** Servers do not tell `x_user` from `x-user`, and neither do keys of an authorizer's context. */
function twinIssues(names: readonly string[], place: string): readonly Issue[] {
  const plain = names.map((name) => name.toLowerCase().replaceAll('_', '-'));
  const twins = names.filter((_, index) => plain.filter((name) => name === plain[index]).length > 1);
  if (twins.length === 0) return [];
  return [
    issueAt(place, {
      code: 'CALLER_HEADER_TWICE',
      at: '',
      message: 'these headers are one header to many servers',
      got: twins,
      allowed: 'names that differ in more than letter case, - and _',
      fix: 'rename one of them',
      source: REST_MAPPING,
    }),
  ];
}

function claimIssues(headers: CallerHeaders, place: string): readonly Issue[] {
  const empty = Object.entries(headers).filter(([, claim]) => claim === '');
  if (empty.length === 0) return [];
  return [
    issueAt(place, {
      code: 'CALLER_HEADER_CLAIM',
      at: '',
      message: 'a header is made of a claim, by its name',
      got: Object.fromEntries(empty),
      allowed: 'header → name of a claim: { "x-user": "sub" }',
      fix: 'name the claim',
      source: 'https://www.rfc-editor.org/rfc/rfc7519#section-4',
    }),
  ];
}

/** Where a route states its own, and they could never be sent. */
function useIssues(route: Route, spec: GatewaySpec, place: string): readonly Issue[] {
  const auth = route.auth ?? spec.auth;
  if (auth && !schemesOf(auth).some(isToken))
    return [tokenIssue('CALLER_HEADERS_TOKEN', place, auth, 'no claims to make headers of')];
  if (route.to.kind !== 'reply') return [];
  return [
    issueAt(place, {
      code: 'CALLER_HEADERS_BACKEND',
      at: '',
      message: 'a fixed reply reads no headers',
      got: 'callerHeaders with reply(…)',
      allowed: 'a backend that is called: lambda(…), http(…) or backend(…)',
      fix: 'leave them out',
      source: REST_MAPPING,
    }),
  ];
}

const WHY_NOT = {
  'api-key': 'a key has an id, and no claims',
  iam: 'a signature of AWS names a principal, and carries no claims',
  'mutual-tls': 'a client certificate has a subject, and no claims',
  custom: 'an authorizer of your own says a context of its own, and no claims',
} as const satisfies Record<Exclude<SchemeAuth['kind'], 'jwt' | 'introspection' | 'cognito'>, string>;

/** That callers of a route bring no token, and why what they bring is none. */
export function tokenIssue(code: string, place: string, auth: Auth, lack: string): Issue {
  const schemes = schemesOf(auth);
  const reasons = schemes.flatMap((scheme) => (isToken(scheme) ? [] : [WHY_NOT[scheme.kind]]));
  return issueAt(place, {
    code,
    at: '',
    message: `callers of this route bring no token, so there are ${lack}${reasons.length > 0 ? `: ${[...new Set(reasons)].join('; ')}` : ''}`,
    got: auth === 'public' ? 'a public route' : schemes.map(({ kind, name }) => `${name} (${kind})`).join(', '),
    allowed: 'a route whose callers bring a token: jwt, introspection or cognito',
    fix: 'leave it out here, or ask callers for a token; a handler reads the rest from its caller',
  });
}
