import { describe, expect, it } from 'vitest';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { Pin } from '../../../lib/spec/pin.js';
import { aRoute, issuesOf, type SpecSettings, specOf } from '../../spec/specs.js';
import { cached, firewall, open, pinned, traffic } from './shops.js';

const LARGE = traffic(1e8, { responseBytes: 1e6 });
const { pin } = pinned({ apis: 'http', edge: true });
const codes = (routes: Parameters<typeof specOf>[0], settings: SpecSettings) =>
  issuesOf(specOf(routes, settings)).map(({ code }) => code);

describe('a pin that is not sound', () => {
  it.each<[string, unknown, string]>([
    ['of another version', { ...pin, schemaVersion: 9 }, 'PIN_VERSION'],
    ['without an arrangement', { schemaVersion: 1 }, 'PIN'],
    ['that is a text', 'http', 'PIN'],
  ])('%s is the only issue of a gateway that needs what the pin held', (_, unsound, code) => {
    expect(planGateway(specOf([cached], LARGE)).arrangement.edge).toBe(true);
    expect(codes([cached], { ...LARGE, pin: unsound as Pin })).toEqual([code]);
    expect(codes([cached], { pin: unsound as Pin })).toEqual([code]);
    expect(codes([open], { firewall, pin: unsound as Pin })).toEqual([code]);
  });

  it('is told beside what no arrangement mends', () => {
    const settings = { pin: { ...pin, schemaVersion: 9 } as unknown as Pin, stage: 'a b' };
    expect(codes([cached], settings).sort()).toEqual([expect.stringContaining('STAGE'), 'PIN_VERSION'].sort());
  });
});

describe('what an arrangement would mend', () => {
  it('is no issue beside a fault that leaves open which one the traffic would choose', () => {
    const faulty = aRoute('GET /x', { to: 5 as never });
    expect(codes([cached, faulty], LARGE)).toEqual(['BACKEND_KIND']);
  });

  it('is one beside any fault where nothing but the rule decides', () => {
    const faulty = aRoute('GET /x', { to: 5 as never });
    expect(codes([cached, faulty], {})).toEqual(['BACKEND_KIND', 'CACHE_WITHOUT_EDGE']);
  });
});
