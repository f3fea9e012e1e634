// expect: Property 'tier' does not exist on type
import { authorizer, lambda, route } from 'gatewright';
import { z } from 'zod';

const own = authorizer('own', lambda('own.ts'), { context: z.object({ tenant: z.string() }) });
const books = route('GET /books', { auth: own, to: lambda('a.ts') });
books.handle(({ caller }) => ({ status: 200, body: caller.context.tier }));
// ^here
