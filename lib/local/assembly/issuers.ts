import type { ApiModel } from '../model/cloud.js';
import { evaluate } from './intrinsics/evaluate.js';
import { isUnresolved } from './intrinsics/unresolved.js';
import { UNRESOLVED_TEXT } from './properties.js';
import type { ResolvedResource } from './reader-context.js';

/** A resource's list of issuers whose tokens its function checks: a Lambda authorizer's are not in the template else. */
const ISSUERS = 'gatewright:issuers';

/** Beside it, the addresses of their keys where those are named in place of discovery. */
const KEY_SETS = 'gatewright:key-sets';

/** The issuers of JWT authorizers and of resource metadata, each once. */
export function readIssuers(apis: readonly ApiModel[], resources: readonly ResolvedResource[]): string[] {
  const named = apis.flatMap((api) => (api.kind === 'http' ? Object.values(api.authorizers) : []));
  const trusted = named.flatMap((authorizer) => (authorizer.kind === 'JWT' ? [authorizer.issuer] : []));
  const declared = listed(ISSUERS, resources);
  return [...new Set([...trusted, ...declared])].filter((issuer) => issuer !== UNRESOLVED_TEXT && issuer !== '');
}

export function readKeySets(resources: readonly ResolvedResource[]): string[] {
  return [...new Set(listed(KEY_SETS, resources))];
}

function listed(metadataKey: string, resources: readonly ResolvedResource[]): string[] {
  return resources.flatMap(({ stack, resource, notice }) => {
    const list = evaluate(resource.metadata[metadataKey], stack.scope);
    return Array.isArray(list) ? list.flatMap((each) => textOrNotice(each, metadataKey, notice)) : [];
  });
}

function textOrNotice(value: unknown, metadataKey: string, notice: ResolvedResource['notice']): string[] {
  if (typeof value === 'string') return [value];
  notice('unresolved', `Metadata.${metadataKey}: ${isUnresolved(value) ? value.reason : 'expected strings'}`);
  return [];
}
