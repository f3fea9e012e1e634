import type { CorsPlan } from '../plan/plan.js';
import { mockOperation } from './mock-reply.js';

/**
 * The open OPTIONS operation of a REST path: the gateway itself answers preflights, before any authorizer.
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export function preflight(cors: CorsPlan, methods: readonly string[]): object {
  const { responses, integration } = mockOperation(204, headersOf(cors, methods), templatesOf(cors.origins));
  return { responses, 'x-amazon-apigateway-integration': integration };
}

function headersOf(cors: CorsPlan, methods: readonly string[]): Record<string, string> {
  const [only, ...others] = cors.origins;
  return {
    ...(only !== undefined && others.length === 0 ? { 'Access-Control-Allow-Origin': only } : {}),
    'Access-Control-Allow-Methods': methods.join(','),
    'Access-Control-Allow-Headers': cors.allowHeaders.join(','),
    'Access-Control-Max-Age': `${cors.maxAgeSeconds}`,
    ...(cors.credentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
    ...(only === '*' ? {} : { Vary: 'Origin' }),
  };
}

/**
 * Of several origins the browser's own is sent back, if it is one of them; else none.
 * API Gateway keeps the spelling of header names, and HTTP/2 clients spell them small.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
 */
function templatesOf(origins: readonly string[]): Record<string, string> {
  if (origins.length < 2) return {};
  const allowed = origins.map((origin) => `$origin == "${origin}"`).join(' || ');
  const template = [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if(!$origin)#set($origin = $input.params().header.get("origin"))#end',
    `#if(${allowed})#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end`,
  ];
  return { 'application/json': template.join('\n') };
}
