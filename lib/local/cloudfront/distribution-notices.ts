import type { Notice } from '../model/cloud.js';
import type { DistributionModel } from '../model/distribution.js';
import { type Fronting, inFrontOfApis } from './front-distribution.js';
import { unsupportedSyntax } from './functions/unsupported-syntax.js';

/** What a developer should know of the distributions of a model. */
export function distributionNotices(model: Fronting): Notice[] {
  const [front] = inFrontOfApis(model);
  return model.distributions.flatMap((distribution) => {
    const messages = [
      ...(distribution === front ? [] : [byHostAlone(distribution)]),
      ...(distribution.geoRestriction.kind === 'none' ? [] : [BY_COUNTRY]),
      ...functionMessages(distribution),
    ];
    return messages.map((message) => noticeOf(distribution, message));
  });
}

const byHostAlone = ({ domainName, aliases }: DistributionModel): string =>
  `answers where the Host header is ${[domainName, ...aliases].join(' or ')}, and nowhere else`;

const BY_COUNTRY = 'the country of a viewer is what the header x-local-country says; without it all are let in';

function functionMessages({ behaviors }: DistributionModel): readonly string[] {
  const functions = behaviors.flatMap(({ viewerRequest, viewerResponse }) =>
    [viewerRequest ?? [], viewerResponse ?? []].flat(),
  );
  return [...new Set(functions)].flatMap((edgeFunction) => {
    const syntax = unsupportedSyntax(edgeFunction);
    const { name, runtime } = edgeFunction;
    return syntax.length === 0 ? [] : [`the function ${name} fails: ${runtime} does not know ${syntax.join(', ')}`];
  });
}

const noticeOf = ({ stackName, logicalId }: DistributionModel, message: string): Notice => ({
  kind: 'not-emulated',
  stackName,
  logicalId,
  resourceType: 'AWS::CloudFront::Distribution',
  message,
});
