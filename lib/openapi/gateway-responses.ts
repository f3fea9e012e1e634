import type { CorsPlan, Plan } from '../plan/plan.js';

/**
 * How the REST API words its own refusals. `DEFAULT_4XX` and `DEFAULT_5XX` reach every type that has no entry of its
 * own (INVALID_API_KEY, QUOTA_EXCEEDED, …); status and body stay AWS's.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function gatewayResponses(plan: Plan): Record<string, object> {
  const shared = plan.cors ? corsHeaders(plan.cors) : {};
  const jwt = plan.authorizers.some((authorizer) => authorizer.api === 'rest');
  return {
    ...(plan.cors ? { DEFAULT_4XX: response(shared), DEFAULT_5XX: response(shared) } : {}),
    // RFC 9110, 10.2.3: buckets refill every second. A quota comes back with its period, so it says no time.
    THROTTLED: response({ ...shared, 'Retry-After': "'1'" }),
    ...(jwt ? challenges(shared) : {}),
  };
}

/**
 * RFC 6750, section 3. Without a token there is no error to name; a good token that is not enough lacks a scope or a
 * claim. Fixed texts: AWS documents request parameters and fixed values as sources of these headers, and not the
 * authorizer's context, which could name the scopes.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.gatewayResponse.html
 */
function challenges(shared: Readonly<Record<string, string>>): Record<string, object> {
  return {
    UNAUTHORIZED: response({ ...shared, 'WWW-Authenticate': "'Bearer'" }),
    ACCESS_DENIED: response({ ...shared, 'WWW-Authenticate': `'Bearer error="insufficient_scope"'` }),
  };
}

function response(headers: Readonly<Record<string, string>>): object {
  const entries = Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, value]);
  return { responseParameters: Object.fromEntries(entries) };
}

/**
 * Gateway responses cannot choose: their templates do not run. Of several origins none could be named, so refusals,
 * which hold AWS's own message and nothing of the caller, may be read by any. With credentials browsers take no `*`,
 * so there the caller's origin is sent back.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.gatewayResponse.html
 */
function corsHeaders(cors: CorsPlan): Record<string, string> {
  return {
    ...allowOrigin(cors),
    ...(cors.credentials ? { 'Access-Control-Allow-Credentials': "'true'" } : {}),
    ...(cors.exposeHeaders.length > 0 ? { 'Access-Control-Expose-Headers': `'${cors.exposeHeaders.join(',')}'` } : {}),
  };
}

function allowOrigin(cors: CorsPlan): Record<string, string> {
  const name = 'Access-Control-Allow-Origin';
  const [only, ...others] = cors.origins;
  if (others.length === 0 && only !== undefined) return { [name]: `'${only}'` };
  return cors.credentials ? { [name]: 'method.request.header.Origin', Vary: "'Origin'" } : { [name]: "'*'" };
}
