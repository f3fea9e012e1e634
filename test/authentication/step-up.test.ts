import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IssuerServer, newSigner, type Signer, seconds, signed, startIssuerServer } from './issuer-server.js';
import { type Served, type Synthesized, seenBy, synthesized } from './served-gateway.js';

const ISSUER = 'https://id.books.example/';

const spec = (api: string) => `import { anyOf, gateway, jwt, lambda, route } from 'gatewright';
const to = lambda('who.ts');
const props = { issuer: '${ISSUER}', audience: 'books' };
const readers = jwt('readers', props);
const access = jwt('access', { ...props, header: 'X-Access', tokenType: 'at+jwt' });
const stepUp = { acrValues: ['urn:books:two', 'urn:books:key'], maxAgeSeconds: 300 };
const api = '${api}';
export default gateway('steps', { routes: [
  route('GET /plain', { auth: readers, to, api }),
  route('GET /native', { auth: readers.require({ scopes: ['read'], stepUp }), to, api }),
  route('GET /function', { auth: readers.require({ scopes: ['read'], claims: { sub: { exists: true } }, stepUp }), to, api }),
  route('GET /acr', { auth: readers.require({ stepUp: { acrValues: ['urn:books:key'] } }), to, api }),
  route('GET /age', { auth: readers.require({ stepUp: { maxAgeSeconds: 60 } }), to, api }),
  route('GET /any', { auth: anyOf(readers.require({ stepUp }), access), to, api }),
] });`;

let signer: Signer;
let issuer: IssuerServer;
let gateways: Synthesized;
let served: Served;

beforeAll(async () => {
  signer = await newSigner('RS256', 'k');
  issuer = await startIssuerServer(ISSUER, [signer.jwk]);
  gateways = await synthesized(spec('http'));
  served = await gateways.serve(new Map([[ISSUER, issuer.address]]));
}, 60_000);

afterAll(async () => {
  await served?.close();
  await issuer?.close();
  gateways?.remove();
});

function token(claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
  const times = { iat: seconds(-5), exp: seconds(600) };
  return signed(signer, { iss: ISSUER, aud: 'books', sub: 'ada', scope: 'read', ...times, ...claims }, header);
}
const login = (acr: unknown, ageSeconds: number) => ({ acr, auth_time: seconds(-ageSeconds) });
const call = async (path: string, claims: Record<string, unknown>) =>
  served.call(path, `Bearer ${await token(claims)}`);

const CHALLENGE =
  'Bearer error="insufficient_user_authentication", error_description="The login is not good enough for this request, or too old"';

describe.each(['/native', '/function'])('a login, at %s', (path) => {
  it.each([
    ['of the first kind', login('urn:books:two', 10)],
    ['of the second kind', login('urn:books:key', 290)],
  ])('%s and young enough is let in', async (_name, claims) => {
    expect(seenBy(await call(path, claims))).toMatchObject({ scheme: 'readers', subject: 'ada' });
  });

  it.each<[string, Record<string, unknown>]>([
    ['of another kind', login('urn:books:one', 10)],
    ['of a kind that begins alike', login('urn:books:two-and-more', 10)],
    ['of kinds in a list', login(['urn:books:two'], 10)],
    ['of no kind', { auth_time: seconds(-10) }],
    ['too old', login('urn:books:two', 400)],
    ['of the future', login('urn:books:two', -400)],
    ['of no time', { acr: 'urn:books:two' }],
    ['of a time that is none', { acr: 'urn:books:two', auth_time: 'just now' }],
  ])('%s is asked for a better one', async (_name, claims) => {
    const { status, challenge, headers, body } = await call(path, claims);
    expect([status, challenge]).toEqual([401, `${CHALLENGE}, acr_values="urn:books:two urn:books:key", max_age="300"`]);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({ error: 'insufficient_user_authentication', max_age: '300' });
  });

  it('comes after all else: no token and a token that is not enough are refused as ever', async () => {
    expect((await served.call(path)).status).toBe(401);
    expect((await served.call(path)).challenge ?? '').not.toContain('insufficient_user_authentication');
    expect((await call(path, { ...login('urn:books:two', 10), scope: 'write' })).status).toBe(403);
  });

  it('that is good enough does not open for the one after it, though answers are kept', async () => {
    const [good, poor] = [await token(login('urn:books:two', 10)), await token(login('urn:books:one', 10))];
    for (const _ of [1, 2]) {
      expect((await served.call(path, `Bearer ${good}`)).status).toBe(200);
      expect((await served.call(path, `Bearer ${poor}`)).status).toBe(401);
    }
  });
});

it.each([
  ['/acr', 'acr_values="urn:books:key"'],
  ['/age', 'max_age="60"'],
])('%s asks for what it wants alone', async (path, wanted) => {
  expect((await call(path, {})).challenge).toBe(`${CHALLENGE}, ${wanted}`);
});

it('is asked of the scheme that has it, and of no other', async () => {
  const access = await token({ client_id: 'app', jti: 'j' }, { typ: 'at+jwt' });
  expect(seenBy(await served.ask('/any', { 'x-access': access })).scheme).toBe('access');
  expect((await call('/any', login('urn:books:one', 10))).challenge).toContain(CHALLENGE);
});

it('is not asked of other routes with the same handler', async () => {
  expect((await call('/plain', {})).status).toBe(200);
});

it('cannot be asked for on a REST API, which renames the challenge: the spec is refused', async () => {
  await expect(synthesized(spec('rest'))).rejects.toThrow(/WWW-Authenticate/);
});
