import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IssuerServer, newSigner, type Signer, seconds, signed, startIssuerServer } from './issuer-server.js';
import { type Answer, type Headers, type Seen, type Served, type Synthesized, synthesized } from './served-gateway.js';

const ISSUER = 'https://id.books.example/';
const POOL = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Books';
const BACKEND = 'https://stock.books.example';
const CLIENT = { id: 'gateway', secret: 'the-secret-of-the-gateway' };

/** Each pair of routes asks for a scope of its own. `claims` is what the native authorizer cannot do. */
const SPEC = `import { allOf, anyOf, authorizer, cognito, gateway, http, introspection, jwt, lambda, route, secret } from 'gatewright';
const [to, backend] = [lambda('who.ts'), http('${BACKEND}/items')];
const props = { issuer: '${ISSUER}', audience: 'books' };
const opaque = { endpoint: '${ISSUER}introspect', client: { id: 'gateway', secret: secret('books/client') } };
const userPoolArn = 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Books';
const identity = { headers: ['X-Terminal'] };
export const own = authorizer('own', lambda('own.ts'), { identity });
export const ownAnew = authorizer('own-anew', lambda('own-anew.ts'), { identity, cache: { ttlSeconds: 0 } });
const kept = jwt('kept', { ...props, cache: { ttlSeconds: 3600 } });
const anew = jwt('anew', { ...props, cache: { ttlSeconds: 0 } });
const other = jwt('other', { ...props, audience: 'elsewhere' });
const device = jwt('device', { ...props, header: 'X-Device' });
const said = introspection('said', opaque);
const doubted = introspection('doubted', { ...opaque, cache: { maxTtlSeconds: 0 } });
const pool = cognito('pool', { userPoolArn });
const poolAnew = cognito('pool-anew', { userPoolArn, cache: { ttlSeconds: 0 } });
const clients = cognito('clients', { userPoolArn, clientIds: ['web'] });
const asked = (scope) => ({ scopes: [scope], claims: { sub: { exists: true } } });
const both = {
  kept: (scope) => kept.require(asked(scope)),
  anew: (scope) => anew.require(asked(scope)),
  said: (scope) => said.require({ scopes: [scope] }),
  doubted: (scope) => doubted.require({ scopes: [scope] }),
  any: (scope) => anyOf(kept.require({ scopes: [scope] }), other),
  all: (scope) => allOf(kept.require({ scopes: [scope] }), device),
  own: () => own,
  'own-anew': () => ownAnew,
};
const pairs = (api, name, auth, more = {}) =>
  ['a', 'b'].map((scope) => route('GET /' + api + '/' + name + '/' + scope, { auth: auth(scope), to, api, ...more }));
const callerHeaders = { 'X-User': 'sub' };
export default gateway('width', { routes: [
  ...pairs('http', 'native', (scope) => kept.require({ scopes: [scope] })),
  ...pairs('http', 'pool', (scope) => clients.require({ scopes: [scope] })),
  ...pairs('rest', 'pool', (scope) => pool.require({ scopes: [scope] })),
  ...pairs('rest', 'pool-anew', (scope) => poolAnew.require({ scopes: [scope] })),
  ...['http', 'rest'].flatMap((api) => [
    ...Object.entries(both).flatMap(([name, auth]) => pairs(api, name, auth)),
    ...pairs(api, 'kept/items/{id}', both.kept),
    ...pairs(api, 'kept/backend', both.kept, { to: backend, callerHeaders }),
  ]),
] });`;

const own = (name: string) => `import { ${name} } from './gateway.js';
export const handler = ${name}.handle(({ headers, route }) => {
  const [subject, scope] = (headers['x-terminal'] ?? '').split(':');
  if (route.endsWith('/' + scope)) return { kind: 'allow', subject };
  console.log('scope-missing');
  return { kind: 'deny' };
});`;

let signer: Signer;
let issuers: IssuerServer[];
let backend: Server;
let gateways: Synthesized;
let served: Served;

beforeAll(async () => {
  signer = await newSigner('RS256', 'key-1');
  issuers = await Promise.all([
    startIssuerServer(ISSUER, [signer.jwk], { client: CLIENT }),
    startIssuerServer(POOL, [signer.jwk]),
  ]);
  for (const { who, scope } of Object.values(CALLERS))
    issuers[0]?.activate(`opaque-token-of-${who}`, { sub: who, scope, exp: seconds(600) });
  backend = createServer(({ headers }, response) => void response.end(JSON.stringify({ headers })));
  await new Promise<void>((done) => backend.listen(0, '127.0.0.1', done));
  gateways = await synthesized(SPEC, { 'own.ts': own('own'), 'own-anew.ts': own('ownAnew') });
  served = await gateways.serve(
    new Map([
      ...issuers.map(({ issuer, address }) => [issuer, address] as const),
      [BACKEND, `http://127.0.0.1:${(backend.address() as AddressInfo).port}`],
    ]),
    { 'books/client': CLIENT.secret },
  );
}, 60_000);

afterAll(async () => {
  await served?.close();
  for (const issuer of issuers ?? []) await issuer.close();
  backend?.closeAllConnections();
  backend?.close();
  gateways?.remove();
});

interface Caller {
  readonly who: string;
  /** The only one that it has, and the last part of the only route that is for it. */
  readonly scope: string;
}
const CALLERS = { ada: { who: 'ada', scope: 'a' }, bob: { who: 'bob', scope: 'b' } } as const;

function tokenOf({ who: sub, scope }: Caller, claims: Record<string, unknown> = {}): Promise<string> {
  return signed(signer, { iss: ISSUER, aud: 'books', sub, scope, exp: seconds(600), ...claims });
}
const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

type Credentials = (caller: Caller) => Promise<Headers> | Headers;
const jwtOf: Credentials = async (caller) => bearer(await tokenOf(caller));
const poolTokenOf: Credentials = async (caller) => bearer(await tokenOf(caller, { iss: POOL, aud: 'web' }));
const opaqueOf: Credentials = ({ who }) => bearer(`opaque-token-of-${who}`);
const terminalOf: Credentials = ({ who, scope }) => ({ 'x-terminal': `${who}:${scope}` });
const withDeviceOf: Credentials = async (caller) => ({
  ...(await jwtOf(caller)),
  'x-device': await tokenOf({ who: `device of ${caller.who}`, scope: '' }),
});

/** What is deployed, where, with what, and whether the function is asked each time; `undefined`: there is none. */
const ROWS: readonly (readonly [what: string, base: string, Credentials, askedAnew: boolean | undefined])[] = [
  ['the native authorizer of HTTP', '/http/native', jwtOf, undefined],
  ['the native authorizer of HTTP, of a user pool', '/http/pool', poolTokenOf, undefined],
  ['the native authorizer of REST, answers kept', '/rest/pool', poolTokenOf, undefined],
  ['the native authorizer of REST, answers not kept', '/rest/pool-anew', poolTokenOf, undefined],
  ...['/http', '/rest'].flatMap((api): (readonly [string, string, Credentials, boolean])[] => [
    [`JWTs at ${api}, answers kept`, `${api}/kept`, jwtOf, false],
    [`JWTs at ${api}, answers not kept`, `${api}/anew`, jwtOf, true],
    [`JWTs at ${api}, answers kept, with a parameter`, `${api}/kept/items/7`, jwtOf, false],
    [`JWTs at ${api}, answers kept, by a header of the backend`, `${api}/kept/backend`, jwtOf, false],
    [`opaque tokens at ${api}, kept by the function`, `${api}/said`, opaqueOf, true],
    [`opaque tokens at ${api}, not kept`, `${api}/doubted`, opaqueOf, true],
    [`any of two at ${api}, answers kept`, `${api}/any`, jwtOf, false],
    [`all of two at ${api}, answers kept`, `${api}/all`, withDeviceOf, false],
    [`an authorizer of the user's own at ${api}, answers kept`, `${api}/own`, terminalOf, false],
    [`an authorizer of the user's own at ${api}, answers not kept`, `${api}/own-anew`, terminalOf, true],
  ]),
];

function nameIn({ status, body }: Answer): string | number {
  if (status !== 200) return status;
  const { caller, headers } = body as Seen;
  return (caller?.kind === 'all-of' ? caller.parts[0] : caller)?.subject ?? headers['x-user'];
}
const refusals = () => served.logs().split('scope-missing').length - 1;

describe.each(ROWS)('%s', (_what, base, credentials, askedAnew) => {
  it('lets each caller into each route that is for it, as itself, and into no other, the second time as the first', async () => {
    const { ada, bob } = CALLERS;
    const [asAda, asBob] = [await credentials(ada), await credentials(bob)];
    const before = refusals();
    const refused = base === '/rest/pool' || base === '/rest/pool-anew' ? 401 : 403;
    for (const _round of [1, 2]) {
      const seen = [];
      for (const [headers, route] of [
        [asAda, 'a'],
        [asAda, 'b'],
        [asBob, 'b'],
        [asBob, 'a'],
      ] as const)
        seen.push(nameIn(await served.ask(`${base}/${route}`, headers)));
      expect(seen).toEqual(['ada', refused, 'bob', refused]);
    }
    // Two refusals a round reach the function, and its log: where answers are kept, in the first round alone.
    if (askedAnew !== undefined) expect(refusals() - before).toBe(askedAnew ? 4 : 2);
  });
});

it('asks the issuer about an opaque token once for all routes where answers are kept, and each time where not', async () => {
  const [issuer] = issuers;
  issuer?.activate('opaque-token-of-eve', { sub: 'eve', scope: 'a b', exp: seconds(600) });
  const asked = async (scheme: string) => {
    const before = issuer?.asked('/introspect') ?? 0;
    for (const route of ['a', 'b', 'a', 'b'])
      expect(nameIn(await served.call(`/rest/${scheme}/${route}`, 'Bearer opaque-token-of-eve'))).toBe('eve');
    return (issuer?.asked('/introspect') ?? 0) - before;
  };
  expect([await asked('said'), await asked('doubted')]).toEqual([1, 4]);
});

describe.each(['/http', '/rest'])('kept answers at %s', (api) => {
  it('count for any value of a parameter, which the policy covers', async () => {
    const ada = await tokenOf(CALLERS.ada);
    for (const id of ['1', '2', 'a%2Fb'])
      expect((await served.call(`${api}/kept/items/${id}/a`, `Bearer ${ada}`)).status).toBe(200);
  });

  it('of one token count for no other that begins alike', async () => {
    const ada = await tokenOf(CALLERS.ada);
    expect((await served.call(`${api}/kept/a`, `Bearer ${ada}`)).status).toBe(200);
    expect((await served.call(`${api}/kept/a`, `Bearer ${ada.slice(0, -4)}`)).status).toBe(401);
  });

  it('of two tokens count for no other pair, nor for one of them', async () => {
    const [ada, bob] = [await withDeviceOf(CALLERS.ada), await withDeviceOf(CALLERS.bob)];
    const pair = async (authorization: unknown, device: unknown) => {
      const headers = { ...(authorization ? { authorization } : {}), ...(device ? { 'x-device': device } : {}) };
      const { status, body } = await served.ask(`${api}/all/a`, headers as Headers);
      return status === 200 ? (body as Seen).caller.parts.map(({ subject }: { subject: string }) => subject) : status;
    };
    expect(await pair(ada.authorization, ada['x-device'])).toEqual(['ada', 'device of ada']);
    expect(await pair(ada.authorization, bob['x-device'])).toEqual(['ada', 'device of bob']);
    expect(await pair(ada.authorization, ada['x-device'])).toEqual(['ada', 'device of ada']);
    expect(await pair(ada.authorization, undefined)).toBe(401);
    expect(await pair(undefined, ada['x-device'])).toBe(401);
    expect(await pair(ada['x-device'], ada.authorization)).toBe(401);
  });
});

it.each(['/http/native', '/http/anew', '/rest/anew'])(
  'asks nobody about a JWT at %s, once keys are known',
  async (base) => {
    const [issuer] = issuers;
    const asked = () => (issuer?.asked('/keys') ?? 0) + (issuer?.asked('/.well-known/openid-configuration') ?? 0);
    const call = async (who: string) => nameIn(await served.ask(`${base}/a`, await jwtOf({ who, scope: 'a' })));
    expect(await call('carol')).toBe('carol');
    const before = asked();
    for (const who of ['dave', 'eve', 'frank']) expect(await call(who)).toBe(who);
    expect([before > 0, asked() - before]).toEqual([true, 0]);
  },
);
