import { anyOf, apiKey, http, jwt, lambda, type Route, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import { checkShape } from '../../../lib/spec/validate/check-shape.js';
import { validateGateway } from '../../../lib/spec/validate/validate-gateway.js';
import { aRoute, specOf } from '../specs.js';

interface Reads {
  count: number;
}

/** The value, with what is read of it counted: a property is one, a list of names as many as it has. */
function counted<T extends object>(value: T, reads: Reads): T {
  return new Proxy(value, {
    get: (target, key) => {
      reads.count += 1;
      return Reflect.get(target, key);
    },
    ownKeys: (target) => {
      const keys = Reflect.ownKeys(target);
      reads.count += keys.length;
      return keys;
    },
  });
}

const METHODS = ['GET', 'HEAD', 'ANY', 'POST'];
const rate = { ratePerSecond: 1, burst: 2 };

/** A quarter of each method, two methods to a path, with a limit, a share and schemes: all of them looked up by something. */
function specOfMany(count: number, reads: Reads): GatewaySpec {
  const patterns = Array.from({ length: count }, (_, index) => `${METHODS[index % 4]} /things/${index >> 1}/{id}`);
  const limits = Object.fromEntries(patterns.map((pattern) => [pattern, rate]));
  const plan = counted(usagePlan('free', { ...rate, routes: counted(limits, reads) }), reads);
  const keys = counted(apiKey('partners', { plans: [plan] }), reads);
  const staff = counted(jwt('staff', { issuer: 'https://id.example/', audience: 'shop' }), reads);
  const both = [keys, staff, anyOf(staff, jwt('others', { issuer: 'https://other.example/', audience: 'shop' }))];
  const routes = patterns.map((pattern, index) =>
    aRoute(pattern, {
      auth: both[index % 3] as Route['auth'],
      to: index % 2 === 0 ? http(`https://b.example/${index}`) : lambda(`handlers/h${index % 50}.ts`),
      ...(METHODS[index % 4] !== 'POST' && { cache: { ttlSeconds: 5 } }),
      callerHeaders: { 'x-user': 'sub' },
    }),
  );
  return specOf(
    routes.map((route) => counted(route, reads)),
    { traffic: { routes: Object.fromEntries(patterns.map((pattern) => [pattern, 1 / count])) }, edge: {} },
  );
}

describe('a spec of many routes', () => {
  it.each<[string, (spec: GatewaySpec) => unknown]>([
    ['the check of its shape', checkShape],
    ['its validation', validateGateway],
  ])('has as much read of each by %s, however many there are', (_title, check) => {
    const [few, many] = [100, 2_000].map((count) => {
      const reads = { count: 0 };
      const spec = specOfMany(count, reads);
      reads.count = 0;
      check(spec);
      return reads.count / count;
    });
    expect(few).toBeGreaterThan(5);
    expect(many).toBeLessThan((few as number) * 1.1);
  });
});
