import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usageKeyOf } from '../../../lambdas/authorizer/meter/usage-key.js';
import type { LocalGateway } from '../../../lib/local/index.js';
import { press, splits } from '../../fixtures/gateways/split.js';
import { ISSUER, type Presses, SECRET, startPresses } from './served-press.js';

const API_KEY = 'k'.repeat(30);
const TENANT = { gateway: 'press', meter: 'houses', tenant: 'north' };

type Name = 'whole' | keyof typeof splits;
let presses: Presses;
const served = {} as Record<Name, LocalGateway>;
let callers: Readonly<Record<string, Readonly<Record<string, string>>>>;

beforeAll(async () => {
  presses = await startPresses();
  served.whole = await presses.serve('whole', false);
  served.letters = await presses.serve('letters', splits.letters);
  served.names = await presses.serve('names', splits.names);
  for (const { keys } of Object.values(served)) {
    const plan = keys.usagePlans().find(({ name }) => name === 'press-chain')?.id ?? '';
    keys.issue({ usagePlanId: plan, name: 'shop', value: API_KEY });
    keys.issue({ usagePlanId: plan, name: 'house', value: usageKeyOf(SECRET, TENANT) });
  }
  callers = await callersOf(served.whole);
}, 60_000);
afterAll(() => presses?.close());

async function callersOf({ issuer }: LocalGateway): Promise<typeof callers> {
  const token = async (claims: object) =>
    `Bearer ${await issuer()?.sign(ISSUER, { sub: 'ada', aud: 'press', house: 'north', ...claims })}`;
  const editor = await token({});
  return {
    nobody: {},
    'an editor': { authorization: editor },
    'an editor who may sign': { authorization: await token({ scope: 'authors:write authors:sign' }) },
    'a stranger': { authorization: await token({ aud: 'library' }) },
    'a liar': { authorization: `${editor}x` },
    'a shop': { 'x-api-key': API_KEY },
    'a shop without a key of ours': { 'x-api-key': 'n'.repeat(30) },
    'an editor of no house': { authorization: await token({ house: 'nowhere' }) },
    'a proof': { 'x-proof': 'right' },
    'a wrong proof': { 'x-proof': 'wrong' },
  };
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function answerOf({ url }: LocalGateway, { method, path, headers }: Sent) {
  const answer = await request(`${url}${path}`, {
    method: method as 'GET',
    headers: { host: 'press.example', ...headers },
    ...(['GET', 'HEAD', 'OPTIONS'].includes(method) ? {} : { body: '{"title":"One","draft":true}' }),
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, headers: stable(answer.headers), body: stable(text) };
}

/** Ids and times: each request and each API has its own. */
const OWN = new Set([
  ...['date', 'x-amzn-remapped-date', 'apigw-requestid', 'x-amzn-requestid', 'x-amz-apigw-id', 'x-amzn-trace-id'],
  ...['apikeyid', 'user-agent', 'x-amzn-apigateway-api-id'],
]);

function stable(value: unknown): unknown {
  if (typeof value === 'string') return /^[{[]/.test(value) ? stable(JSON.parse(value)) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(stable);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, OWN.has(key.toLowerCase()) ? 'its own' : stable(inner)]),
  );
}

const { routes } = press(false);
const filled = (path: string) => path.replace(/\{\w+\+\}/, 'x/y%20z').replace(/\{\w+\}/g, 'a%2Fb');
const STRANGE = ['/nowhere', '/books', '/authors/ada/more', '/a', '/legacy', '/exports/', '/BOOKS/1', '//books/1'];
/** Each route for everybody; and what may be no route for some. */
const ASKED = [
  ...routes.map(({ method, path }) => ({ method: method === 'ANY' ? 'PATCH' : method, path: filled(path), by: 20 })),
  ...[...new Set([...routes.map(({ path }) => filled(path)), ...STRANGE, '/v3/health'])].flatMap((path) =>
    ['GET', 'POST', 'DELETE'].map((method) => ({ method, path, by: 2 })),
  ),
  ...['/books/1?q=1&q=%20', '/exports?fail=yes', '/books/1?fail=yes'].map((path) => ({ method: 'GET', path, by: 6 })),
];
const ORIGINS = [{}, { origin: 'https://press.example' }, { origin: 'https://elsewhere.example' }];
const SPLITS = Object.keys(splits) as readonly (keyof typeof splits)[];

describe('a gateway in parts', () => {
  it.each(SPLITS)('serves several APIs of each type, by %s', (name) => {
    const apisOf = (gateway: LocalGateway) => gateway.model().apis.map(({ kind }) => kind);
    expect(apisOf(served.whole).sort()).toEqual(['http', 'rest']);
    for (const kind of ['http', 'rest'])
      expect(apisOf(served[name]).filter((each) => each === kind).length).toBeGreaterThan(2);
    expect(served[name].model().notices).toEqual(served.whole.model().notices);
  });

  it('answers as the same gateway in one stack, whoever calls, and for what it does not have', async () => {
    const seen = new Set<number>();
    for (const { by, ...asked } of ASKED) {
      for (const [index, [caller, credentials]] of Object.entries(callers).slice(0, by).entries()) {
        const headers = { ...ORIGINS[index % ORIGINS.length], ...credentials };
        seen.add(await sameOfAll({ ...asked, headers }, caller));
      }
    }
    expect([...seen]).toEqual(expect.arrayContaining([200, 203, 207, 401, 403, 404, 500]));
  }, 60_000);

  it('answers preflights alike, of each route and of none', async () => {
    const seen = new Set<number>();
    for (const { path, method } of [...routes, { path: '/nowhere', method: 'GET' }]) {
      for (const origin of ORIGINS) {
        const asked = { 'access-control-request-method': method === 'ANY' ? 'PATCH' : method };
        const sent = { method: 'OPTIONS', path: path.replace(/\{\w+\+?\}/g, 'x'), headers: { ...origin, ...asked } };
        seen.add(await sameOfAll(sent, 'a browser'));
      }
    }
    expect([...seen]).toEqual(expect.arrayContaining([204]));
  });
});

/** The status that all gave. */
async function sameOfAll(sent: Sent, caller: string): Promise<number> {
  const [whole, ...parts] = await Promise.all(
    [served.whole, ...SPLITS.map((name) => served[name])].map((gateway) => answerOf(gateway, sent)),
  );
  for (const [index, answer] of parts.entries())
    expect(answer, `${sent.method} ${sent.path} of ${caller}, by ${SPLITS[index]}`).toEqual(whole);
  return whole?.status ?? 0;
}
