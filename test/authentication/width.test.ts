import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IssuerServer, newSigner, type Signer, signed, startIssuerServer } from './issuer-server.js';
import { type Served, type Synthesized, synthesized } from './served-gateway.js';

const ISSUER = 'https://id.books.example/';

/** Each pair of routes asks for a scope of its own; `claims` is what the native authorizer cannot do. */
const SPEC = `import { gateway, jwt, lambda, route } from 'gatewright';
const to = lambda('who.ts');
const props = { issuer: '${ISSUER}', audience: 'books' };
const kept = jwt('kept', { ...props, cache: { ttlSeconds: 3600 } });
const anew = jwt('anew', { ...props, cache: { ttlSeconds: 0 } });
const claims = { sub: { exists: true } };
export const first = route('GET /native/a', { auth: kept.require({ scopes: ['a'] }), to });
export default gateway('width', { routes: [
  first,
  route('GET /native/b', { auth: kept.require({ scopes: ['b'] }), to }),
  ...[['kept', kept], ['anew', anew]].flatMap(([name, scheme]) => ['a', 'b'].flatMap((scope) => [
    route('GET /http/' + name + '/' + scope, { auth: scheme.require({ scopes: [scope], claims }), to }),
    route('GET /rest/' + name + '/' + scope, { auth: scheme.require({ scopes: [scope] }), to, api: 'rest' }),
    route('GET /rest/' + name + '/items/{id}/' + scope, { auth: scheme.require({ scopes: [scope] }), to, api: 'rest' }),
    route('GET /http/' + name + '/items/{id}/' + scope, { auth: scheme.require({ scopes: [scope], claims }), to }),
  ])),
] });`;

let signer: Signer;
let issuer: IssuerServer;
let gateways: Synthesized;
let served: Served;

beforeAll(async () => {
  signer = await newSigner('RS256', 'key-1');
  issuer = await startIssuerServer(ISSUER, [signer.jwk]);
  gateways = await synthesized(SPEC);
  served = await gateways.serve(new Map([[ISSUER, issuer.address]]));
}, 60_000);

afterAll(async () => {
  await served?.close();
  await issuer?.close();
  gateways?.remove();
});

function tokenOf(sub: string, scope: string): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + 600;
  return signed(signer, { iss: ISSUER, aud: 'books', sub, scope, exp });
}

const refusals = () => served.logs().split('scope-missing').length - 1;

const ROWS: readonly (readonly [what: string, base: string, askedAnew: boolean | undefined])[] = [
  ['the native authorizer', '/native', undefined],
  ['the function on HTTP, answers kept', '/http/kept', false],
  ['the function on HTTP, answers not kept', '/http/anew', true],
  ['the function on REST, answers kept', '/rest/kept', false],
  ['the function on REST, answers not kept', '/rest/anew', true],
  ['the function on HTTP, answers kept, with a parameter', '/http/kept/items/7', false],
  ['the function on REST, answers kept, with a parameter', '/rest/kept/items/7', false],
];

describe.each(ROWS)('%s', (_what, base, askedAnew) => {
  it('lets each caller into each route that is for it, as itself, and into no other, the second time as the first', async () => {
    const [ada, bob] = await Promise.all([tokenOf('ada', 'a'), tokenOf('bob', 'b')]);
    const before = refusals();
    for (const _round of [1, 2]) {
      const calls: [string, string][] = [
        [ada, 'a'],
        [ada, 'b'],
        [bob, 'b'],
        [bob, 'a'],
      ];
      const seen: unknown[] = [];
      for (const [token, route] of calls) {
        const { status, body } = await served.call(`${base}/${route}`, `Bearer ${token}`);
        seen.push(status === 200 ? (body as { caller: { subject: string } }).caller.subject : status);
      }
      expect(seen).toEqual(['ada', 403, 'bob', 403]);
    }
    // Two refusals a round reach the function, and its log: where answers are kept, in the first round alone.
    if (askedAnew !== undefined) expect(refusals() - before).toBe(askedAnew ? 4 : 2);
  });
});

it('answers from the cache for any value of a parameter, which the policy covers', async () => {
  const ada = await tokenOf('ada', 'a');
  for (const id of ['1', '2', 'a%2Fb']) {
    const answers = await Promise.all(
      ['/rest/kept', '/http/kept'].map((base) => served.call(`${base}/items/${id}/a`, `Bearer ${ada}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  }
});

it('keeps no answer of one token for another that begins alike', async () => {
  const ada = await tokenOf('ada', 'a');
  for (const base of ['/rest/kept', '/http/kept']) {
    expect((await served.call(`${base}/a`, `Bearer ${ada}`)).status).toBe(200);
    expect((await served.call(`${base}/a`, `Bearer ${ada.slice(0, -4)}`)).status).toBe(401);
  }
});
