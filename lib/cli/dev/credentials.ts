import type { LocalGateway } from '../../local/server/local-gateway.js';
import type { ApiKeyAuth } from '../../spec/auth.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { tokenRequests } from '../token-request.js';
import type { Credentials } from './route-rows.js';

/** A day: the printed lines are meant to be pasted for as long as somebody works. */
export const TOKEN_LIFETIME_SECONDS = 86_400;

/** A token for each JWT scheme and a key for each key scheme of a spec, made by the gateway that will check them. */
export async function localCredentials(spec: GatewaySpec, gateway: LocalGateway): Promise<Credentials> {
  const issuer = gateway.issuer();
  const tokens = new Map<string, string>();
  for (const { scheme, issuer: url, audience, scopes, algorithms, type, ...wanted } of tokenRequests(spec)) {
    const scope = scopes.join(' ');
    const claims = { sub: 'local-user', aud: audience, ...(scope && { scope }), ...wanted.claims };
    const [alg = 'RS256'] = algorithms;
    const token = await issuer?.sign(url, claims, { expiresInSeconds: TOKEN_LIFETIME_SECONDS, alg, type });
    if (token) tokens.set(scheme, token);
  }
  const apiKeys = keySchemes(spec).flatMap((auth) => {
    const value = keyFor(auth, spec.name, gateway);
    return value === undefined ? [] : [[auth.name, value] as const];
  });
  return { tokens, apiKeys: new Map(apiKeys) };
}

function keySchemes(spec: GatewaySpec): readonly ApiKeyAuth[] {
  const auths = [spec.auth, ...spec.routes.map((route) => route.auth)];
  return auths.filter((auth): auth is ApiKeyAuth => typeof auth === 'object' && auth.kind === 'api-key');
}

/** A key on the scheme's last plan, the same one at every start. */
function keyFor(auth: ApiKeyAuth, gatewayName: string, { keys }: LocalGateway): string | undefined {
  const name = `local-${auth.name}`;
  const known = keys.list().find((key) => key.name === name && key.enabled);
  const value = known && keys.show(known.id)?.value;
  if (value) return value;
  const plan = keys.usagePlans().find((one) => one.name === `${gatewayName}-${auth.plans.at(-1)?.name}`);
  return plan && keys.issue({ usagePlanId: plan.id, name }).value;
}
