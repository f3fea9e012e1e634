import type { FunctionPlan, Plan } from '../plan.js';
import { callersOf, isOpenToAll } from './callers.js';
import type { QuotaCount } from './quota-use.js';

/** What the function takes that takes most. */
export function functionCounts(plan: Plan): readonly QuotaCount[] {
  const policy = largestPolicy(plan);
  if (plan.functions.length === 0) return policy;
  return [
    { name: 'lambdaEnvironmentBytes', used: Math.max(...plan.functions.map(environmentBytes)) },
    ...policy,
    { name: 'rolePolicyCharacters', used: Math.max(...plan.functions.map(policyCharacters)) },
  ];
}

/** Of the function with most statements; a bound backend counts as one, since the app may bind it to one. */
function largestPolicy(plan: Plan): readonly QuotaCount[] {
  const { functions, backends } = callersOf(plan);
  const called = [
    ...[...functions].map(([id, apis]) => ({ what: `the function "${id}"`, apis })),
    ...[...backends].map(([name, apis]) => ({ what: `the backend "${name}", if it is a function`, apis })),
  ];
  const sized = called.map((one) => ({ ...one, statements: isOpenToAll(one.apis) ? 1 : one.apis.size }));
  const [first] = sized.toSorted((one, other) => other.statements - one.statements);
  if (!first) return [];
  const { what, apis, statements } = first;
  return [
    {
      name: 'lambdaPolicyBytes',
      used: statements * STATEMENT_BYTES,
      ...(apis.size > 1 && { taker: `${what}, which ${apis.size} APIs call` }),
    },
  ];
}

/** Lambda measures the environment as JSON. */
const OWN_ENVIRONMENT = { NODE_OPTIONS: '--enable-source-maps' };
/** Of the origin keeper: the ARNs of a secret and a web ACL, and the name of a tag. */
const ORIGIN_ENVIRONMENT_BYTES = 520;
/** An id of a usage plan with the signs around it: `=abc123,`, and four for longer ones. */
const PLAN_ID_BYTES = 12;

function environmentBytes(fn: FunctionPlan): number {
  const environment = { ...OWN_ENVIRONMENT, ...('environment' in fn && fn.environment) };
  return (
    Buffer.byteLength(JSON.stringify(environment)) +
    (fn.kind === 'origin-keeper' ? ORIGIN_ENVIRONMENT_BYTES : planIdBytes(fn))
  );
}

/** The key keeper has the ids of the plans with a quota by their names, which are known at deployment only. */
function planIdBytes(fn: FunctionPlan): number {
  if (fn.kind !== 'key-keeper') return 0;
  return Object.keys(fn.config.quotas).reduce((sum, name) => sum + Buffer.byteLength(name) + PLAN_ID_BYTES, 0);
}

/**
 * A statement lets one API invoke, on all of its routes: with a name of a function of 64 characters, and of a stack and
 * a construct of 100.
 */
const STATEMENT_BYTES = 470;

/** To write logs and traces. */
const RUN_CHARACTERS = 420;
const KEEPER_CHARACTERS = 1_150;
/** `arn:aws:apigateway:ap-southeast-1::/usageplans/abc123/usage`, in quotes, in the longest partition. */
const USAGE_ARN_CHARACTERS = 80;
/** Around the name of a secret, and of the statements. */
const SECRET_ARN_CHARACTERS = 80;
const ORIGIN_CHARACTERS = 1_500;

function policyCharacters(fn: FunctionPlan): number {
  switch (fn.kind) {
    case 'key-keeper':
      return RUN_CHARACTERS + KEEPER_CHARACTERS + Object.keys(fn.config.quotas).length * USAGE_ARN_CHARACTERS;
    case 'origin-keeper':
      return RUN_CHARACTERS + ORIGIN_CHARACTERS;
    case 'authorizer':
      return RUN_CHARACTERS + secretCharacters(fn.secrets);
    default:
      return RUN_CHARACTERS;
  }
}

function secretCharacters(secrets: Extract<FunctionPlan, { kind: 'authorizer' }>['secrets']): number {
  const arns = new Set(secrets.flatMap(({ id, kmsKeyArn }) => [id, ...(kmsKeyArn === undefined ? [] : [kmsKeyArn])]));
  return [...arns].reduce((sum, arn) => sum + arn.length + SECRET_ARN_CHARACTERS, 0);
}
