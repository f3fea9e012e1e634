import { capacityOfRules } from '../waf/capacity.js';
import { arn, fakeUuid, type Identity, nameOf, type ResourceShape, text } from './identity.js';

const name = (identity: Identity) => nameOf(identity, 'Name', 128);
const place = (identity: Identity) => (identity.property('Scope') === 'CLOUDFRONT' ? 'global' : 'regional');

function firewallShape(kind: string, labelled: boolean): ResourceShape {
  const namespace = (identity: Identity) => text`awswaf:${identity.account}:${kind}:${name(identity)}:`;
  return {
    ref: (identity) => text`${name(identity)}|${fakeUuid(identity)}|${identity.property('Scope')}`,
    attributes: {
      Arn: (identity) =>
        arn(identity, 'wafv2', text`${place(identity)}/${kind}/${name(identity)}/${fakeUuid(identity)}`),
      Id: fakeUuid,
      ...(labelled && { LabelNamespace: namespace }),
    },
  };
}

/** Known where no rule names a rule group whose capacity is elsewhere. */
const capacity = (identity: Identity) => capacityOfRules(identity.property('Rules') ?? [], () => undefined);
const webAcl = firewallShape('webacl', true);

/** Physical ids and attributes of AWS WAF's resources. */
export const FIREWALL_SHAPES: Readonly<Record<string, ResourceShape>> = {
  'AWS::WAFv2::IPSet': firewallShape('ipset', false),
  'AWS::WAFv2::LoggingConfiguration': { ref: (identity) => identity.property('ResourceArn'), attributes: {} },
  'AWS::WAFv2::RegexPatternSet': firewallShape('regexpatternset', false),
  'AWS::WAFv2::RuleGroup': firewallShape('rulegroup', true),
  'AWS::WAFv2::WebACL': { ...webAcl, attributes: { ...webAcl.attributes, Capacity: capacity } },
  'AWS::WAFv2::WebACLAssociation': {
    ref: (identity) => text`${identity.property('WebACLArn')}|${identity.property('ResourceArn')}`,
    attributes: {},
  },
};
