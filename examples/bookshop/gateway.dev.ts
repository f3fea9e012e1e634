import type { DevSettings } from 'gatewright';
import { catalogue } from './catalogue.js';
import { Feed } from './schemas.js';

const published = new Map<string, string>([
  ['/stock/today.json', JSON.stringify(catalogue.map(({ isbn }, index) => ({ isbn, copies: (index * 7) % 12 })))],
  ['/prices/today.json', JSON.stringify(Object.fromEntries(catalogue.map(({ isbn, priceGbp }) => [isbn, priceGbp])))],
]);

/** The feed service that stands behind the gateway in production. */
async function feeds(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (request.method === 'PUT') {
    if (request.headers.get('content-type') !== 'application/json') return refusal(415, 'Feeds are JSON');
    const sent = Feed.safeParse(await request.json().catch(() => undefined));
    if (!sent.success) return refusal(400, 'This is no feed');
    published.set(pathname, JSON.stringify(sent.data));
    return new Response(null, { status: 204 });
  }
  const feed = published.get(pathname);
  if (feed === undefined) return refusal(404, `There is no feed ${pathname}`);
  return new Response(feed, { headers: { 'content-type': 'application/json' } });
}

const refusal = (status: number, title: string) =>
  Response.json({ status, title }, { status, headers: { 'content-type': 'application/problem+json' } });

export default { standIns: { 'https://feeds.bookshop.example': feeds } } satisfies DevSettings;
