import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { type GatewaySpec, gateway, lambda, route } from '../../../lib/spec/index.js';
import { market } from '../../fixtures/gateways/firewall-on-rest.js';
import { stackOf } from '../support/synth.js';

const managed = { managed: ['known-bad-inputs'] } as const;
const onRest = (more: Partial<GatewaySpec>): GatewaySpec =>
  ({
    ...gateway('nagged', { api: 'rest', auth: 'public', routes: [route('GET /a', { to: lambda('a.ts') })] }),
    ...more,
  }) as GatewaySpec;

describe('cdk-nag AwsSolutions', () => {
  it.each<[string, GatewaySpec]>([
    ['whose stage has a firewall', market],
    ['without a firewall', onRest({})],
    ['whose firewall can be gone around', onRest({ firewall: managed, edge: { origin: { closedBy: 'none' } } })],
  ])('finds nothing in a gateway %s', (_title, spec) => {
    const stack = stackOf(spec, { env: { account: '111111111111', region: 'us-east-1' } });
    const { violations } = new AwsSolutionsChecks().validateScope(stack);
    expect(violations.map(({ ruleName, description }) => `${ruleName}: ${description}`)).toEqual([]);
  });
});
