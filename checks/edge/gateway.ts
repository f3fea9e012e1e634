import { gateway, http, lambda, reply, route } from '../../lib/spec/index.js';

/** One route of each kind that an edge treats in its own way. */
export const edgeCheck = gateway('edge-check', {
  routes: [
    route('GET /catalogue/{id}', {
      auth: 'public',
      to: http('https://catalogue.example/items/{id}'),
      cache: { ttlSeconds: 1, staleIfErrorSeconds: 600 },
    }),
    route('GET /ticket', { auth: 'public', to: lambda('handlers/ticket.ts'), cache: { ttlSeconds: 60 } }),
    route('GET /fresh', { auth: 'public', to: lambda('handlers/ticket.ts') }),
    route('GET /rest', { auth: 'public', api: 'rest', to: lambda('handlers/ticket.ts') }),
    route('GET /health', { auth: 'public', to: reply(200, { ok: true }) }),
  ],
  edge: {},
  firewall: { rateLimits: { perClient: { limit: 50, windowSeconds: 60, by: { header: 'x-client' } } } },
});
