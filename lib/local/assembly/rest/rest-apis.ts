import type { RestApiDefinition, RestApiModel } from '../../model/rest-api.js';
import { DENY_ALL, importBody } from '../import-body.js';
import { oneOf, optional } from '../optional.js';
import { groupByApi, type OwnedResources } from '../owned-resources.js';
import type { Properties } from '../properties.js';
import type { ReaderContext, ResolvedResource } from '../reader-context.js';
import { resourcePaths } from './resource-paths.js';
import { readGatewayResponses, readRestAuthorizers } from './rest-authorizers.js';
import { readRestMethods } from './rest-methods.js';
import { readRestStages } from './rest-stages.js';

const OWNED_TYPES = [
  'AWS::ApiGateway::Authorizer',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Model',
  'AWS::ApiGateway::RequestValidator',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGateway::Stage',
];

/** All `AWS::ApiGateway::RestApi`s, each with what its body and its single resources define together. */
export function readRestApis(context: ReaderContext): RestApiModel[] {
  const apis = context.ofType('AWS::ApiGateway::RestApi');
  const ids = new Set(apis.map(({ id }) => id));
  const ownedBy = groupByApi(context, OWNED_TYPES, 'RestApiId', (apiId) => ids.has(apiId));
  return apis.flatMap((api) => (api.id === undefined ? [] : readRestApi(api, api.id, ownedBy(api.id), context)));
}

function readRestApi(
  api: ResolvedResource,
  apiId: string,
  owned: OwnedResources,
  context: ReaderContext,
): RestApiModel {
  noticeWhatIsLeftOut(api);
  const { stack, logicalId, properties } = api;
  const body = importBody(api, context, context.importBodies.rest);
  return {
    ...merge(body ?? emptyDefinition(properties), ownDefinition(api, owned)),
    ...settings(properties, body),
    kind: 'rest',
    stackName: stack.name,
    logicalId,
    apiId,
    stages: readRestStages(owned),
    disableExecuteApiEndpoint: properties.boolean('DisableExecuteApiEndpoint') ?? false,
  };
}

type Parts = Pick<RestApiDefinition, 'methods' | 'authorizers' | 'models' | 'gatewayResponses'>;

function ownDefinition(api: ResolvedResource, owned: OwnedResources): Parts {
  const rootId = api.stack.scope.attribute(api.logicalId, 'RootResourceId');
  return {
    methods: readRestMethods(owned, resourcePaths(String(rootId), owned)),
    authorizers: readRestAuthorizers(owned),
    models: readModels(owned),
    gatewayResponses: readGatewayResponses(owned),
  };
}

/** Resources come after the body, and so replace what it says of the same method, model or response. */
function merge(body: RestApiDefinition, own: Parts): RestApiDefinition {
  const key = ({ path, httpMethod }: RestApiDefinition['methods'][number]) => `${httpMethod} ${path}`;
  const replaced = new Set(own.methods.map(key));
  return {
    ...body,
    methods: [...body.methods.filter((method) => !replaced.has(key(method))), ...own.methods],
    authorizers: { ...body.authorizers, ...own.authorizers },
    models: { ...body.models, ...own.models },
    gatewayResponses: { ...body.gatewayResponses, ...own.gatewayResponses },
  };
}

const emptyDefinition = (properties: Properties): RestApiDefinition => ({
  name: properties.string('Name') ?? '',
  apiKeySource: 'HEADER',
  binaryMediaTypes: [],
  methods: [],
  authorizers: {},
  models: {},
  gatewayResponses: {},
});

/** What the resource's own properties say stands above the body. */
function settings(properties: Properties, body: RestApiDefinition | undefined): Partial<RestApiDefinition> {
  const keySource = oneOf(properties.string('ApiKeySourceType'), ['HEADER', 'AUTHORIZER']);
  const binary = new Set([...(body?.binaryMediaTypes ?? []), ...properties.strings('BinaryMediaTypes')]);
  return {
    ...optional('name', properties.string('Name')),
    ...optional('apiKeySource', keySource),
    binaryMediaTypes: [...binary],
    ...optional('minimumCompressionSizeBytes', properties.number('MinimumCompressionSize')),
    ...(properties.has('Policy') ? { policy: readPolicy(properties) } : {}),
  };
}

/** A policy of which a part is unknown lets nobody in: the part could be what it denies. */
function readPolicy(properties: Properties): unknown {
  const policy = properties.tree('Policy');
  return properties.isUnresolved('Policy') ? DENY_ALL : policy;
}

function readModels(owned: OwnedResources): Record<string, unknown> {
  return Object.fromEntries(
    owned('AWS::ApiGateway::Model').flatMap((resource) =>
      resource.id === undefined ? [] : [[resource.id, readSchema(resource)] as const],
    ),
  );
}

/** A schema may stand in the template as JSON text. */
function readSchema({ properties, notice }: ResolvedResource): unknown {
  const schema = properties.tree('Schema') ?? {};
  if (typeof schema !== 'string') return schema;
  try {
    return JSON.parse(schema);
  } catch {
    notice('unresolved', 'Schema: is no JSON, so that nothing is valid against it');
    return { not: {} };
  }
}

function noticeWhatIsLeftOut({ properties, notice }: ResolvedResource): void {
  if (properties.has('CloneFrom')) notice('unresolved', 'CloneFrom: an API outside the cloud assembly is not copied');
  if (properties.object('Parameters').has('basepath')) {
    notice('not-emulated', 'Parameters.basepath: paths are served as the body has them');
  }
}
