import { arn, fakeId, fakeUuid, type Identity, nameOf, type ResourceShape, text } from './identity.js';

/** IAM is global: its ARNs have an account and no region. */
const iamArn = ({ partition, account }: Identity, resource: unknown) =>
  text`arn:${partition}:iam::${account}:${resource}`;

const pathOf = (identity: Identity) => identity.property('Path') ?? '/';

function iamNamed(property: string, kind: string, id: string): ResourceShape {
  const ref = (identity: Identity) => nameOf(identity, property);
  return {
    ref,
    attributes: {
      Arn: (identity) => iamArn(identity, text`${kind}${pathOf(identity)}${ref(identity)}`),
      [`${id}Id`]: (identity) => `A${fakeId(identity, 20).toUpperCase()}`,
    },
  };
}

const managedPolicy = (identity: Identity) =>
  iamArn(identity, text`policy${pathOf(identity)}${nameOf(identity, 'ManagedPolicyName', 128)}`);

const userPoolId = (identity: Identity) => `${identity.region}_${fakeId(identity, 9)}`;
const providerName = (identity: Identity) =>
  `cognito-idp.${identity.region}.${identity.urlSuffix}/${userPoolId(identity)}`;

/** Physical ids and attributes of roles, user pools, keys and certificates. */
export const ACCESS_SHAPES: Readonly<Record<string, ResourceShape>> = {
  'AWS::IAM::Role': iamNamed('RoleName', 'role', 'Role'),
  'AWS::IAM::User': iamNamed('UserName', 'user', 'User'),
  'AWS::IAM::Group': iamNamed('GroupName', 'group', 'Group'),
  'AWS::IAM::ManagedPolicy': { ref: managedPolicy, attributes: { PolicyArn: managedPolicy } },
  'AWS::Cognito::UserPool': {
    ref: userPoolId,
    attributes: {
      Arn: (identity) => arn(identity, 'cognito-idp', `userpool/${userPoolId(identity)}`),
      ProviderName: providerName,
      ProviderURL: (identity) => `https://${providerName(identity)}`,
      UserPoolId: userPoolId,
    },
  },
  'AWS::Cognito::UserPoolClient': {
    ref: (identity) => fakeId(identity, 26),
    attributes: { ClientId: (identity) => fakeId(identity, 26) },
  },
  'AWS::Cognito::UserPoolDomain': { ref: (identity) => identity.property('Domain'), attributes: {} },
  'AWS::KMS::Key': {
    ref: fakeUuid,
    attributes: { KeyId: fakeUuid, Arn: (identity) => arn(identity, 'kms', `key/${fakeUuid(identity)}`) },
  },
  'AWS::KMS::Alias': { ref: (identity) => identity.property('AliasName'), attributes: {} },
  'AWS::CertificateManager::Certificate': {
    ref: (identity) => arn(identity, 'acm', `certificate/${fakeUuid(identity)}`),
    attributes: {},
  },
};
