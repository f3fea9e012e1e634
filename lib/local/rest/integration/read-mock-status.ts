import { parseJson } from '../vtl/parse-json.js';
import { getEntry, isMap } from '../vtl/value.js';

/**
 * The status that a mock's request template names. API Gateway also takes what is almost JSON, such as the
 * `{statusCode: 200}` of CDK's CORS methods.
 * @returns undefined where there is no whole number
 */
export function readMockStatus(body: string): number | undefined {
  const document = parseJson(body);
  if (document === undefined) return readLoosely(body);
  const status = isMap(document) ? getEntry(document, 'statusCode') : null;
  return typeof status === 'bigint' ? Number(status) : undefined;
}

function readLoosely(body: string): number | undefined {
  const inner = /^\s*\{([\s\S]*)\}\s*$/.exec(body)?.[1];
  if (inner === undefined) return undefined;
  const pairs = inner.split(',').filter((pair) => pair.trim() !== '');
  if (!pairs.every((pair) => pair.includes(':'))) return undefined;
  for (const pair of pairs) {
    const status = /^\s*(['"]?)statusCode\1\s*:\s*(\d+)\s*$/.exec(pair)?.[2];
    if (status !== undefined) return Number(status);
  }
  return undefined;
}
