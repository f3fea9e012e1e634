import type { Throttle } from '../../model/cloud.js';
import type { HttpStage } from '../../model/http-api.js';
import { optional } from '../optional.js';
import type { OwnedResources } from '../owned-resources.js';
import type { Properties } from '../properties.js';
import type { ResolvedResource } from '../reader-context.js';
import { readAccessLog, readThrottle } from '../stage-settings.js';

/** An HTTP API's `AWS::ApiGatewayV2::Stage`s. */
export const readHttpStages = (owned: OwnedResources): HttpStage[] =>
  owned('AWS::ApiGatewayV2::Stage').flatMap(readStage);

function readStage({ stack, logicalId, properties }: ResolvedResource): HttpStage[] {
  const name = properties.string('StageName');
  if (name === undefined) return [];
  return [
    {
      stackName: stack.name,
      logicalId,
      name,
      variables: properties.stringMap('StageVariables'),
      ...optional('defaultThrottle', throttleOf(properties.object('DefaultRouteSettings'))),
      routeThrottles: Object.fromEntries(
        properties.objectMap('RouteSettings').flatMap(([routeKey, settings]) => {
          const throttle = throttleOf(settings);
          return throttle ? [[routeKey, throttle] as const] : [];
        }),
      ),
      ...optional('accessLog', readAccessLog(properties.object('AccessLogSettings'))),
    },
  ];
}

/** `RouteSettings` is free JSON in the schema, and is met in the spelling of the API as well. */
const throttleOf = (settings: Properties): Throttle | undefined =>
  readThrottle(settings, 'ThrottlingRateLimit', 'ThrottlingBurstLimit') ??
  readThrottle(settings, 'throttlingRateLimit', 'throttlingBurstLimit');
