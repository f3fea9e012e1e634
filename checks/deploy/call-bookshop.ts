import assert from 'node:assert/strict';
import type { Throttle } from '../../lib/spec/index.js';
import { call, expectAnswer } from '../call.js';
import type { Report } from '../report.js';
import type { TlsIssuer } from './tls-issuer.js';

const ORDER = { isbn: '9780141439518', copies: 3 };

/** Calls every route that MiniStack serves of a REST API from its body: functions, parameters, bodies, refusals. */
export async function callFunctions(base: string, { attempt }: Report): Promise<void> {
  await attempt('a function answers: GET /books', async () => {
    const { body } = await expectAnswer(`${base}/books`, {}, 200);
    assert.equal(body.books.length, 8);
  });
  await attempt('a path parameter arrives: GET /books/{isbn}', () =>
    expectAnswer(`${base}/books/9780141439600`, {}, 200, { title: 'A Tale of Two Cities' }),
  );
  await attempt("a function's own 404 arrives", () =>
    expectAnswer(`${base}/books/0000000000000`, {}, 404, { title: 'No such book' }),
  );
  await attempt('a query arrives: GET /search', async () => {
    const { body } = await expectAnswer(`${base}/search?q=bront%C3%AB`, {}, 200);
    assert.deepEqual(
      body.books.map((book: { title: string }) => book.title),
      ['Wuthering Heights', 'Jane Eyre'],
    );
  });
  await attempt('a path without a route is 403, as AWS says it', () =>
    expectAnswer(`${base}/nowhere`, {}, 403, { message: 'Missing Authentication Token' }),
  );
}

/** The bundled JWT authorizer, deployed, against an issuer over TLS. */
export async function callAuthorizer(base: string, issuer: TlsIssuer, { attempt }: Report): Promise<void> {
  const claims = { sub: 'reader-7', aud: 'bookshop', scope: 'books:read orders:write' };
  const order = (token: string) => ({ method: 'POST', body: ORDER, headers: { authorization: `Bearer ${token}` } });
  await attempt('a signed token with the scope orders a book', async () => {
    const answer = await expectAnswer(`${base}/orders`, order(await issuer.sign(claims)), 201, {
      customer: 'reader-7',
      copies: 3,
      totalGbp: 23.97,
    });
    assert.match(answer.body.order, /\S/);
  });
  await attempt('a body that the schema refuses is 400', async () => {
    const request = { ...order(await issuer.sign(claims)), body: { isbn: ORDER.isbn, copies: 100 } };
    await expectAnswer(`${base}/orders`, request, 400);
  });
  const refusals: readonly [string, number, () => Promise<string>][] = [
    ['a token without the scope', 403, () => issuer.sign({ ...claims, scope: 'books:read' })],
    ['a token for another audience', 401, () => issuer.sign({ ...claims, aud: 'library' })],
    ['a token that expired', 401, () => issuer.sign(claims, Math.floor(Date.now() / 1_000) - 600)],
    ['a token that another key signed', 401, () => issuer.forge(claims)],
    ['text that is no token', 401, async () => 'not.a.token'],
  ];
  for (const [what, status, token] of refusals) {
    await attempt(`${what} is ${status}`, async () => {
      await expectAnswer(`${base}/orders`, order(await token()), status);
    });
  }
  await attempt('no token at all is 401', () =>
    expectAnswer(`${base}/orders`, { method: 'POST', body: ORDER }, 401, { message: 'Unauthorized' }),
  );
}

/** API keys of a usage plan: required, known, and limited to the plan's bucket. */
export async function callWithKeys(base: string, key: string, plan: Throttle, { attempt }: Report): Promise<void> {
  const feed = `${base}/feeds/stock.json`;
  const read = (value: string) => ({ headers: { 'x-api-key': value } });
  await attempt('no key is 403', () => expectAnswer(feed, {}, 403, { message: 'Forbidden' }));
  await attempt('an unknown key is 403', () => expectAnswer(feed, read('x'.repeat(32)), 403));
  await attempt("a key reaches the backend until its plan's bucket is empty, and then gets 429", async () => {
    const startedMs = Date.now();
    const answers = await Promise.all(Array.from({ length: plan.burst * 6 }, () => call(feed, read(key))));
    const refilled = Math.ceil((plan.ratePerSecond * (Date.now() - startedMs)) / 1_000);
    const served = answers.filter(({ status, body }) => status === 200 && body.from === 'feeds').length;
    const refused = answers.filter(({ status }) => status === 429).length;
    assert.equal(served + refused, answers.length, 'some calls got neither 200 nor 429');
    assert.ok(served >= plan.burst && served <= plan.burst + refilled, `${served} of ${answers.length} were served`);
  });
}
