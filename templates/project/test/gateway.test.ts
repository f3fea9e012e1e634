import assert from 'node:assert/strict';
import { test } from 'node:test';
import { App } from 'aws-cdk-lib/core';
import { GatewayStack } from 'gatewright/cdk';
import gateway from '../gateway.js';
import { handler as greet } from '../handlers/greet.js';
import { handler as health } from '../handlers/health.js';
import { handler as sendGreeting } from '../handlers/send-greeting.js';
import { httpEvent } from './http-event.js';

const { plan } = new GatewayStack(new App(), 'Test', { gateway }).gateway;

test('only these routes are public', () => {
  const open = plan.routes
    .filter((route) => route.auth.kind === 'public')
    .map(({ method, path }) => `${method} ${path}`);
  assert.deepEqual(open.sort(), ['GET /greetings/{name}', 'GET /health']);
});

test('one HTTP API serves all routes', () => {
  assert.deepEqual(
    plan.apis.map((api) => api.id),
    ['http'],
  );
});

test('GET /health answers', async () => {
  assert.equal((await health(httpEvent({}))).statusCode, 200);
});

test('GET /greetings/{name} greets by name', async () => {
  const { statusCode, body } = await greet(httpEvent({ params: { name: 'Ada' } }));
  assert.deepEqual([statusCode, JSON.parse(body)], [200, { greeting: 'Hello, Ada' }]);
});

test('POST /greetings says who sent it', async () => {
  const { statusCode, body } = await sendGreeting(
    httpEvent({ body: { to: 'grace', text: 'Hello' }, claims: { sub: 'ada' } }),
  );
  assert.equal(statusCode, 201);
  assert.deepEqual(JSON.parse(body), { id: 'request-1', from: 'ada', to: 'grace', text: 'Hello' });
});

test('POST /greetings refuses a body without text', async () => {
  const { statusCode } = await sendGreeting(httpEvent({ body: { to: 'grace' }, claims: { sub: 'ada' } }));
  assert.equal(statusCode, 400);
});
