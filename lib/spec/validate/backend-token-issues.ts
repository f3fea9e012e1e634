import type { Issue } from '../../errors/issue.js';
import { isToken, schemesOf } from '../access.js';
import type { GatewaySpec } from '../gateway.js';
import type { Route } from '../route.js';
import type { TokenExchange } from '../token-exchange.js';
import { tokenIssue } from './caller-header-issues.js';
import { HTTPS_ADDRESS, isHttpsAddress } from './https-address.js';
import { placeOf } from './place-of.js';
import { brokenRules, issueAt, type Rule } from './rule.js';
import { isSchemeName, SCHEME_NAME_ALLOWED } from './scheme-name.js';
import { clientIssues } from './secret-issues.js';

const EXCHANGE = 'https://www.rfc-editor.org/rfc/rfc8693#section-2.1';

const RULES: readonly Rule<TokenExchange>[] = [
  {
    holds: ({ name }) => isSchemeName(name),
    words: ({ name }) => ({
      code: 'TOKEN_EXCHANGE_NAME',
      at: 'name',
      message: 'a name stands for one exchange',
      got: name,
      allowed: SCHEME_NAME_ALLOWED,
      fix: 'choose a name such as orders-backend',
    }),
  },
  {
    holds: ({ endpoint }) => isHttpsAddress(endpoint),
    words: ({ endpoint }) => ({
      code: 'TOKEN_EXCHANGE_ENDPOINT',
      at: 'endpoint',
      message: 'tokens are shown to the endpoint, so it is called over HTTPS alone',
      got: endpoint,
      allowed: HTTPS_ADDRESS,
      fix: "copy the issuer's `token_endpoint`",
      source: EXCHANGE,
    }),
  },
  {
    holds: ({ audience }) => /^[!-~]{1,256}$/.test(audience),
    words: ({ audience }) => ({
      code: 'TOKEN_EXCHANGE_AUDIENCE',
      at: 'audience',
      message: 'the new token is for one backend',
      got: audience,
      allowed: '1 to 256 visible characters',
      fix: "name the backend as the issuer knows it: audience: 'orders'",
      source: EXCHANGE,
    }),
  },
  {
    holds: ({ scope }) => scope === undefined || /^[\x21\x23-\x5b\x5d-\x7e]+( [\x21\x23-\x5b\x5d-\x7e]+)*$/.test(scope),
    words: ({ scope }) => ({
      code: 'TOKEN_EXCHANGE_SCOPE',
      at: 'scope',
      message: 'scopes are words of visible characters, one blank between them',
      got: scope,
      allowed: 'orders:read orders:write, or nothing',
      fix: 'write them with one blank between them, or leave them out',
      source: 'https://www.rfc-editor.org/rfc/rfc6749#section-3.3',
    }),
  },
];

/** Tokens that backends get in place of callers'. One fault of an exchange is one issue, however many routes have it. */
export function allBackendTokenIssues(spec: GatewaySpec): readonly Issue[] {
  const seen = new Map<string, string>();
  return spec.routes.flatMap((route) => {
    const { backendToken } = route;
    if (!backendToken) return [];
    const place = `${placeOf(route)}.backendToken`;
    const settings = JSON.stringify(backendToken);
    const first = seen.get(backendToken.name);
    seen.set(backendToken.name, first ?? settings);
    const own = first === settings ? [] : exchangeIssues(backendToken, place);
    const conflict = first === undefined || first === settings ? [] : [nameConflict(backendToken, place)];
    return [...own, ...conflict, ...useIssues(route, spec, place)];
  });
}

function exchangeIssues(exchange: TokenExchange, place: string): readonly Issue[] {
  return [...brokenRules(RULES, exchange, place), ...clientIssues(exchange.client, `${place}.client`)];
}

function nameConflict({ name }: TokenExchange, place: string): Issue {
  return issueAt(place, {
    code: 'TOKEN_EXCHANGE_CONFLICT',
    at: 'name',
    message: 'two different exchanges have one name',
    got: name,
    allowed: 'one value for each name',
    fix: 'make the value once and refer to it, or rename one of the two',
  });
}

function useIssues(route: Route, spec: GatewaySpec, place: string): readonly Issue[] {
  const auth = route.auth ?? spec.auth;
  if (auth && !schemesOf(auth).some(isToken))
    return [tokenIssue('BACKEND_TOKEN_CALLER', place, auth, 'no token to exchange')];
  if (route.to.kind !== 'reply') return [];
  return [
    issueAt(place, {
      code: 'BACKEND_TOKEN_BACKEND',
      at: '',
      message: 'a fixed reply takes no token',
      got: 'backendToken with reply(…)',
      allowed: 'a backend that is called: lambda(…), http(…) or backend(…)',
      fix: 'leave it out',
      source: EXCHANGE,
    }),
  ];
}
