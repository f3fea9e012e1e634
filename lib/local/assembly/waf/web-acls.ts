import type { WafLogging, WebAclModel } from '../../model/web-acl.js';
import { optional } from '../optional.js';
import type { ReaderContext, ResolvedResource } from '../reader-context.js';
import { withReferencesKept } from './keep-references.js';
import { readLogging } from './read-logging.js';
import { attributeText, readWafSets } from './read-sets.js';
import { readWebAcl } from './read-web-acl.js';
import type { WafSets } from './waf-reading.js';

/** All `AWS::WAFv2::WebACL`s, each with what logs it. */
export function readWebAcls(context: ReaderContext): WebAclModel[] {
  const sets = readWafSets(context);
  const logging = readLoggings(context);
  return context.ofType('AWS::WAFv2::WebACL').map((resource) => {
    const acl = readResource(resource, sets);
    return { ...acl, ...optional('logging', logging.get(acl.arn)) };
  });
}

function readResource(resource: ResolvedResource, sets: WafSets): WebAclModel {
  const { stack, logicalId, id = logicalId, properties, notice } = resource;
  const [name = '', physicalId = ''] = id.split('|');
  return readWebAcl(withReferencesKept(resource), {
    place: {
      stackName: stack.name,
      logicalId,
      id: physicalId,
      name,
      arn: attributeText(resource, 'Arn'),
      scope: properties.string('Scope') === 'CLOUDFRONT' ? 'CLOUDFRONT' : 'REGIONAL',
      labelNamespace: attributeText(resource, 'LabelNamespace'),
    },
    sets,
    report: (path, reason) => notice('unresolved', `${path}: ${reason}`),
  });
}

function readLoggings(context: ReaderContext): ReadonlyMap<string, WafLogging> {
  return new Map(
    context
      .ofType('AWS::WAFv2::LoggingConfiguration')
      .map(({ properties }) => [properties.string('ResourceArn') ?? '', readLogging(properties)]),
  );
}
