import { authorizer, lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import { aRoute, issuesOf, specOf } from '../spec/specs.js';

const checkOf = (timeoutMs?: number) =>
  authorizer('check', lambda('authorizers/check.ts', timeoutMs === undefined ? {} : { timeoutMs }));
const routesOf = (api: 'http' | 'rest', timeoutMs?: number) =>
  ['GET /a', 'GET /b'].map((pattern) => aRoute(pattern, { auth: checkOf(timeoutMs), api }));

describe('an authorizer of your own', () => {
  it.each<['http' | 'rest', number | undefined, readonly string[]]>([
    ['http', undefined, []],
    ['http', 10_000, []],
    ['http', 11_000, ['AUTHORIZER_TIMEOUT']],
    ['rest', 29_000, []],
  ])('on the %s API that may take %s ms has the issues %j', (api, timeoutMs, codes) => {
    expect(issuesOf(specOf(routesOf(api, timeoutMs))).map(({ code }) => code)).toEqual(codes);
  });

  it('is told once, with what an HTTP API waits', () => {
    expect(issuesOf(specOf(routesOf('http', 20_000)))).toMatchObject([
      { place: "routes['GET /a'].auth.function.timeoutMs", got: '20000', allowed: '1000 to 10000, in steps of 1000' },
    ]);
    const byDefault = specOf([aRoute('GET /a', { auth: undefined, api: 'http' })], { auth: checkOf(20_000) });
    expect(issuesOf(byDefault)).toMatchObject([{ place: 'auth.function.timeoutMs' }]);
  });

  it.each(['http', 'rest'] as const)('runs no longer than any API waits, where nothing is said, on %s', (api) => {
    const fn = planGateway(specOf(routesOf(api))).functions.find(({ id }) => id === 'authorizers-check');
    expect(fn).toMatchObject({ timeoutMs: 10_000, because: 'an HTTP API waits 10000 ms for an authorizer' });
  });

  it('runs as long as is said, on a REST API', () => {
    const fn = planGateway(specOf(routesOf('rest', 20_000))).functions.find(({ id }) => id === 'authorizers-check');
    expect(fn).toMatchObject({ timeoutMs: 20_000 });
  });
});

describe('one file', () => {
  it.each([
    ['./handlers/get.ts', 'handlers/get.ts'],
    ['handlers/./get.ts', 'handlers/get.ts'],
    ['handlers//get.ts', 'handlers/get.ts'],
    ['./././a.ts', 'a.ts'],
  ])('%s is %s', (written, entry) => {
    const [fn] = planGateway(specOf([aRoute('GET /a', { to: lambda(written) })])).functions;
    expect(fn).toMatchObject({ entry });
  });

  it('is one function, however it is written', () => {
    const routes = ['h.ts', './h.ts'].map((file, index) => aRoute(`GET /${index}`, { to: lambda(file) }));
    expect(planGateway(specOf(routes)).functions.map(({ id }) => id)).toEqual(['h']);
  });

  it('that is outside of the code root is an issue still', () => {
    const codes = ['./../h.ts', '/h.ts', './', ''].map((file) =>
      issuesOf(specOf([aRoute('GET /a', { to: lambda(file) })])).map(({ code }) => code),
    );
    expect(codes).toEqual(Array.from({ length: 4 }, () => ['LAMBDA_ENTRY']));
  });
});
