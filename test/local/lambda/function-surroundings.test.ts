import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { FunctionLog } from '../../../lib/local/lambda/lambda-worker.js';
import { inlineFunction } from './functions.js';
import { answer, call, clean, cleanUp, open } from './pool-harness.js';

afterEach(cleanUp);

describe('what a function sees', () => {
  it('is the context object of Lambda', async () => {
    const source = `exports.handler = async (event, context) => ({
      ...context, left: context.getRemainingTimeInMillis(), cwd: process.cwd(), root: process.env.LAMBDA_TASK_ROOT,
    });`;
    const seen = answer(await call(inlineFunction('Seen', source, { memoryMb: 256, timeoutMs: 4_000 }))) as Record<
      string,
      unknown
    >;
    expect(seen).toMatchObject({
      functionName: 'Seen',
      functionVersion: '$LATEST',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:Seen',
      memoryLimitInMB: '256',
      awsRequestId: 'req-1',
      logGroupName: '/aws/lambda/Seen',
      callbackWaitsForEmptyEventLoop: true,
    });
    expect(seen.logStreamName).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    expect(seen.left).toBeGreaterThan(3_000);
    expect(seen.left).toBeLessThanOrEqual(4_000);
    expect(seen.cwd).toBe(seen.root);
  });

  it('is its own environment and what Lambda reserves, and nothing of the shell', async () => {
    process.env.GATEWRIGHT_TEST_SHELL = 'seen';
    clean.push(() => delete process.env.GATEWRIGHT_TEST_SHELL);
    const model = inlineFunction('Env', 'exports.handler = async () => ({ ...process.env });', {
      environment: { TABLE: 'books', AWS_REGION: 'moon-1' },
      memoryMb: 192,
    });
    const pool = open([model], { environment: { AWS_ACCESS_KEY_ID: 'explicit' } });
    const env = answer(await pool.invoke(model.arn, {}, { requestId: 'r', traceId: 'Root=1-abc' })) as Record<
      string,
      string
    >;
    expect(env).toMatchObject({
      TABLE: 'books',
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_NAME: 'Env',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '192',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
      AWS_ACCESS_KEY_ID: 'explicit',
      _HANDLER: 'index.handler',
      TZ: ':UTC',
      _X_AMZN_TRACE_ID: 'Root=1-abc',
    });
    expect(env).not.toHaveProperty('GATEWRIGHT_TEST_SHELL');
    expect(env).not.toHaveProperty('HOME');
    expect(env).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
  });

  async function standIn(): Promise<string> {
    const server = createServer((request, response) => response.end(`local ${request.method} ${request.url}`));
    server.listen(0, '127.0.0.1');
    clean.push(() => server.close());
    await new Promise((resolve) => server.once('listening', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it.each([
    [
      'a URL as text',
      `request('https://id.bookshop.example/a?x=1', { method: 'PUT' }, take).end()`,
      'PUT /issuer/a?x=1',
    ],
    ['a URL', `request(new URL('https://id.bookshop.example/b'), take).end()`, 'GET /issuer/b'],
    ['options', `request({ host: 'id.bookshop.example', path: '/c', method: 'POST' }, take).end()`, 'POST /issuer/c'],
    [
      'options with a port',
      `request({ hostname: 'id.bookshop.example', port: 443, path: '/d' }, take).end()`,
      'GET /issuer/d',
    ],
    ['get', `get('https://id.bookshop.example/e', take)`, 'GET /issuer/e'],
  ])('is a stand-in where its node:https names %s that has one', async (_what, call, expected) => {
    const local = await standIn();
    const source = `const { get, request } = require('node:https');
    const { text } = require('node:stream/consumers');
    exports.handler = () => new Promise((resolve) => { const take = (answer) => resolve(text(answer)); ${call}; });`;
    const pool = open([inlineFunction('Requests', source)], {
      standIns: new Map([['https://id.bookshop.example/', `${local}/issuer/`]]),
    });
    expect(answer(await pool.invoke('Requests', {}, { requestId: 'r' }))).toBe(`local ${expected}`);
  });

  it('is what it names in node:http where nothing stands in for it', async () => {
    const local = await standIn();
    const source = `const http = require('node:http');
    exports.handler = () => new Promise((resolve) => http.get('${local}/own', (answer) => answer.on('data', (part) => resolve(String(part)))));`;
    const pool = open([inlineFunction('Own', source)], { standIns: new Map([['https://id.example/', local]]) });
    expect(answer(await pool.invoke('Own', {}, { requestId: 'r' }))).toBe('local GET /own');
  });

  it('is a stand-in where its fetch names an address that has one', async () => {
    const local = await standIn();
    const source = `exports.handler = async () => {
      const text = async (input) => (await fetch(input)).text();
      return [await text('https://id.bookshop.example/keys?x=1'), await text(new URL('https://id.bookshop.example/a')),
        await text(new Request('https://id.bookshop.example/b'))];
    };`;
    const pool = open([inlineFunction('Fetches', source)], {
      standIns: new Map([['https://id.bookshop.example/', `${local}/issuer/`]]),
    });
    expect(answer(await pool.invoke('Fetches', {}, { requestId: 'r' }))).toEqual([
      'local GET /issuer/keys?x=1',
      'local GET /issuer/a',
      'local GET /issuer/b',
    ]);
  });
});

it('hands over console output line by line, with the request that it belongs to', async () => {
  const source = `console.log('loaded');
  exports.handler = async (event) => {
    console.log('one\\ntwo %s', event.n);
    console.error(JSON.stringify({ level: 'error', n: event.n }));
    process.stdout.write('no line end');
  };`;
  const lines: FunctionLog[] = [];
  const pool = open([inlineFunction('Talks', source)], { onLog: (line) => lines.push(line) });
  await pool.invoke('Talks', { n: 1 }, { requestId: 'a' });
  await pool.invoke('Talks', { n: 2 }, { requestId: 'b' });
  expect(lines.map(({ requestId, stream, line }) => `${requestId} ${stream} ${line}`)).toEqual([
    ' stdout loaded',
    'a stdout one',
    'a stdout two 1',
    'a stderr {"level":"error","n":1}',
    'a stdout no line end',
    'b stdout one',
    'b stdout two 2',
    'b stderr {"level":"error","n":2}',
    'b stdout no line end',
  ]);
  expect(new Set(lines.map((line) => line.functionName))).toEqual(new Set(['Talks']));
});
