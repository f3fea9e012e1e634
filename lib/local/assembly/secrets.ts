import type { SecretModel } from '../model/cloud.js';
import { groupBy } from './group-by.js';
import { isObject } from './json-object.js';
import { listedItems } from './listed-metadata.js';
import type { ResolvedResource } from './reader-context.js';

/** A resource's list of the secrets that its function reads: `id`, or `{ id, field }` for a member of a JSON secret. */
const SECRETS = 'gatewright:secrets';

interface SecretUse {
  readonly id: string;
  readonly field: string | undefined;
}

/** The secrets of resource metadata, each once with all of its fields. */
export function readSecrets(resources: readonly ResolvedResource[]): SecretModel[] {
  const uses = listedItems(SECRETS, resources, readUse, 'secret ids, or objects with an id and a field');
  return [...groupBy(uses, ({ id }) => id)].map(([id, ofId]) => ({
    id,
    fields: [...new Set(ofId.flatMap(({ field }) => field ?? []))],
  }));
}

function readUse(value: unknown): SecretUse | undefined {
  if (typeof value === 'string') return { id: value, field: undefined };
  if (!isObject(value) || typeof value.id !== 'string') return undefined;
  const { id, field } = value;
  return field === undefined || typeof field === 'string' ? { id, field } : undefined;
}
