import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalGateway, serveModel } from '../../../lib/local/index.js';
import type { ApiModel, CloudModel, DomainModel } from '../../../lib/local/model/cloud.js';
import { type Collected, collect } from '../server/gateway-harness.js';
import { cloudModel, httpApi, restApi } from '../server/models.js';
import { authority, clientOf, type Issued } from './authority.js';

const VARIABLES = ['subjectDN', 'issuerDN', 'serialNumber', 'validity.notBefore', 'validity.notAfter'];
const rest = restApi('Rest', ['GET /who']);
const [who] = rest.methods;
const mirror: ApiModel = {
  ...rest,
  disableExecuteApiEndpoint: true,
  methods: who
    ? [
        {
          ...who,
          integration: {
            kind: 'MOCK',
            requestParameters: {},
            requestTemplates: { 'application/json': '{"statusCode":200}' },
            passthroughBehavior: 'WHEN_NO_MATCH',
            timeoutMs: 1_000,
            connectionType: 'INTERNET',
            responseTransferMode: 'BUFFERED',
            tlsInsecureSkipVerification: false,
            responses: [
              {
                statusCode: '200',
                responseParameters: {},
                responseTemplates: {
                  'application/json': JSON.stringify(VARIABLES.map((name) => `$context.identity.clientCert.${name}`)),
                },
              },
            ],
          },
        },
      ]
    : [],
};
const open = httpApi('Open', ['GET /open']);

let state: string;
let truststore: string;
let ours: Issued;
let others: Issued;
let gateway: LocalGateway;
let logs: Collected;

const domain = (more: Partial<DomainModel> = {}): DomainModel => ({
  stackName: 'Shop',
  logicalId: 'Domain',
  name: 'api.shop.example',
  mutualTls: { truststore: { kind: 'file', path: truststore } },
  mappings: [
    { apiId: 'restid', stage: 'prod', basePath: '' },
    { apiId: 'restid', stage: 'prod', basePath: 'v1' },
    { apiId: 'restid', stage: 'gone', basePath: 'v2' },
  ],
  ...more,
});
const modelWith = (...domains: DomainModel[]): CloudModel => cloudModel([mirror, open], { domains });

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'gatewright-domains-'));
  truststore = join(state, 'truststore.pem');
  [ours, others] = await Promise.all([authority('Ours'), authority('Others')]);
  writeFileSync(truststore, ours.cert);
  logs = collect();
  const options = { host: '127.0.0.1', port: 0, stateDirectory: state, logger: logs };
  gateway = await serveModel({ ...options, model: modelWith(domain()) });
});
afterAll(async () => {
  await gateway.close(0);
  rmSync(state, { recursive: true });
});

const urlOf = () => gateway.domains()[0]?.url ?? '';

function get(
  path: string,
  client: Partial<Issued>,
  options: RequestOptions = {},
): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const asked = { ...client, rejectUnauthorized: false, agent: false, ...options };
    const sent = request(urlOf() + path, asked, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
    });
    sent.on('error', reject).end();
  });
}

describe('a domain with mutual TLS', () => {
  it('is named with its own address', () => {
    expect(gateway.domains()).toEqual([
      { name: 'api.shop.example', url: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/), mutualTls: true },
    ]);
    expect(urlOf()).not.toContain(`:${gateway.port}`);
  });

  it('lets a client of the trust store in, and says who it is', async () => {
    const client = await clientOf(ours, 'Shelf 7');
    const { serialNumber, validFrom, validTo } = new X509Certificate(client.cert);
    const { status, body } = await get('/who', client);
    expect(status).toBe(200);
    expect(body).toEqual([
      'C=FI,O=Partner,CN=Shelf 7',
      'CN=Ours',
      serialNumber.length > 16
        ? serialNumber.replace(/..(?=.)/g, '$&:').toLowerCase()
        : BigInt(`0x${serialNumber}`).toString(),
      validFrom,
      validTo,
    ]);
  });

  it.each<[string, () => Promise<Partial<Issued>>, RequestOptions?]>([
    ['without a certificate', async () => ({})],
    ['of another authority', () => clientOf(others, 'Shelf 7')],
    ['with a certificate that has expired', () => clientOf(ours, 'Shelf 7', new Date(Date.now() - 3_600_000))],
    ['that signs for itself', async () => ({ key: others.key, cert: others.cert })],
    ['with TLS 1.1', () => clientOf(ours, 'Shelf 7'), { maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1' }],
  ])('refuses a client %s in the handshake', async (_, make, options) => {
    await expect(get('/who', await make(), options)).rejects.toThrow(/alert|socket|ECONNRESET|EPROTO|protocol/i);
  });

  it.each([
    ['/v1/who', 200],
    ['/v1x/who', 403],
    ['/v2/who', 403],
    ['/_aws/health', 403],
  ])('answers %s by what is mapped there: %i', async (path, status) => {
    expect((await get(path, await clientOf(ours, 'Shelf 7'))).status).toBe(status);
  });

  it('has a certificate of its own for loopback names and for the domain', async () => {
    const client = await clientOf(ours, 'Shelf 7');
    const { readFileSync } = await import('node:fs');
    const ca = readFileSync(join(state, 'domains', 'tls-api.shop.example.pem'), 'utf8');
    for (const servername of ['localhost', 'api.shop.example']) {
      expect((await get('/who', client, { rejectUnauthorized: true, ca, servername })).status).toBe(200);
    }
    await expect(get('/who', client, { rejectUnauthorized: true, ca, servername: 'other.example' })).rejects.toThrow();
  });
});

describe('the plain front', () => {
  it.each([
    ['/who', 403, { message: 'Forbidden' }],
    ['/_aws/execute-api/Rest/prod/who', 403, { message: 'Forbidden' }],
  ])('answers %s of an API whose own address is off with %i', async (path, status, body) => {
    const response = await fetch(gateway.url + path);
    expect([response.status, await response.json()]).toEqual([status, body]);
  });

  it('goes on answering for other APIs', async () => {
    expect((await fetch(`${gateway.url}/open`)).status).toBe(500);
    expect((await fetch(`${gateway.url}/_aws/execute-api/Open/open`)).status).toBe(500);
  });

  it('knows no certificate, whatever a header says', async () => {
    await gateway.reload(modelWith(domain(), plain()));
    const response = await fetch(`${gateway.url}/who`, {
      headers: { 'x-amzn-mtls-clientcert': encodeURIComponent(ours.cert) },
    });
    expect(await response.json()).toEqual(VARIABLES.map(() => ''));
    await gateway.reload(modelWith(domain()));
  });
});

const plain = (): DomainModel => {
  const { mutualTls: _, ...without } = domain({ name: 'plain.shop.example', logicalId: 'Plain' });
  return without;
};

describe('a reload', () => {
  it('stands in for a domain without mutual TLS at the gateway itself', async () => {
    await gateway.reload(modelWith(plain()));
    expect(gateway.domains()).toEqual([{ name: 'plain.shop.example', url: gateway.url, mutualTls: false }]);
    expect((await fetch(`${gateway.url}/who`)).status).toBe(200);
    expect((await fetch(`${gateway.url}/_aws/execute-api/Rest/prod/who`)).status).toBe(403);
    await gateway.reload(modelWith(domain()));
  });

  it('with another trust store keeps the address, and lets in its clients alone', async () => {
    const before = urlOf();
    writeFileSync(truststore, `# of others\n${others.cert}`);
    await gateway.reload(modelWith(domain()));
    expect(urlOf()).toBe(before);
    expect((await get('/who', await clientOf(others, 'Shelf 8'))).status).toBe(200);
    await expect(get('/who', await clientOf(ours, 'Shelf 7'))).rejects.toThrow();
  });

  it.each(['', 'no certificates', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'with the trust store %j serves the domain no more, and says so',
    async (content) => {
      writeFileSync(truststore, content);
      await gateway.reload(modelWith(domain()));
      expect(gateway.domains()).toEqual([]);
      expect(logs.warnings.at(-1)).toMatch(/^the domain api\.shop\.example is not served: its trust store has to hold/);
      expect((await fetch(`${gateway.url}/who`)).status).toBe(403);
    },
  );
});
