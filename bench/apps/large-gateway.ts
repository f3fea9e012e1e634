import { type GatewaySpec, gateway, jwt, lambda, route } from 'gatewright';

/** A gateway of `routes` routes on `functions` functions, a third of them behind a token. */
export function largeGateway(routes: number, functions: number): GatewaySpec {
  const staff = jwt('staff', { issuer: 'https://id.large.example/', audience: 'large' });
  return gateway('large', {
    quotas: { httpRoutes: Math.max(300, routes) },
    routes: Array.from({ length: routes }, (_, index) =>
      route(`GET /area${index % 40}/things${index}/{id}` as 'GET /area/things/{id}', {
        auth: index % 3 === 0 ? staff : ('public' as never),
        to: lambda(`handlers/handler${index % functions}.ts`),
      }),
    ),
  });
}
