import { type GatewaySpec, gateway, jwt, lambda, route } from 'gatewright';
import { largeRoutes } from './large-routes.js';

/** The generated routes as a gateway. A REST API has none behind a token, since CDK's own has no authorizer for them. */
export function largeGateway(routes: number, functions: number, api: 'http' | 'rest' = 'http'): GatewaySpec {
  const staff = jwt('staff', { issuer: 'https://id.large.example/', audience: 'large' });
  return gateway('large', {
    api,
    quotas: { httpRoutes: Math.max(300, routes), restResources: Math.max(300, routes) },
    routes: largeRoutes(routes, functions).map(({ method, path, handler, token }) =>
      route(`${method} ${path}` as 'GET /area/things/{id}', {
        auth: token && api === 'http' ? staff : ('public' as never),
        to: lambda(`handlers/handler${handler}.ts`),
      }),
    ),
  });
}
