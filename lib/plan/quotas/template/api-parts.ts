import type { ApiPlan, Plan, RoutePlan } from '../../plan.js';
import { ANY_METHODS } from '../../served-methods.js';
import { STACK_NAME } from './function-uri.js';
import { httpBodyBytes } from './http-body-bytes.js';
import { jsonBytes, memberBytes, total } from './json-bytes.js';
import { joined, type TemplatePart } from './part.js';
import { restBodyBytes } from './rest-body-bytes.js';

/** The APIs of a stack with their stages and logs. */
export function apiParts(plan: Plan): TemplatePart {
  return joined(plan.apis.map((api) => apiPart(api, plan)));
}

/** What templates have besides the body, the limits and the formats of logs. */
const HTTP = { resources: 3, bytes: 90 + 245 + 180 };
const REST = { resources: 4, bytes: 215 + 117 + 145 + 235 };
/** The fields that every API logs. */
const HTTP_FORMAT = 740;
const REST_FORMAT = 935;
const LOGGED_FIELD = 62;

function apiPart(api: ApiPlan, plan: Plan): TemplatePart {
  const own = plan.routes.filter((route) => route.api === api.type);
  const limits = total(own, limitBytes) + (api.throttle ? 120 : 0);
  const more = LOGGED_FIELD * moreFields(api, plan);
  const { description = '' } = plan;
  return api.type === 'http'
    ? { ...HTTP, bytes: HTTP.bytes + HTTP_FORMAT + more + limits + httpBodyBytes(plan) }
    : { ...REST, bytes: REST.bytes + REST_FORMAT + more + limits + restBodyBytes(plan) + description.length };
}

/** Callers whom API Gateway knows under a name of their own. */
function moreFields({ type }: ApiPlan, { authorizers, domain, routes }: Plan): number {
  const has = [
    authorizers.some(({ kind }) => kind === (type === 'http' ? 'http-lambda' : 'rest-cognito')),
    routes.some(({ api, auth }) => api === type && auth.kind === 'protected' && auth.authorization.kind === 'iam'),
    domain?.mutualTls !== undefined,
  ];
  return has.filter(Boolean).length;
}

const LIMIT = memberBytes({
  '': { HttpMethod: 'GET', ResourcePath: '', ThrottlingBurstLimit: 1_000, ThrottlingRateLimit: 500 },
});

function limitBytes({ throttle, method, path }: RoutePlan): number {
  if (!throttle) return 0;
  return (LIMIT + path.length) * (method === 'ANY' ? ANY_METHODS.length : 1);
}

const USAGE_PLAN = 145;
const QUOTA = 45;
const METHOD_THROTTLE = 50;
const STAGE = jsonBytes({ ApiId: { Ref: 'RestApi' }, Stage: { Ref: 'RestApiStage' } }) + ','.length;
/** Both its id and its name are outputs of another stack, which name the part three times each. */
const STAGE_OF_PART =
  jsonBytes({
    ApiId: { 'Fn::GetAtt': ['PartNestedStackPartNestedStackResource1A2B3C4D', 'Outputs.PartRestApi1A2B3C4DRef'] },
    Stage: { 'Fn::GetAtt': ['PartNestedStackPartNestedStackResource1A2B3C4D', 'Outputs.PartRestApiStage1A2B3C4DRef'] },
  }) +
  ','.length +
  2 * STACK_NAME;

/** Each plan names the stage of every REST API. */
export function usagePlanParts({ gateway, usagePlans: plans, apis }: Plan): TemplatePart {
  const stages = total(
    apis.filter(({ type }) => type === 'rest'),
    ({ part }) => (part === undefined ? STAGE : STAGE_OF_PART + 6 * part.length),
  );
  const bytes = total(plans, ({ id, name, quota, routes = {} }) => {
    const own = total(Object.keys(routes), (route) => route.length + METHOD_THROTTLE);
    return USAGE_PLAN + id.length + name.length + gateway.length + (quota ? QUOTA : 0) + own + stages;
  });
  return { resources: plans.length, bytes };
}

const MAPPING = 160;
const NAME = 400;
const RECORDS = 490;
const MUTUAL_TLS = 140;

/** The gateway's name and the way to its API. */
export function domainPart({ domain }: Plan): TemplatePart {
  if (!domain) return { resources: 0, bytes: 0 };
  const name = domain.certificateArn === undefined ? 0 : NAME + domain.name.length;
  const records = name > 0 && domain.hostedZone ? RECORDS + 2 * domain.name.length : 0;
  return {
    resources: 1 + (name > 0 ? 1 : 0) + (records > 0 ? 2 : 0),
    bytes: MAPPING + name + records + (domain.mutualTls ? MUTUAL_TLS : 0),
  };
}
