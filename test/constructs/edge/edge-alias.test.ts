import { Template } from 'aws-cdk-lib/assertions';
import { Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { pointToEdge } from '../../../lib/constructs/edge/edge-alias.js';
import type { EdgeDomainPlan } from '../../../lib/plan/edge-plan.js';
import { gateway, lambda, route } from '../../../lib/spec/index.js';
import { logicalIds, quietApp, templateOf } from '../support/synth.js';

const RECORD_SET = 'AWS::Route53::RecordSet';

const domain: EdgeDomainPlan = {
  names: ['api.harbour.example', 'a-b.harbour.example', 'a.b.harbour.example', 'ab.harbour.example', 'harbour.example'],
  certificateArn: 'arn:aws:acm:us-east-1:666666666666:certificate/1',
  minimumTls: '1.2',
  hostedZone: { id: 'Z0HARBOUR', name: 'harbour.example' },
};

function recordsOf(plan: EdgeDomainPlan | undefined) {
  const stack = new Stack(quietApp(), 'Names');
  pointToEdge(stack, plan, 'd1.cloudfront.net');
  return Template.fromStack(stack).findResources(RECORD_SET);
}

describe('names of a gateway in Route 53', () => {
  it('are aliases of the distribution for both kinds of IP, each, apex and look-alikes included', () => {
    const records = Object.values(recordsOf(domain)).map(({ Properties }) => Properties);
    expect(records.map(({ Name, Type }) => `${Name} ${Type}`).sort()).toEqual(
      domain.names.flatMap((name) => [`${name} A`, `${name} AAAA`]).sort(),
    );
    for (const { HostedZoneId, AliasTarget } of records) {
      expect(HostedZoneId).toBe('Z0HARBOUR');
      expect(AliasTarget).toEqual({ DNSName: 'd1.cloudfront.net', HostedZoneId: 'Z2FDTNDATAQYW2' });
    }
  });

  it('keep their records when other names come and go', () => {
    const [first = '', ...others] = domain.names;
    const fewer = Object.keys(recordsOf({ ...domain, names: [first, ...others.slice(1)] }));
    expect(Object.keys(recordsOf(domain))).toEqual(expect.arrayContaining(fewer));
    expect(fewer).toHaveLength(8);
  });

  it('keep their records when a gateway gets an edge in its own stack', () => {
    const idsOf = (edge: object) => {
      const spec = gateway('harbour', {
        routes: [route('GET /a', { auth: 'public', to: lambda('a.ts') })],
        domain: {
          name: 'api.harbour.example',
          certificateArn: 'arn:aws:acm:us-east-1:666666666666:certificate/1',
          hostedZone: { id: 'Z0HARBOUR', name: 'harbour.example' },
        },
        ...edge,
      });
      return logicalIds(templateOf(spec, { env: { account: '666666666666', region: 'us-east-1' } }), RECORD_SET);
    };
    expect(idsOf({})).toEqual(['DomainAlias', 'DomainAliasIpv6']);
    expect(idsOf({ edge: {} })).toEqual(idsOf({}));
  });

  it('are left to another DNS where no zone is named, and are none where the gateway has none', () => {
    const { hostedZone: _, ...elsewhere } = domain;
    expect(recordsOf(elsewhere)).toEqual({});
    expect(recordsOf(undefined)).toEqual({});
  });
});
