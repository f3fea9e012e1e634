import { describe, expect, it } from 'vitest';
import type { BundleInput } from '../../lib/bundling/bundle-functions.js';
import { IssuesError } from '../../lib/errors/issue.js';
import type { GuardConfig } from '../../lib/plan/plan.js';
import { checkout, handler, invoke, sourcesOf, textOf } from './checkout.js';

const GUARD: GuardConfig = {
  removedHeaders: ['x-user', '__proto__'],
  routes: {
    'POST /transfers': {
      stepUps: { customers: [{ acrValues: ['gold'] }] },
      callerHeaders: { 'x-user': 'sub' },
      exchanged: false,
    },
  },
};
const FILES = {
  'echo.ts': 'export const handler = async (event: { headers: unknown }) => event.headers;',
  'gone.ts': 'export const handler = async () => ({ statusCode: 410 });',
  'named.ts': 'export default async () => "named"; const f = async () => "dashed"; export { f as "with a dash" };',
  'callback.ts': `export const handler = (event: unknown, context: { functionName: string }, done: (error: null, value: string) => void) =>
    done(null, context.functionName);`,
};
const project = checkout(FILES);

function guarded(entry: string, exportName = 'handler', guard: GuardConfig = GUARD) {
  const input: BundleInput = { ...handler(entry, exportName), kind: 'handler', entry, exportName, guard };
  const bundle = project.bundle(input).get(entry);
  if (!bundle) throw new Error('no bundle');
  return bundle;
}

const event = (resource: string, authorizer: unknown = {}) => ({
  httpMethod: 'POST',
  resource,
  headers: { 'X-User': 'mallory', Accept: '*/*' },
  multiValueHeaders: { 'X-User': ['mallory'], Accept: ['*/*'] },
  requestContext: { requestId: 'r-1', authorizer },
});
const claims = (acr: string) => ({ scheme: 'customers', claims: JSON.stringify({ sub: 'ada', acr }) });

describe('a guarded handler', () => {
  it('sees no header that only the gateway sets', () => {
    expect(invoke(guarded('echo.ts'), event('/other'))).toEqual({ Accept: '*/*' });
  });

  it('sees the caller of its route, and only one who is logged in well enough', () => {
    const headers = invoke(guarded('echo.ts'), event('/transfers', claims('gold')));
    expect(Object.values(headers as object).sort()).toEqual(['*/*', 'ada']);
    expect(invoke(guarded('echo.ts'), event('/transfers', claims('tin')))).toMatchObject({ statusCode: 401 });
    expect(invoke(guarded('echo.ts'), event('/transfers'))).toMatchObject({ statusCode: 401 });
  });

  it.each([
    ['default', 'named'],
    ['with a dash', 'dashed'],
  ])('may be exported as %s', (exportName, answer) => {
    expect(invoke(guarded('named.ts', exportName), event('/other'))).toBe(answer);
  });

  it('gets every argument that Lambda gives, the callback too', () => {
    expect(invoke(guarded('callback.ts'), event('/other'))).toBe('bundled');
  });

  it('differs from the same handler without a guard, and with another one', () => {
    const narrower = { ...GUARD, removedHeaders: [] };
    const hashes = [guarded('echo.ts'), guarded('echo.ts', 'handler', narrower), project.bundleOne('echo.ts')];
    expect(new Set(hashes.map(({ hash }) => hash)).size).toBe(3);
  });

  it('behind an edge forbids to keep an answer that CloudFront would keep, in few bytes', () => {
    const edge = guarded('gone.ts', 'handler', { removedHeaders: ['x-user'], unkeptStatuses: [410], routes: {} });
    expect(invoke(edge, event('/other'))).toEqual({ statusCode: 410, headers: { 'cache-control': 'no-store' } });
    expect(textOf(edge).length).toBeLessThanOrEqual(10_500);
    expect(invoke(guarded('gone.ts'), event('/other'))).toEqual({ statusCode: 410 });
  });

  it('carries the guard and nothing else of Gatewright; without a guard, nothing at all', () => {
    const sources = sourcesOf(guarded('echo.ts')).filter((source) => source.startsWith('gatewright/'));
    expect(sources).toContain('gatewright/lib/runtime/guard/guard.ts');
    expect(sources.filter((source) => !source.startsWith('gatewright/lib/runtime/'))).toEqual([]);
    expect(textOf(guarded('echo.ts')).length).toBeLessThanOrEqual(9_000);
    expect(sourcesOf(project.bundleOne('echo.ts'))).toEqual(['echo.ts']);
  });

  it('is missed where the module does not export it', () => {
    const faults = () => guarded('echo.ts', 'handle');
    expect(faults).toThrow(IssuesError);
    expect(faults).toThrow(/does not export handle/);
  });
});
