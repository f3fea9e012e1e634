import bookshop from '../../examples/bookshop/gateway.js';
import { type GatewaySpec, http, jwt, lambda, type Route, route } from '../../lib/spec/index.js';
import { withoutEdge } from './without-edge.js';

export interface Surroundings {
  /** Stands for the example's issuer, which does not exist. */
  readonly issuer: string;
  /** Stands for the example's feed service. */
  readonly feeds: string;
}

/**
 * The example with all of its routes on the REST API, since MiniStack ignores the body of an HTTP API, and with an
 * issuer and a feed service that exist on this machine.
 */
export function allRestBookshop(around: Surroundings): GatewaySpec {
  const spec = withoutEdge(bookshop);
  return { ...spec, name: 'bookshop-rest', api: 'rest', routes: spec.routes.map((one) => moved(one, around)) };
}

/** The change that is deployed over it. */
export function withOpeningHours(spec: GatewaySpec): GatewaySpec {
  const hours = route('GET /catalogue', { auth: 'public', to: lambda('handlers/list-books.ts') });
  return { ...spec, routes: [...spec.routes, hours as Route] };
}

function moved(one: Route, { issuer, feeds }: Surroundings): Route {
  const auth = typeof one.auth === 'object' && one.auth.kind === 'jwt' ? reissued(one.auth, issuer) : one.auth;
  return { ...one, auth, to: one.to.kind === 'http' ? http(feeds) : one.to };
}

function reissued(auth: ReturnType<typeof jwt>, issuer: string): ReturnType<typeof jwt> {
  const moved = jwt(auth.name, { issuer, audience: auth.audiences });
  return auth.scopes.reduce(
    (all, [first = '', ...more]) => all.require({ scopes: { anyOf: [first, ...more] } }),
    moved,
  );
}
