// expect: Property 'arrangement' is missing
import { gateway, reply, route } from 'gatewright';

const health = route('GET /health', { auth: 'public', to: reply(200, { ok: true }) });
gateway('shop', {
  routes: [health],
  pin: { schemaVersion: 1 },
  // ^here
});
