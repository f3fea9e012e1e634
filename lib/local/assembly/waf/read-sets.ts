import { isObject, scalarText } from '../json-object.js';
import { optional } from '../optional.js';
import { type Properties, readProperties } from '../properties.js';
import type { ReaderContext, ResolvedResource } from '../reader-context.js';
import { withReferencesKept } from './keep-references.js';
import { readBodies } from './read-action.js';
import { readRules } from './read-rules.js';
import { NO_SETS, type WafGroup, type WafSets } from './waf-reading.js';

/** A text attribute of a resource, or empty where it is unresolved. */
export const attributeText = ({ stack, logicalId }: ResolvedResource, attribute: string): string =>
  scalarText(stack.scope.attribute(logicalId, attribute));

/** Properties in which secrets are still referred to; what is unresolved is noticed. */
export const firewallProperties = (resource: ResolvedResource): Properties =>
  readProperties(withReferencesKept(resource), '', (path, reason) =>
    resource.notice('unresolved', `${path}: ${reason}`),
  );

/** IP sets, regex pattern sets and rule groups of the assembly, by ARN. */
export function readWafSets(context: ReaderContext): WafSets {
  const byArn = <Value>(type: string, read: (resource: ResolvedResource) => Value): ReadonlyMap<string, Value> =>
    new Map(context.ofType(type).map((resource) => [attributeText(resource, 'Arn'), read(resource)]));
  const sets = {
    ...NO_SETS,
    ipSets: byArn('AWS::WAFv2::IPSet', ({ properties }) => properties.strings('Addresses')),
    regexPatternSets: byArn('AWS::WAFv2::RegexPatternSet', ({ properties }) => readPatterns(properties)),
  };
  return { ...sets, ruleGroups: byArn('AWS::WAFv2::RuleGroup', (resource) => readGroup(resource, sets)) };
}

/** Templates list texts, the API objects with a `RegexString`. */
function readPatterns(properties: Properties): string[] {
  const list = properties.tree('RegularExpressionList');
  return (Array.isArray(list) ? list : []).map((item: unknown) => scalarText(isObject(item) ? item.RegexString : item));
}

function readGroup(resource: ResolvedResource, sets: WafSets): WafGroup {
  const properties = firewallProperties(resource);
  return {
    name: attributeText(resource, 'Arn'),
    labelNamespace: attributeText(resource, 'LabelNamespace'),
    ...optional('capacity', properties.number('Capacity')),
    rules: readRules(properties, { format: 'template', sets, bodies: readBodies(properties) }),
  };
}
