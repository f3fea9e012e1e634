import { quotas } from '../facts/quotas.js';
import type { AroundConfig } from '../spec/around-config.js';
import type { GatewaySpec } from '../spec/gateway.js';
import type { GuardConfig } from '../spec/guard-config.js';
import type { Route } from '../spec/route.js';
import type { ApiChoices } from './choose-apis.js';
import { TRANSFORMER_FUNCTION_ID } from './ids.js';
import { functionOf } from './plan-transforms.js';
import type { ForwardedRoute, TransformerPlan } from './transformer-plan.js';

/** What API Gateway needs to hand the function's own 504 on, before it gives up itself. */
const MARGIN_MS = 500;

interface TransformerParts extends Pick<TransformerPlan, 'environment'> {
  readonly around: AroundConfig | undefined;
  readonly guard: GuardConfig | undefined;
}

/** One function for all routes that need it, none where there are none. */
export function planTransformer(
  spec: GatewaySpec,
  choices: ApiChoices,
  { around, guard, environment }: TransformerParts,
): readonly TransformerPlan[] {
  if (!around) return [];
  const routes = spec.routes
    .filter((route) => functionOf(route, choices) === TRANSFORMER_FUNCTION_ID)
    .toSorted((a, b) => (a.pattern < b.pattern ? -1 : 1));
  return [
    {
      kind: 'transformer',
      id: TRANSFORMER_FUNCTION_ID,
      memoryMb: 256,
      timeoutMs: quotas.httpTimeoutMs.value,
      environment,
      config: { routes: Object.fromEntries(routes.map((route) => [route.pattern, forwarded(route)])) },
      around,
      ...(guard && { guard }),
      because: 'changes what parameter mapping cannot, before http backends',
    },
  ];
}

function forwarded({ to, transform, timeoutMs = quotas.restTimeoutMs.value }: Route): ForwardedRoute {
  const url = to.kind === 'http' ? to.url : '';
  const waits = { timeoutMs: Math.max(timeoutMs - MARGIN_MS, Math.floor(timeoutMs / 2)) };
  return transform?.request?.path === undefined
    ? { kind: 'url', url, ...waits }
    : { kind: 'origin', origin: originOf(url), ...waits };
}

/** `https://host:8443` of a URL template; no placeholder stands in it. */
export function originOf(url: string): string {
  return /^https?:\/\/[^/]+/i.exec(url)?.[0] ?? url;
}
