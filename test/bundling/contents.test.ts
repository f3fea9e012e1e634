import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout, invoke, REPOSITORY, sourcesOf, textOf } from './checkout.js';

const GATEWAY = `
import { apiKey, gateway, http, jwt, lambda, reply, route, usagePlan } from 'gatewright';
const customers = jwt('customers', { issuer: 'https://id.shop.example/', audience: 'shop' });
const plan = usagePlan('silver', { ratePerSecond: 2, burst: 5 });
const partners = apiKey('partners', { plans: [plan] });
export const getBook = route('GET /books/{isbn}', { auth: 'public', to: lambda('get-book.ts') });
export const mine = route('GET /mine', { auth: customers, to: lambda('mine.ts') });
export const feed = route('GET /feeds/{path+}', { auth: partners, to: http('https://feeds.shop.example/{path}') });
export const health = route('GET /health', { auth: 'public', to: reply(200, { ok: 'surely' }) });
/* more */
export default gateway('the-shop', { routes: [getBook, mine, feed, health] });
`;
const HANDLER = `import { getBook } from './gateway';
export const handler = getBook.handle(async ({ params }) => ({ status: 200, body: { isbn: params.isbn } }));`;
const EVENT = {
  httpMethod: 'GET',
  headers: {},
  pathParameters: { isbn: '978%2F1' },
  body: null,
  requestContext: { requestId: 'r' },
};

describe('the bundle of a trivial handler', () => {
  const project = checkout({ 'gateway.ts': GATEWAY, 'get-book.ts': HANDLER });
  const bundle = project.bundleOne('get-book.ts');

  it('answers its route', () => {
    expect(invoke(bundle, EVENT)).toMatchObject({ statusCode: 200, body: '{"isbn":"978/1"}' });
  });

  it('has at most 10 kB', () => {
    expect(textOf(bundle).length).toBeLessThanOrEqual(10_000);
  });

  it('holds neither CDK nor the halves of Gatewright that plan and deploy', () => {
    const strangers = /aws-cdk-lib|constructs|esbuild|aws-sdk|gatewright\/lib\/(?!spec\/|runtime\/)/;
    expect(sourcesOf(bundle).filter((source) => strangers.test(source))).toEqual([]);
    expect(sourcesOf(bundle)).toContain('gatewright/lib/runtime/handle-with.ts');
  });

  it('holds nothing of the other routes, their schemes and plans, nor of the gateway', () => {
    expect(textOf(bundle)).not.toMatch(/the-shop|silver|usage-plan|partners|customers|shop\.example|surely|\/health/);
  });

  it('stays the same when the gateway gets another route', () => {
    const more = "export const extra = route('GET /extra', { auth: 'public', to: reply(200, 1) });";
    const grown = checkout({ 'gateway.ts': GATEWAY.replace('/* more */', more), 'get-book.ts': HANDLER });
    expect(textOf(grown.bundleOne('get-book.ts'))).toBe(textOf(bundle));
  });

  it.skipIf(!existsSync(join(REPOSITORY, 'dist/lib/spec/index.js')))('is as small from the built package', () => {
    const paths = { gatewright: [join(REPOSITORY, 'dist/lib/spec/index.js')] };
    const built = checkout({
      'gateway.ts': GATEWAY,
      'get-book.ts': HANDLER,
      'tsconfig.json': JSON.stringify({ compilerOptions: { paths } }),
    });
    const text = textOf(built.bundleOne('get-book.ts'));
    expect(text.length).toBeLessThanOrEqual(10_000);
    expect(text).not.toMatch(/the-shop|silver|shop\.example/);
  });
});
