import type { EdgePlan } from '../../edge-plan.js';
import type { Plan } from '../../plan.js';
import { jsonBytes, total } from './json-bytes.js';
import { joined, NOTHING, type TemplatePart } from './part.js';

/** The distribution with its policies, its function, its logs and its names, and the secret that closes the APIs. */
export function edgeParts(plan: Plan): TemplatePart {
  return joined([plan.edge ? edgePart(plan.edge) : NOTHING, originPart(plan)]);
}

const DISTRIBUTION = 1_640;
const BEHAVIOUR = 480;
/** Its function sees its answers as well. */
const KEPT = 100;
const ORIGIN = 480;
const FAILOVER = 160;
const POLICY = 480;
const HEADERS = 560;
const FUNCTION = 230;
const LOGS = 1_240;
const RECORD = 260;

function edgePart(edge: EdgePlan): TemplatePart {
  const forwards = edge.behaviours.some((one) => one.forwards === 'preflight') ? 1 : 0;
  const names = edge.domain?.hostedZone ? edge.domain.names : [];
  const origins = edge.origins.length;
  const hasFailover = edge.origins.some(({ kind }) => kind === 'failover');
  return {
    resources:
      2 +
      edge.cachePolicies.length +
      forwards +
      (edge.securityHeaders ? 1 : 0) +
      (edge.accessLogs ? 4 : 0) +
      2 * names.length,
    bytes:
      DISTRIBUTION +
      (edge.domain ? jsonBytes(edge.domain) : 0) +
      total(
        edge.behaviours,
        ({ pattern, cachePolicy }) => BEHAVIOUR + pattern.length + (cachePolicy === undefined ? 0 : KEPT),
      ) +
      origins * ORIGIN +
      (hasFailover ? (origins - 1) * FAILOVER : 0) +
      total(edge.cachePolicies, (policy) => POLICY + jsonBytes([policy.headers, policy.query, policy.cookies])) +
      forwards * POLICY +
      (edge.securityHeaders ? HEADERS : 0) +
      FUNCTION +
      jsonBytes(edge.function.code) +
      (edge.accessLogs ? LOGS : 0) +
      total(names, (name) => 2 * (RECORD + 2 * name.length)),
  };
}

/** Secret, rotation, the keeper's policy, permission and alarm. */
const SECRET: TemplatePart = { resources: 5, bytes: 2_700 };
const READ_BY_AUTHORIZER: TemplatePart = { resources: 1, bytes: 360 };
const WEB_ACL: TemplatePart = { resources: 2, bytes: 1_560 };

/** A web ACL stands before more stages than one. */
export function attachedTo(stages: number): TemplatePart {
  return { resources: stages, bytes: stages * ATTACHED };
}

const ATTACHED = 430;

function originPart({ origin, functions, apis }: Plan): TemplatePart {
  if (!origin) return NOTHING;
  const stages = apis.filter(({ type }) => type === 'rest');
  const reads = functions.some((fn) => fn.kind === 'authorizer' && fn.config.origin !== undefined);
  return joined([
    SECRET,
    ...(reads ? [READ_BY_AUTHORIZER] : []),
    ...(origin.kind === 'secret' && stages.length > 0 ? [WEB_ACL, attachedTo(stages.length - 1)] : []),
  ]);
}
