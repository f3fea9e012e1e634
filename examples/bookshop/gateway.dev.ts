import type { DevSettings } from 'gatewright';
import { catalogue } from './catalogue.js';

const published = new Map<string, string>([
  ['/stock/today.json', JSON.stringify(catalogue.map(({ isbn }, index) => ({ isbn, copies: (index * 7) % 12 })))],
  ['/prices/today.json', JSON.stringify(Object.fromEntries(catalogue.map(({ isbn, priceGbp }) => [isbn, priceGbp])))],
]);

/** The feed service that stands behind the gateway in production. */
async function feeds(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method === 'PUT') {
    published.set(pathname, await request.text());
    return new Response(null, { status: 204 });
  }
  const feed = published.get(pathname);
  if (feed === undefined) return Response.json({ message: `There is no feed ${pathname}` }, { status: 404 });
  return new Response(feed, { headers: { 'content-type': 'application/json' } });
}

export default { standIns: { 'https://feeds.bookshop.example': feeds } } satisfies DevSettings;
