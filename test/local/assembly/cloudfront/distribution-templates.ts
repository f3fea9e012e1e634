import type { DistributionModel } from '../../../../lib/local/model/distribution.js';
import { messages, readStacks } from '../assembly-fixture.js';

export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
export const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const config = (given: object = {}) => ({
  Enabled: true,
  DefaultCacheBehavior: { TargetOriginId: 'api', ViewerProtocolPolicy: 'https-only', CachePolicyId: CACHING_DISABLED },
  Origins: [{ Id: 'api', DomainName: 'api.example', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } }],
  ...given,
});

export const resource = (given: object = {}) => ({
  Type: 'AWS::CloudFront::Distribution',
  Properties: { DistributionConfig: config(given) },
});

export function read(given: object = {}, resources: object = {}) {
  const model = readStacks({ Edge: { Resources: { Front: resource(given), ...resources } } });
  const [distribution] = model.distributions;
  if (distribution === undefined) throw new Error('no distribution was read');
  return { distribution, notices: messages(model) };
}

export const defaultBehavior = ({ behaviors }: DistributionModel) => behaviors.at(-1);
