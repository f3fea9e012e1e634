import { lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import { aRoute, specOf } from '../spec/specs.js';

const whole = aRoute('GET /whole', {
  to: lambda('rows.ts', { export: 'whole', environment: { TABLE: 'rows' } }),
  api: 'rest',
});
const rows = lambda('rows.ts', { streaming: true, timeoutMs: 600_000, environment: { TABLE: 'rows' } });
const long = aRoute('GET /rows', { to: rows });
const bounded = aRoute('GET /rows/{page}', { to: rows, timeoutMs: 45_000 });
const usual = aRoute('GET /tail', { to: lambda('tail.ts', { streaming: true }) });
const plan = planGateway(specOf([whole, long, bounded, usual]));

describe('a streamed route', () => {
  it('is on a REST API, and says why', () => {
    const route = plan.routes.find(({ id }) => id === 'GET /rows');
    expect([route?.api, route?.apiBecause]).toEqual([
      'rest',
      'HTTP APIs send no answer before all of it is there, and it streams',
    ]);
  });

  it('is waited for as long as its function may take, unless it says how long', () => {
    expect(Object.fromEntries(plan.routes.map(({ id, timeoutMs }) => [id, timeoutMs]))).toEqual({
      'GET /rows': 600_000,
      'GET /rows/{page}': 45_000,
      'GET /tail': 29_000,
      'GET /whole': 29_000,
    });
  });

  it('has an integration that streams, and a function that knows', () => {
    expect(plan.integrations.map((one) => [one.id, 'streaming' in one && one.streaming])).toEqual([
      ['lambda-rows', true],
      ['lambda-rows-whole', false],
      ['lambda-rows_45000ms', true],
      ['lambda-tail', true],
    ]);
    const functions = plan.functions.flatMap((one) =>
      one.kind === 'handler' ? [[one.id, one.streaming, one.environment]] : [],
    );
    expect(functions).toEqual([
      ['rows', true, { TABLE: 'rows', GATEWRIGHT_STREAMING: '1' }],
      ['rows-whole', undefined, { TABLE: 'rows' }],
      ['tail', true, { GATEWRIGHT_STREAMING: '1' }],
    ]);
  });
});
