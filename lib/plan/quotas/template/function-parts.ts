import type { FunctionPlan, Plan } from '../../plan.js';
import { sharesLogGroup } from '../../shares-log-group.js';
import type { PlanSlice } from '../../split/slices-of.js';
import { callersOf, openToAll } from '../callers.js';
import { isOwn, logicalIdLength, parameterLength } from './function-uri.js';
import { jsonBytes, memberBytes, total } from './json-bytes.js';
import { joined, NOTHING, type TemplatePart } from './part.js';

/** Functions with their roles and logs, and what lets the APIs call them. */
export function functionParts(plan: PlanSlice): TemplatePart {
  return joined([
    ...plan.functions.map((fn) => functionPart(fn, plan)),
    ...plan.functions.map((fn) => ownPart(fn)),
    logGroups(plan),
    permissions(plan),
  ]);
}

/** What templates have besides logical ids; with the trailing comma. */
const ROLE = 406;
const TRACE = 96;
const FUNCTION = 490;
const TRACING = 34;

function functionPart(fn: FunctionPlan, { tracing }: Plan): TemplatePart {
  const ids = 2 * logicalIdLength(fn.id, 'Role') + logicalIdLength(fn.id, 'Function') + 2 * logsIdLength(fn);
  const described = fn.kind === 'handler' ? Math.min(256, `${fn.entry} (${fn.exportName})`.length) : DESCRIPTION;
  const environment = 'environment' in fn ? jsonBytes(fn.environment) : 0;
  const bytes = ROLE + FUNCTION + ids + described + environment + (tracing ? TRACE + TRACING : 0);
  return { resources: 2, bytes };
}

const DESCRIPTION = 40;
const LOGS = 115;

/** One for the handlers together, and one for each other function. */
function logGroups({ functions }: Plan): TemplatePart {
  const lengths = functions.filter((fn) => !sharesLogGroup(fn)).map(logsIdLength);
  const shared = functions.find(sharesLogGroup);
  const all = shared ? [...lengths, logsIdLength(shared)] : lengths;
  return { resources: all.length, bytes: total(all, (length) => LOGS + length) };
}

function logsIdLength(fn: FunctionPlan): number {
  return sharesLogGroup(fn) ? 'HandlerLogs'.length : logicalIdLength(fn.id, 'Logs');
}

function ownPart(fn: FunctionPlan): TemplatePart {
  switch (fn.kind) {
    case 'key-keeper':
      return keeperPart(fn);
    case 'authorizer':
      return { resources: 0, bytes: authorizerBytes(fn) };
    default:
      return NOTHING;
  }
}

/** Its policy, its schedule with a role, its alarms and how it is called again. */
const KEEPER: TemplatePart = { resources: 6, bytes: 3_170 };
/** The right to see its use, and its id in the environment. */
const METERED_PLAN = 170 + 20;

function keeperPart({ config }: Extract<FunctionPlan, { kind: 'key-keeper' }>): TemplatePart {
  const names = Object.keys(config.quotas);
  const metered = total(names, (name) => METERED_PLAN + 2 * name.length) + (names.length > 0 ? 55 : 0);
  return { resources: KEEPER.resources, bytes: KEEPER.bytes + 4 * config.gateway.length + metered };
}

const SECRETS = 130;
const SECRET = 120;
const KEYS = 190;

/** What it calls stands in its metadata, and what it reads in a policy of its role. */
function authorizerBytes({ config, secrets }: Extract<FunctionPlan, { kind: 'authorizer' }>): number {
  const schemes = Object.values(config.schemes);
  const metadata = {
    'gatewright:issuers': unique(schemes.flatMap((scheme) => (scheme.kind === 'jwt' ? scheme.issuers : []))),
    'gatewright:key-sets': unique(schemes.flatMap((scheme) => (scheme.kind === 'jwt' ? (scheme.jwksUri ?? []) : []))),
    'gatewright:introspection-endpoints': schemes.flatMap((one) =>
      one.kind === 'introspection' ? [one.endpoint] : [],
    ),
    'gatewright:token-endpoints': unique(Object.values(config.exchanges).map(({ endpoint }) => endpoint)),
    'gatewright:secrets': secrets.map(({ id, field }) => (field === undefined ? id : { id, field })),
  };
  const told = Object.fromEntries(Object.entries(metadata).filter(([, values]) => values.length > 0));
  const keys = unique(secrets.flatMap(({ kmsKeyArn }) => kmsKeyArn ?? []));
  return (
    (Object.keys(told).length > 0 ? memberBytes({ Metadata: told }) : 0) +
    (secrets.length > 0 ? SECRETS + total(unique(secrets.map(({ id }) => id)), (id) => SECRET + id.length) : 0) +
    (keys.length > 0 ? KEYS + total(keys, (arn) => arn.length + 3) : 0)
  );
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

const PERMISSION = 330;
/** Its own name has no hash, and says less of the function. */
const BORROWED_PERMISSION = 305;

function permissionBytes(id: string, { functions }: Plan): number {
  const length = logicalIdLength(id, 'Function');
  return isOwn(id, functions) ? PERMISSION + 2 * length : BORROWED_PERMISSION + length + parameterLength(id);
}

/**
 * One for a function and an API, beside the API; one for all beside a function that too many call. The app may bind
 * backends to functions of its own, which are not counted.
 */
function permissions(plan: PlanSlice): TemplatePart {
  const open = openToAll(callersOf(plan.whole ?? plan).functions);
  const called = new Set(plan.routes.flatMap(({ api, integration }) => `${api} ${integration}`));
  const ids = plan.apis.flatMap(({ type: api }) => [
    ...new Set([
      ...plan.integrations.flatMap((to) =>
        to.kind === 'lambda' && called.has(`${api} ${to.id}`) ? [to.function] : [],
      ),
      ...plan.authorizers.flatMap((one) => (one.api === api && 'function' in one ? [one.function] : [])),
    ]),
  ]);
  const permitted = [...ids.filter((id) => !open.has(id)), ...(plan.part === undefined ? open : [])];
  return {
    resources: permitted.length,
    bytes: total(permitted, (id) => permissionBytes(id, plan)),
  };
}
