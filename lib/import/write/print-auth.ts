import { type Code, call, chained, list, sequence } from '../code/code.js';
import { literal, property } from '../code/literal.js';
import type { AuthChoice, Scheme } from '../contract/contract.js';
import type { ModuleDraft } from './module-draft.js';

/** Who may call a route; schemes are constants by the names that the document gives them. */
export function printAuth(auth: AuthChoice, constants: ReadonlyMap<string, string>, draft: ModuleDraft): Code {
  if (auth.kind === 'public') return literal('public');
  if (auth.kind === 'scheme') return printScheme(auth, constants, draft);
  const parts = auth.parts.map((part) => printAuth(part, constants, draft));
  return call(draft.builder(auth.kind === 'any-of' ? 'anyOf' : 'allOf'), ...parts);
}

function printScheme(
  { name, scopes }: Extract<AuthChoice, { kind: 'scheme' }>,
  constants: ReadonlyMap<string, string>,
  draft: ModuleDraft,
): Code {
  const constant = draft.use(constants.get(name) ?? name);
  if (scopes.length === 0) return constant;
  const all = scopes.length === 1 ? literal(scopes) : list('{', [property('allOf', literal(scopes))]);
  return chained(constant, call('.require', list('{', [property('scopes', all)])));
}

/** What no issuer is: a gateway with it is not planned, so nobody is let in by mistake. */
const NO_ISSUER = 'TODO';

/** A scheme's definition. @param plan the constant of the usage plan that keys are on */
export function printDefinition(name: string, scheme: Scheme, plan: string, draft: ModuleDraft): Code {
  switch (scheme.kind) {
    case 'iam':
      return call(draft.builder('iam'), literal(name));
    case 'mutual-tls':
      return call(draft.builder('mutualTls'), literal(name));
    case 'api-key':
      return call(draft.builder('apiKey'), literal(name), list('{', [property('plans', list('[', [draft.use(plan)]))]));
    case 'cognito':
      return call(draft.builder('cognito'), literal(name), settings({ userPoolArn: literal(scheme.userPoolArn) }));
    case 'custom':
      return printAuthorizer(name, scheme, draft);
    case 'refused':
      return printJwt(name, { issuer: NO_ISSUER, audiences: [NO_ISSUER] }, draft);
    case 'jwt':
      return printJwt(name, scheme, draft);
  }
}

function printJwt(
  name: string,
  {
    issuer = NO_ISSUER,
    audiences,
    header,
  }: { readonly issuer?: string; readonly audiences: readonly string[]; readonly header?: string },
  draft: ModuleDraft,
): Code {
  const [only] = audiences;
  const audience = audiences.length > 1 ? literal(audiences) : literal(only ?? '');
  const props = { issuer: literal(issuer), audience, ...(header !== undefined && { header: literal(header) }) };
  return call(draft.builder('jwt'), literal(name), settings(props));
}

function printAuthorizer(name: string, scheme: Extract<Scheme, { kind: 'custom' }>, draft: ModuleDraft): Code {
  const { headers, query, ttlSeconds } = scheme;
  const isUsual =
    query.length === 0 &&
    (headers.length === 0 || (headers.length === 1 && headers[0]?.toLowerCase() === 'authorization'));
  const identity = settings({
    ...(headers.length > 0 && { headers: literal(headers) }),
    ...(query.length > 0 && { query: literal(query) }),
  });
  const props = {
    ...(!isUsual && { identity }),
    ...(ttlSeconds !== undefined && { cache: settings({ ttlSeconds: literal(ttlSeconds) }) }),
  };
  const entry = call(draft.builder('lambda'), literal(`authorizers/${name}.ts`));
  const args = [literal(name), entry, ...(Object.keys(props).length > 0 ? [settings(props)] : [])];
  return call(draft.builder('authorizer'), ...args);
}

/** Limits that hurt nobody, and that somebody has to think of. */
export function printUsagePlan(draft: ModuleDraft): Code {
  return call(draft.builder('usagePlan'), literal('standard'), settings({ ratePerSecond: '10', burst: '20' }));
}

function settings(props: Readonly<Record<string, Code>>): Code {
  return list(
    '{',
    Object.entries(props).map(([key, value]) => sequence(`${key}: `, value)),
  );
}
