import { lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { aRoute, specOf } from '../../spec/specs.js';

const to = lambda('a.ts');
const linesOf = (edge: object | undefined, given: object = {}) => {
  const routes = [aRoute('GET /a', { to, ...(edge && { cache: { ttlSeconds: 60 } }) }), aRoute('POST /b', { to })];
  const plan = planGateway(specOf(routes, edge && { edge: { origin: { closedBy: 'none' }, ...edge } }));
  const { lines } = estimateCost(plan, { requestsPerMonth: 10e6, ...given });
  return new Map<string, (typeof lines)[number]>(lines.map((line) => [line.id, line]));
};

describe('what an edge costs', () => {
  it('is a dollar a million requests, ten cents a run of the function, data out, bodies in and its log', () => {
    const lines = linesOf({}, { responseBytes: 10_240, requestBytes: 2_048, logBytes: 512 });
    const usd = (id: string) => Number(lines.get(id)?.usdPerMonth.toFixed(4));
    expect(usd('edgeRequests')).toBe(10);
    // A half of the requests are of the cached route, whose answers the function sees too.
    expect(usd('edgeFunction')).toBe(1.5);
    // 10,240 × 10 M are 95.3674 GB; half of the requests are POST: 9.5367 GB; the log is 4.7684 GB.
    expect(usd('edgeDataOut')).toBe(8.1062);
    expect(usd('edgeToOrigin')).toBe(0.1907);
    expect(usd('edgeLogs')).toBe(2.3842);
  });

  it('saves what it answers itself: a half of the one cached route of two', () => {
    const [without, cached] = [linesOf(undefined), linesOf({})];
    const quantities = (id: string) => [without.get(id)?.quantity, cached.get(id)?.quantity];
    for (const id of ['httpRequests', 'handlerCalls']) expect(quantities(id)).toEqual([10e6, 7.5e6]);
    expect((cached.get('accessLogs')?.quantity ?? 0) / (without.get('accessLogs')?.quantity ?? 0)).toBe(0.75);
    expect(linesOf({}, { cacheHitShare: 0.9 }).get('httpRequests')?.quantity).toBeCloseTo(5.5e6);
  });

  it('takes the place of data out of the APIs, which costs nothing on its way to it', () => {
    expect(linesOf({}).has('dataOut')).toBe(false);
    expect(linesOf(undefined).has('dataOut')).toBe(true);
  });

  it('has no line where there is none', () => {
    expect([...linesOf(undefined).keys()].filter((id) => /edge/i.test(id))).toEqual([]);
    expect(linesOf({ accessLogs: false }).has('edgeLogs')).toBe(false);
  });

  it('keeps from the account what it answers itself', () => {
    const cached = planGateway(
      specOf([aRoute('GET /a', { to, cache: { ttlSeconds: 60 } })], { edge: { origin: { closedBy: 'none' } } }),
    );
    // 50 billion a month are 19,026 a second: a half of them is within 10,000, and three fifths are not.
    const warned = (cacheHitShare: number) =>
      estimateCost(cached, { requestsPerMonth: 50e9, cacheHitShare }).warnings.length;
    expect([warned(0.5), warned(0.4)]).toEqual([0, 1]);
  });
});
