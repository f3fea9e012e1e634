import type { CloudModel, Notice } from '../model/cloud.js';
import type { DistributionModel } from '../model/distribution.js';
import { matchesWildcards } from '../rest/policy/matches-wildcards.js';

type Served = Pick<CloudModel, 'distributions' | 'domains' | 'executeApiHosts'>;

/** Distributions in front of an API of the model: those that have an origin at one's host. */
function inFrontOfApis({ distributions, domains, executeApiHosts }: Served): readonly DistributionModel[] {
  const isApi = (host: string) => Object.hasOwn(executeApiHosts, host) || domains.some(({ name }) => name === host);
  return distributions.filter(({ origins }) => origins.some(({ domainName }) => isApi(domainName)));
}

/**
 * The distribution that answers a request to the gateway's own address: the one whose domain name or alias the host is,
 * otherwise the first in front of the model's APIs. Undefined where there is none.
 *
 * @param host field of that name
 */
export function chooseDistribution(model: Served, host: string | undefined): DistributionModel | undefined {
  const name = (host ?? '').replace(/:\d*$/, '').toLowerCase();
  const isNamed = ({ domainName, aliases }: DistributionModel) =>
    name === domainName || aliases.some((alias) => matchesWildcards(alias, name));
  return model.distributions.find(isNamed) ?? inFrontOfApis(model)[0];
}

/** What a developer should know of the distributions of a model. */
export function distributionNotices(model: Served): Notice[] {
  const [front, ...others] = inFrontOfApis(model);
  return model.distributions.flatMap((distribution) => {
    const { domainName, aliases, geoRestriction } = distribution;
    const names = [domainName, ...aliases].join(' or ');
    return [
      ...(distribution !== front && (front !== undefined || others.length > 0)
        ? [noticeOf(distribution, `answers where the Host header is ${names}; the gateway's own address is another's`)]
        : []),
      ...(geoRestriction.kind === 'none'
        ? []
        : [
            noticeOf(
              distribution,
              'the country of a viewer is what the header x-local-country says; without it all are let in',
            ),
          ]),
    ];
  });
}

const noticeOf = ({ stackName, logicalId }: DistributionModel, message: string): Notice => ({
  kind: 'not-emulated',
  stackName,
  logicalId,
  resourceType: 'AWS::CloudFront::Distribution',
  message,
});
