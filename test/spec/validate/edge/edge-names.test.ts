import { describe, expect, it } from 'vitest';
import { planGateway } from '../../../../lib/plan/plan-gateway.js';
import type { RaisedQuotas } from '../../../../lib/spec/quotas.js';
import { aRoute, faultsOf, issuesOf, specOf } from '../../specs.js';

const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/12345678-aaaa-bbbb-cccc-1234567890ab';
const names = (count: number) => Array.from({ length: count }, (_, index) => `n${index}.shop.example`);
const specWith = (alternateNames: readonly string[], quotas?: RaisedQuotas) =>
  specOf([aRoute('GET /a')], {
    edge: {},
    domain: { name: 'api.shop.example', alternateNames, certificateArn },
    ...(quotas && { quotas }),
  });

describe('the names of an edge', () => {
  it.each<[number, RaisedQuotas | undefined]>([
    [0, undefined],
    [99, undefined],
    [110, { edgeNames: 200 }],
    [199, { edgeNames: 200 }],
  ])('may be %d besides the domain’s own, with the quotas %j', (count, quotas) => {
    const { edge, quotas: used } = planGateway(specWith(names(count), quotas));
    expect(edge?.domain?.names).toHaveLength(count + 1);
    expect(used.find(({ name }) => name === 'edgeNames')?.used).toBe(count + 1);
  });

  it.each<[number, RaisedQuotas | undefined, string]>([
    [100, undefined, '100'],
    [110, { edgeNames: 110 }, '110'],
  ])('cannot be %d, with the quotas %j, and none is said to be there twice', (count, quotas, allowed) => {
    expect(faultsOf(specWith(names(count), quotas))).toEqual([
      { code: 'QUOTA_EXCEEDED', place: 'domain', got: `${count + 1}`, allowed },
    ]);
  });

  it('are each there once', () => {
    const [issue, ...others] = issuesOf(
      specWith(['n1.shop.example', 'n2.shop.example', 'n1.shop.example', 'n1.shop.example', 'api.shop.example']),
    );
    expect(others).toEqual([]);
    expect(issue).toMatchObject({
      code: 'EDGE_ALTERNATE_NAMES',
      place: 'domain.alternateNames',
      got: '["n1.shop.example","api.shop.example"]',
    });
  });

  it('are told of where they are twice, among more than CloudFront takes', () => {
    const codes = issuesOf(specWith([...names(120), 'n7.shop.example'])).map(({ code, got }) => [code, got]);
    expect(codes).toEqual([['EDGE_ALTERNATE_NAMES', '["n7.shop.example"]']]);
  });
});
