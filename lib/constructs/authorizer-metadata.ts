import type { FunctionPlan } from '../plan/plan.js';
import type { Secret } from '../spec/secret.js';

/**
 * What a bundled authorizer calls, as metadata of its resource: the local gateway stands in for all of it. Names alone,
 * and none of a kind that it does not call.
 */
export function calledByAuthorizer({
  config,
  secrets,
}: Extract<FunctionPlan, { kind: 'authorizer' }>): Readonly<Record<string, readonly (string | SecretName)[]>> {
  const schemes = Object.values(config.schemes);
  const jwt = schemes.filter((scheme) => scheme.kind === 'jwt');
  const introspection = schemes.filter((scheme) => scheme.kind === 'introspection');
  const called: Readonly<Record<string, readonly string[]>> = {
    'gatewright:issuers': jwt.flatMap(({ issuers }) => issuers),
    'gatewright:key-sets': jwt.flatMap(({ jwksUri }) => jwksUri ?? []),
    'gatewright:introspection-endpoints': introspection.map(({ endpoint }) => endpoint),
    'gatewright:token-endpoints': Object.values(config.exchanges).map(({ endpoint }) => endpoint),
  };
  const named = Object.entries(called).map(([key, values]) => [key, [...new Set(values)].sort()] as const);
  const all = [...named, ['gatewright:secrets', secrets.map(secretName)] as const];
  return Object.fromEntries(all.filter(([, values]) => values.length > 0));
}

type SecretName = Pick<Secret, 'id' | 'field'>;

/** Of a secret whose text is JSON, the member that is read as well. */
function secretName({ id, field }: Secret): string | SecretName {
  return field === undefined ? id : { id, field };
}
