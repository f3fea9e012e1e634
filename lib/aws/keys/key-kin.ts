import { type ApiKey, listApiKeys } from '../api-keys.js';
import type { RegionGateway } from './region-gateway.js';

/** Keys that rotations have tied to one, in a region. */
export interface KeyKin {
  /** What it took the place of, the oldest last. */
  readonly former: readonly ApiKey[];
  /** What took its place, the newest last. */
  readonly later: readonly ApiKey[];
}

/** @param request of the key; one without has no kin */
export async function kinOf({ aws, name }: RegionGateway, request: string | undefined): Promise<KeyKin> {
  if (request === undefined) return { former: [], later: [] };
  const all: ApiKey[] = [];
  for await (const page of listApiKeys(aws)) {
    all.push(...page.filter(({ record }) => record.gateway === name && record.request !== undefined && !record.lock));
  }
  const former = chain(all, request, (key, wanted) => key.record.replacedBy === wanted);
  const replacedBy = new Map(all.map(({ record }) => [record.request, record.replacedBy]));
  const later = chain(all, request, (key, wanted) => key.record.request === replacedBy.get(wanted));
  return { former, later };
}

/** Keys that follow one another by their requests; a key is met once, whatever its tags say. */
function chain(
  all: readonly ApiKey[],
  start: string,
  follows: (key: ApiKey, wanted: string) => boolean,
): readonly ApiKey[] {
  const met = new Set([start]);
  const found: ApiKey[] = [];
  for (const wanted of met) {
    for (const key of all.filter((one) => follows(one, wanted) && !met.has(one.record.request ?? ''))) found.push(key);
    for (const { record } of found) met.add(record.request ?? '');
  }
  return found;
}
