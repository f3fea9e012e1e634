import type { GatewayResponseModel } from '../../model/rest-api.js';
import { contextVariable, contextVariables } from '../exchange/context-variables.js';
import { type Exchange, type Header, headerValue, type MethodResponse } from '../exchange/exchange.js';
import { cleanHeaderValue } from '../mapping/clean-header-value.js';
import { GATEWAY_RESPONSES, type GatewayFault } from './gateway-fault.js';

type Overrides = Readonly<Record<string, GatewayResponseModel>>;

const DEFAULT_TEMPLATES = { 'application/json': '{"message":$context.error.messageString}' };

/** What fails behind the authorizer is worded with a blank; recorded by its content length. */
const SPACED_TEMPLATES = { 'application/json': '{"message": $context.error.messageString}' };
const SPACED: ReadonlySet<string> = new Set([
  'API_CONFIGURATION_ERROR',
  'BAD_REQUEST_BODY',
  'BAD_REQUEST_PARAMETERS',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
  'UNSUPPORTED_MEDIA_TYPE',
]);

/**
 * The response for a fault, as the API overrides it: by its own type, else by `DEFAULT_4XX` or `DEFAULT_5XX`.
 * Templates here know variables only, no directives.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function buildGatewayResponse(exchange: Exchange, fault: GatewayFault, overrides: Overrides): MethodResponse {
  const natural = fault.detail.status ?? GATEWAY_RESPONSES[fault.type].status;
  const override = overrides[fault.type] ?? overrides[natural < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'];
  const variables = contextVariables(exchange);
  const unsaid = override === undefined && SPACED.has(fault.type) ? SPACED_TEMPLATES : DEFAULT_TEMPLATES;
  const [contentType, template] = chooseTemplate(exchange, override, unsaid);
  return {
    status: statusOf(override?.statusCode) ?? natural,
    headers: [
      ['Content-Type', contentType],
      ['x-amzn-ErrorType', fault.detail.errorType ?? GATEWAY_RESPONSES[fault.type].errorType],
      ...mapHeaders(exchange, override, variables),
    ],
    body: fillIn(template, exchange, variables),
  };
}

function statusOf(text: string | undefined): number | undefined {
  const status = Number(text);
  return Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined;
}

function chooseTemplate(
  exchange: Exchange,
  override: GatewayResponseModel | undefined,
  unsaid: Readonly<Record<string, string>>,
): readonly [string, string] {
  const own = override?.templates ?? {};
  const templates: Readonly<Record<string, string>> = Object.keys(own).length > 0 ? own : unsaid;
  const accepted = (headerValue(exchange.headers, 'accept') ?? '').split(',', 1)[0]?.split(';', 1)[0]?.trim() ?? '';
  for (const type of [accepted, 'application/json']) {
    const template = Object.hasOwn(templates, type) ? templates[type] : undefined;
    if (template !== undefined) return [type, template];
  }
  return Object.entries(templates)[0] ?? ['application/json', ''];
}

function mapHeaders(
  exchange: Exchange,
  override: GatewayResponseModel | undefined,
  variables: Readonly<Record<string, unknown>>,
): readonly Header[] {
  const headers: Header[] = [];
  for (const [target, source] of Object.entries(override?.parameters ?? {})) {
    const name = target.replace(/^gatewayresponse\.header\./, '');
    const value = sourceValue(source, exchange, variables);
    if (value !== undefined && value !== '') headers.push([name, cleanHeaderValue(value)]);
  }
  return headers;
}

function sourceValue(
  source: string,
  exchange: Exchange,
  variables: Readonly<Record<string, unknown>>,
): string | undefined {
  if (source.startsWith("'")) return source.replace(/^'|'$/g, '');
  const [, kind, name = ''] =
    /^\$?(context|stageVariables|method\.request\.(?:header|path|querystring))\.(.+)$/.exec(source) ?? [];
  switch (kind) {
    case 'context':
      return contextVariable(variables, name);
    case 'stageVariables':
      return contextVariable(exchange.scope.variables, name);
    case 'method.request.header':
      return headerValue(exchange.headers, name);
    case 'method.request.path':
      return exchange.route?.pathParameters[name];
    case 'method.request.querystring':
      return exchange.query.get(name)?.at(-1);
    default:
      return undefined;
  }
}

/** Templates put it between quotes, and what comes out is JSON, though it names members in quotes of its own. */
const VALIDATION_ERRORS = 'context.error.validationErrorString';

const VARIABLE = /\$(\{?)((?:context|stageVariables|method\.request\.(?:header|path|querystring))\.[\w.-]*\w)(\}?)/g;

const fillIn = (template: string, exchange: Exchange, variables: Readonly<Record<string, unknown>>): string =>
  template.replace(VARIABLE, (_all, open: string, source: string, close: string) => {
    const said = sourceValue(source, exchange, variables) ?? '';
    const value = source === VALIDATION_ERRORS ? JSON.stringify(said).slice(1, -1) : said;
    return open === '' ? value + close : value;
  });
