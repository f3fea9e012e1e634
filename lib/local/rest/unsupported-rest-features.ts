import type { RestApiModel, RestIntegration, RestMethod } from '../model/rest-api.js';
import { GATEWAY_RESPONSES } from './gateway-response/gateway-fault.js';
import { functionArnOf, isStreamUri } from './integration/integration-uri.js';
import { forbiddenHeader } from './mapping/compile-request-mapping.js';
import { TemplateError } from './vtl/budget.js';
import { parseTemplate } from './vtl/parse-template.js';

interface UnsupportedRestFeature {
  /** `GET /pets/{id}`; absent for what concerns the API as a whole. */
  readonly method?: string;
  readonly message: string;
}

/** What the engine does not emulate, or AWS would refuse, of an API: to be said at start, method by method. */
export function unsupportedRestFeatures(api: RestApiModel): UnsupportedRestFeature[] {
  const ofMethods = api.methods.flatMap((method) =>
    methodProblems(api, method).map((message) => ({ method: `${method.httpMethod} ${method.path}`, message })),
  );
  return [...apiProblems(api).map((message) => ({ message })), ...ofMethods];
}

function apiProblems(api: RestApiModel): string[] {
  const isCached = api.stages.some(({ methodSettings }) =>
    Object.values(methodSettings).some(({ cachingEnabled }) => cachingEnabled),
  );
  const unknown = Object.keys(api.gatewayResponses).filter((type) => !Object.hasOwn(GATEWAY_RESPONSES, type));
  return [
    ...(isCached ? ['the response cache is not emulated: every request reaches its integration'] : []),
    ...unknown.map((type) => `the gateway response ${type} is never given`),
  ];
}

function methodProblems(api: RestApiModel, { authorization, integration }: RestMethod): string[] {
  const problems: string[] = [];
  if (authorization.kind === 'AWS_IAM')
    problems.push('AWS_IAM: policies of principals are not evaluated: who signs stands for the account');
  if ('authorizerId' in authorization && !Object.hasOwn(api.authorizers, authorization.authorizerId)) {
    problems.push(`no authorizer ${authorization.authorizerId}: the method answers 500`);
  }
  return [
    ...problems,
    ...(integration ? integrationProblems(integration) : ['no integration: the method answers 500']),
  ];
}

function integrationProblems(integration: RestIntegration): string[] {
  const { kind, uri = '', connectionType, responseTransferMode, requestParameters } = integration;
  const isLambda = kind === 'AWS' || kind === 'AWS_PROXY';
  const mapped = Object.keys(requestParameters).flatMap(
    (key) => /^integration\.request\.header\.(.+)$/.exec(key)?.[1] ?? [],
  );
  const forbidden = forbiddenHeader(mapped, kind);
  return [
    ...(isLambda && functionArnOf(uri) === undefined
      ? [`${uri} is no Lambda function: other services are not emulated`]
      : []),
    ...(connectionType === 'VPC_LINK'
      ? [`VPC link to ${uri}: reached only where the address has a stand-in, else 504`]
      : []),
    ...transferProblems(kind, uri, responseTransferMode),
    ...(forbidden === undefined ? [] : [`the header ${forbidden} cannot be mapped: the method answers 500`]),
    ...templateProblems(integration),
  ];
}

const WHOLE = 'responses are not streamed: they come as a whole';

function transferProblems(
  kind: RestIntegration['kind'],
  uri: string,
  mode: RestIntegration['responseTransferMode'],
): readonly string[] {
  const streams = mode === 'STREAM';
  if (kind === 'HTTP_PROXY') return streams ? [WHOLE] : [];
  if (kind !== 'AWS_PROXY') return streams ? ['AWS streams responses of proxy integrations only'] : [];
  if (streams === isStreamUri(uri)) return [];
  return ['response transfer mode and URI do not fit each other: AWS refuses it, the method answers 500'];
}

function templateProblems({ requestTemplates, responses }: RestIntegration): string[] {
  const templates = [
    ...Object.values(requestTemplates),
    ...responses.flatMap((each) => Object.values(each.responseTemplates)),
  ];
  return templates.flatMap((template) => {
    try {
      parseTemplate(template);
      return [];
    } catch (error) {
      if (!(error instanceof TemplateError || error instanceof RangeError)) throw error;
      return [`a mapping template does not parse (${error.message}): the method answers 500`];
    }
  });
}
