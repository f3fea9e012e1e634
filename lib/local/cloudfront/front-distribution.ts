import type { CloudModel } from '../model/cloud.js';
import type { DistributionModel } from '../model/distribution.js';
import { matchesWildcards } from '../rest/policy/matches-wildcards.js';

export type Fronting = Pick<CloudModel, 'distributions' | 'domains' | 'executeApiHosts'>;

/** Distributions in front of an API of the model: those that have an origin at one's host. */
export function inFrontOfApis({ distributions, domains, executeApiHosts }: Fronting): readonly DistributionModel[] {
  const isApi = (host: string) => Object.hasOwn(executeApiHosts, host) || domains.some(({ name }) => name === host);
  return distributions.filter(({ origins }) => origins.some(({ domainName }) => isApi(domainName)));
}

/**
 * The distribution that answers a request to the gateway's own address: the one whose domain name or alias the host is,
 * otherwise the first in front of the model's APIs. Undefined where there is none.
 *
 * @param host field of that name
 */
export function chooseDistribution(model: Fronting, host: string | undefined): DistributionModel | undefined {
  const name = (host ?? '').replace(/:\d*$/, '').toLowerCase();
  const isNamed = ({ domainName, aliases }: DistributionModel) =>
    name === domainName || aliases.some((alias) => matchesWildcards(alias, name));
  return model.distributions.find(isNamed) ?? inFrontOfApis(model)[0];
}
