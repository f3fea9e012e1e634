import type { AuthorizerPlan, CorsPlan, Plan } from '../plan/plan.js';
import type { PlanSlice } from '../plan/split/slices-of.js';
import { badBodyProblem, badParametersProblem } from './bad-request.js';
import { quotaProblem, throttleProblem } from './too-many-requests.js';

type Headers = Readonly<Record<string, string>>;

/**
 * How the REST API words its own refusals. `DEFAULT_4XX` and `DEFAULT_5XX` reach every type that has no entry of its
 * own; status and body stay AWS's where nothing else is said. All parts of a gateway say the same, whatever each has.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function gatewayResponses(plan: PlanSlice): Record<string, object> {
  const whole = plan.whole ?? plan;
  const quotas = whole.usagePlans.flatMap(({ quota }) => quota ?? []);
  const refusal: Refusal = (own, templates) => response({ ...corsHeaders(plan.cors, own), ...own }, templates);
  return {
    ...badRequests(plan, refusal),
    ...(plan.cors ? { DEFAULT_4XX: refusal({}), DEFAULT_5XX: refusal({}) } : {}),
    // RFC 9110, 10.2.3: buckets refill every second.
    THROTTLED: refusal({ 'Retry-After': "'1'" }, throttleProblem),
    // Nobody can say in how many seconds, so no Retry-After does: the body says when.
    ...(quotas.length > 0 ? { QUOTA_EXCEEDED: refusal({}, quotaProblem(quotas)) } : {}),
    ...(takesBearerTokens(whole) ? challenges(plan.gateway, refusal) : {}),
  };
}

/** Where the gateway checks requests itself. */
function badRequests({ routes }: Plan, refusal: Refusal): Record<string, object> {
  const checks = routes.flatMap(({ api, validation }) => (api === 'rest' && validation ? [validation] : []));
  return {
    ...(checks.some(({ model }) => model !== undefined) && { BAD_REQUEST_BODY: refusal({}, badBodyProblem) }),
    ...(checks.some(({ query }) => query.length > 0) && { BAD_REQUEST_PARAMETERS: refusal({}, badParametersProblem) }),
  };
}

type Refusal = (own: Headers, templates?: Headers) => object;

/**
 * RFC 6750, section 3. A challenge has at least one parameter, so it names the realm. One text stands for a call
 * without a token, where no error may be named, and for one with a bad token, where one should be: so none is. A good
 * token that is not enough lacks a scope or a claim. Fixed texts: AWS documents request parameters and fixed values as
 * sources of these headers, and not the authorizer's context, which could name the scopes.
 *
 * EXPIRED_TOKEN is about a session of AWS behind a signature, and INVALID_API_KEY about a key: neither has to do with a
 * bearer token, and 403 needs no challenge.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.gatewayResponse.html
 */
function challenges(realm: string, refusal: Refusal): Record<string, object> {
  const bearer = `Bearer realm="${realm}"`;
  return {
    UNAUTHORIZED: refusal({ 'WWW-Authenticate': `'${bearer}'` }),
    ACCESS_DENIED: refusal({ 'WWW-Authenticate': `'${bearer}, error="insufficient_scope"'` }),
  };
}

/** Of an authorizer of the user's own nobody knows what it takes, and a token in another header is none of RFC 6750. */
function takesBearerTokens({ authorizers, functions }: Plan): boolean {
  const bundled = functions.find((fn) => fn.kind === 'authorizer');
  const isBearer = (scheme: string) => bundled?.config.schemes[scheme]?.header === 'authorization';
  const takes = (authorizer: AuthorizerPlan) =>
    authorizer.kind === 'rest-cognito' ||
    (authorizer.kind === 'rest-lambda' && authorizer.function === bundled?.id && authorizer.schemes.some(isBearer));
  return authorizers.some(takes);
}

function response(headers: Headers, responseTemplates?: Headers): object {
  const entries = Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, value]);
  return {
    ...(entries.length > 0 || !responseTemplates ? { responseParameters: Object.fromEntries(entries) } : {}),
    ...(responseTemplates ? { responseTemplates } : {}),
  };
}

/**
 * Gateway responses cannot choose: their templates do not run. Of several origins none could be named, so refusals,
 * which hold AWS's own message and nothing of the caller, may be read by any. With credentials browsers take no `*`,
 * so there the caller's origin is sent back.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-gateway-responses.gatewayResponse.html
 */
function corsHeaders(cors: CorsPlan | undefined, own: Headers): Headers {
  if (!cors) return {};
  // Scripts may read what the gateway tells them.
  const exposed = [...cors.exposeHeaders, ...Object.keys(own)].join(',');
  return {
    ...allowOrigin(cors),
    ...(cors.credentials ? { 'Access-Control-Allow-Credentials': "'true'" } : {}),
    ...(exposed === '' ? {} : { 'Access-Control-Expose-Headers': `'${exposed}'` }),
  };
}

function allowOrigin(cors: CorsPlan): Record<string, string> {
  const name = 'Access-Control-Allow-Origin';
  const [only, ...others] = cors.origins;
  if (others.length === 0 && only !== undefined) return { [name]: `'${only}'` };
  return cors.credentials ? { [name]: 'method.request.header.Origin', Vary: "'Origin'" } : { [name]: "'*'" };
}
