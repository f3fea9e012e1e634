// expect: the route streams: write streaming(route).handle(…)
import { lambda, route } from 'gatewright';

const rows = route('GET /rows', { auth: 'public', to: lambda('rows.ts', { streaming: true }) });
rows.handle(() => ({ status: 200 }));
// ^here
