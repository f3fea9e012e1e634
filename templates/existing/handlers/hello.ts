import { hello } from '../gateway.js';

export const handler = hello.handle(({ params }) => ({ status: 200, body: { greeting: `Hello, ${params.name}` } }));
