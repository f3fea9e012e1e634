import type { ApiKeyModel, Quota, Throttle, UsagePlanModel } from '../model/cloud.js';
import { oneOf, optional } from './optional.js';
import type { Properties } from './properties.js';
import type { ReaderContext, ResolvedResource } from './reader-context.js';
import { readThrottle } from './stage-settings.js';

export const readUsagePlans = (context: ReaderContext): UsagePlanModel[] =>
  context.ofType('AWS::ApiGateway::UsagePlan').flatMap(({ stack, logicalId, id, properties }) =>
    id === undefined
      ? []
      : [
          {
            stackName: stack.name,
            logicalId,
            id,
            name: properties.string('UsagePlanName') ?? logicalId,
            ...optional('throttle', throttleOf(properties.object('Throttle'))),
            ...optional('quota', quotaOf(properties)),
            apiStages: properties.objects('ApiStages').flatMap(readApiStage),
          },
        ],
  );

const throttleOf = (throttle: Properties): Throttle | undefined => readThrottle(throttle, 'RateLimit', 'BurstLimit');

function quotaOf(properties: Properties): Quota | undefined {
  const quota = properties.object('Quota');
  const limit = quota.number('Limit');
  const period = oneOf(quota.string('Period'), ['DAY', 'WEEK', 'MONTH']);
  return limit === undefined || period === undefined
    ? undefined
    : { limit, period, offset: quota.number('Offset') ?? 0 };
}

function readApiStage(stage: Properties): UsagePlanModel['apiStages'] {
  const [apiId, name] = [stage.string('ApiId'), stage.string('Stage')];
  if (apiId === undefined || name === undefined) return [];
  const throttles = stage.objectMap('Throttle').flatMap(([method, limits]) => {
    const throttle = throttleOf(limits);
    return throttle ? [[method, throttle] as const] : [];
  });
  return [{ apiId, stage: name, throttle: Object.fromEntries(throttles) }];
}

/** The keys that templates declare. A key without a `Value` gets one that `randomKeyValue` makes, as AWS would. */
export function readApiKeys(context: ReaderContext): ApiKeyModel[] {
  const links = context.ofType('AWS::ApiGateway::UsagePlanKey').map(({ properties }) => ({
    keyId: properties.string('KeyId'),
    planId: properties.string('UsagePlanId'),
  }));
  return context.ofType('AWS::ApiGateway::ApiKey').flatMap((resource) => {
    const { id } = resource;
    if (id === undefined) return [];
    const plans = links.flatMap(({ keyId, planId }) => (keyId === id && planId !== undefined ? [planId] : []));
    return [readApiKey(resource, id, plans, context)];
  });
}

function readApiKey(
  { stack, logicalId, properties }: ResolvedResource,
  id: string,
  usagePlanIds: readonly string[],
  context: ReaderContext,
): ApiKeyModel {
  return {
    stackName: stack.name,
    logicalId,
    id,
    name: properties.string('Name') ?? logicalId,
    value: properties.string('Value') ?? context.randomKeyValue(id),
    // A key that does not say `Enabled` is disabled.
    // https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html
    enabled: properties.boolean('Enabled') ?? false,
    usagePlanIds,
  };
}
