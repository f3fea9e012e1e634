import type { WebAclModel } from '../../model/web-acl.js';
import { objectOrEmpty } from '../json-object.js';
import { optional } from '../optional.js';
import { type Properties, type ReportGap, readProperties } from '../properties.js';
import { capacityOfRules } from './capacity.js';
import { readAction, readBodies } from './read-action.js';
import { readRules } from './read-rules.js';
import { NO_SETS, type WafReading, type WafSets } from './waf-reading.js';

/** What a web ACL is besides its settings. */
export type WebAclPlace = Pick<
  WebAclModel,
  'stackName' | 'logicalId' | 'id' | 'name' | 'arn' | 'scope' | 'labelNamespace'
>;

export interface ReadWebAclOptions {
  readonly place: WebAclPlace;
  /** Templates write search strings as text, calls of the API in Base64. @default template */
  readonly format?: WafReading['format'];
  /** Sets and groups that rules may name. @default none */
  readonly sets?: WafSets;
  /** Told of each setting that has no usable value. @default nobody is */
  readonly report?: ReportGap;
}

/** Kilobytes of a body that WAF gets to see where the web ACL says nothing. */
const DEFAULT_LIMIT = 'KB_16';

/**
 * Reads a web ACL as a template or the API has it: both in PascalCase. What cannot be read is left without effect in the
 * model, and an unknown default action blocks.
 *
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_WebACL.html
 */
export function readWebAcl(json: unknown, options: ReadWebAclOptions): WebAclModel {
  const { place, format = 'template', sets = NO_SETS, report = () => {} } = options;
  const properties = readProperties(json, '', report);
  const bodies = readBodies(properties);
  const document = objectOrEmpty(readProperties({ json }, '', () => {}).tree('json'));
  const capacity = capacityOfRules(document.Rules, (arn) => sets.ruleGroups.get(arn)?.capacity);
  return {
    ...place,
    defaultAction: readAction(properties.object('DefaultAction'), { bodies }) ?? { kind: 'block' },
    rules: readRules(properties, { format, sets, bodies }),
    bodyLimitBytes: bodyLimitBytes(properties, place.scope),
    ...optional('capacity', capacity),
    json: document,
  };
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-setting-body-inspection-limit.html */
function bodyLimitBytes(properties: Properties, scope: WebAclModel['scope']): number {
  const resource = scope === 'CLOUDFRONT' ? 'CLOUDFRONT' : 'API_GATEWAY';
  const limits = properties.object('AssociationConfig').object('RequestBody');
  const limit = limits.object(resource).string('DefaultSizeInspectionLimit') ?? DEFAULT_LIMIT;
  return Number(/^KB_(16|32|48|64)$/.exec(limit)?.[1] ?? 16) * 1024;
}
