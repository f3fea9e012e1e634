import { type Access, accessOf, headerOf } from '../spec/access.js';
import type { ApiKeyAuth, Auth, SchemeAuth, TokenAuth } from '../spec/auth.js';
import type { CustomAuth } from '../spec/authorizer.js';
import { cognitoIssuer } from '../spec/cognito.js';
import { DEFAULT_TOKEN_HEADER } from '../spec/jwt.js';
import { usagePlansText } from './limits-text.js';
import type { SecurityRequirement, SecurityScheme } from './open-api.js';

type Named = Readonly<Record<string, SecurityScheme>>;

/** More ways of one route are not written out: its description has them. */
const MOST_REQUIREMENTS = 16;

/** What a route asks for: one of these, all of each; empty for everybody. */
export function securityRequirements(auth: Auth): readonly SecurityRequirement[] {
  const access = knownAccess(auth);
  if (!access) return [];
  const always = Object.keys(Object.assign({}, ...besidesTokens(access).map(securitySchemesOf))) as string[];
  const beside = Object.fromEntries(always.map((name) => [name, []]));
  const sets = access.tokens.length > 0 ? access.tokens : [[]];
  const all = sets.flatMap(tokenRequirements).map((tokens) => ({ ...tokens, ...beside }));
  const distinct = new Map(all.map((requirement) => [JSON.stringify(requirement), requirement]));
  return [...distinct.values()].slice(0, MOST_REQUIREMENTS);
}

/** Every scheme that a route's callers may need, by name. */
export function schemesFor(auth: Auth): Named {
  const access = knownAccess(auth);
  if (!access) return {};
  const schemes = [...besidesTokens(access), ...access.tokens.flat()];
  return Object.assign({}, ...schemes.map(securitySchemesOf));
}

function knownAccess(auth: Auth): Access | undefined {
  if (auth === 'public') return undefined;
  const result = accessOf(auth);
  return result.ok ? result.access : undefined;
}

function besidesTokens({ apiKey, iam, mutualTls, custom }: Access): readonly SchemeAuth[] {
  return [apiKey, iam, mutualTls, custom].filter((scheme) => scheme !== undefined);
}

/** OpenAPI asks for all scopes of a requirement, so one of several is a requirement each. */
function tokenRequirements(tokens: readonly TokenAuth[]): readonly SecurityRequirement[] {
  return tokens.reduce<readonly SecurityRequirement[]>(
    (before, token) =>
      before
        .flatMap((requirement) =>
          scopeSets(token).map((scopes) => {
            const held = requirement[token.name] ?? [];
            return { ...requirement, [token.name]: [...new Set([...held, ...scopes])] };
          }),
        )
        .slice(0, MOST_REQUIREMENTS),
    [{}],
  );
}

function scopeSets({ scopes }: TokenAuth): readonly (readonly string[])[] {
  return scopes.reduce<readonly (readonly string[])[]>(
    (sets, any) => sets.flatMap((set) => any.map((scope) => [...set, scope])).slice(0, MOST_REQUIREMENTS),
    [[]],
  );
}

/** How a scheme is written; an authorizer that reads several things is several schemes, and a meter none. */
function securitySchemesOf(scheme: SchemeAuth): Named {
  return kinds[scheme.kind](scheme as never);
}

type OfKind<Kind extends SchemeAuth['kind']> = Extract<SchemeAuth, { kind: Kind }>;

const kinds = {
  jwt: (scheme) => {
    const { name, issuers, audiences, jwksUri } = scheme;
    const [issuer = '', ...others] = issuers;
    const description = `A JWT of ${listText(issuers)} for ${listText(audiences)}.`;
    const isDiscovered = others.length === 0 && jwksUri === undefined;
    return { [name]: tokenScheme(scheme, description, isDiscovered ? issuer : undefined, 'JWT') };
  },
  introspection: (scheme) => ({
    [scheme.name]: tokenScheme(scheme, 'An opaque access token, which the gateway asks its issuer about.'),
  }),
  cognito: (scheme) => ({
    [scheme.name]: tokenScheme(scheme, 'A token of an Amazon Cognito user pool.', cognitoIssuer(scheme.userPoolArn)),
  }),
  'api-key': (scheme) => (scheme.meter ? {} : { [scheme.name]: keyScheme(scheme) }),
  iam: ({ name }) => ({
    [name]: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description:
        'AWS Signature Version 4 for the service `execute-api`, by a principal whose policy allows `execute-api:Invoke`.',
    },
  }),
  'mutual-tls': ({ name }) => ({
    [name]: { type: 'mutualTLS', description: 'A client certificate of an authority that the gateway trusts.' },
  }),
  custom: customSchemes,
} satisfies { [Kind in SchemeAuth['kind']]: (scheme: OfKind<Kind>) => Named };

function tokenScheme(scheme: TokenAuth, description: string, issuer?: string, format?: string): SecurityScheme {
  const header = headerOf(scheme);
  if (header !== DEFAULT_TOKEN_HEADER)
    return { type: 'apiKey', in: 'header', name: header, description: `${description} Without the word Bearer.` };
  if (issuer !== undefined)
    return {
      type: 'openIdConnect',
      openIdConnectUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      description,
    };
  return { type: 'http', scheme: 'bearer', ...(format !== undefined && { bearerFormat: format }), description };
}

function keyScheme({ plans }: ApiKeyAuth): SecurityScheme {
  return { type: 'apiKey', in: 'header', name: 'x-api-key', description: usagePlansText(plans) };
}

function customSchemes({ name, identityHeaders, identityQuery }: CustomAuth): Named {
  const sources = [
    ...identityHeaders.map((source) => ({ in: 'header' as const, source })),
    ...identityQuery.map((source) => ({ in: 'query' as const, source })),
  ];
  return Object.fromEntries(
    sources.map((each, index) => [
      index === 0 ? name : `${name}-${each.source}`,
      { type: 'apiKey', in: each.in, name: each.source, description: `What the authorizer ${name} goes by.` },
    ]),
  );
}

function listText(items: readonly string[]): string {
  return items.map((item) => `\`${item}\``).join(' or ');
}
