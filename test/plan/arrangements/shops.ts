import { apiKey, http, jwt, lambda, reply, usagePlan } from 'gatewright';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import type { Pin, PinnedArrangement } from '../../../lib/spec/pin.js';
import { aRoute } from '../../spec/specs.js';

const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });

/** Routes that either API could serve, and such as need one. */
export const open = aRoute('GET /books');
export const withToken = aRoute('POST /orders', { auth: users });
export const withKey = aRoute('GET /feeds/{path+}', { auth: keys, to: http('https://feeds.example/{path}') });
export const fixed = aRoute('GET /health', { to: reply(200, { ok: true }) });
export const slow = aRoute('GET /report', { timeoutMs: 30_000 });
export const cached = aRoute('GET /books/{isbn}', { cache: { ttlSeconds: 60 } });
export const slowWithKey = aRoute('GET /both', { auth: keys, timeoutMs: 30_000, to: lambda('handlers/both.ts') });

export const firewall = { managed: ['common'], log: 'none' } as const;

export const traffic = (requestsPerMonth: number, more: GatewaySpec['traffic'] = {}) => ({
  traffic: { requestsPerMonth, ...more },
});

export const pinned = (arrangement: PinnedArrangement): { readonly pin: Pin } => ({
  pin: { schemaVersion: 1, arrangement, madeOn: '2026-11-22', usdPerMonth: 7.5, requestsPerMonth: 1_000_000 },
});

/** `split`, `rest+edge(edge)`: the APIs, the edge, and where the firewall stands. */
export function standing(spec: GatewaySpec): string {
  const { apis, edge, firewallAt } = planGateway(spec).arrangement;
  return `${apis}${edge ? '+edge' : ''}${firewallAt ? `(${firewallAt})` : ''}`;
}
