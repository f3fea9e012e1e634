import { greet } from '../gateway.js';

export const handler = greet.handle(({ params }) => ({ status: 200, body: { greeting: `Hello, ${params.name}` } }));
