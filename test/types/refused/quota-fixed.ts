// expect: 'httpIntegrations' does not exist in type 'RaisedQuotas'
import { gateway, lambda, route } from 'gatewright';

const routes = [route('GET /books', { auth: 'public', to: lambda('a.ts') })] as const;
gateway('shop', { routes, quotas: { httpRoutes: 600, httpIntegrations: 600 } });
// ^here
