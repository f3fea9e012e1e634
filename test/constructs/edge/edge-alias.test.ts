import { Template } from 'aws-cdk-lib/assertions';
import { Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { pointToEdge } from '../../../lib/constructs/edge/edge-alias.js';
import type { EdgeDomainPlan } from '../../../lib/plan/edge-plan.js';
import { quietApp } from '../support/synth.js';

const domain: EdgeDomainPlan = {
  names: ['api.harbour.example', 'a-b.harbour.example', 'a.b.harbour.example', 'ab.harbour.example', 'harbour.example'],
  certificateArn: 'arn:aws:acm:us-east-1:666666666666:certificate/1',
  minimumTls: '1.2',
  hostedZone: { id: 'Z0HARBOUR', name: 'harbour.example' },
};

function recordsOf(plan: EdgeDomainPlan | undefined) {
  const stack = new Stack(quietApp(), 'Names');
  pointToEdge(stack, plan, 'd1.cloudfront.net');
  return Template.fromStack(stack).findResources('AWS::Route53::RecordSet');
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

  it('are left to another DNS where no zone is named, and are none where the gateway has none', () => {
    const { hostedZone: _, ...elsewhere } = domain;
    expect(recordsOf(elsewhere)).toEqual({});
    expect(recordsOf(undefined)).toEqual({});
  });
});
