import { deleteApiKey, listApiKeys } from '../../aws/api-keys.js';
import { issueOnce } from '../../aws/keys/issue-key.js';
import { type GatewaySet, openGateways } from '../../aws/keys/region-gateway.js';
import { tenantKey } from '../../aws/keys/tenant-key.js';
import { newKeyValue } from '../../keys/new-key-value.js';
import type { LocalGateway } from '../../local/server/local-gateway.js';
import type { ApiKeyAuth } from '../../spec/auth.js';

/** Keys for the printed lines, by the calls that `gatewright keys issue` makes. */
export interface PartnerKeys {
  /** A key on a scheme's last plan: the same one at every start on one state directory. */
  readonly ofScheme: (scheme: ApiKeyAuth) => Promise<string | undefined>;
  /** Lets a tenant of a metered scheme in, on its last plan. */
  readonly letIn: (scheme: ApiKeyAuth, tenant: string) => Promise<void>;
}

export function partnerKeys(gatewayName: string, { url, keys, credential }: LocalGateway): PartnerKeys {
  let opened: Promise<GatewaySet> | undefined;
  const open = () => {
    opened ??= openGateways({ endpoint: url, gateway: gatewayName, isOwnGateway: true, ownCredentials: credential });
    return opened;
  };
  return {
    async ofScheme(scheme) {
      const plan = scheme.plans.at(-1);
      if (!plan) return undefined;
      const name = nameOf(scheme);
      const wanted = { owner: OWNER, plan: plan.name, name, request: `${name}-${plan.name}`, value: newKeyValue() };
      const { places } = await issueOnce(await open(), wanted);
      const [place] = places;
      return place && keys.show(place.keyId)?.value;
    },
    async letIn(scheme, tenant) {
      const plan = scheme.plans.at(-1);
      if (!plan) return;
      const gateways = await open();
      const key = await tenantKey(gateways, tenant, scheme.name);
      await dropOutdated(gateways, `${nameOf(scheme)}-${tenant}`, key.request);
      await issueOnce(gateways, { owner: OWNER, plan: plan.name, name: `${nameOf(scheme)}-${tenant}`, ...key });
    },
  };
}

const OWNER = 'local';
const nameOf = ({ name }: ApiKeyAuth): string => `local-${name}`;

/** A secret that was made up is another at the next start, and with it the tenant's key. */
async function dropOutdated([{ aws }]: GatewaySet, name: string, request: string): Promise<void> {
  const outdated: string[] = [];
  for await (const page of listApiKeys(aws, { namePrefix: name }))
    for (const { id, name: found, record } of page)
      if (found === name && record.owner === OWNER && record.request !== request) outdated.push(id);
  for (const id of outdated) await deleteApiKey(aws, id);
}
