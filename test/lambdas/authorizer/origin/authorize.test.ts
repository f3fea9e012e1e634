import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuthorizerEvent } from '../../../../lambdas/authorizer/event.js';
import { authorizer } from '../../../../lambdas/authorizer/handler.js';
import type { Parts } from '../../../../lambdas/authorizer/parts.js';
import { forbidden, unavailable } from '../../../../lambdas/authorizer/refusal.js';
import type { AuthorizerConfig } from '../../../../lib/plan/plan.js';

const config: AuthorizerConfig = {
  schemes: {},
  exchanges: {},
  origin: { header: 'x-gatewright-origin' },
  routes: {
    'GET /books': { public: true, anyOf: [], contextClaims: {} },
    'GET /orders': { anyOf: [], contextClaims: {} },
  },
};

const parts: Parts = {
  origin: () => async (values) => {
    if (values[0] === 'unknown-yet') throw unavailable('secrets-unreachable');
    if (values.join() !== 'good') throw forbidden('origin-wrong-secret');
  },
};

const http = (routeKey: string, secret?: string): AuthorizerEvent => ({
  version: '2.0',
  type: 'REQUEST',
  routeKey,
  headers: secret === undefined ? {} : { 'X-Gatewright-Origin': secret },
});

const rest: AuthorizerEvent = {
  type: 'REQUEST',
  methodArn: 'arn:aws:execute-api:eu-west-1:222233334444:abc/live/GET/books',
  resource: '/books',
  httpMethod: 'GET',
  headers: {},
};

const logged: string[] = [];
beforeEach(() => {
  logged.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line) => void logged.push(line));
});
afterEach(() => vi.restoreAllMocks());

describe('an authorizer of a closed origin', () => {
  it.each([
    [
      'lets a public route be called by way of the edge',
      http('GET /books', 'good'),
      { isAuthorized: true, context: {} },
    ],
    ['refuses a call around it', http('GET /books'), { isAuthorized: false }],
    ['refuses a made-up secret', http('GET /books', 'made-up'), { isAuthorized: false }],
    ['refuses a route that it does not know', http('GET /other', 'good'), { isAuthorized: false }],
    ['refuses a protected route that asks for nothing', http('GET /orders', 'good'), { isAuthorized: false }],
  ])('%s', async (_what, event, answer) => {
    expect(await authorizer(config, parts)(event)).toEqual(answer);
  });

  it('looks for the secret before all else: whoever goes around the edge is told of no route', async () => {
    await authorizer(config, parts)(http('GET /other', 'made-up'));
    expect(logged.join()).toContain('origin-wrong-secret');
    expect(logged.join()).not.toContain('made-up');
  });

  it('leaves a REST API to its firewall', async () => {
    expect(await authorizer(config, parts)(rest)).toMatchObject({
      policyDocument: { Statement: [{ Effect: 'Allow' }] },
    });
  });

  it('is an error where nobody can say, and lets nobody through', async () => {
    await expect(authorizer(config, parts)(http('GET /books', 'unknown-yet'))).rejects.toThrow('Unavailable');
  });

  it('is not built without what looks for the secret', () => {
    expect(() => authorizer(config, {})).toThrow('the bundle lacks a part that its configuration names');
  });
});
