import type { CloudModel } from '../model/cloud.js';
import type { DistributionModel } from '../model/distribution.js';
import { matchesWildcards } from '../rest/policy/matches-wildcards.js';

export type Fronting = Pick<CloudModel, 'distributions' | 'domains' | 'executeApiHosts'>;

/** Distributions in front of an API of the model: those that have an origin at one's host. */
export function inFrontOfApis({ distributions, domains, executeApiHosts }: Fronting): readonly DistributionModel[] {
  const isApi = (host: string) => Object.hasOwn(executeApiHosts, host) || domains.some(({ name }) => name === host);
  return distributions.filter(({ origins }) => origins.some(({ domainName }) => isApi(domainName)));
}

/** @param host field of that name */
type ChooseDistribution = (host: string | undefined) => DistributionModel | undefined;

/**
 * Says which distribution answers a request to the gateway's own address: the one whose domain name or alias the host is,
 * otherwise the first in front of the model's APIs. Undefined where there is none.
 */
export function distributionChooser(model: Fronting): ChooseDistribution {
  const { distributions } = model;
  if (distributions.length === 0) return () => undefined;
  const [first] = inFrontOfApis(model);
  return (host) => {
    const name = (host ?? '').replace(/:\d*$/, '').toLowerCase();
    const isNamed = ({ domainName, aliases }: DistributionModel) =>
      name === domainName || aliases.some((alias) => matchesWildcards(alias, name));
    return distributions.find(isNamed) ?? first;
  };
}
