import { AwsV4Signer } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Served, type Synthesized, seenBy, synthesized } from './served-gateway.js';

const SPEC = `import { allOf, apiKey, gateway, iam, lambda, route, usagePlan } from 'gatewright';
const to = lambda('who.ts');
const auth = iam('jobs');
const shops = apiKey('shops', { plans: [usagePlan('shop', { ratePerSecond: 50, burst: 90 })] });
export default gateway('signatures', { routes: [
  route('GET /http/a', { auth, to }),
  route('GET /http/b', { auth, to }),
  route('GET /rest/a', { auth, to, api: 'rest' }),
  route('GET /rest/b', { auth, to, api: 'rest' }),
  route('GET /rest/keyed', { auth: allOf(auth, shops), to }),
] });`;

/** Both name what is wrong in a header of AWS's, and neither asks for a bearer token. */
const TARGETS = ['/http', '/rest'] as const;

let gateways: Synthesized;
let served: Served;

beforeAll(async () => {
  gateways = await synthesized(SPEC);
  served = await gateways.serve();
}, 60_000);

afterAll(async () => {
  await served?.close();
  gateways?.remove();
});

type Signing = Partial<ConstructorParameters<typeof AwsV4Signer>[0]>;

/** The headers of a request, as aws4fetch signs it. */
async function signature(path: string, more: Signing = {}): Promise<Record<string, string>> {
  const { credential, url, model } = served.gateway;
  const signer = new AwsV4Signer({
    url: url + path,
    method: 'GET',
    accessKeyId: credential?.accessKeyId ?? '',
    secretAccessKey: credential?.secretAccessKey ?? '',
    region: model().region,
    service: 'execute-api',
    ...more,
  });
  const { headers } = await signer.sign();
  return Object.fromEntries(new Headers(headers));
}

const refused = ({ status, challenge }: Answer) => ({ status, challenge });

describe.each(TARGETS)('a caller who signs, at %s', (base) => {
  it('is let in, and known by ARN', async () => {
    expect(seenBy(await served.ask(`${base}/a`, await signature(`${base}/a`)))).toEqual({
      kind: 'iam',
      arn: expect.stringMatching(/^arn:aws:iam::\d{12}:/),
      accountId: expect.stringMatching(/^\d{12}$/),
      userId: expect.stringMatching(/./),
    });
  });

  it.each<[string, () => Promise<Record<string, string>>]>([
    ['without a signature', async () => ({})],
    ['with a bearer token', async () => ({ authorization: 'Bearer aaaa.bbbb.cccc' })],
    ['with another secret', () => signature(`${base}/a`, { secretAccessKey: 'guessed' })],
    ['with a key that nobody has', () => signature(`${base}/a`, { accessKeyId: 'AKIANOBODY' })],
    ['for another service', () => signature(`${base}/a`, { service: 'lambda' })],
    ['for another Region', () => signature(`${base}/a`, { region: 'us-east-2' })],
    ['for another method', () => signature(`${base}/a`, { method: 'POST' })],
    ['for another route', () => signature(`${base}/b`)],
    ['an hour ago', () => signature(`${base}/a`, { datetime: amzDate(Date.now() - 3_600_000) })],
  ])('is refused %s', async (_name, make) => {
    expect(refused(await served.ask(`${base}/a`, await make()))).toEqual({ status: 403, challenge: undefined });
  });
});

it('may be asked for a key besides', async () => {
  const path = '/rest/keyed';
  const { keys } = served.gateway;
  const { id, value } = keys.issue({ usagePlanId: keys.usagePlans()[0]?.id ?? '', name: 'corner' });
  const answer = await served.ask(path, { ...(await signature(path)), 'x-api-key': value });
  expect(seenBy(answer)).toMatchObject({ kind: 'all-of', parts: [{ kind: 'iam' }, { kind: 'api-key', keyId: id }] });
  expect((await served.ask(path, await signature(path))).status).toBe(403);
  expect((await served.ask(path, { 'x-api-key': value })).status).toBe(403);
});

it('leaves no secret and no signature in any log', async () => {
  const { authorization = '' } = await signature('/rest/a');
  const made = /Signature=(\w+)/.exec(authorization)?.[1] ?? 'none';
  await served.ask('/rest/b', { authorization });
  const logs = served.logs();
  expect(logs).not.toContain(made);
  expect(logs).not.toContain(served.gateway.credential?.secretAccessKey);
});

function amzDate(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
}
