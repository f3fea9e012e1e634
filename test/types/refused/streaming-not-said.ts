// expect: is not assignable to parameter of type 'StreamedRoute'
import { lambda, route } from 'gatewright';
import { streaming } from 'gatewright/runtime';

const rows = route('GET /rows', { auth: 'public', to: lambda('rows.ts') });
streaming(rows).handle(() => ({ status: 200 }));
// ^here
