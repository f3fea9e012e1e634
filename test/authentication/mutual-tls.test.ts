import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authority, clientOf, type Issued } from '../local/domains/authority.js';
import { type IssuerServer, newSigner, type Signer, seconds, signed, startIssuerServer } from './issuer-server.js';
import {
  type Answer,
  exchange,
  type Headers,
  type Served,
  type Synthesized,
  seenBy,
  synthesized,
} from './served-gateway.js';

const ISSUER = 'https://id.books.example/';

/** A domain stands before one API, so each kind of API has a gateway of its own. */
const spec = (api: string) => `import { allOf, gateway, jwt, lambda, mutualTls, route } from 'gatewright';
const to = lambda('who.ts');
const shelves = mutualTls('shelves');
const readers = jwt('readers', { issuer: '${ISSUER}', audience: 'books' });
export default gateway('certificates', {
  api: '${api}',
  domain: {
    name: '${api}.books.example',
    certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/9f8e7d6c-1111-2222-3333-444455556666',
    mutualTls: { truststore: 'truststore.pem' },
  },
  routes: [
    route('GET /scans', { auth: shelves, to }),
    route('GET /tours', { auth: allOf(shelves, readers), to }),
  ],
});`;

const KINDS = ['http', 'rest'] as const;

let ours: Issued;
let others: Issued;
let signer: Signer;
let issuer: IssuerServer;
const gateways = new Map<string, Synthesized>();
const served = new Map<string, Served>();

beforeAll(async () => {
  [ours, others, signer] = await Promise.all([authority('Ours'), authority('Others'), newSigner('RS256', 'k')]);
  issuer = await startIssuerServer(ISSUER, [signer.jwk]);
  for (const api of KINDS) {
    const made = await synthesized(spec(api), { 'truststore.pem': ours.cert });
    gateways.set(api, made);
    served.set(api, await made.serve(new Map([[ISSUER, issuer.address]])));
  }
}, 60_000);

afterAll(async () => {
  for (const each of served.values()) await each.close();
  for (const each of gateways.values()) each.remove();
  await issuer?.close();
});

const bearer = async () => {
  const claims = { iss: ISSUER, aud: 'books', sub: 'ada', exp: seconds(600) };
  return { authorization: `Bearer ${await signed(signer, claims)}` };
};

describe.each(KINDS)('a client, at a domain of the %s API', (api) => {
  const ask = (path: string, certificate: Issued | undefined, headers: Headers = {}): Promise<Answer> => {
    const [domain] = served.get(api)?.gateway.domains() ?? [];
    return exchange({ url: `${domain?.url}${path}`, headers, ...(certificate && { certificate }) });
  };

  it.each(['Shelf 7', 'Shelf 8'])('with a certificate of the authority is let in, and known: %s', async (name) => {
    const caller = seenBy(await ask('/scans', await clientOf(ours, name)));
    expect(caller).toMatchObject({ kind: 'mutual-tls', issuerDn: expect.stringContaining('CN=Ours') });
    expect(caller.subjectDn).toContain(`CN=${name}`);
    expect(caller.pem).toContain('BEGIN CERTIFICATE');
  });

  it.each<[string, () => Promise<Issued | undefined>]>([
    ['without a certificate', async () => undefined],
    ['of another authority', () => clientOf(others, 'Shelf 7')],
    ['whose certificate has ended', () => clientOf(ours, 'Shelf 7', new Date(Date.now() - 60_000))],
    ['that is an authority to itself', async () => others],
  ])('is refused in the handshake, and gets no answer: one %s', async (_name, make) => {
    await expect(ask('/scans', await make())).rejects.toThrow(/alert|socket|ECONNRESET|EPROTO|protocol/i);
  });

  it('finds no way around the domain', async () => {
    const { gateway, ask: askPlain } = served.get(api) as Served;
    const plain = await askPlain('/scans', { 'x-amzn-mtls-clientcert': encodeURIComponent(ours.cert) });
    expect(plain).toMatchObject({ status: 403, challenge: undefined, body: { message: 'Forbidden' } });
    expect(gateway.domains().map(({ mutualTls }) => mutualTls)).toEqual([true]);
  });

  it('may be asked for a token besides, and is both', async () => {
    const certificate = await clientOf(ours, 'Shelf 7');
    expect(seenBy(await ask('/tours', certificate, await bearer()))).toMatchObject({
      kind: 'all-of',
      parts: [{ kind: 'mutual-tls' }, { kind: 'jwt', scheme: 'readers', subject: 'ada' }],
    });
    expect((await ask('/tours', certificate)).status).toBe(401);
    await expect(ask('/tours', undefined, await bearer())).rejects.toThrow();
  });
});
