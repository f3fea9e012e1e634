import { apiKey, lambda, usagePlan } from 'gatewright';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import type { Route } from '../../../lib/spec/route.js';
import { type AnyRouteProps, aRoute, specOf } from '../../spec/specs.js';

const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const NOUNS = [
  'orders',
  'books',
  'customers',
  'invoices',
  'shipments',
  'carts',
  'reviews',
  'authors',
  'returns',
  'rates',
];

/**
 * Resources of five routes each, a third of them with keys and so on the REST API; of every third, the last route is on
 * the other API than the rest of its resource, so that no pattern tells the two apart.
 */
export function mixedGateway(routes: number): GatewaySpec {
  const all = Array.from({ length: Math.ceil(routes / 5) }, (_, index) => resource(index)).flat();
  return specOf(all.slice(0, routes), { edge: {}, quotas: { httpRoutes: 1_000, restResources: 1_000 } });
}

function resource(index: number) {
  const path = `/${NOUNS[index % NOUNS.length]}-${Math.floor(index / NOUNS.length)}`;
  const to = lambda('handlers/one.ts');
  const auth = index % 3 === 0 ? { to, auth: keys } : { to };
  const other = index % 3 === 1 ? { to, auth: keys } : auth;
  return [
    aRoute(`GET ${path}`, auth),
    aRoute(`POST ${path}`, auth),
    aRoute(`GET ${path}/{id}`, auth),
    aRoute(`PUT ${path}/{id}`, auth),
    aRoute(`GET ${path}/{id}/history`, other),
  ];
}

const WORDS = [
  ...['orders', 'books', 'customers', 'invoices', 'shipments', 'carts', 'reviews', 'authors', 'returns', 'rates'],
  ...['users', 'repos', 'teams', 'gists', 'issues', 'labels', 'pulls', 'tags', 'hooks', 'keys', 'licenses', 'emojis'],
  ...['feeds', 'search', 'zen'],
];
const DEPTHS = ['stars', 'forks', 'items', 'lines', 'notes'];

/** Routes below 25 first segments, each of which has five functions. */
export function prefixedRoutes(routes: number, more: (index: number) => AnyRouteProps = () => ({})): readonly Route[] {
  return Array.from({ length: routes }, (_, index) => {
    const [word, at] = [WORDS[index % WORDS.length], Math.floor(index / WORDS.length)];
    const path = at === 0 ? `/${word}` : `/${word}/{id}/${DEPTHS[at % 5]}${Math.floor(at / 5)}`;
    return aRoute(`GET ${path}`, { to: lambda(`handlers/${word}${at % 5}.ts`), ...more(index) });
  });
}

/** Every seventh route has keys, and so is on a REST API. */
export const everySeventhKeyed = (index: number): AnyRouteProps => (index % 7 === 3 ? { auth: keys } : {});

/** As many first segments as routes, and none of two words. */
export function flatRoutes(routes: number, more: (index: number) => AnyRouteProps = () => ({})): readonly Route[] {
  return Array.from({ length: routes }, (_, index) =>
    aRoute(`GET /thing${index}`, { to: lambda(`handlers/things${String(index).slice(0, 2)}.ts`), ...more(index) }),
  );
}

/** Half of them begin with a parameter, and meet all of the other half. */
export function crossedRoutes(routes: number): readonly Route[] {
  return Array.from({ length: routes }, (_, index) =>
    aRoute(index % 2 === 0 ? `GET /by${index}/{id}` : `GET /{shop}/of${index}`, {
      to: lambda(`handlers/crossed${index % 40}.ts`),
      ...(index % 4 < 2 && { auth: keys }),
    }),
  );
}

/** Half of them begin with a parameter; each meets all of the other half, at several depths, and has another method. */
export function deepCrossings(routes: number): readonly Route[] {
  return crossings(routes, (index) =>
    index % 2 === 0 ? `POST /${'abcdefghij'[index % 10]}${index}/{id}/z` : `GET /{shop}/y${index}/z`,
  );
}

/** Half of them are greedy, and half begin with two parameters. */
export function openCrossings(routes: number): readonly Route[] {
  return crossings(routes, (index) =>
    index % 2 === 0 ? `POST /${'abcdefghij'[index % 10]}${index}/{rest+}` : `GET /{shop}/{area}/y${index}`,
  );
}

function crossings(routes: number, patternOf: (index: number) => string): readonly Route[] {
  const to = lambda('handlers/one.ts');
  return Array.from({ length: routes }, (_, index) => aRoute(patternOf(index), { to, api: 'rest' }));
}
