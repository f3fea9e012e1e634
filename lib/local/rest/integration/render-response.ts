import type { RestIntegration, RestIntegrationResponse } from '../../model/rest-api.js';
import {
  type Exchange,
  type Header,
  type HeaderList,
  headerValue,
  type MethodResponse,
  overridesOf,
} from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import { compileResponseMapping } from '../mapping/compile-response-mapping.js';
import { matchesWhole } from '../vtl/bounded-regex.js';
import { newBudget, TemplateError } from '../vtl/budget.js';
import { compileTemplate, type Template } from '../vtl/compile-template.js';
import { readOverrides } from '../vtl/input-variable.js';
import type { VtlMap } from '../vtl/value.js';
import { convertResponseBody } from './content-handling.js';
import { mediaType } from './media-types.js';
import { renderFor } from './render-request.js';

/** What an endpoint answered. */
export interface EndpointResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** What selection patterns are held against: the status, or the error message of a function. */
  readonly selection: string;
}

interface CompiledResponse {
  readonly model: RestIntegrationResponse;
  readonly mapHeaders: ReturnType<typeof compileResponseMapping>;
  readonly templates: ReadonlyMap<string, Template>;
}

/**
 * Chooses the integration response, maps its headers and renders its template.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
 */
export function compileResponseRendering(
  integration: RestIntegration,
): (response: EndpointResponse, exchange: Exchange) => MethodResponse {
  const responses = integration.responses.map(
    (model): CompiledResponse => ({
      model,
      mapHeaders: compileResponseMapping(model.responseParameters),
      templates: new Map(Object.entries(model.responseTemplates).map(([type, text]) => [type, compileTemplate(text)])),
    }),
  );
  return (response, exchange) => render(chooseResponse(responses, response.selection), response, exchange);
}

/** The first pattern that covers the whole text, as Java's `matches` has it; else the response without a pattern. */
function chooseResponse(responses: readonly CompiledResponse[], selection: string): CompiledResponse {
  const chosen =
    responses.find(({ model }) => model.selectionPattern && covers(model.selectionPattern, selection)) ??
    responses.find(({ model }) => !model.selectionPattern);
  if (chosen !== undefined) return chosen;
  throw new GatewayFault('API_CONFIGURATION_ERROR', {
    reason: 'no integration response matches, and none is the default',
  });
}

function covers(pattern: string, selection: string): boolean {
  try {
    return matchesWhole(pattern, selection);
  } catch (error) {
    if (error instanceof TemplateError) return false;
    throw error;
  }
}

function render(chosen: CompiledResponse, response: EndpointResponse, exchange: Exchange): MethodResponse {
  const headers = chosen.mapHeaders(response, exchange);
  const contentType = headerValue(response.headers, 'content-type');
  const body = convertResponseBody(exchange, response.body, contentType, chosen.model.contentHandling);
  const [type, template] = chooseTemplate(chosen.templates, exchange);
  if (template !== undefined && typeof body !== 'string') {
    throw new GatewayFault('DEFAULT_5XX', { reason: 'a template cannot read bytes' });
  }
  const rendered = template === undefined ? body : renderFor(template, exchange, String(body));
  const overrides = overridesOf(exchange).response;
  const overridden = overrideHeaders(headers, overrides);
  return {
    status: overriddenStatus(overrides) ?? declaredStatus(chosen.model.statusCode),
    headers:
      headerValue(overridden, 'content-type') === undefined ? [['Content-Type', type], ...overridden] : overridden,
    body: rendered,
  };
}

/** By the caller's Accept, else the one for JSON, else the first. */
function chooseTemplate(templates: ReadonlyMap<string, Template>, exchange: Exchange): readonly [string, Template?] {
  const accept = headerValue(exchange.headers, 'accept') ?? '';
  const wanted = [accept, mediaType(accept.split(',', 1)[0] ?? ''), 'application/json', templates.keys().next().value];
  for (const type of wanted) {
    const template = type === undefined ? undefined : templates.get(type);
    if (type !== undefined && template !== undefined) return [type, template];
  }
  return ['application/json'];
}

function declaredStatus(statusCode: string): number {
  const status = Number(statusCode);
  if (Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw new GatewayFault('API_CONFIGURATION_ERROR', { reason: "the integration response's statusCode is no status" });
}

/** Anything but a whole number from 100 to 599 is no override; a final answer cannot be below 200. */
function overriddenStatus(overrides: VtlMap): number | undefined {
  const status = overrides.entries.get('status');
  return typeof status === 'bigint' && status >= 200n && status <= 599n ? Number(status) : undefined;
}

function overrideHeaders(headers: readonly Header[], overrides: VtlMap): Header[] {
  const values = readOverrides(overrides.entries.get('header') ?? null, newBudget());
  const replaced = new Set(Array.from(values.keys(), (name) => name.toLowerCase()));
  const added = Array.from(values).flatMap(([name, value]): Header[] =>
    (typeof value === 'string' ? [value] : value).map((each) => [name, each]),
  );
  return [...headers.filter(([name]) => !replaced.has(name.toLowerCase())), ...added];
}
