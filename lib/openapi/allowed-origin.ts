import type { CorsPlan } from '../plan/plan.js';

/** CORS headers that are the same for every caller. */
export function originHeaders({ origins, credentials }: CorsPlan): Record<string, string> {
  const [only, ...others] = origins;
  return {
    ...(only !== undefined && others.length === 0 ? { 'Access-Control-Allow-Origin': only } : {}),
    ...(credentials ? { 'Access-Control-Allow-Credentials': 'true' } : {}),
    ...(only === '*' ? {} : { Vary: 'Origin' }),
  };
}

/**
 * The part of a response template that sends the caller's own origin back, if it is one of several allowed ones; empty
 * where one header does for all. API Gateway keeps the spelling of header names, and HTTP/2 clients spell them small.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html
 */
export function originTemplate({ origins }: CorsPlan): string {
  if (origins.length < 2) return '';
  const allowed = origins.map((origin) => `$origin == "${origin}"`).join(' || ');
  return [
    '#set($origin = $input.params().header.get("Origin"))',
    // A header that is not there may be null or empty, and an empty text is true to Velocity.
    '#if("$!origin" == "")#set($origin = $input.params().header.get("origin"))#end',
    `#if(${allowed})#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)#end`,
  ].join('');
}
