import { apiKey, gateway, jwt, lambda, reply, route, usagePlan } from 'gatewright';
import { z } from 'zod';

const visitors = jwt('visitors', { issuer: 'https://id.newcomer.example/', audience: 'newcomer' });
const friends = apiKey('friends', { plans: [usagePlan('friend', { ratePerSecond: 10, burst: 20 })] });

export const greet = route('GET /hello/{name}', { auth: 'public', to: lambda('handlers/greet.ts') });
export const sign = route('POST /guestbook', {
  auth: visitors,
  body: z.object({ line: z.string().max(80) }),
  to: lambda('handlers/sign.ts'),
});
export const lines = route('GET /lines', { auth: friends, to: reply(200, { lines: [] }) });

export default gateway('newcomer', { routes: [greet, sign, lines] });
