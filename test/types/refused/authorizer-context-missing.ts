// expect: Property 'context' is missing in type
import { authorizer, lambda } from 'gatewright';
import { z } from 'zod';

const own = authorizer('own', lambda('own.ts'), { context: z.object({ tenant: z.string() }) });
own.handle(() => ({ kind: 'allow', subject: 'ada' }));
// ^here
