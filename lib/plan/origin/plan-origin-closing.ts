import type { GatewaySpec } from '../../spec/gateway.js';
import { ORIGIN_HEADER } from '../../spec/origin-header.js';
import { ORIGIN_KEEPER_FUNCTION_ID } from '../ids.js';
import type { OriginClosingPlan } from '../origin-plan.js';
import type { ApiType } from '../plan.js';
import { isSecretSent, ORIGIN_TAG, originClosing } from './closed-origin.js';
import type { OriginKeeperPlan } from './origin-keeper-plan.js';

const DEFAULT_ROTATE_EVERY_DAYS = 30;

/** What keeps callers from going around the edge; undefined where there is none, or nothing is to. */
export function planOriginClosing(spec: GatewaySpec, apis: ReadonlySet<ApiType>): OriginClosingPlan | undefined {
  const kind = originClosing(spec);
  if (kind === 'none') return undefined;
  return {
    kind,
    header: ORIGIN_HEADER,
    rotateEveryDays: spec.edge?.origin?.rotateEveryDays ?? DEFAULT_ROTATE_EVERY_DAYS,
    function: ORIGIN_KEEPER_FUNCTION_ID,
    because: BECAUSE[kind](apis),
  };
}

const BECAUSE = {
  secret: (apis: ReadonlySet<ApiType>) => {
    const checks = [
      ...(apis.has('rest') ? ['a firewall of one rule before the REST API'] : []),
      ...(apis.has('http') ? ['the authorizer of every route of the HTTP API'] : []),
    ];
    return `only the edge knows the secret in ${ORIGIN_HEADER}: ${checks.join(' and ')} refuses what comes without it`;
  },
  sent: () =>
    `the edge sends the secret in ${ORIGIN_HEADER}, and nothing asks for it yet: callers may go around the edge`,
};

/** The one function that changes the secret. */
export function planOriginKeeper(spec: GatewaySpec): readonly OriginKeeperPlan[] {
  if (!isSecretSent(spec)) return [];
  return [
    {
      kind: 'origin-keeper',
      id: ORIGIN_KEEPER_FUNCTION_ID,
      memoryMb: 256,
      timeoutMs: 900_000,
      config: { header: ORIGIN_HEADER, tag: ORIGIN_TAG },
      because:
        'Secrets Manager calls it for each step of a rotation; 15 minutes hold the time until all APIs know the new secret, and until CloudFront sends it everywhere; 256 MB for its CPU',
    },
  ];
}
