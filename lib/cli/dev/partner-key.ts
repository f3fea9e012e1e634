import { issueOnce } from '../../aws/keys/issue-key.js';
import { openGateways } from '../../aws/keys/region-gateway.js';
import { newKeyValue } from '../../keys/new-key-value.js';
import type { LocalGateway } from '../../local/server/local-gateway.js';
import type { ApiKeyAuth } from '../../spec/auth.js';

/**
 * A key on a scheme's last plan, issued by the calls that `gatewright keys issue --request-id` makes: the same one at
 * every start on one state directory.
 */
export async function partnerKey(
  scheme: ApiKeyAuth,
  gatewayName: string,
  { url, keys }: LocalGateway,
): Promise<string | undefined> {
  const plan = scheme.plans.at(-1);
  if (!plan) return undefined;
  const gateways = await openGateways({ endpoint: url, gateway: gatewayName });
  const name = `local-${scheme.name}`;
  const wanted = { owner: 'local', plan: plan.name, name, request: `${name}-${plan.name}`, value: newKeyValue() };
  const { places } = await issueOnce(gateways, wanted);
  const [place] = places;
  return place && keys.show(place.keyId)?.value;
}
