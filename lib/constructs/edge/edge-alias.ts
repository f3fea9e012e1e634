import type { Construct } from 'constructs';
import type { EdgeDomainPlan } from '../../plan/edge-plan.js';
import { cdk } from '../cdk.js';

/** The zone of all distributions. https://docs.aws.amazon.com/general/latest/gr/cf_region.html */
const CLOUDFRONT_ZONE_ID = 'Z2FDTNDATAQYW2';

/**
 * Points the gateway's names at its distribution, where a zone of Route 53 holds them. The ids are those of a name without
 * an edge: one resource changes its target, where a new one would find the name taken.
 */
export function pointToEdge(
  scope: Construct,
  domain: EdgeDomainPlan | undefined,
  distributionDomainName: string,
): void {
  if (!domain?.hostedZone) return;
  const { id: hostedZoneId } = domain.hostedZone;
  const aliasTarget = { dnsName: distributionDomainName, hostedZoneId: CLOUDFRONT_ZONE_ID };
  domain.names.forEach((name, at) => {
    for (const type of ['A', 'AAAA']) {
      const id = `DomainAlias${type === 'A' ? '' : 'Ipv6'}${at === 0 ? '' : written(name)}`;
      new cdk.aws_route53.CfnRecordSet(scope, id, { hostedZoneId, name, type, aliasTarget });
    }
  });
}

/** No two names are written alike: they have no capitals. */
function written(name: string): string {
  return name.replace(/[.-]/g, (sign) => (sign === '.' ? 'Dot' : 'Dash'));
}
