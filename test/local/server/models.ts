import type { ApiModel, CloudModel } from '../../../lib/local/model/cloud.js';
import type { HttpApiModel } from '../../../lib/local/model/http-api.js';
import type { RestApiModel } from '../../../lib/local/model/rest-api.js';

export function cloudModel(apis: readonly ApiModel[], given: Partial<CloudModel> = {}): CloudModel {
  return {
    region: 'eu-west-1',
    account: '000000000000',
    partition: 'aws',
    functions: [],
    apis,
    usagePlans: [],
    apiKeys: [],
    issuers: [],
    keySets: [],
    introspectionEndpoints: [],
    tokenEndpoints: [],
    schedules: [],
    secrets: [],
    domains: [],
    webAcls: [],
    distributions: [],
    executeApiHosts: {},
    outputs: {},
    notices: [],
    ...given,
  };
}

/** @param routes `GET /pets/{id}` */
export function restApi(logicalId: string, routes: readonly string[], given: Partial<RestApiModel> = {}): RestApiModel {
  return {
    kind: 'rest',
    stackName: 'Shop',
    logicalId,
    apiId: `${logicalId.toLowerCase()}id`,
    name: logicalId,
    stages: [
      {
        stackName: 'Shop',
        logicalId: `${logicalId}Prod`,
        name: 'prod',
        variables: {},
        methodSettings: {},
        tracingEnabled: false,
      },
    ],
    disableExecuteApiEndpoint: false,
    apiKeySource: 'HEADER',
    binaryMediaTypes: [],
    authorizers: {},
    models: {},
    gatewayResponses: {},
    methods: routes.map((route) => {
      const [httpMethod = '', path = ''] = route.split(' ');
      return {
        path,
        resourceId: path,
        httpMethod,
        authorization: { kind: 'NONE' as const },
        apiKeyRequired: false,
        requestParameters: {},
        requestModels: {},
        responses: {},
      };
    }),
    ...given,
  };
}

/** @param routes route keys */
export function httpApi(logicalId: string, routes: readonly string[], given: Partial<HttpApiModel> = {}): HttpApiModel {
  return {
    kind: 'http',
    stackName: 'Shop',
    logicalId,
    apiId: `${logicalId.toLowerCase()}id`,
    name: logicalId,
    stages: [
      { stackName: 'Shop', logicalId: `${logicalId}Default`, name: '$default', variables: {}, routeThrottles: {} },
    ],
    disableExecuteApiEndpoint: false,
    integrations: {},
    authorizers: {},
    routes: routes.map((routeKey) => ({
      routeKey,
      routeId: routeKey,
      integrationId: 'i',
      authorization: { kind: 'NONE' as const },
    })),
    ...given,
  };
}
