// expect: Property 'status' is missing
import { lambda, route } from 'gatewright';

const book = route('GET /books', { auth: 'public', to: lambda('book.ts') });
book.handle(() => ({ body: 'x' }));
// ^here
