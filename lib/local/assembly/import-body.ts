import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isObject } from './json-object.js';
import type { ReaderContext, ResolvedResource } from './reader-context.js';

/** Denies every request: what stands in for a resource policy that cannot be known. */
export const DENY_ALL = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' }],
} as const;

const POLICY = 'x-amazon-apigateway-policy';

/**
 * What an API's `Body` or `BodyS3Location` defines; undefined where it has neither, or neither can be read, which is
 * then noticed.
 */
export function importBody<Definition>(
  api: ResolvedResource,
  context: ReaderContext,
  importer: (body: unknown) => Definition,
): Definition | undefined {
  const body = api.properties.has('Body') ? inlineBody(api) : bodyInAsset(api, context);
  if (body === undefined) return undefined;
  try {
    return importer(body);
  } catch (error) {
    api.notice('unresolved', `its OpenAPI body cannot be imported: ${firstLine(error)}`);
    return undefined;
  }
}

function inlineBody({ properties }: ResolvedResource): unknown {
  const body = properties.tree('Body');
  if (!isObject(body)) return undefined;
  return properties.object('Body').isUnresolved(POLICY) ? { ...body, [POLICY]: DENY_ALL } : body;
}

function bodyInAsset(api: ResolvedResource, context: ReaderContext): unknown {
  if (!api.properties.has('BodyS3Location')) return undefined;
  const key = api.properties.object('BodyS3Location').string('Key');
  const path = key === undefined ? undefined : context.assets.get(key);
  if (path === undefined) {
    api.notice('unresolved', 'BodyS3Location: the file is not an asset of the cloud assembly');
    return undefined;
  }
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    api.notice('unresolved', `BodyS3Location: ${firstLine(error)}`);
    return undefined;
  }
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
