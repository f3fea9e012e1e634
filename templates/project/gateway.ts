import { gateway, jwt, lambda, route } from 'gatewright';
import * as z from 'zod';

// Put your own issuer here before you deploy: API Gateway reads its discovery document then, and refuses one that does
// not answer. On this machine a stand-in signs the tokens: npx gatewright token
const members = jwt('members', { issuer: 'https://id.my-gateway.example/', audience: 'my-gateway' });

export const Greeting = z.object({ to: z.string().min(1).max(60), text: z.string().min(1).max(280) });

export const health = route('GET /health', {
  auth: 'public',
  to: lambda('handlers/health.ts'),
  summary: 'Whether the gateway and its functions answer',
});

export const greet = route('GET /greetings/{name}', {
  auth: 'public',
  to: lambda('handlers/greet.ts'),
  summary: 'A greeting',
  example: { params: { name: 'Ada' } },
});

export const sendGreeting = route('POST /greetings', {
  auth: members.require({ scopes: ['greetings:write'] }),
  body: Greeting,
  to: lambda('handlers/send-greeting.ts'),
  throttle: { ratePerSecond: 50, burst: 100 },
  summary: 'Sends a greeting to somebody',
  example: { body: { to: 'Grace', text: 'Hello from my-gateway' } },
});

export default gateway('my-gateway', {
  description: 'Greets, and sends greetings',
  routes: [health, greet, sendGreeting],
});
