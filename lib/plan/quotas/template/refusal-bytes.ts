import type { CorsPlan } from '../../plan.js';
import { total } from './json-bytes.js';
import type { BodyPlan } from './once-a-body.js';

/** How the REST API words its own refusals: what each takes without CORS, as templates have them. */
const THROTTLED = 370;
const QUOTA_EXCEEDED = 345;
const BAD_REQUEST = 330;
const BY_TYPE = 45;
const CHALLENGES = 400;

export function refusalBytes(plan: BodyPlan): number {
  const whole = plan.whole ?? plan;
  const checks = plan.routes.flatMap(({ api, validation }) => (api === 'rest' && validation ? [validation] : []));
  const refusals = [
    THROTTLED,
    ...(whole.usagePlans.some(({ quota }) => quota) ? [QUOTA_EXCEEDED] : []),
    ...(plan.cors ? [BY_TYPE, BY_TYPE] : []),
    ...(checks.some(({ model }) => model !== undefined) ? [BAD_REQUEST] : []),
    ...(checks.some(({ query }) => query.length > 0) ? [BAD_REQUEST] : []),
    ...(takesTokens(whole) ? [CHALLENGES / 2 + plan.gateway.length, CHALLENGES / 2 + plan.gateway.length] : []),
  ];
  return total(refusals, (bytes) => bytes + (plan.cors ? corsBytes(plan.cors) : 0));
}

/** `"gatewayresponse.header.Access-Control-Allow-Origin":"'…'",` and what may go with it. */
function corsBytes({ origins, exposeHeaders, credentials }: CorsPlan): number {
  const [only = ''] = origins;
  return (
    60 +
    (origins.length === 1 ? only.length : 30) +
    (credentials ? 70 + (origins.length > 1 ? 45 : 0) : 0) +
    (exposeHeaders.length > 0 ? 65 + exposeHeaders.join(',').length : 0)
  );
}

/** Only what takes bearer tokens has challenges. */
function takesTokens({ authorizers, functions }: BodyPlan): boolean {
  const bundled = functions.find((fn) => fn.kind === 'authorizer');
  const isBearer = (scheme: string) => bundled?.config.schemes[scheme]?.header === 'authorization';
  return authorizers.some(
    ({ kind, schemes }) => kind === 'rest-cognito' || (kind === 'rest-lambda' && schemes.some(isBearer)),
  );
}
