import { BYTES_PER_GB, SECONDS_PER_MONTH } from '../../facts/prices.js';
import type { Plan } from '../plan.js';
import type { CostAssumptions } from './assumptions.js';
import type { Need } from './cost-line.js';
import { firewallLogBytes } from './firewall-needs.js';
import { authorizerShares, callsOf, type FunctionCalls } from './function-needs.js';
import { logLineBytes } from './log-line-bytes.js';
import { type RouteTraffic, sumOf } from './route-traffic.js';

/** What the examples of the page reckon with. https://aws.amazon.com/cloudwatch/pricing/ */
const COMPRESSED = 0.15;
const DAYS_PER_MONTH = 365 / 12;
/** https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html */
const SAMPLED_SHARE = 0.05;
/** On runs that fail and runs that do not come. The runs themselves are left out: 2,880 of some 2 s are under 3 cents. */
const KEEPER_ALARMS = 2;

/** Logs, traces and alarms. */
export function observationNeeds(
  plan: Plan,
  calls: FunctionCalls,
  traffic: readonly RouteTraffic[],
  assumed: CostAssumptions,
): readonly Need[] {
  const { functionLogBytes } = assumed;
  const access = sumOf(traffic, ({ route, reaching }) => reaching * logLineBytes(route.api, assumed));
  const handlers = callsOf(calls.handlers) * functionLogBytes;
  const authorizers = callsOf(calls.authorizers) * functionLogBytes;
  const seen = plan.edge?.accessLogs ? sumOf(traffic, ({ requests }) => requests) : 0;
  const edge = seen * logLineBytes('edge', assumed);
  const firewall = firewallLogBytes(plan, traffic, assumed);
  const kept = (bytes: number) => (bytes * COMPRESSED * plan.logRetentionDays) / (DAYS_PER_MONTH * BYTES_PER_GB);
  return [
    { id: 'accessLogs', quantity: access / BYTES_PER_GB },
    { id: 'functionLogs', quantity: handlers / BYTES_PER_GB },
    { id: 'authorizerLogs', quantity: authorizers / BYTES_PER_GB },
    { id: 'edgeLogs', quantity: edge / BYTES_PER_GB },
    { id: 'logStorage', quantity: kept(access + handlers + edge + firewall) },
    { id: 'authorizerLogStorage', quantity: kept(authorizers) },
    { id: 'traces', quantity: plan.tracing ? recorded(traceable(plan, traffic, assumed), assumed.tracedShare) : 0 },
    { id: 'alarms', quantity: plan.functions.filter((fn) => fn.kind === 'key-keeper').length * KEEPER_ALARMS },
  ];
}

/** A REST stage traces each request, an HTTP API none: there what is called traces, a handler or else an authorizer. */
function traceable(plan: Plan, traffic: readonly RouteTraffic[], assumed: CostAssumptions): number {
  const kinds = new Map(plan.integrations.map(({ id, kind }) => [id, kind]));
  const asked = authorizerShares(plan, assumed);
  return sumOf(traffic, ({ route, reaching }) => {
    const whole = route.api === 'rest' || kinds.get(route.integration) === 'lambda';
    return whole ? reaching : reaching * asked(route).share;
  });
}

function recorded(requests: number, share: CostAssumptions['tracedShare']): number {
  if (share !== 'sampled') return requests * share;
  const firsts = Math.min(requests, SECONDS_PER_MONTH);
  return firsts + (requests - firsts) * SAMPLED_SHARE;
}
