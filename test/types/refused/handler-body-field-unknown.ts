// expect: Property 'copeis' does not exist on type '{ copies: number; }'
import { lambda, route } from 'gatewright';
import * as z from 'zod';

const order = route('POST /orders', {
  auth: 'public',
  body: z.object({ copies: z.number() }),
  to: lambda('order.ts'),
});
order.handle(({ body }) => ({ status: 200, body: body.copeis }));
// ^here
