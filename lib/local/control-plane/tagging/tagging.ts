import { isRecord, parseJson } from '../../json/json-value.js';
import { AwsError } from '../aws-error.js';
import type { ControlPlaneAnswer, ControlPlaneCall, ControlPlaneWorld } from '../control-plane-call.js';
import { jsonAnswer } from '../json-answer.js';

/**
 * GetResources of the Resource Groups Tagging API, for distributions of CloudFront.
 *
 * https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html
 */
export function createTagging(world: ControlPlaneWorld) {
  return ({ target, body }: ControlPlaneCall): ControlPlaneAnswer => {
    if (target !== 'ResourceGroupsTaggingAPI_20170126.GetResources') {
      const message = `The local gateway does not serve ${target || 'a call without X-Amz-Target'}; it serves GetResources`;
      throw new AwsError('UnknownOperationException', 400, message);
    }
    const parameters = parseJson(body);
    const filters = tagFilters(parameters);
    const { account, partition } = world.model();
    const found = world.distributions().flatMap(({ model: { id, tags = {} } }) => {
      const fits = filters.every(
        ({ key, values }) => Object.hasOwn(tags, key) && (values.length === 0 || values.includes(tags[key])),
      );
      if (!fits) return [];
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      return [{ ResourceARN: `arn:${partition}:cloudfront::${account}:distribution/${id}`, Tags }];
    });
    return jsonAnswer(200, pageOf(found, parameters), world.randomId());
  };
}

const DEFAULT_PAGE = 50;

/** The token says where the next page begins; it is empty on the last one. */
function pageOf(found: readonly object[], parameters: unknown): object {
  const { PaginationToken: token = '', ResourcesPerPage: size = DEFAULT_PAGE } = isRecord(parameters) ? parameters : {};
  if (!Number.isInteger(size) || Number(size) < 1 || Number(size) > 100)
    throw new AwsError('InvalidParameterException', 400, 'ResourcesPerPage is a whole number, 1 to 100');
  if (typeof token !== 'string' || !/^(?:[1-9][0-9]{0,6})?$/.test(token))
    throw new AwsError('InvalidParameterException', 400, 'PaginationToken is none that GetResources has given');
  const start = Number(token);
  const end = start + Number(size);
  return {
    PaginationToken: end < found.length ? String(end) : '',
    ResourceTagMappingList: found.slice(start, end),
  };
}

interface TagFilter {
  readonly key: string;
  /** None: any. */
  readonly values: readonly unknown[];
}

function tagFilters(parameters: unknown): readonly TagFilter[] {
  const { TagFilters: filters } = isRecord(parameters) ? parameters : {};
  if (!Array.isArray(filters)) return [];
  return filters.map((filter) => {
    const { Key, Values } = isRecord(filter) ? filter : {};
    return { key: String(Key), values: Array.isArray(Values) ? Values : [] };
  });
}
