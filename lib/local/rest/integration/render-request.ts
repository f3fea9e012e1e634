import type { RestIntegration } from '../../model/rest-api.js';
import { contextMap } from '../exchange/context-variables.js';
import { type Exchange, headerValue, overridesOf } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import { compileRequestMapping, forbiddenHeader, type MappedRequest } from '../mapping/compile-request-mapping.js';
import { newBudget, TemplateError } from '../vtl/budget.js';
import { compileTemplate, type Template } from '../vtl/compile-template.js';
import { readOverrides } from '../vtl/input-variable.js';
import { isMap, map, type VtlMap } from '../vtl/value.js';
import { convertRequestBody } from './content-handling.js';
import { mediaType } from './media-types.js';

/** What a non-proxy integration is sent, mapped and rendered. */
export interface RenderedRequest extends MappedRequest {
  readonly body: Buffer | string;
}

/**
 * Mappings, then the template for the request's content type, then what the template overrides.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
 */
export function compileRequestRendering(integration: RestIntegration): (exchange: Exchange) => RenderedRequest {
  const mapRequest = compileRequestMapping(integration.requestParameters);
  const templates = new Map(
    Object.entries(integration.requestTemplates).map(([type, text]) => [type, compileTemplate(text)]),
  );
  return (exchange) => {
    const mapped = mapRequest(exchange);
    const template = chooseTemplate(exchange, integration, templates);
    const body = convertRequestBody(exchange, integration.contentHandling);
    const rendered = template === undefined ? body : renderBody(template, exchange, body);
    if (template !== undefined) applyOverrides(mapped, overridesOf(exchange).request);
    refuseForbidden(mapped, integration.kind);
    return { ...mapped, body: rendered };
  };
}

export function refuseForbidden(mapped: MappedRequest, kind: RestIntegration['kind']): void {
  const name = forbiddenHeader(mapped.header.keys(), kind);
  if (name !== undefined) throw new GatewayFault('DEFAULT_5XX', { reason: `the header ${name} cannot be mapped` });
}

function chooseTemplate(
  exchange: Exchange,
  integration: RestIntegration,
  templates: ReadonlyMap<string, Template>,
): Template | undefined {
  const contentType = headerValue(exchange.headers, 'content-type') ?? 'application/json';
  const found = templates.get(contentType) ?? templates.get(mediaType(contentType)) ?? templates.get('$default');
  if (found !== undefined || integration.passthroughBehavior === 'WHEN_NO_MATCH') return found;
  if (integration.passthroughBehavior === 'WHEN_NO_TEMPLATES' && templates.size === 0) return undefined;
  throw new GatewayFault('UNSUPPORTED_MEDIA_TYPE');
}

function renderBody(template: Template, exchange: Exchange, body: Buffer | string): string {
  if (typeof body !== 'string') throw transformFault('a template cannot read bytes');
  return renderFor(template, exchange, body);
}

/** Runs a template with the exchange's variables. */
export function renderFor(template: Template, exchange: Exchange, body: string): string {
  try {
    return template({
      body,
      params: paramsOf(exchange),
      context: contextMap(exchange),
      stageVariables: map(Object.entries(exchange.scope.variables)),
    });
  } catch (error) {
    if (error instanceof TemplateError) throw transformFault(error.message);
    throw error;
  }
}

const transformFault = (reason: string): GatewayFault => new GatewayFault('DEFAULT_5XX', { reason });

const paramsOf = (exchange: Exchange) => ({
  path: map(Object.entries(exchange.route?.pathParameters ?? {})),
  querystring: map(Array.from(exchange.query, ([name, values]) => [name, values.at(-1) ?? ''] as const)),
  header: { ...map(exchange.headers), ignoreCase: true },
});

function applyOverrides(mapped: MappedRequest, overrides: VtlMap): void {
  const budget = newBudget();
  for (const place of ['header', 'querystring', 'path'] as const) {
    const values = overrides.entries.get(place) ?? null;
    if (!isMap(values)) continue;
    for (const [name, value] of readOverrides(values, budget)) mapped[place].set(name, value);
  }
}
