import type { ApiModel } from '../model/cloud.js';
import { evaluate } from './intrinsics/evaluate.js';
import { isUnresolved } from './intrinsics/unresolved.js';
import { UNRESOLVED_TEXT } from './properties.js';
import type { ResolvedResource } from './reader-context.js';

/** A resource's list of issuers whose tokens its function checks: a Lambda authorizer's are not in the template else. */
const METADATA_KEY = 'gatewright:issuers';

/** The issuers of JWT authorizers and of resource metadata, each once. */
export function readIssuers(apis: readonly ApiModel[], resources: readonly ResolvedResource[]): string[] {
  const named = apis.flatMap((api) => (api.kind === 'http' ? Object.values(api.authorizers) : []));
  const trusted = named.flatMap((authorizer) => (authorizer.kind === 'JWT' ? [authorizer.issuer] : []));
  const declared = resources.flatMap(({ stack, resource, notice }) => {
    const list = evaluate(resource.metadata[METADATA_KEY], stack.scope);
    return Array.isArray(list) ? list.flatMap((issuer) => issuerOrNotice(issuer, notice)) : [];
  });
  return [...new Set([...trusted, ...declared])].filter((issuer) => issuer !== UNRESOLVED_TEXT && issuer !== '');
}

function issuerOrNotice(issuer: unknown, notice: ResolvedResource['notice']): string[] {
  if (typeof issuer === 'string') return [issuer];
  notice('unresolved', `Metadata.${METADATA_KEY}: ${isUnresolved(issuer) ? issuer.reason : 'expected strings'}`);
  return [];
}
