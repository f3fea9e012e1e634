import type { RestMethodSettings, RestStage } from '../../model/rest-api.js';
import { optional } from '../optional.js';
import type { OwnedResources } from '../owned-resources.js';
import type { Properties } from '../properties.js';
import type { ResolvedResource } from '../reader-context.js';
import { readAccessLog, readThrottle } from '../stage-settings.js';

/** An API's `AWS::ApiGateway::Stage`s, and those that a `Deployment` with a `StageName` makes. */
export function readRestStages(owned: OwnedResources): RestStage[] {
  const own = owned('AWS::ApiGateway::Stage').flatMap((resource) => readStage(resource, resource.properties));
  const made = owned('AWS::ApiGateway::Deployment')
    .filter(({ properties }) => properties.has('StageName'))
    .flatMap((resource) => readStage(resource, resource.properties.object('StageDescription')));
  return [...own, ...made.filter(({ name }) => !own.some((stage) => stage.name === name))];
}

function readStage({ stack, logicalId, properties }: ResolvedResource, settings: Properties): RestStage[] {
  const name = properties.string('StageName');
  if (name === undefined) return [];
  return [
    {
      stackName: stack.name,
      logicalId,
      name,
      variables: settings.stringMap('Variables'),
      methodSettings: readMethodSettings(settings),
      ...optional('accessLog', readAccessLog(settings.object('AccessLogSetting'))),
      tracingEnabled: settings.boolean('TracingEnabled') ?? false,
      ...optional('canary', readCanary(settings, properties)),
    },
  ];
}

/** A `StageDescription` also has settings of its own, for all methods. */
function readMethodSettings(stage: Properties): Record<string, RestMethodSettings> {
  const all = readSettings(stage);
  const entries = stage.objects('MethodSettings').flatMap((setting): [string, RestMethodSettings][] => {
    const [path, method] = [setting.string('ResourcePath'), setting.string('HttpMethod')];
    return path === undefined || method === undefined
      ? []
      : [[`${unescapePath(path)}/${method.toUpperCase()}`, readSettings(setting)]];
  });
  return Object.fromEntries([...(Object.keys(all).length > 0 ? [['/*/*', all] as const] : []), ...entries]);
}

function readSettings(setting: Properties): RestMethodSettings {
  return {
    ...optional('throttle', readThrottle(setting, 'ThrottlingRateLimit', 'ThrottlingBurstLimit')),
    ...optional('cachingEnabled', setting.boolean('CachingEnabled')),
    ...optional('cacheTtlSeconds', setting.number('CacheTtlInSeconds')),
  };
}

/**
 * `/~1pets~1{id}` → `/pets/{id}`: a slash of the path is written `~1`, after JSON Pointer.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-apigateway-stage-methodsetting.html
 */
function unescapePath(escaped: string): string {
  const path = escaped.replace(/^\//, '').replaceAll('~1', '/').replaceAll('~0', '~');
  return path.startsWith('/') ? path : `/${path}`;
}

function readCanary(settings: Properties, deployment: Properties): RestStage['canary'] {
  const place = settings.has('CanarySetting') ? settings : deployment;
  const key = place === settings ? 'CanarySetting' : 'DeploymentCanarySettings';
  if (!place.has(key)) return undefined;
  const canary = place.object(key);
  return {
    percentTraffic: canary.number('PercentTraffic') ?? 0,
    stageVariableOverrides: canary.stringMap('StageVariableOverrides'),
  };
}
