import { arn, fakeId, fakeUuid, type Identity, nameOf, opaque, type ResourceShape, text } from './identity.js';

/** CloudFront is global: its ARNs have an account and no region. */
const edgeArn = (identity: Identity, resource: unknown) => arn({ ...identity, region: '' }, 'cloudfront', resource);

const upperId = (identity: Identity) => `E${fakeId(identity, 13).toUpperCase()}`;

const policy: ResourceShape = { ref: fakeUuid, attributes: { Id: fakeUuid } };

const functionArn = (identity: Identity) => edgeArn(identity, text`function/${nameOf(identity, 'Name')}`);

/** Physical ids and attributes of CloudFront's resources. */
export const EDGE_SHAPES: Readonly<Record<string, ResourceShape>> = {
  'AWS::CloudFront::Distribution': {
    ref: upperId,
    attributes: { Id: upperId, DomainName: (identity) => `d${fakeId(identity, 13, 'domain')}.cloudfront.net` },
  },
  'AWS::CloudFront::CachePolicy': policy,
  'AWS::CloudFront::OriginRequestPolicy': policy,
  'AWS::CloudFront::ResponseHeadersPolicy': policy,
  'AWS::CloudFront::OriginAccessControl': opaque(13, 'E', ['Id']),
  'AWS::CloudFront::Function': {
    ref: functionArn,
    attributes: { FunctionARN: functionArn, 'FunctionMetadata.FunctionARN': functionArn, Stage: () => 'LIVE' },
  },
  'AWS::CloudFront::KeyValueStore': {
    ref: (identity) => nameOf(identity, 'Name'),
    attributes: {
      Arn: (identity) => edgeArn(identity, `key-value-store/${fakeUuid(identity)}`),
      Id: fakeUuid,
      Status: () => 'READY',
    },
  },
};
