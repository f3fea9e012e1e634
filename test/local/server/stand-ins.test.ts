import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalGateway, serveModel } from '../../../lib/local/index.js';
import type { FunctionModel } from '../../../lib/local/model/cloud.js';
import { collect } from './gateway-harness.js';
import { cloudModel, httpApi, restApi } from './models.js';

const INTROSPECTION = 'https://id.example/oauth/introspect';
const EXCHANGE = 'https://id.example/oauth/token';
const ISSUER = 'https://id.example';

/** Posts what it is told to, and tells its surroundings. */
const SOURCE = `exports.handler = async ({ body }) => {
  const { url, form, authorization } = JSON.parse(body ?? '{}');
  const { AWS_ENDPOINT_URL_SECRETS_MANAGER, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
  const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
  const answer = url && await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
  const environment = { AWS_ENDPOINT_URL_SECRETS_MANAGER, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
  return { environment, answer: answer && await answer.json() };
};`;

const ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:probe';
const probe: FunctionModel = {
  stackName: 'Shop',
  logicalId: 'Probe',
  arn: ARN,
  name: 'probe',
  handler: 'index.handler',
  runtime: 'nodejs24.x',
  code: { kind: 'inline', source: SOURCE },
  environment: {},
  timeoutMs: 5_000,
  memoryMb: 128,
  logGroupName: '/aws/lambda/probe',
};

const api = httpApi('Api', ['POST /probe'], {
  integrations: {
    i: {
      id: 'i',
      kind: 'AWS_PROXY',
      uri: ARN,
      payloadFormatVersion: '2.0',
      requestParameters: {},
      responseParameters: {},
      timeoutMs: 5_000,
      connectionType: 'INTERNET',
    },
  },
});
const signedRoute = {
  routeKey: 'GET /signed',
  routeId: 's',
  integrationId: 'i',
  authorization: { kind: 'AWS_IAM' },
} as const;
const POOL = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Shop';
const members = restApi('Members', ['GET /members'], {
  authorizers: {
    pool: {
      id: 'pool',
      name: 'pool',
      kind: 'COGNITO_USER_POOLS',
      identitySource: ['method.request.header.Authorization'],
      ttlSeconds: 300,
      userPoolArns: ['arn:aws:cognito-idp:eu-west-1:000000000000:userpool/eu-west-1_Shop'],
    },
  },
});
const guardedMembers = {
  ...members,
  methods: members.methods.map((method) => ({
    ...method,
    authorization: { kind: 'COGNITO_USER_POOLS', authorizerId: 'pool', scopes: [] } as const,
  })),
};
const model = cloudModel([{ ...api, routes: [...api.routes, signedRoute] }, guardedMembers], {
  functions: [probe],
  issuers: [ISSUER, POOL],
  introspectionEndpoints: [INTROSPECTION],
  tokenEndpoints: [EXCHANGE],
  secrets: [{ id: 'idp/client', fields: [] }],
});

let state: string;
let gateway: LocalGateway;
beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'gatewright-stand-ins-'));
  gateway = await serveModel({ model, host: '127.0.0.1', port: 0, stateDirectory: state, logger: collect() });
});
afterAll(async () => {
  await gateway.close(0);
  rmSync(state, { recursive: true });
});

async function ask(what: object = {}) {
  const response = await fetch(`${gateway.url}/probe`, { method: 'POST', body: JSON.stringify(what) });
  return (await response.json()) as { environment: Record<string, string>; answer: Record<string, unknown> };
}

/** As a function with its environment would, through a signer that is not ours. */
async function secretValue(
  body: object,
  more: { headers?: Record<string, string>; secret?: string; key?: string; region?: string } = {},
) {
  const { environment } = await ask();
  const client = new AwsClient({
    accessKeyId: more.key ?? environment.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: more.secret ?? environment.AWS_SECRET_ACCESS_KEY ?? '',
    region: more.region ?? 'eu-west-1',
    service: 'secretsmanager',
    retries: 0,
  });
  const signed = await client.sign(environment.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? '', {
    method: 'POST',
    headers: { 'x-amz-target': 'secretsmanager.GetSecretValue', 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
  });
  return send(signed, more.headers ?? {});
}

/** `fetch` would not send another Host. */
async function send(signed: Request, headers: Record<string, string>) {
  const body = await signed.text();
  return new Promise<{ status: number; body: Record<string, unknown> }>((resolve, reject) => {
    const sent = request(
      signed.url,
      { method: 'POST', headers: { ...Object.fromEntries(signed.headers), ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
      },
    );
    sent.on('error', reject).end(body);
  });
}

const basic = (secret: unknown) => `Basic ${Buffer.from(`gateway:${secret}`).toString('base64')}`;

describe('functions', () => {
  it('reach endpoints and secrets that stand in for those of their templates', async () => {
    const { body: secret } = await secretValue({ SecretId: 'idp/client' });
    const authorization = basic(secret.SecretString);
    const token = gateway.issuer()?.opaque(INTROSPECTION, { sub: 'ada' }) ?? '';
    const introspected = await ask({ url: INTROSPECTION, form: { token }, authorization });
    expect(introspected.answer).toMatchObject({ active: true, sub: 'ada' });
    const form = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      audience: 'warehouse',
    };
    expect((await ask({ url: EXCHANGE, form, authorization })).answer).toMatchObject({ token_type: 'Bearer' });
  });

  it('are no clients with another secret', async () => {
    const asked = await ask({ url: INTROSPECTION, form: { token: 'x' }, authorization: basic('guessed') });
    expect(asked.answer).toMatchObject({ error: 'invalid_client' });
  });
});

describe('a user pool', () => {
  it('is stood in for by the local issuer, whose keys its authorizer finds', async () => {
    const call = async (claims: object) => {
      const token = await gateway.issuer()?.sign(POOL, { sub: 'ada', ...claims });
      return (await fetch(`${gateway.url}/members`, { headers: { authorization: `Bearer ${token}` } })).status;
    };
    // Let in, it has no integration to call.
    expect(await call({ token_use: 'id' })).toBe(500);
    expect(await call({ token_use: 'access' })).toBe(401);
  });
});

describe('what stands in by the developer', () => {
  it('goes before all that it covers', async () => {
    const own = createServer((_request, response) => response.end('{"own":true}')).listen(0, '127.0.0.1');
    await new Promise((resolve) => own.once('listening', resolve));
    const standIns = new Map([[ISSUER, `http://127.0.0.1:${(own.address() as AddressInfo).port}`]]);
    const options = { host: '127.0.0.1', port: 0, stateDirectory: state, logger: collect() };
    const other = await serveModel({ ...options, model, standIns });
    const asked = await fetch(`${other.url}/probe`, {
      method: 'POST',
      body: JSON.stringify({ url: INTROSPECTION, form: {} }),
    });
    expect(await asked.json()).toMatchObject({ answer: { own: true } });
    await other.close(0);
    own.close();
  });
});

describe('Secrets Manager', () => {
  it('answers what stands in secrets.json', async () => {
    writeFileSync(join(state, 'secrets.json'), '{"idp/client":"mine"}');
    expect((await secretValue({ SecretId: 'idp/client' })).body.SecretString).toBe('mine');
    rmSync(join(state, 'secrets.json'));
    expect((await secretValue({ SecretId: 'idp/client' })).body.SecretString).not.toBe('mine');
  });

  it.each([
    ['a name that is not this machine', { headers: { host: 'evil.example' } }, 403, 'AccessDeniedException'],
    ['a page', { headers: { origin: 'https://evil.example' } }, 403, 'AccessDeniedException'],
    ['a wrong signature', { secret: 'guessed' }, 400, 'InvalidSignatureException'],
    ['an access key of somebody else', { key: 'AKIDOWN', secret: 'own' }, 400, 'UnrecognizedClientException'],
    ['no signature', { headers: { authorization: '' } }, 400, 'IncompleteSignatureException'],
  ])('refuses %s', async (_, more, status, type) => {
    const answer = await secretValue({ SecretId: 'idp/client' }, more);
    expect([answer.status, answer.body.__type]).toEqual([status, type]);
    expect(JSON.stringify(answer.body)).not.toContain('SecretString');
  });

  it('takes whichever region is signed for, and knows no other secret', async () => {
    expect((await secretValue({ SecretId: 'idp/client' }, { region: 'us-east-1' })).status).toBe(200);
    expect((await secretValue({ SecretId: 'unknown' })).body.__type).toBe('ResourceNotFoundException');
  });

  it('refuses what is not signed at all', async () => {
    const response = await fetch(`${gateway.url}/_aws/secretsmanager`, { method: 'POST', body: '{}' });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { __type: 'MissingAuthenticationTokenException' },
    ]);
  });
});

describe('the access key of the gateway', () => {
  it('signs calls of IAM routes, by either address', async () => {
    const client = new AwsClient({
      accessKeyId: gateway.credential?.accessKeyId ?? '',
      secretAccessKey: gateway.credential?.secretAccessKey ?? '',
      region: 'eu-west-1',
      service: 'execute-api',
      retries: 0,
    });
    for (const at of ['/signed?b=1&a=%20x', '/_aws/execute-api/Api/$default/signed']) {
      expect((await client.fetch(gateway.url + at)).status).toBe(200);
      expect((await fetch(gateway.url + at)).status).toBe(403);
    }
  });

  it('stays in a file that its owner alone reads', () => {
    const file = join(state, 'signing-secret');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toBe(gateway.credential?.secretAccessKey);
    expect(gateway.credential?.accessKeyId).toBe('local');
  });
});
