import type { ApiModel } from '../../local/model/cloud.js';
import type { HttpApiModel } from '../../local/model/http-api.js';
import type { LocalGateway } from '../../local/server/local-gateway.js';
import { TOKEN_LIFETIME_SECONDS } from './credentials.js';

/** Credentials for what nothing but templates is known of. */
export interface ModelCredentials {
  /** By API id and authorizer id. */
  readonly token: (api: ApiModel, authorizerId: string) => string | undefined;
  readonly apiKey: (api: ApiModel) => string | undefined;
}

/** A token for each JWT authorizer of an HTTP API, and a key for each API that a usage plan covers. */
export async function modelCredentials(gateway: LocalGateway): Promise<ModelCredentials> {
  const { apis } = gateway.model();
  const signed = apis.flatMap((api) => (api.kind === 'http' ? tokensOf(api, gateway) : []));
  const tokens = new Map(await Promise.all(signed));
  const keys = new Map(apis.map((api) => [api.apiId, keyFor(api, gateway)]));
  return { token: (api, id) => tokens.get(`${api.apiId} ${id}`), apiKey: (api) => keys.get(api.apiId) };
}

function tokensOf(api: HttpApiModel, gateway: LocalGateway): readonly Promise<readonly [string, string | undefined]>[] {
  return Object.entries(api.authorizers).flatMap(([id, authorizer]) => {
    if (authorizer.kind !== 'JWT') return [];
    const { issuer, audience } = authorizer;
    const claims = { sub: 'local-user', ...(audience[0] && { aud: audience[0] }), scope: scopesOf(api, id).join(' ') };
    const token = gateway.issuer()?.sign(issuer, claims, { expiresInSeconds: TOKEN_LIFETIME_SECONDS });
    return [Promise.resolve(token).then((text) => [`${api.apiId} ${id}`, text] as const)];
  });
}

function scopesOf(api: HttpApiModel, authorizerId: string): readonly string[] {
  const scopes = api.routes.flatMap(({ authorization }) =>
    authorization.kind === 'JWT' && authorization.authorizerId === authorizerId ? authorization.scopes : [],
  );
  return [...new Set(scopes)].sort();
}

/** A key of the template, or one issued here: the same one at every start. */
function keyFor(api: ApiModel, { keys }: LocalGateway): string | undefined {
  const plans = keys.usagePlans().filter((plan) => plan.apiStages.some(({ apiId }) => apiId === api.apiId));
  const ids = new Set(plans.map((plan) => plan.id));
  const known = keys.list().find((key) => key.enabled && key.usagePlanIds.some((id) => ids.has(id)));
  if (known) return keys.show(known.id)?.value;
  const [plan] = plans;
  return plan && keys.issue({ usagePlanId: plan.id, name: `local-${api.logicalId}` }).value;
}
