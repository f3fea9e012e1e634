import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IssuesError } from '../../../../lib/errors/issue.js';
import { planGateway } from '../../../../lib/plan/plan-gateway.js';
import type { Firewall } from '../../../../lib/spec/firewall.js';
import { aRoute, specOf } from '../../specs.js';

const sound: Firewall = {
  managed: ['common', { group: 'bot-control', level: 'targeted', override: { CategoryAI: 'count' }, count: true }],
  rateLimits: {
    perIp: { limit: 100, windowSeconds: 60, by: ['ip', { header: 'a' }], only: { paths: ['/a'], methods: ['GET'] } },
  },
  allow: { ips: ['203.0.113.7'], action: 'count' },
  block: { countries: ['CH'], asns: [7], paths: ['^/a'] },
  response: { status: 403, body: { a: [1] }, headers: { a: 'b' } },
  inspectKb: 32,
  log: 'all',
};

const garbage = fc.oneof(
  fc.constantFrom(undefined, null, '', '__proto__', 'constructor', -1, Number.NaN, [], {}, [null], { header: null }),
  fc.anything({ maxDepth: 2, withBigInt: true }),
);

/** Puts a value in place of one of those that are there. */
function replaced(value: unknown, at: number, by: unknown): { readonly value: unknown; readonly left: number } {
  if (at === 0) return { value: by, left: -1 };
  let left = at - 1;
  if (typeof value !== 'object' || value === null) return { value, left };
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    const done = left < 0 ? { value: inner, left } : replaced(inner, left, by);
    copy[key] = done.value;
    left = done.left;
  }
  return { value: Array.isArray(value) ? Object.values(copy) : copy, left };
}

describe('garbage in a firewall', () => {
  it('ends in a plan or in issues, and in nothing else', () => {
    fc.assert(
      fc.property(fc.nat(55), garbage, (at, by) => {
        const firewall = replaced(sound, at, by).value as Firewall;
        const routes = [aRoute('POST /a', { maxBodyBytes: 9 })];
        try {
          expect(planGateway(specOf(routes, { api: 'rest', firewall }))).toBeDefined();
        } catch (error) {
          expect(error).toBeInstanceOf(IssuesError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
