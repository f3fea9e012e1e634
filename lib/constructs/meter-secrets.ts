import type { MeterSecret } from '../keys/meter-secret.js';
import { schemesOf } from '../spec/access.js';
import type { GatewaySpec } from '../spec/gateway.js';

/** The meters of a gateway by name, each with the secret that its tenants' keys are made of. */
export function meterSecretsOf(spec: GatewaySpec): readonly MeterSecret[] {
  const schemes = spec.routes.flatMap((route) => schemesOf(route.auth ?? spec.auth ?? 'public'));
  const found = schemes.flatMap((scheme) =>
    scheme.kind === 'api-key' && scheme.meter ? [meterSecret(scheme.name, scheme.meter.secret)] : [],
  );
  const byName = new Map(found.map((one) => [one.meter, one]));
  return [...byName.values()].sort((one, other) => (one.meter < other.meter ? -1 : 1));
}

function meterSecret(meter: string, { id, field }: { readonly id: string; readonly field?: string }): MeterSecret {
  return { meter, id, ...(field !== undefined && { field }) };
}
