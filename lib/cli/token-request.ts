import type { GatewaySpec } from '../spec/gateway.js';
import type { JwtAlgorithm, JwtAuth } from '../spec/jwt.js';
import type { ClaimRule } from '../spec/requirement.js';
import { CliError } from './cli-error.js';

/** What a token has to say to be let in. */
export interface TokenRequest {
  readonly scheme: string;
  readonly issuer: string;
  readonly audience: string;
  /** Every scope that any route of the scheme names. */
  readonly scopes: readonly string[];
  /** Claims that meet the conditions of the scheme's routes; where two routes differ, those of the first. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The first is what a token is signed with. */
  readonly algorithms: readonly JwtAlgorithm[];
  /** The `typ` header. */
  readonly type: string;
}

/** The JWT schemes of a spec, each with all the scopes that its routes ask for. */
export function tokenRequests(spec: GatewaySpec): readonly TokenRequest[] {
  const auths = [spec.auth, ...spec.routes.map((route) => route.auth)].filter(
    (auth): auth is JwtAuth => typeof auth === 'object' && auth.kind === 'jwt',
  );
  return [...new Set(auths.map((auth) => auth.name))].map((scheme) =>
    requestFor(
      scheme,
      auths.filter((auth) => auth.name === scheme),
    ),
  );
}

function requestFor(scheme: string, auths: readonly JwtAuth[]): TokenRequest {
  const [first] = auths;
  return {
    scheme,
    issuer: first?.issuers[0] ?? '',
    audience: first?.audiences[0] ?? '',
    scopes: [...new Set(auths.flatMap((auth) => auth.scopes.flat()))].sort(),
    claims: { ...(first?.tokenType && { client_id: 'local-client' }), ...fittingClaims(auths) },
    algorithms: first?.algorithms ?? [],
    type: first?.tokenType ?? 'JWT',
  };
}

function fittingClaims(auths: readonly JwtAuth[]): Record<string, unknown> {
  const rules = auths.flatMap((auth) => auth.claims).filter((rule) => rule.kind !== 'exists' || rule.expected);
  return Object.fromEntries(rules.toReversed().map((rule) => [rule.name, fittingValue(rule)]));
}

function fittingValue(rule: ClaimRule): unknown {
  switch (rule.kind) {
    case 'equals':
      return rule.value;
    case 'one-of':
      return rule.values[0];
    case 'contains':
      return [rule.value];
    case 'exists':
      return 'local';
  }
}

/** @throws CliError 1 where the spec has no such scheme, none at all, or several and none was named */
export function chooseTokenRequest(requests: readonly TokenRequest[], scheme: string | undefined): TokenRequest {
  const names = requests.map((request) => request.scheme).join(', ');
  const [first] = requests;
  if (!first) throw new CliError(1, 'no route of this gateway takes a JWT, so there is nothing to sign a token for');
  if (scheme === undefined && requests.length > 1)
    throw new CliError(1, `the gateway has several JWT schemes; name one with --scheme: ${names}`);
  const chosen = scheme === undefined ? first : requests.find((request) => request.scheme === scheme);
  if (!chosen) throw new CliError(1, `there is no JWT scheme ${JSON.stringify(scheme)}; the gateway has ${names}`);
  return chosen;
}
