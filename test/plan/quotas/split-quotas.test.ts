import { lambda, reply } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { fromUrl } from '../../../lib/constructs/index.js';
import type { QuotaName } from '../../../lib/facts/quotas.js';
import type { Plan } from '../../../lib/plan/plan.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { quotaIssues, quotaWarnings } from '../../../lib/plan/quotas/quota-findings.js';
import { quotaUse } from '../../../lib/plan/quotas/quota-use.js';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import { partTemplates } from '../../constructs/support/nested.js';
import { stackOf } from '../../constructs/support/synth.js';
import { manyCallers } from '../../fixtures/many-callers.js';
import { type AnyRouteProps, aRoute, issuesOf, type SpecSettings, specOf } from '../../spec/specs.js';

const US_EAST_1 = { account: '111122223333', region: 'us-east-1' };

/** One route and one API each. */
function inParts(count: number, props: AnyRouteProps, settings: SpecSettings = {}): GatewaySpec {
  const names = Array.from({ length: count }, (_, index) => `part-${index}`);
  const routes = names.map((name) => aRoute(`GET /${name}`, props));
  return specOf(routes, {
    split: { parts: Object.fromEntries(names.map((name) => [name, [`/${name}`]])) },
    ...settings,
  });
}

const shared = { to: lambda('shared.ts') };
const fixed = { to: reply(200, {}), api: 'rest' } as const;
const useOf = (spec: GatewaySpec, wanted: QuotaName) => planGateway(spec).quotas.find(({ name }) => name === wanted);
const warningsOf = (spec: GatewaySpec, code: string) => planGateway(spec).warnings.filter((one) => one.code === code);

describe('resources of all stacks together', () => {
  it('are those of the templates', () => {
    const spec = manyCallers(3) as unknown as GatewaySpec;
    const backends = () => ({ stock: fromUrl('https://stock.example') });
    const templates = Object.values(partTemplates(stackOf(spec, { backends })));
    const resources = templates.flatMap((template) => Object.keys(template.toJSON().Resources));
    expect(useOf(spec, 'nestedOperationResources')?.used).toBe(resources.length);
  });

  it('are not counted of a gateway in one stack, which has no nested ones', () => {
    expect(useOf(specOf([aRoute('GET /a', shared)]), 'nestedOperationResources')).toBeUndefined();
  });

  it('may be 2,500; more are a warning that says to grow in steps, and no issue', () => {
    const plan = planGateway(specOf([aRoute('GET /a', shared)]));
    const found = (used: number) => {
      const uses = [quotaUse({ name: 'nestedOperationResources', used }, undefined)];
      expect(quotaIssues(plan, uses)).toEqual([]);
      return quotaWarnings(plan, uses);
    };
    expect(found(1_999)).toEqual([]);
    expect(found(2_500)).toMatchObject([{ code: 'QUOTA_NEAR', got: '2500' }]);
    expect(found(2_501)).toMatchObject([
      { code: 'QUOTA_DOUBTFUL', allowed: '2500', fix: expect.stringContaining('in steps of fewer') },
    ]);
  });

  it('of 850 handlers of their own are more', () => {
    const routes = Array.from({ length: 850 }, (_, index) => aRoute(`GET /${'abcdefghij'[index % 10]}${index}`));
    const [warning] = warningsOf(specOf(routes), 'QUOTA_DOUBTFUL');
    expect(warning?.got).toMatch(/^2[56]\d\d resources of nested stacks per operation$/);
  });
});

describe('references to the secret of the origin', () => {
  const referencesIn = (spec: GatewaySpec) =>
    JSON.stringify(partTemplates(stackOf(spec, { env: US_EAST_1 })).own?.toJSON()).split('{{resolve:').length - 1;

  it.each([
    ['HTTP APIs', inParts(3, shared, { edge: {} }), 3],
    ['REST APIs, of which a web ACL asks for it', inParts(3, fixed, { edge: {} }), 5],
    ['REST APIs that do not ask yet', inParts(3, fixed, { edge: { origin: { closedBy: 'sent' } } }), 3],
    [
      'APIs, and not what stands in for them',
      inParts(2, shared, { edge: { origin: { failover: 'https://eu.example' } } }),
      2,
    ],
    ['one API', specOf([aRoute('GET /a', fixed)], { edge: {} }), 3],
  ] as const)('are counted as the template has them: of %s', (_title, spec, used) => {
    expect(referencesIn(spec)).toBe(used);
    expect(useOf(spec, 'templateDynamicReferences')?.used).toBe(used);
  });

  it('are none where the edge closes nothing', () => {
    const open = inParts(3, shared, { edge: { origin: { closedBy: 'none' } } });
    expect(useOf(open, 'templateDynamicReferences')).toBeUndefined();
  });

  it.each([
    ['HTTP', shared, 60],
    ['REST', fixed, 58],
  ] as const)('of %s APIs: 60 are taken, one more is an issue', (_type, props, most) => {
    const spec = (count: number) => inParts(count, props, { edge: {} });
    expect(issuesOf(spec(most))).toEqual([]);
    expect(issuesOf(spec(most + 1))).toMatchObject([
      {
        code: 'QUOTA_EXCEEDED',
        place: 'edge',
        got: '61',
        allowed: '60',
        fix: expect.stringContaining("closedBy: 'none'"),
      },
    ]);
  });
});

describe('the rate of a gateway', () => {
  const spec = (parts: number, ratePerSecond: number) =>
    inParts(parts, shared, { throttle: { ratePerSecond, burst: 100 } });

  it('holds at each of its APIs: all together are held against the account', () => {
    expect(useOf(spec(10, 1_000), 'accountRatePerSecond')).toMatchObject({ used: 10_000, headRoom: 0 });
    expect(warningsOf(spec(10, 1_000), 'QUOTA_DOUBTFUL')).toEqual([]);
    expect(warningsOf(spec(11, 1_000), 'QUOTA_DOUBTFUL')).toMatchObject([
      {
        place: 'throttle',
        got: '11000 requests per second per account and Region',
        message: expect.stringContaining('(1000 at each of 11 APIs)'),
      },
    ]);
  });

  it('of one API is its own', () => {
    const one = specOf([aRoute('GET /a', shared)], { throttle: { ratePerSecond: 10_001, burst: 100 } });
    expect(warningsOf(one, 'QUOTA_DOUBTFUL')).toMatchObject([{ message: expect.not.stringContaining('each of') }]);
  });
});

describe('the policy of a function', () => {
  const policyOf = (spec: GatewaySpec) => useOf(spec, 'lambdaPolicyBytes');
  const wide = (spec: GatewaySpec) => warningsOf(spec, 'PERMISSION_WIDE').map(({ place, got }) => [place, got]);

  it('of a handler names 40 APIs, and any in place of 41', () => {
    expect(policyOf(inParts(40, shared))).toMatchObject({
      used: 40 * 470,
      taker: 'the function "shared", which 40 APIs call',
    });
    expect(wide(inParts(40, shared))).toEqual([]);
    expect(policyOf(inParts(41, shared))?.used).toBe(470);
    expect(wide(inParts(41, shared))).toEqual([["functions['shared']", '41 APIs']]);
  });

  it('of a function that one API calls says nothing of others', () => {
    expect(policyOf(specOf([aRoute('GET /a', shared)]))).not.toHaveProperty('taker');
  });

  it('is near from 35 APIs on, which says of which function', () => {
    const near = (parts: number) =>
      warningsOf(inParts(parts, shared), 'QUOTA_NEAR').flatMap(({ message }) =>
        /"shared"/.test(message) ? message : [],
      );
    expect(near(34)).toEqual([]);
    expect(near(35)).toEqual([expect.stringContaining('the function "shared", which 35 APIs call')]);
  });

  it('of an authorizer and of a bound function likewise', () => {
    expect(wide(manyCallers(40) as unknown as GatewaySpec)).toEqual([]);
    expect(wide(manyCallers(41) as unknown as GatewaySpec)).toEqual([
      ["functions['authorizer']", '41 APIs'],
      ["functions['handlers-shared']", '41 APIs'],
      ["backends['stock']", '41 APIs'],
    ]);
  });
});

describe('a quota that parts mend, near', () => {
  const routes = Array.from({ length: 240 }, (_, index) => aRoute(`GET /s${index}`, shared));
  const adviceOf = (settings: SpecSettings) =>
    warningsOf(specOf(routes, settings), 'QUOTA_NEAR').map(({ fix }) => fix.split('; ').at(-1));

  it('says of one stack that past it routes move, and to state split before', () => {
    expect(adviceOf({})).toEqual([
      expect.stringMatching(
        /^or write split: { from: \['\/s[^']+'\] } on the gateway now: past the quota the gateway is halved, which moves routes \(docs\/splitting\.md\)$/,
      ),
    ]);
  });

  it('says of a stated part that past it is an issue', () => {
    const [advice] = adviceOf({ split: { from: ['/s'] } });
    expect(advice).toMatch(/^or add '\/s[^']+' to split\.from now: past the quota it is an issue/);
  });

  it('says of a part that the planner found to state the split', () => {
    const plan = planGateway(
      specOf([...routes, ...Array.from({ length: 70 }, (_, index) => aRoute(`GET /b${index}`, shared))]),
    );
    expect((plan as Plan).split?.chosenBy).toBe('quota');
    const fixes = plan.warnings.filter(({ code }) => code === 'QUOTA_NEAR').map(({ fix }) => fix);
    expect(fixes).toEqual([
      expect.stringMatching(/state the split with '[^']+' added to its starts now: past the quota the part is halved/),
    ]);
  });

  it('says nothing of it where parts mend nothing', () => {
    const fast = specOf([aRoute('GET /a', shared)], { throttle: { ratePerSecond: 9_000, burst: 100 } });
    expect(warningsOf(fast, 'QUOTA_NEAR')).toMatchObject([{ fix: expect.not.stringContaining('split') }]);
  });
});
