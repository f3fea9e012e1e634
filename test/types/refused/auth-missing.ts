// expect: GET /health says no auth: write auth: 'public', a scheme, or give the gateway a default
import { gateway, lambda, reply, route } from 'gatewright';

const health = route('GET /health', { to: reply(200, { ok: true }) });
const books = route('GET /books', { auth: 'public', to: lambda('books.ts') });
gateway('shop', { routes: [books, health] });
// ^here
