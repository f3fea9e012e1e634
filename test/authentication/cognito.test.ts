import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IssuerServer, newSigner, type Signer, seconds, signed, startIssuerServer } from './issuer-server.js';
import { type Served, type Synthesized, seenBy, synthesized } from './served-gateway.js';

const POOL = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Books';
const OTHER = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other';

const SPEC = `import { cognito, gateway, lambda, route } from 'gatewright';
const to = lambda('who.ts');
const userPoolArn = 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Books';
const users = cognito('users', { userPoolArn });
const clients = cognito('clients', { userPoolArn, clientIds: ['web', 'app'] });
export default gateway('pool', { routes: [
  route('GET /rest/native', { auth: users.require({ scopes: { anyOf: ['books/read', 'books/lend'] } }), to, api: 'rest' }),
  route('GET /rest/native/id', { auth: users, to, api: 'rest' }),
  route('GET /rest/function', { auth: clients.require({ scopes: ['books/read'] }), to, api: 'rest' }),
  route('GET /http/native', { auth: clients.require({ scopes: ['books/read'] }), to }),
] });`;

const WITH_SCOPES = ['/rest/native', '/rest/function', '/http/native'] as const;
/** The REST API's own authorizer tells a token without the scope from a bad one no more than AWS does. */
const CHALLENGES = {
  '/rest/native': { none: /^Bearer realm="pool"$/, notEnough: [401, /^Bearer realm="pool"$/] },
  '/rest/function': {
    none: /^Bearer realm="pool"$/,
    notEnough: [403, /^Bearer realm="pool", error="insufficient_scope"$/],
  },
  '/http/native': { none: /^Bearer/, notEnough: [403, /^Bearer .*error="insufficient_scope"/] },
} as const;

let own: Signer;
let others: Signer;
let issuers: IssuerServer[];
let gateways: Synthesized;
let served: Served;

beforeAll(async () => {
  [own, others] = await Promise.all([newSigner('RS256', 'pool-key'), newSigner('RS256', 'pool-key')]);
  issuers = await Promise.all([startIssuerServer(POOL, [own.jwk]), startIssuerServer(OTHER, [others.jwk])]);
  gateways = await synthesized(SPEC);
  served = await gateways.serve(new Map(issuers.map(({ issuer, address }) => [issuer, address])));
}, 60_000);

afterAll(async () => {
  await served?.close();
  for (const issuer of issuers ?? []) await issuer.close();
  gateways?.remove();
});

/** As Cognito makes them: access tokens name their client in `client_id`, and have no `aud`. */
function accessToken(claims: Record<string, unknown> = {}, signer = own): Promise<string> {
  const made = { iss: POOL, sub: 'ada', token_use: 'access', client_id: 'web', scope: 'books/read', jti: 'j' };
  return signed(signer, { ...made, iat: seconds(-5), exp: seconds(600), ...claims });
}

const idToken = (claims: Record<string, unknown> = {}) =>
  accessToken({ token_use: 'id', aud: 'web', client_id: undefined, scope: undefined, ...claims });

describe.each(WITH_SCOPES)('a user of the pool, at %s', (path) => {
  const { none, notEnough } = CHALLENGES[path];

  it('is let in with an access token, and known', async () => {
    const caller = seenBy(await served.call(path, `Bearer ${await accessToken()}`));
    expect(caller).toMatchObject({ kind: 'cognito', subject: 'ada', claims: { client_id: 'web' } });
  });

  it.each<[string, () => Promise<string>]>([
    ['of another pool', () => accessToken({ iss: OTHER }, others)],
    ['of another key', () => accessToken({}, others)],
    ['that expired', () => accessToken({ exp: seconds(-600) })],
  ])('is refused with a token %s', async (_name, make) => {
    const { status, challenge } = await served.call(path, `Bearer ${await make()}`);
    expect([status, challenge]).toEqual([401, expect.stringMatching(none)]);
  });

  it('is refused without a token', async () => {
    expect((await served.call(path)).status).toBe(401);
  });

  it('is refused where the token has no scope of the route', async () => {
    const { status, challenge } = await served.call(path, `Bearer ${await accessToken({ scope: 'books/write' })}`);
    expect([status, challenge]).toEqual([notEnough[0], expect.stringMatching(notEnough[1])]);
  });

  it('is not let in by an ID token, which has no scopes', async () => {
    expect([401, 403]).toContain((await served.call(path, `Bearer ${await idToken()}`)).status);
  });
});

describe('a user of the pool', () => {
  it('is let in with an ID token where no scope is asked for, on a REST API', async () => {
    const caller = seenBy(await served.call('/rest/native/id', `Bearer ${await idToken({ email: 'a@b.example' })}`));
    expect(caller).toMatchObject({ kind: 'cognito', claims: { email: 'a@b.example' } });
  });

  it.each([
    ['/rest/function', 401],
    ['/http/native', 401],
    ['/rest/native', 200],
  ])('of a client that the scheme does not name: %s answers %i', async (path, expected) => {
    expect((await served.call(path, `Bearer ${await accessToken({ client_id: 'till' })}`)).status).toBe(expected);
  });
});
