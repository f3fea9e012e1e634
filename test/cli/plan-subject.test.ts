import { describe, expect, it } from 'vitest';
import { planSubject } from '../../lib/cli/commands/plan-subject.js';
import { aRoute, specOf } from '../spec/specs.js';

const spec = specOf([aRoute('GET /books')], { traffic: { requestsPerMonth: 7, handlerMs: 11 } });

describe('what is planned for the traffic of flags', () => {
  it('states one number of requests in place of that of the spec', () => {
    expect(planSubject(spec, { levels: [5_000_000] }).traffic).toEqual({ requestsPerMonth: 5_000_000, handlerMs: 11 });
  });

  it('is the spec itself for several numbers, which are for the bill alone', () => {
    expect(planSubject(spec, { levels: [1_000_000, 2_000_000] })).toBe(spec);
    expect(planSubject(spec, {})).toBe(spec);
  });

  it('states sizes beside several numbers, which state no requests', () => {
    const { traffic } = planSubject(spec, { levels: [1_000_000, 2_000_000], given: { responseBytes: 3 } });
    expect(traffic).toEqual({ requestsPerMonth: 7, handlerMs: 11, responseBytes: 3 });
  });
});
