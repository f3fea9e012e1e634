import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { appSource, assemblySource } from '../../../lib/cli/dev/app-source.js';
import { asCliError } from '../../../lib/cli/dev/dev-session.js';
import { makeProject, type Project } from '../fixtures/project.js';
import { type Session, startSession } from '../fixtures/session.js';

const EXAMPLE = resolve(import.meta.dirname, '../../../examples/bookshop/gateway.ts');
const state = mkdtempSync(join(tmpdir(), 'gatewright-dev-'));
afterAll(() => rmSync(state, { recursive: true, force: true }));

const session = (source: Parameters<typeof startSession>[0], port = 0) => startSession(source, state, port);

/** Statuses of the printed curl lines, run by a shell. */
async function statusesOf(printed: string): Promise<readonly string[]> {
  const lines = printed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('curl '));
  const run = promisify(execFile);
  const runs = lines.map((line) => run('sh', ['-c', `${line} -s -o /dev/null -w '%{http_code}'`]));
  return (await Promise.all(runs)).map(({ stdout }) => stdout);
}

describe('the example', () => {
  let example: Session;
  beforeAll(async () => {
    example = await session(appSource(EXAMPLE));
  });
  afterAll(() => example.close());

  it('says that it is ready, and where', () => {
    expect(example.printed()).toMatch(new RegExp(`ready {2}${example.url}`));
  });

  it('prints a curl line for every route, each of which works as pasted', async () => {
    const statuses = await statusesOf(example.printed());
    expect(statuses).toEqual(['200', '200', '200', '200', '200', '201', '200', '204', '200']);
  });

  it.each<[string, string, RequestInit, number]>([
    ['an order without a token', '/orders', { method: 'POST', body: '{}' }, 401],
    ['an order with a token of nobody', '/orders', { method: 'POST', headers: { authorization: 'Bearer a.b.c' } }, 401],
    ['a feed without a key', '/feeds/stock/today.json', {}, 403],
    [
      'a feed with a key of nobody',
      '/feeds/stock/today.json',
      { headers: { 'x-api-key': 'abcdefghijklmnopqrstuvwxyz' } },
      403,
    ],
    ['a feed published without a token', '/feeds/stock/today.json', { method: 'PUT', body: '{}' }, 401],
    ['a book that is not there', '/books/0', {}, 404],
    ['a search for nothing', '/search', {}, 400],
  ])('refuses %s', async (_, path, init, status) => {
    expect((await fetch(`${example.url}${path}`, init)).status).toBe(status);
  });

  it('lets the browsers of its origins in, and tells them of refusals', async () => {
    const origin = 'https://bookshop.example';
    for (const path of ['/orders', '/feeds/stock/today.json']) {
      const method = path === '/orders' ? 'POST' : 'PUT';
      const headers = {
        origin,
        'access-control-request-method': method,
        'access-control-request-headers': 'authorization',
      };
      const preflight = await fetch(`${example.url}${path}`, { method: 'OPTIONS', headers });
      expect([path, preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
        path,
        204,
        origin,
      ]);
      const refused = await fetch(`${example.url}${path}`, { method, headers: { origin } });
      expect([path, refused.status, refused.headers.has('access-control-allow-origin')]).toEqual([path, 401, true]);
    }
  });
});

describe('a project', () => {
  const spec = (answer: string) => `
import { gateway, reply, route } from 'gatewright';
export default gateway('small', { routes: [route('GET /answer', { auth: 'public', to: reply(200, '${answer}') })] });`;
  let project: Project;
  let running: Session | undefined;
  afterEach(async () => {
    await running?.close();
    running = undefined;
    project.remove();
  });

  const answer = async () => (await fetch(`${running?.url}/answer`)).json();

  it('is served anew after a change, and goes on as it was where the change is broken', async () => {
    project = makeProject({ 'gateway.ts': spec('one') });
    running = await session(appSource(project.path('gateway.ts')));
    expect(await answer()).toBe('one');
    project.write('gateway.ts', spec('two'));
    await running.rebuild();
    expect(await answer()).toBe('two');
    project.write('gateway.ts', spec('three').replace('GET /answer', 'GTE /answer'));
    await running.rebuild();
    expect(await answer()).toBe('two');
    expect(running.printed()).toMatch(/ROUTE_METHOD[\s\S]*not reloaded {2}the last good version goes on/);
    project.write('gateway.ts', 'export default gateway(');
    await running.rebuild();
    expect(await answer()).toBe('two');
    project.write('gateway.ts', spec('four'));
    await running.rebuild();
    expect(await answer()).toBe('four');
  });

  it('is rebuilt once for a change that is saved, and not for what the build writes', async () => {
    project = makeProject({ 'gateway.ts': spec('one') });
    running = await session(appSource(project.path('gateway.ts')));
    const watching = await running.watch();
    const reloads = () => running?.printed().match(/reloaded/g)?.length ?? 0;
    project.write('gateway.ts', spec('two'));
    await expect.poll(reloads, { timeout: 10_000 }).toBe(1);
    expect(await answer()).toBe('two');
    project.write('dev.log', 'a line');
    await new Promise((done) => setTimeout(done, 600));
    expect(reloads()).toBe(1);
    await watching.close();
  });

  it('may be a plain CDK app, which Gatewright had no part in', async () => {
    project = makeProject({
      'app.ts': `
import { App, Stack } from 'aws-cdk-lib/core';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
const stack = new Stack(new App(), 'Plain');
const code = Code.fromInline("exports.handler = async (event) => ({ statusCode: 200, body: 'hello ' + event.pathParameters.name });");
const fn = new Function(stack, 'Hello', { code, handler: 'index.handler', runtime: Runtime.NODEJS_22_X });
new HttpApi(stack, 'Api').addRoutes({ path: '/hello/{name}', integration: new HttpLambdaIntegration('Hello', fn) });`,
    });
    running = await session(appSource(project.path('app.ts')));
    expect(await (await fetch(`${running.url}/hello/ada`)).text()).toBe('hello ada');
    expect(running.printed()).toContain(`curl ${running.url}/hello/name`);
    const assembly =
      project
        .entries()
        .find((name) => name.endsWith('manifest.json'))
        ?.replace(/\/manifest\.json$/, '') ?? '';
    await running.close();
    running = await session(assemblySource(project.path(assembly)));
    expect(await (await fetch(`${running.url}/hello/bob`)).text()).toBe('hello bob');
  });

  it('prints lines that work for tokens and keys of a CDK app too', async () => {
    const backend = createServer((_, response) => response.end('mine')).listen(0, '127.0.0.1');
    await new Promise((done) => backend.once('listening', done));
    const address = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
    project = makeProject({
      'app.ts': `
import { App, Stack } from 'aws-cdk-lib/core';
import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
const app = new App();
const stack = new Stack(app, 'Plain');
const authorizer = new HttpJwtAuthorizer('Staff', 'https://id.plain.example', { jwtAudience: ['plain'] });
new HttpApi(stack, 'Http').addRoutes({ path: '/mine', authorizer, authorizationScopes: ['mine:read'], integration: new HttpUrlIntegration('Url', '${address}') });
const rest = new RestApi(stack, 'Rest');
const answer = { integrationResponses: [{ statusCode: '200' }], requestTemplates: { 'application/json': '{"statusCode": 200}' } };
rest.root.addResource('partner').addMethod('GET', new MockIntegration(answer), { apiKeyRequired: true, methodResponses: [{ statusCode: '200' }] });
rest.addUsagePlan('Gold', { apiStages: [{ stage: rest.deploymentStage }] });`,
    });
    running = await session(appSource(project.path('app.ts')));
    expect(await statusesOf(running.printed())).toEqual(['200', '200']);
    backend.close();
  });

  it('answers a CDK app that throws with its message and no stack trace', async () => {
    project = makeProject({
      'app.ts': "import { App } from 'aws-cdk-lib/core';\nnew App();\nthrow new Error('no account chosen');",
    });
    const error = await appSource(project.path('app.ts'))().catch((reason: Error) => reason);
    expect(error).toMatchObject({
      exitCode: 1,
      message: expect.stringMatching(/did not synthesize[\s\S]*no account chosen/),
    });
    expect((error as Error).message).not.toMatch(/^\s+at /m);
  });

  it('says in one line that the port is taken', async () => {
    project = makeProject({ 'gateway.ts': spec('one') });
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const { port } = other.address() as AddressInfo;
    const error = asCliError(
      await session(appSource(project.path('gateway.ts')), port).catch((reason: unknown) => reason),
    );
    other.close();
    expect(error).toMatchObject({ exitCode: 1, message: expect.stringMatching(new RegExp(`^port ${port} .*--port$`)) });
  });

  it('has its own answers in place of backends, by function or by address', async () => {
    const backend = createServer((request, response) => response.end(`backend ${request.url}`)).listen(0, '127.0.0.1');
    await new Promise((done) => backend.once('listening', done));
    const address = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
    project = makeProject({
      'gateway.ts': `
import { gateway, http, route } from 'gatewright';
export default gateway('proxy', { routes: [
  route('ANY /one/{rest+}', { auth: 'public', to: http('https://one.example/{rest}') }),
  route('ANY /two/{rest+}', { auth: 'public', to: http('https://two.example/{rest}') }),
] });`,
      'gateway.dev.ts': `
export default { standIns: {
  'https://one.example': async (request) => new Response(request.method + ' ' + new URL(request.url).pathname + ' ' + await request.text(), { status: 202 }),
  'https://two.example': '${address}',
} };`,
    });
    running = await session(appSource(project.path('gateway.ts')));
    const one = await fetch(`${running.url}/one/a/b`, { method: 'POST', body: 'text' });
    expect([one.status, await one.text()]).toEqual([202, 'POST /a/b text']);
    expect(await (await fetch(`${running.url}/two/c`)).text()).toBe('backend /c');
    backend.close();
  });
});
