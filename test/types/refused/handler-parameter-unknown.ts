// expect: Property 'isnb' does not exist on type '{ readonly isbn: string; }'
import { lambda, route } from 'gatewright';

const book = route('GET /books/{isbn}', { auth: 'public', to: lambda('book.ts') });
book.handle(({ params }) => ({ status: 200, body: params.isnb }));
// ^here
