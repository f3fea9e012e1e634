import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IssuerServer, newSigner, type Signer, signed, startIssuerServer } from './issuer-server.js';
import { type Served, type Synthesized, synthesized } from './served-gateway.js';

const ONE = 'https://one.example/';
const TWO = 'https://two.example/tenant';
const KEYS = 'https://keys.example/sets/three.json?v=1';
const THREE = 'https://three.example';
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

const SPEC = `import { gateway, jwt, lambda, route } from 'gatewright';
const to = lambda('who.ts');
const audience = 'books';
const plain = jwt('plain', { issuer: '${ONE}', audience });
export const open = route('GET /native', { auth: plain.require({ scopes: { anyOf: ['read', 'admin'] } }), to });
const asked = {
  all: plain.require({ scopes: { allOf: ['read', 'lend'] } }),
  equals: plain.require({ claims: { level: { equals: 3 } } }),
  'one-of': plain.require({ claims: { tenant: { oneOf: ['north', 'south'] } } }),
  contains: plain.require({ claims: { groups: { contains: 'staff' } } }),
  exists: plain.require({ claims: { email: { exists: true } } }),
  absent: plain.require({ claims: { guest: { exists: false } } }),
  both: plain.require({ scopes: ['read'] }).require({ claims: { tenant: { equals: 'north' } } }),
  algorithms: jwt('algorithms', { issuer: '${ONE}', audience, algorithms: ${JSON.stringify(ALGORITHMS)} }),
  issuers: jwt('issuers', { issuer: ['${ONE}', '${TWO}'], audience }),
  keys: jwt('keys', { issuer: '${THREE}', audience, jwksUri: '${KEYS}' }),
  access: jwt('access', { issuer: '${ONE}', audience, tokenType: 'at+jwt' }),
  strict: jwt('strict', { issuer: '${ONE}', audience, clockToleranceSeconds: 0 }),
};
export default gateway('schemes', { routes: [
  open,
  ...Object.entries(asked).flatMap(([name, auth]) => [
    route('GET /http/' + name, { auth, to }),
    route('GET /rest/' + name, { auth, to, api: 'rest' }),
  ]),
] });`;

const signers = new Map<string, Signer>();
const issuers: IssuerServer[] = [];
let gateways: Synthesized;
let served: Served;

beforeAll(async () => {
  for (const alg of ALGORITHMS) signers.set(alg, await newSigner(alg, `key-${alg}`));
  signers.set(TWO, await newSigner('RS256', 'key-RS256'));
  signers.set(THREE, await newSigner('RS256', 'key-RS256'));
  const [two, three] = [TWO, THREE].map((name) => signers.get(name)?.jwk ?? {});
  issuers.push(
    await startIssuerServer(
      ONE,
      ALGORITHMS.map((alg) => signers.get(alg)?.jwk ?? {}),
    ),
    await startIssuerServer(`${TWO}/`, [two ?? {}]),
    await startIssuerServer(THREE, [three ?? {}]),
  );
  // Discovery of the second names it without the slash that its addresses are made with.
  issuers[1]?.fail('/.well-known/openid-configuration', (_request, response) =>
    response.end(JSON.stringify({ issuer: TWO, jwks_uri: `${TWO}/keys` })),
  );
  gateways = await synthesized(SPEC);
  served = await gateways.serve(
    new Map([
      [ONE, issuers[0]?.address ?? ''],
      [TWO, issuers[1]?.address ?? ''],
      // Keys are at an address of their own; there is no discovery at the issuer's.
      [KEYS, `${issuers[2]?.address}/keys`],
    ]),
  );
}, 60_000);

afterAll(async () => {
  await served?.close();
  for (const issuer of issuers) await issuer.close();
  gateways?.remove();
});

async function status(
  path: string,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
  signer = 'RS256',
) {
  const by = signers.get(signer);
  if (!by) throw new Error('no such signer');
  const now = Math.floor(Date.now() / 1000);
  const all = { iss: ONE, aud: 'books', sub: 'ada', iat: now - 60, exp: now + 600, scope: 'read', ...claims };
  return (await served.call(path, `Bearer ${await signed(by, all, header)}`)).status;
}

it('lets any one of the scopes in at the native authorizer, and none is not enough', async () => {
  const statuses = ['read', 'x admin', 'reader', undefined].map((scope) => status('/native', { scope }));
  expect(await Promise.all(statuses)).toEqual([200, 200, 403, 403]);
});

describe.each(['/http', '/rest'])('at %s', (base) => {
  it.each<[string, string, Record<string, unknown>, number]>([
    ['all scopes', 'all', { scope: 'lend read' }, 200],
    ['all scopes, as a list', 'all', { scope: undefined, scp: ['lend', 'read'] }, 200],
    ['one of two scopes', 'all', { scope: 'read' }, 403],
    ['one scope that has the other in it', 'all', { scope: 'read relend' }, 403],
    ['no scope', 'all', { scope: undefined }, 403],
    ['an equal claim', 'equals', { level: 3 }, 200],
    ['a claim that is not equal', 'equals', { level: 4 }, 403],
    ['a claim of another type', 'equals', { level: '3' }, 403],
    ['an equal claim in a list', 'equals', { level: [3] }, 403],
    ['no claim to equal', 'equals', {}, 403],
    ['one of the values', 'one-of', { tenant: 'south' }, 200],
    ['none of the values', 'one-of', { tenant: 'southern' }, 403],
    ['a list of the values', 'one-of', { tenant: ['south'] }, 403],
    ['a list that contains it', 'contains', { groups: ['readers', 'staff'] }, 200],
    ['a list that does not', 'contains', { groups: ['readers'] }, 403],
    ['a text that contains it', 'contains', { groups: 'staff' }, 403],
    ['an object that has it', 'contains', { groups: { staff: true } }, 403],
    ['a claim that exists', 'exists', { email: '' }, 200],
    ['a claim that is null', 'exists', { email: null }, 403],
    ['a claim that does not exist', 'exists', {}, 403],
    ['no claim where none may be', 'absent', {}, 200],
    ['a claim where none may be', 'absent', { guest: false }, 403],
    ['null where none may be', 'absent', { guest: null }, 403],
    ['both of two requirements', 'both', { tenant: 'north' }, 200],
    ['the first of two requirements', 'both', { tenant: 'south' }, 403],
    ['the second of two requirements', 'both', { tenant: 'north', scope: 'x' }, 403],
  ])('%s', async (_name, route, claims, expected) => {
    expect(await status(`${base}/${route}`, claims)).toBe(expected);
  });

  it.each(ALGORITHMS)('takes %s where the scheme does, and not where it does not', async (alg) => {
    expect(await status(`${base}/algorithms`, {}, {}, alg)).toBe(200);
    const elsewhere = await status(`${base}/exists`, { email: 'e' }, {}, alg);
    expect(elsewhere).toBe(alg === 'RS256' ? 200 : 401);
  });

  it('takes no token of one algorithm for the key of another', async () => {
    expect(await status(`${base}/algorithms`, {}, { kid: 'key-RS512' }, 'RS256')).toBe(401);
    expect(await status(`${base}/algorithms`, {}, { kid: 'key-ES256' }, 'RS256')).toBe(401);
  });

  it('takes tokens of several issuers, each with keys of its own', async () => {
    const route = `${base}/issuers`;
    expect(await status(route)).toBe(200);
    expect(await status(route, { iss: TWO }, {}, TWO)).toBe(200);
    expect(await status(route, { iss: TWO })).toBe(401);
    expect(await status(route, {}, {}, TWO)).toBe(401);
    expect(await status(route, { iss: THREE }, {}, THREE)).toBe(401);
    expect(await status(route, { iss: `${TWO}/` }, {}, TWO)).toBe(401);
  });

  it('reads keys where the scheme says, without discovery', async () => {
    expect(await status(`${base}/keys`, { iss: THREE }, {}, THREE)).toBe(200);
    expect(await status(`${base}/keys`, { iss: THREE })).toBe(401);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>, number]>([
    ['an access token', {}, { typ: 'at+jwt' }, 200],
    ['an access token by its whole media type', {}, { typ: 'application/AT+JWT' }, 200],
    ['an ID token', {}, { typ: 'JWT' }, 401],
    ['a token without a type', {}, {}, 401],
    ['a type that is no text', {}, { typ: ['at+jwt'] }, 401],
    ['an access token without its client', { client_id: undefined }, { typ: 'at+jwt' }, 401],
    ['an access token without an id', { jti: undefined }, { typ: 'at+jwt' }, 401],
    ['an access token without its time', { iat: undefined }, { typ: 'at+jwt' }, 401],
    ['an access token without a subject', { sub: undefined }, { typ: 'at+jwt' }, 401],
    ['an access token for nobody', { aud: undefined, client_id: 'books' }, { typ: 'at+jwt' }, 401],
  ])('of access tokens alone: %s', async (_name, claims, header, expected) => {
    expect(await status(`${base}/access`, { client_id: 'app', jti: 'j-1', ...claims }, header)).toBe(expected);
  });

  it('has the tolerance that the scheme says', async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await status(`${base}/strict`, { exp: now - 1 })).toBe(401);
    expect(await status(`${base}/strict`, { nbf: now + 5 })).toBe(401);
    expect(await status(`${base}/strict`)).toBe(200);
  });
});
