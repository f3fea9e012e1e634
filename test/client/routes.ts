import { apiKey, http, jwt, lambda, reply, route, usagePlan } from 'gatewright';
import { z } from 'zod';

export const customers = jwt('customers', { issuer: 'https://id.example/', audience: 'shop' });
const partners = apiKey('partners', { plans: [usagePlan('free', { ratePerSecond: 2, burst: 5 })] });

export const listBooks = route('GET /books', { auth: 'public', to: lambda('list.ts') });
export const getBook = route('GET /books/{isbn}', { auth: 'public', to: lambda('get.ts') });
export const placeOrder = route('POST /orders', {
  auth: customers.require({ scopes: ['orders:write'] }),
  body: z.object({ isbn: z.string(), copies: z.number().default(1) }),
  to: lambda('order.ts'),
});
export const readFeed = route('GET /feeds/{path+}', { auth: partners, to: http('https://feeds.example/{path}') });
export const uploadCover = route('PUT /covers/{isbn}', { auth: 'public', to: lambda('cover.ts') });
export const anything = route('ANY /echo/{rest+}', { auth: 'public', to: lambda('echo.ts') });
export const account = route('GET /account', { to: reply(200, {}) });
