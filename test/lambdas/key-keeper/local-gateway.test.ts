import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controlPlane } from '../../../lambdas/key-keeper/control-plane.js';
import { keepKeys } from '../../../lambdas/key-keeper/keep-keys.js';
import { startRun } from '../../../lambdas/key-keeper/run.js';
import { signedSend } from '../../../lambdas/key-keeper/signed-send.js';
import { realTiming } from '../../../lib/aws/timing.js';
import { synthesize } from '../../../lib/constructs/index.js';
import { keyTagsOf } from '../../../lib/keys/key-tags.js';
import { NOTIFIED_TAG } from '../../../lib/keys/notified-tag.js';
import { type LocalGateway, readModel, serveModel } from '../../../lib/local/index.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { apiKey, gateway, reply, route, usagePlan } from '../../../lib/spec/index.js';
import { fakeBundler } from '../../constructs/support/fake-bundler.js';
import { collect } from '../../local/server/gateway-harness.js';

const gold = usagePlan('gold', {
  ratePerSecond: 1_000,
  burst: 1_000,
  quota: { requests: 10, per: 'month' },
  // A bucket that does not fill again while the test runs.
  routes: { 'GET /slow/{id}': { ratePerSecond: 0.001, burst: 2 } },
});
const auth = apiKey('partners', { plans: [gold] });
const spec = gateway('shop', {
  routes: [
    route('GET /slow/{id}', { auth, to: reply(200, { slow: true }) }),
    route('GET /fast', { auth, to: reply(200, { slow: false }) }),
  ],
});

const root = mkdtempSync(join(tmpdir(), 'gatewright-key-keeper-local-'));
const events: { readonly kind: string; readonly keyId: unknown }[] = [];
let local: LocalGateway;
let planId: string;

beforeAll(async () => {
  const assembly = synthesize(spec, { codeRoot: root, outdir: join(root, 'cdk.out'), bundler: fakeBundler });
  local = await serveModel({
    model: readModel(assembly),
    host: '127.0.0.1',
    port: 0,
    stateDirectory: join(root, 'state'),
    logger: collect(),
    onEvents: (received) => {
      for (const { detailType, detail } of received) events.push({ kind: detailType, keyId: detail.keyId });
    },
  });
  planId = local.keys.usagePlans()[0]?.id ?? '';
});
afterAll(async () => {
  await local.close(0);
  rmSync(root, { recursive: true, force: true });
});

function newKey(owner: string, expires?: string) {
  const tags = keyTagsOf({ gateway: 'shop', plan: 'gold', owner, ...(expires && { expires }) });
  return local.keys.create({ name: owner, enabled: true, tags, usagePlanIds: [planId] });
}

async function statusOf(path: string, value: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${local.port}${path}`, { headers: { 'x-api-key': value } });
  return answer.status;
}

async function run() {
  const keeper = planGateway(spec).functions.find(({ kind }) => kind === 'key-keeper');
  if (keeper?.kind !== 'key-keeper') throw new Error('the plan has no key keeper');
  const url = `http://127.0.0.1:${local.port}`;
  const endpoints = { apigateway: url, events: url };
  const send = signedSend({ region: 'us-east-1', accessKeyId: 'local', secretAccessKey: 'local', endpoints });
  const started = startRun(
    () => 300_000,
    () => {},
  );
  await keepKeys({
    run: started,
    aws: controlPlane(send, 'us-east-1', realTiming),
    config: keeper.config,
    planIds: new Map([['gold', planId]]),
    nowMs: Date.now,
  });
  return started.report();
}

describe('the local gateway', () => {
  it('holds a key to its plan’s limit of a route, with a bucket for each key and none for other routes', async () => {
    const [one, two] = [newKey('one').value, newKey('two').value];
    expect([await statusOf('/slow/1', one), await statusOf('/slow/2', one), await statusOf('/slow/3', one)]).toEqual([
      200, 200, 429,
    ]);
    expect(await statusOf('/fast', one)).toBe(200);
    expect(await statusOf('/slow/1', two)).toBe(200);
  });

  it('ends a key by the key keeper, which speaks to it as to AWS', async () => {
    const { id, value } = newKey('late', '2020-01-01T00:00:00Z');
    expect(await statusOf('/fast', value)).toBe(200);
    expect(await run()).toMatchObject({ disabled: 1, told: 1, failed: 0 });
    expect(await statusOf('/fast', value)).toBe(403);
    expect(events).toContainEqual({ kind: 'Key Expired', keyId: id });
    expect(local.keys.show(id)?.tags[NOTIFIED_TAG]).toBe('end-told');
  });

  it('has its quotas told of by the key keeper, once', async () => {
    const { id, value } = newKey('busy');
    for (let call = 0; call < 8; call++) await statusOf('/fast', value);
    expect(await run()).toMatchObject({ told: 1, failed: 0 });
    expect(await run()).toMatchObject({ told: 0, failed: 0 });
    for (let call = 0; call < 2; call++) await statusOf('/fast', value);
    expect(await statusOf('/fast', value)).toBe(429);
    expect(await run()).toMatchObject({ told: 1, failed: 0 });
    const ours = events.filter(({ keyId }) => keyId === id).map(({ kind }) => kind);
    expect(ours).toEqual(['Quota Nearing', 'Quota Reached']);
  });
});
