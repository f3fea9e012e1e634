import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import bookshop from '../../examples/bookshop/gateway.js';
import { synthesize } from '../../lib/constructs/index.js';
import type { GatewaySpec } from '../../lib/spec/index.js';
import { call, expectAnswer } from '../call.js';
import { ACCOUNT, installMiniStack, type MiniStack, REGION, startMiniStack } from '../ministack/ministack.js';
import { createReport } from '../report.js';
import { keepNoAuthorizerResults, writeLogGroupArnsOut } from './adapt-assembly.js';
import { allRestBookshop, withOpeningHours } from './all-rest-bookshop.js';
import { callAuthorizer, callFunctions, callWithKeys } from './call-bookshop.js';
import { type CdkCommand, cdkCommand } from './cdk-command.js';
import { compareWithLocal } from './compare-with-local.js';
import { type ControlPlane, controlPlane } from './control-plane.js';
import { notShown } from './not-shown.js';
import { deployParts } from './split-bookshop.js';
import { startTlsIssuer, type TlsIssuer } from './tls-issuer.js';
import { withoutEdge } from './without-edge.js';

/**
 * A real deployment, to MiniStack on this machine: bootstrap, deploy, call, change, destroy. MiniStack takes every
 * resource type of the example but those of its edge, which `without-edge.ts` leaves out; one that it refuses fails the
 * deployment, and this check. What is changed for it besides stands in `adapt-assembly.ts`.
 */
const report = createReport();
const codeRoot = fileURLToPath(new URL('../../examples/bookshop', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'gatewright-deploy-'));
const closing: (() => unknown)[] = [() => rmSync(work, { recursive: true, force: true })];
try {
  const bin = await installMiniStack();
  const issuer = await startTlsIssuer(bin, work);
  closing.unshift(issuer.close);
  const aws = await startMiniStack(bin, work, issuer.certificateFile);
  closing.unshift(aws.stop);
  const cdk = cdkCommand(aws.clientEnvironment, work);
  await report.attempt('cdk bootstrap', () => cdk.bootstrap(`aws://${ACCOUNT}/${REGION}`));
  await deployExample(cdk, aws);
  const feeds = await startFeeds();
  const spec = allRestBookshop({ issuer: issuer.issuer, feeds });
  await deployAllRest(cdk, aws, issuer, spec);
  const control = controlPlane(aws.endpoint);
  await deployParts(spec, { cdk, control, assemblyOf, addressOf: (api) => addressOf(aws, api) }, report);
} catch (error) {
  report.fail('the check itself', error instanceof Error ? (error.stack ?? error.message) : String(error));
} finally {
  for (const close of closing) await close();
}
report.note('MiniStack cannot show:');
for (const { what, shownBy } of notShown) report.note(`- ${what}\n          instead: ${shownBy}`);
report.finish();

/** What `bin/app.ts` makes, but for the edge. */
async function deployExample(cdk: CdkCommand, aws: MiniStack): Promise<void> {
  const outdir = join(work, 'example');
  const app = synthesize(withoutEdge(bookshop), { codeRoot, outdir, stackName: 'Bookshop' });
  const outputs = await report.attempt('cdk deploy --all of the example', () => cdk.deployAll(app));
  if (!outputs) return;
  const { Bookshop: stack = {} } = outputs;
  await report.attempt('its outputs say addresses and ids', () => {
    const names = ['GatewrightGateway', 'HttpApiId', 'HttpApiUrl', 'RestApiId', 'RestApiUrl', 'UsagePlanFreeId'];
    assert.deepEqual(
      names.filter((name) => !stack[name]),
      [],
    );
  });
  const base = addressOf(aws, stack.RestApiId);
  await report.attempt('its health route answers', () => expectAnswer(`${base}/health`, {}, 200));
  await report.attempt('its partner feed asks for a key', () => expectAnswer(`${base}/feeds/a`, {}, 403));
  await report.attempt('its staff feed asks for a token', () =>
    expectAnswer(`${base}/feeds/a`, { method: 'PUT', body: {} }, 401),
  );
  await report.attempt('its usage plan is as the spec says', async () => {
    const plan = await controlPlane(aws.endpoint).describeUsagePlan(stack.UsagePlanFreeId ?? '');
    const { throttle, quota } = plan as { throttle: object; quota: object };
    assert.deepEqual(throttle, { burstLimit: 5, rateLimit: 2 });
    assert.deepEqual({ ...quota, offset: 0 }, { limit: 10_000, period: 'MONTH', offset: 0 });
  });
  await report.attempt('deployed again, it has no difference', async () => {
    const { differs, text } = await cdk.diff(app);
    assert.equal(differs, false, text);
  });
  await report.attempt('cdk destroy', () => cdk.destroyAll(app));
  await report.attempt('what was destroyed answers no more', async () => {
    assert.notEqual((await call(`${base}/health`)).status, 200);
  });
}

/** Its variation that MiniStack serves in full; deployed, called, changed. */
async function deployAllRest(cdk: CdkCommand, aws: MiniStack, issuer: TlsIssuer, spec: GatewaySpec): Promise<void> {
  const before = assemblyOf(spec, 'before');
  const outputs = await report.attempt('cdk deploy of the bookshop on REST', () => cdk.deployAll(before));
  if (!outputs) return;
  const stack = outputs['bookshop-rest'] ?? {};
  const control = controlPlane(aws.endpoint);
  const base = addressOf(aws, stack.RestApiId);
  await callFunctions(base, report);
  await callAuthorizer(base, issuer, report);
  const key = await report.attempt('a key is issued on a plan of the outputs', () =>
    control.issueKey('partner-3', stack.UsagePlanFreeId ?? ''),
  );
  const other = await control.issueKey('compared', stack.UsagePlanGoldId ?? '');
  const deployed = { base, sign: issuer.sign, apiKey: other.value };
  await compareWithLocal(before, work, issuer.issuer, deployed, report);
  if (key) await callWithKeys(base, key.value, { ratePerSecond: 2, burst: 5 }, report);
  await deployChange(cdk, aws, spec, control, stack.RestApiId ?? '');
}

async function deployChange(cdk: CdkCommand, aws: MiniStack, spec: GatewaySpec, control: ControlPlane, api: string) {
  const deployed = await control.deploymentOf(api, 'live');
  await report.attempt('before the change its route is 403', () =>
    expectAnswer(`${addressOf(aws, api)}/catalogue`, {}, 403),
  );
  const after = assemblyOf(withOpeningHours(spec), 'after');
  await report.attempt('a route is added and deployed, and it is live', async () => {
    const { 'bookshop-rest': stack = {} } = await cdk.deployAll(after);
    const base = addressOf(aws, stack.RestApiId);
    await expectAnswer(`${base}/catalogue`, {}, 200);
    await expectAnswer(`${base}/books/9780141439600`, {}, 200);
    assert.notEqual(await control.deploymentOf(stack.RestApiId ?? '', 'live'), deployed);
  });
  await report.attempt('cdk destroy of the changed bookshop leaves no API', async () => {
    await cdk.destroyAll(after);
    assert.deepEqual(await control.restApiIds(), []);
  });
}

function assemblyOf(spec: GatewaySpec, name: string): string {
  const assembly = synthesize(spec, { codeRoot, outdir: join(work, name) });
  assert.equal(keepNoAuthorizerResults(assembly), authorizersOf(spec), 'authorizers of the bookshop');
  if (spec.split) assert.notEqual(writeLogGroupArnsOut(assembly), 0, 'parts have log groups');
  return assembly;
}

/** Each API has the one authorizer that its routes ask. */
function authorizersOf({ split }: GatewaySpec): number {
  return split ? 2 : 1;
}

function addressOf({ endpoint }: MiniStack, restApiId: string | undefined): string {
  return `${endpoint}/_aws/execute-api/${restApiId}/live`;
}

async function startFeeds(): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ from: 'feeds' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.unshift(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`;
}
