import type { ApiModel } from '../model/cloud.js';
import { UNRESOLVED_TEXT } from './properties.js';
import type { ResolvedResource } from './reader-context.js';

/** A resource's list of issuers whose tokens its function checks: a Lambda authorizer's are not in the template else. */
const METADATA_KEY = 'gatewright:issuers';

/** The issuers of JWT authorizers and of resource metadata, each once. */
export function readIssuers(apis: readonly ApiModel[], resources: readonly ResolvedResource[]): string[] {
  const named = apis.flatMap((api) => (api.kind === 'http' ? Object.values(api.authorizers) : []));
  const trusted = named.flatMap((authorizer) => (authorizer.kind === 'JWT' ? [authorizer.issuer] : []));
  const declared = resources.flatMap(({ resource }) => {
    const list = resource.metadata[METADATA_KEY];
    return Array.isArray(list) ? list.filter((issuer) => typeof issuer === 'string') : [];
  });
  return [...new Set([...trusted, ...declared])].filter((issuer) => issuer !== UNRESOLVED_TEXT && issuer !== '');
}
