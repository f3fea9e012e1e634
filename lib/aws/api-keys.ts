import type { ApiKey as SdkApiKey } from '@aws-sdk/client-api-gateway';
import { KEY_TAGS, type KeyRecord, type KeyTag, keyTagsOf, readKeyTags, type Tags } from '../keys/key-tags.js';
import { failedFor } from './aws-call-error.js';
import type { Connection } from './clients.js';
import { PAGE_LIMIT, pages } from './pages.js';

/** A key without its value. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly enabled: boolean;
  readonly createdAtMs: number | undefined;
  readonly tags: Tags;
  readonly record: KeyRecord;
}

export interface NewApiKey {
  readonly name: string;
  readonly description?: string | undefined;
  readonly value: string;
  readonly enabled: boolean;
  readonly record: KeyRecord;
}

/**
 * Makes a key with its tags in one call, and answers its id.
 *
 * @throws AwsCallError `conflict` where the value is taken: on a repeated call by this very key
 */
export async function createApiKey(aws: Connection, key: NewApiKey): Promise<string> {
  const { name, description, value, enabled } = key;
  const input = { name, value, enabled, tags: keyTagsOf(key.record), ...(description && { description }) };
  const made = await aws.apiGateway('CreateApiKey', (client) => client.createApiKey(input), { secret: value });
  return made.id ?? '';
}

/** Keys of the whole account in this region, 500 a page, without their values. */
export function listApiKeys(
  aws: Connection,
  query: { readonly namePrefix?: string } = {},
): AsyncGenerator<readonly ApiKey[]> {
  const nameQuery = query.namePrefix;
  return pages(async (position) => {
    const input = {
      limit: PAGE_LIMIT,
      includeValues: false,
      ...(nameQuery && { nameQuery }),
      ...(position && { position }),
    };
    const page = await aws.apiGateway('GetApiKeys', (client) => client.getApiKeys(input));
    return { items: (page.items ?? []).map(withoutValue), position: page.position };
  });
}

/** Undefined where there is none. */
export async function getApiKey(aws: Connection, id: string): Promise<ApiKey | undefined> {
  const call = aws.apiGateway('GetApiKey', (client) => client.getApiKey({ apiKey: id, includeValue: false }));
  return unlessMissing(call.then(withoutValue));
}

/** The key that a request has made; with a run, only one that this very run has. */
export async function findByRequest(
  aws: Connection,
  gateway: string,
  request: string,
  run?: string,
): Promise<ApiKey | undefined> {
  for await (const page of listApiKeys(aws)) {
    const found = page.find(
      ({ record }) =>
        record.request === request &&
        record.gateway === gateway &&
        !record.lock &&
        (run === undefined || record.run === run),
    );
    if (found) return found;
  }
  return undefined;
}

/** Done as well where there is no such key any more. */
export async function deleteApiKey(aws: Connection, id: string): Promise<void> {
  await unlessMissing(aws.apiGateway('DeleteApiKey', (client) => client.deleteApiKey({ apiKey: id })));
}

/** The key is refused from then on, and can be put back. */
export async function disableApiKey(aws: Connection, id: string): Promise<void> {
  await updateApiKey(aws, id, '/enabled', 'false');
}

export async function describeApiKey(aws: Connection, id: string, description: string): Promise<void> {
  await updateApiKey(aws, id, '/description', description);
}

async function updateApiKey(aws: Connection, id: string, path: string, value: string): Promise<void> {
  const patchOperations = [{ op: 'replace' as const, path, value }];
  await aws.apiGateway('UpdateApiKey', (client) => client.updateApiKey({ apiKey: id, patchOperations }));
}

/** Adds to a key's record, or changes it. */
export async function tagApiKey(aws: Connection, id: string, record: KeyRecord): Promise<void> {
  const input = { resourceArn: keyArn(aws.region, id), tags: keyTagsOf(record) };
  await aws.apiGateway('TagResource', (client) => client.tagResource(input));
}

export async function untagApiKey(aws: Connection, id: string, fields: readonly KeyTag[]): Promise<void> {
  const input = { resourceArn: keyArn(aws.region, id), tagKeys: fields.map((field) => KEY_TAGS[field]) };
  await aws.apiGateway('UntagResource', (client) => client.untagResource(input));
}

function keyArn(region: string, id: string): string {
  return `arn:${partitionOf(region)}:apigateway:${region}::/apikeys/${id}`;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

async function unlessMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (failedFor(error, 'not-found')) return undefined;
    throw error;
  }
}

function withoutValue({ id = '', name = '', description, enabled, createdDate, tags = {} }: SdkApiKey): ApiKey {
  const createdAtMs = createdDate?.getTime();
  return { id, name, description, enabled: enabled === true, createdAtMs, tags, record: readKeyTags(tags) };
}
