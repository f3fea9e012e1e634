import { describe, expect, it, vi } from 'vitest';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import type { Route } from '../../../lib/spec/route.js';
import { onceASpec } from '../../../lib/spec/validate/once-a-spec.js';
import { aRoute, specOf } from '../specs.js';

const routes = [aRoute('GET /a'), aRoute('POST /b')];
const patterns = ({ routes }: GatewaySpec) => routes.map(({ pattern }) => pattern);

describe('a function that is asked once of each spec', () => {
  it('is not asked again of what gateway() made', () => {
    const of = vi.fn(patterns);
    const once = onceASpec(of);
    const spec = specOf(routes);
    expect(once(spec)).toEqual(['GET /a', 'POST /b']);
    expect(once(spec)).toBe(once(spec));
    expect(of).toHaveBeenCalledTimes(1);
  });

  it('is asked of every other spec, equal or not', () => {
    const of = vi.fn(patterns);
    const once = onceASpec(of);
    expect(once(specOf(routes))).toEqual(once(specOf(routes)));
    expect(once(specOf([aRoute('GET /c')]))).toEqual(['GET /c']);
    expect(of).toHaveBeenCalledTimes(3);
  });

  it.each<[string, () => { readonly spec: GatewaySpec; readonly change: () => unknown }]>([
    [
      'a spec that is not frozen, and gets other routes',
      () => {
        const spec = { ...specOf(routes) };
        return { spec, change: () => Object.assign(spec, { routes: [aRoute('GET /c')] }) };
      },
    ],
    [
      'a frozen spec whose list gets longer',
      () => {
        const list = [...routes];
        return { spec: specOf(list), change: () => list.push(aRoute('GET /c')) };
      },
    ],
    [
      'a frozen spec whose list gets another route',
      () => {
        const list = [...routes];
        return { spec: specOf(list), change: () => list.splice(1, 1, aRoute('GET /c')) };
      },
    ],
    [
      'a frozen spec with a route that is not',
      () => {
        const route = { ...aRoute('GET /a') };
        return { spec: specOf([route]), change: () => Object.assign(route, { pattern: 'GET /c' }) };
      },
    ],
  ])('is asked again of %s', (_title, made) => {
    const { spec, change } = made();
    const once = onceASpec(patterns);
    once(spec);
    change();
    expect(once(spec)).toEqual(patterns(spec));
    expect(once(spec)).toContain('GET /c');
  });

  it.each([[null], ['no'], [undefined]])('is asked as ever of routes that are %s', (given) => {
    const of = vi.fn(() => 'asked');
    const once = onceASpec(of);
    const spec = specOf(given as unknown as readonly Route[]);
    expect([once(spec), once(spec)]).toEqual(['asked', 'asked']);
    expect(of).toHaveBeenCalledTimes(2);
  });
});
