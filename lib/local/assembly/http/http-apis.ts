import type { HttpApiDefinition, HttpApiModel, HttpCors } from '../../model/http-api.js';
import { importBody } from '../import-body.js';
import { optional } from '../optional.js';
import { groupByApi, type OwnedResources } from '../owned-resources.js';
import type { Properties } from '../properties.js';
import type { ReaderContext, ResolvedResource } from '../reader-context.js';
import { readHttpAuthorizers } from './http-authorizers.js';
import { readHttpIntegrations } from './http-integrations.js';
import { readHttpRoutes } from './http-routes.js';
import { readHttpStages } from './http-stages.js';
import { quickCreate } from './quick-create.js';

const OWNED_TYPES = [
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
];

/** All `AWS::ApiGatewayV2::Api`s that speak HTTP; those that speak WebSocket are noticed. */
export function readHttpApis(context: ReaderContext): HttpApiModel[] {
  const apis = context.ofType('AWS::ApiGatewayV2::Api');
  const ids = new Set(apis.map(({ id }) => id));
  const ownedBy = groupByApi(context, OWNED_TYPES, 'ApiId', (apiId) => ids.has(apiId));
  return apis
    .filter(speaksHttp)
    .flatMap((api) => (api.id === undefined ? [] : readHttpApi(api, api.id, ownedBy(api.id), context)));
}

/** A body needs no `ProtocolType`: only HTTP APIs have one. */
function speaksHttp({ properties, notice }: ResolvedResource): boolean {
  const protocol = properties.string('ProtocolType');
  const speaks = protocol === 'HTTP' || (protocol === undefined && !properties.isUnresolved('ProtocolType'));
  if (!speaks) notice('not-emulated', `its protocol ${protocol ?? ''} is not served: only HTTP and REST APIs are`);
  return speaks;
}

function readHttpApi(
  api: ResolvedResource,
  apiId: string,
  owned: OwnedResources,
  context: ReaderContext,
): HttpApiModel {
  const { stack, logicalId, properties } = api;
  const body = importBody(api, context, context.importBodies.http) ?? EMPTY;
  const quick = quickCreate(api);
  return {
    ...merge(body, readHttpRoutes(owned), quick.routes),
    integrations: { ...body.integrations, ...quick.integrations, ...readHttpIntegrations(owned) },
    authorizers: { ...body.authorizers, ...readHttpAuthorizers(owned) },
    name: properties.string('Name') ?? body.name,
    ...optional(
      'cors',
      properties.has('CorsConfiguration') ? readCors(properties.object('CorsConfiguration')) : body.cors,
    ),
    kind: 'http',
    stackName: stack.name,
    logicalId,
    apiId,
    stages: [...readHttpStages(owned), ...quick.stages],
    disableExecuteApiEndpoint: properties.boolean('DisableExecuteApiEndpoint') ?? false,
  };
}

const EMPTY: HttpApiDefinition = { name: '', routes: [], integrations: {}, authorizers: {} };

/** Resources come after the body, and so replace its route of the same key. */
function merge(
  body: HttpApiDefinition,
  ...others: readonly (readonly HttpApiDefinition['routes'][number][])[]
): Pick<HttpApiDefinition, 'routes'> {
  const own = others.flat();
  const replaced = new Set(own.map(({ routeKey }) => routeKey));
  return { routes: [...body.routes.filter(({ routeKey }) => !replaced.has(routeKey)), ...own] };
}

const readCors = (cors: Properties): HttpCors => ({
  allowOrigins: cors.strings('AllowOrigins'),
  allowMethods: cors.strings('AllowMethods'),
  allowHeaders: cors.strings('AllowHeaders'),
  exposeHeaders: cors.strings('ExposeHeaders'),
  allowCredentials: cors.boolean('AllowCredentials') ?? false,
  ...optional('maxAgeSeconds', cors.number('MaxAge')),
});
